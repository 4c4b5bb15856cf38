import type { Recipe } from '@toile/latent';
import type { Lease } from '@toile/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawLeases } from './draw-leases.js';
import { InferenceError } from './inference/inference-error.js';
import type { Pack } from './pack/pack.js';
import { housePack, jobFor, openThread, recipeFor } from './testing/house-pack.fixture.js';

let pack: Pack;
let packs: Map<string, Pack>;
beforeAll(async () => {
  pack = await housePack();
  packs = new Map([[pack.manifest.id, pack]]);
});

const leaseOf = (recipe: Recipe, slot: string): Lease => ({
  leaseId: slot,
  attempt: 1,
  expiresAtMs: Date.now() + 4_000,
  job: jobFor(recipe, slot),
});

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
    const outcomes = await drawLeases(leases, packs, thread);
    await thread.close();
    const of = (slot: string) => outcomes.find(({ lease }) => lease.leaseId === slot);
    expect(outcomes).toHaveLength(leases.length);
    expect(of('good')).toMatchObject({ kind: 'drawn', batch: 2, resolutionPx: 64, provider: 'cpu' });
    expect(of('other')).toMatchObject({ kind: 'drawn', batch: 2 });
    expect(of('stranger')).toMatchObject({ kind: 'failed', code: 'pack-unknown', retry: false });
    expect(of('category')).toMatchObject({ kind: 'failed', message: expect.stringContaining('category 99') });
    expect(of('slider')).toMatchObject({ kind: 'failed', message: expect.stringContaining('nonesuch') });
  });

  it('lets a job be tried again when the machine failed, and throws on a mistake in this program', async () => {
    const leases = [leaseOf(recipeFor(pack, 1), 'one')];
    const failing = (error: Error) => ({ draw: () => Promise.reject(error) });
    const died = failing(new InferenceError('thread-died', 'gone'));
    await expect(drawLeases(leases, packs, died)).resolves.toMatchObject([{ kind: 'failed', retry: true }]);
    await expect(drawLeases(leases, packs, failing(new TypeError('ours')))).rejects.toThrow('ours');
  });
});
