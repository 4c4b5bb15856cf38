import { type Recipe, recipeHash } from '@toile/latent';
import { type Frame, ToileError } from '@toile/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PictureLoader, type PictureLoaderOptions } from './picture-loader.js';

const source = (seed: number) => ({ kind: 'seed', seed, category: null }) as const;
const recipeOf = (seed: number): Recipe => ({
  v: 1,
  pack: 'ab'.repeat(32),
  a: source(seed),
  b: source(seed),
  mix: { structure: 0, style: 0 },
  truncationPsi: 0.7,
  sliders: {},
  output: { tier: 'preview', sizePx: 128, format: 'webp' },
});
const frameOf = (recipe: Recipe): Frame => ({
  meta: {
    hash: recipeHash(recipe),
    mime: 'image/webp',
    widthPx: 128,
    heightPx: 128,
    tier: 'preview',
    inferenceMs: 1,
    encodeMs: 1,
    batch: 1,
    provider: 'test',
  },
  bytes: new Uint8Array([seedOf(recipe) & 0xff]),
});

const seedOf = ({ a }: Recipe) => (a.kind === 'seed' ? a.seed : 0);

/** A server in a test's hand: every request waits until it is answered. */
class Desk {
  readonly asked: number[] = [];
  readonly open = new Map<number, { answer(): void; fail(error: unknown): void; signal: AbortSignal }>();

  readonly fetch: PictureLoaderOptions['fetch'] = (recipe, signal) => {
    const seed = seedOf(recipe);
    this.asked.push(seed);
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        this.open.delete(seed);
        settle();
      };
      this.open.set(seed, {
        answer: () => done(() => resolve(frameOf(recipe))),
        fail: (error) => done(() => reject(error)),
        signal,
      });
      signal.addEventListener('abort', () => done(() => reject(signal.reason)));
    });
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('PictureLoader', () => {
  let desk: Desk;
  let loader: PictureLoader;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    desk = new Desk();
    loader = new PictureLoader({ fetch: desk.fetch, concurrency: 2 });
  });
  afterEach(() => {
    loader.close();
    vi.useRealTimers();
  });

  it('asks in order, few at once, and urgent ones first', async () => {
    const all = [1, 2, 3, 4].map((seed) => loader.load(recipeOf(seed)));
    const urgent = loader.load(recipeOf(9), { urgent: true });
    expect(desk.asked).toEqual([1, 2]);
    desk.open.get(1)?.answer();
    expect((await all[0])?.bytes).toEqual(new Uint8Array([1]));
    await settle();
    expect(desk.asked).toEqual([1, 2, 9]);
    for (const seed of [2, 9, 3, 4]) {
      desk.open.get(seed)?.answer();
      await settle();
    }
    await Promise.all([...all, urgent]);
    expect(desk.asked).toEqual([1, 2, 9, 3, 4]);
  });

  it('asks once for all who want one picture, and never again for one that it has', async () => {
    const two = [loader.load(recipeOf(1)), loader.load(recipeOf(1))];
    desk.open.get(1)?.answer();
    const [one, other] = await Promise.all(two);
    expect(one).toBe(other);
    expect(loader.known(recipeHash(recipeOf(1)))).toBe(one);
    expect(await loader.load(recipeOf(1))).toBe(one);
    expect(desk.asked).toEqual([1]);
  });

  it('does not ask for what was given up, and ends a request that nobody wants any more', async () => {
    const [leaving, scrolledAway] = [new AbortController(), new AbortController()];
    const alone = loader.load(recipeOf(1), { signal: leaving.signal });
    const shared = [loader.load(recipeOf(2), { signal: leaving.signal }), loader.load(recipeOf(2))] as const;
    const waiting = loader.load(recipeOf(3), { signal: scrolledAway.signal });
    const rejected = [alone, shared[0], waiting].map((load) => expect(load).rejects.toThrow('aborted'));
    scrolledAway.abort();
    leaving.abort();
    await Promise.all(rejected);
    await settle();
    expect([...desk.open.keys()]).toEqual([2]);
    desk.open.get(2)?.answer();
    await shared[1];
    expect(desk.asked).toEqual([1, 2]);
    const late = new AbortController();
    late.abort();
    await expect(loader.load(recipeOf(4), { signal: late.signal })).rejects.toThrow('aborted');
    expect(desk.asked).toEqual([1, 2]);
  });

  it('stays within the limit in any ten seconds, however much is asked for', async () => {
    const times: number[] = [];
    const quick = new PictureLoader({
      fetch: async (recipe) => {
        times.push(performance.now());
        return frameOf(recipe);
      },
      perTenSeconds: 100,
    });
    const all = Array.from({ length: 300 }, (_, seed) => quick.load(recipeOf(seed)));
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(all);
    for (const from of times) {
      expect(times.filter((time) => time >= from && time < from + 10_000).length).toBeLessThanOrEqual(101);
    }
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(45_000);
    quick.close();
  });

  it('waits out what passes: too many requests, no renderer, no network', async () => {
    const load = loader.load(recipeOf(1));
    desk.open.get(1)?.fail(new ToileError('rate-limited'));
    await settle();
    const other = loader.load(recipeOf(2));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(desk.asked).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(desk.asked).toEqual([1, 1, 2]);
    for (const waitMs of [1_500, 4_000, 10_000, 20_000, 20_000]) {
      desk.open.get(1)?.fail(new ToileError('renderer-absent'));
      await vi.advanceTimersByTimeAsync(waitMs - 10);
      expect(desk.open.has(1)).toBe(false);
      await vi.advanceTimersByTimeAsync(20);
      expect(desk.open.has(1)).toBe(true);
    }
    desk.open.get(1)?.answer();
    desk.open.get(2)?.answer();
    await Promise.all([load, other]);
  });

  it('says at once what does not pass', async () => {
    const load = expect(loader.load(recipeOf(1))).rejects.toMatchObject({ code: 'render-failed' });
    desk.open.get(1)?.fail(new ToileError('render-failed'));
    await load;
    const again = loader.load(recipeOf(1));
    desk.open.get(1)?.answer();
    await again;
  });

  it('forgets the pictures that were not used for longest', async () => {
    const small = new PictureLoader({ fetch: async (recipe) => frameOf(recipe), kept: 2 });
    for (const seed of [1, 2, 1, 3]) await small.load(recipeOf(seed));
    expect([1, 2, 3].map((seed) => small.known(recipeHash(recipeOf(seed))) !== null)).toEqual([
      true,
      false,
      true,
    ]);
    small.close();
  });

  it('gives everything up when it is closed', async () => {
    const loads = [1, 2, 3].map((seed) => expect(loader.load(recipeOf(seed))).rejects.toThrow(/closed/));
    loader.close();
    await Promise.all(loads);
    await expect(loader.load(recipeOf(4))).rejects.toThrow(/closed/);
  });
});
