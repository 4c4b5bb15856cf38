import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Recipe, wPlusFromText, wPlusText } from '@toile/latent';
import { limits, seedsOfBlock } from '@toile/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTask } from '../answer-task.js';
import type { InferenceThread } from '../inference/inference-thread.js';
import type { EmbeddedThings } from '../inference/thread-messages.js';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';
import { packsWithColourClip } from '../testing/colour-clip.fixture.js';
import { openThread } from '../testing/house-pack.fixture.js';
import { ClipDesk } from './clip-desk.js';
import { EmbeddingShelf } from './embedding-shelf.js';

const log = { warn: () => undefined } as never;
const dress = 4;
let packs: string;
let pack: Pack;
let remove: () => Promise<void>;
let thread: InferenceThread;
/** Pictures that were embedded, each call. */
let calls: number[];

beforeAll(async () => {
  ({ packs, pack, remove } = await packsWithColourClip());
  thread = openThread();
});
afterAll(async () => {
  await thread.close();
  await remove();
});

const newDesk = () => {
  calls = [];
  const counted = {
    w: thread.w.bind(thread),
    embed: (of: Pack, clip: Parameters<InferenceThread['embed']>[1], what: EmbeddedThings) => {
      if ('recipes' in what) calls.push(what.recipes.length);
      return thread.embed(of, clip, what);
    },
  };
  return new ClipDesk(counted, new EmbeddingShelf({ folder: join(packs, '..', 'cache'), log }));
};
const task = (text: string, given: { category?: number | null; block?: number } = {}) => ({
  kind: 'clip-rank' as const,
  pack: pack.manifest.id,
  clip: pack.clip!.hash,
  psi: 0.7,
  category: dress as number | null,
  block: 0,
  text,
  ...given,
});

/** How much redder (0), greener (1) or bluer (2) than grey each picture is. */
async function colour(recipes: readonly Recipe[], channel: number): Promise<number[]> {
  const { rgb, sidePx } = await thread.draw(pack, recipes);
  const bytes = sidePx * sidePx * 3;
  return recipes.map((_, i) => {
    let sum = 0;
    for (let at = i * bytes; at < (i + 1) * bytes; at += 3) {
      const others = [0, 1, 2].filter((one) => one !== channel);
      sum += Math.max(0, rgb[at + channel]! - (rgb[at + others[0]!]! + rgb[at + others[1]!]!) / 2);
    }
    return sum / (sidePx * sidePx);
  });
}
const plain = (a: Recipe['a']): Recipe => ({
  v: 1,
  pack: pack.manifest.id,
  a,
  b: a,
  mix: { structure: 0, style: 0 },
  truncationPsi: 0.7,
  sliders: {},
  output: { tier: 'final', sizePx: 64, format: 'png' },
});
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('ranking seeds by words', () => {
  it.each([
    ['red', 0],
    ['blue', 2],
  ])('puts the reddest, or the bluest, first: %s', async (word, channel) => {
    const { scores } = await newDesk().rank(pack, pack.clip!, task(`a ${word} dress`));
    expect(scores).toHaveLength(limits.clipBlockSeeds);
    const measured = await colour(seedsOfBlock(9, dress, 0).map(plain), channel);
    const ranked = [...scores.keys()].sort((one, other) => scores[other]! - scores[one]!);
    const [first, last] = [ranked.slice(0, 8), ranked.slice(-8)].map((rows) =>
      mean(rows.map((row) => measured[row]!)),
    );
    expect(first).toBeGreaterThan(2 * last!);
  });

  it('looks at each picture once, in short calls, and remembers it over restarts', async () => {
    const first = newDesk();
    const { scores } = await first.rank(pack, pack.clip!, task('green', { block: 3 }));
    expect(mean(calls) * calls.length).toBe(limits.clipBlockSeeds);
    expect(Math.max(...calls)).toBeLessThanOrEqual(8);
    await first.rank(pack, pack.clip!, task('red', { block: 3 }));
    expect(mean(calls) * calls.length).toBe(limits.clipBlockSeeds);
    expect(await newDesk().rank(pack, pack.clip!, task('green', { block: 3 }))).toEqual({ scores });
    expect(calls).toEqual([]);
  });

  it('takes each category in turn where any will do', async () => {
    const { scores } = await newDesk().rank(pack, pack.clip!, task('red', { category: null }));
    const sources = seedsOfBlock(9, null, 0);
    expect(new Set(sources.map(({ category }) => category)).size).toBe(9);
    const measured = await colour(sources.map(plain), 0);
    const ranked = [...scores.keys()].sort((one, other) => scores[other]! - scores[one]!);
    const redness = (rows: readonly number[]) => mean(rows.map((row) => measured[row]!));
    expect(redness(ranked.slice(0, 8))).toBeGreaterThan(2 * redness(ranked.slice(-8)));
  });
});

