import type { Recipe } from '@toile/latent';
import type { PictureLease } from '@toile/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DrawOutcome, drawLeases } from './draw-leases.js';
import { InferenceError } from './inference/inference-error.js';
import type { Pack } from './pack/pack.js';
import { housePack, jobFor, openThread, recipeFor } from './testing/house-pack.fixture.js';

let pack: Pack;
let packs: Map<string, Pack>;
beforeAll(async () => {
  pack = await housePack();
  packs = new Map([[pack.manifest.id, pack]]);
});

const leaseOf = (recipe: Recipe, slot: string): PictureLease => ({
  leaseId: slot,
  attempt: 1,
  expiresAtMs: Date.now() + 4_000,
  job: jobFor(recipe, slot),
});

async function outcomesOf(...args: Parameters<typeof drawLeases>): Promise<DrawOutcome[]> {
  const outcomes: DrawOutcome[] = [];
  for await (const some of drawLeases(...args)) outcomes.push(...some);
  return outcomes;
}

describe('drawing claimed jobs', () => {
  it('draws what can be drawn in one batch, and says in words what cannot and will not be tried again', async () => {
    const thread = openThread();
    const good = recipeFor(pack, 1);
    const leases = [
      leaseOf(good, 'good'),
      leaseOf({ ...good, pack: 'f'.repeat(64) }, 'stranger'),
      leaseOf({ ...good, a: { kind: 'seed', seed: 1, category: 99 } }, 'category'),
      leaseOf({ ...good, sliders: { nonesuch: 1 } }, 'slider'),
      leaseOf(recipeFor(pack, 2), 'other'),
    ];
    const outcomes = await outcomesOf(leases, packs, thread);
    await thread.close();
    const of = (slot: string) => outcomes.find(({ lease }) => lease.leaseId === slot);
    expect(outcomes).toHaveLength(leases.length);
    expect(of('good')).toMatchObject({ kind: 'drawn', batch: 2, sidePx: 64, provider: 'cpu' });
    expect(of('other')).toMatchObject({ kind: 'drawn', batch: 2 });
    expect(of('stranger')).toMatchObject({ kind: 'failed', code: 'pack-unknown', retry: false });
    expect(of('category')).toMatchObject({ kind: 'failed', message: expect.stringContaining('category 99') });
    expect(of('slider')).toMatchObject({ kind: 'failed', message: expect.stringContaining('nonesuch') });
  });

  it('draws previews before pictures, each tier in a batch of its own', async () => {
    const thread = openThread();
    const preview = { output: { tier: 'preview', sizePx: 64, format: 'webp' } } as const;
    const leases = [
      leaseOf(recipeFor(pack, 1), 'picture'),
      leaseOf(recipeFor(pack, 2, preview), 'preview'),
      leaseOf({ ...recipeFor(pack, 1), pack: 'f'.repeat(64) }, 'stranger'),
      leaseOf(recipeFor(pack, 3, preview), 'another'),
    ];
    const outcomes = await outcomesOf(leases, packs, thread);
    await thread.close();
    expect(outcomes.map(({ lease }) => lease.leaseId)).toEqual(['stranger', 'preview', 'another', 'picture']);
    expect(outcomes.map((outcome) => outcome.kind === 'drawn' && outcome.batch)).toEqual([false, 2, 2, 1]);
  });

  it('lets a job be tried again when the machine failed, and throws on a mistake in this program', async () => {
    const leases = [leaseOf(recipeFor(pack, 1), 'one')];
    const failing = (error: Error) => ({ draw: () => Promise.reject(error) });
    const died = failing(new InferenceError('thread-died', 'gone'));
    await expect(outcomesOf(leases, packs, died)).resolves.toMatchObject([{ kind: 'failed', retry: true }]);
    await expect(outcomesOf(leases, packs, failing(new TypeError('ours')))).rejects.toThrow('ours');
  });
});