describe('a direction from words', () => {
  it('makes garments that nobody has looked at redder, and less red the other way', async () => {
    const { text, category, psi, kind: _kind, block: _block, ...rest } = task('red');
    const asked = { ...rest, kind: 'clip-direction', text, category, psi } as const;
    const { step, agreement } = await newDesk().direction(pack, pack.clip!, asked);
    expect(agreement).toBeGreaterThan(0.3);
    const shape = pack.manifest;
    const vector = wPlusFromText(step, shape);
    const moved = async (sigmas: number) =>
      Promise.all(
        [9_001, 9_002, 9_003, 9_004, 9_005, 9_006].map(async (seed) => {
          const base = await thread.ws(pack, plain({ kind: 'seed', seed, category: dress }));
          const wPlus = base.map((value, i) => value + sigmas * vector[i]!);
          return plain({ kind: 'latent', wPlus: wPlusText(wPlus, shape) });
        }),
      );
    const [less, rest0, more] = [
      mean(await colour(await moved(-2), 0)),
      mean(await colour(await moved(0), 0)),
      mean(await colour(await moved(2), 0)),
    ];
    expect(more).toBeGreaterThan(1.3 * rest0);
    expect(less).toBeLessThan(rest0);
  }, 120_000);

  it('is nothing where no picture is nearer to the words than another', async () => {
    const deaf = { embed: thread.embed.bind(thread), w: thread.w.bind(thread) };
    const same = new Float32Array(limits.clipBlockSeeds * 4).fill(0.5);
    const desk = new ClipDesk(deaf, { get: async () => same, put: async () => undefined });
    const { block: _block, ...about } = task('red');
    const { step, agreement } = await desk.direction(pack, pack.clip!, { ...about, kind: 'clip-direction' });
    expect(agreement).toBe(0);
    expect(wPlusFromText(step, pack.manifest).every((value) => value === 0)).toBe(true);
  });
});

describe('a task for a CLIP', () => {
  const lease = (work: ReturnType<typeof task>) => ({ job: { task: work } }) as never;
  const kept = async () => null;
  const needs = () => ({ packs: new Map([[pack.manifest.id, pack]]), thread, clips: newDesk(), kept });

  it('is answered', async () => {
    const outcome = await answerTask(lease(task('red')), needs());
    expect(outcome).toMatchObject({ kind: 'answered', answer: { scores: expect.any(Array) } });
  });

  it('is refused where the pack has another CLIP, none, or no such category', async () => {
    const other = { ...task('red'), clip: 'c'.repeat(64) };
    expect(await answerTask(lease(other), needs())).toMatchObject({ kind: 'failed', retry: false });
    const without = { ...needs(), packs: new Map([[pack.manifest.id, { ...pack, clip: null }]]) };
    expect(await answerTask(lease(task('red')), without)).toMatchObject({ kind: 'failed', retry: false });
    expect(await answerTask(lease(task('red', { category: 9 })), needs())).toMatchObject({
      message: expect.stringContaining('no category 9'),
    });
  });

  it('fails for good where a file is not what the pack says, and pictures are drawn as before', async () => {
    const broken = await packsWithColourClip('Broken');
    const path = join(broken.pack.folder, 'clip-image.onnx');
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    const damaged = await loadPack(broken.pack.folder);
    const clips = newDesk();
    const packsOf = new Map([[damaged.manifest.id, damaged]]);
    const work = { ...task('red'), clip: damaged.clip!.hash };
    const outcome = await answerTask(lease(work), { packs: packsOf, thread, clips, kept });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'render-failed', retry: false });
    const starts = thread.starts;
    await thread.draw(pack, [plain({ kind: 'seed', seed: 1, category: dress })]);
    expect(thread.starts).toBe(starts);
    await broken.remove();
  });
});
