import { type Recipe, recipeHash } from '@toile/latent';
import { type Frame, ToileError } from '@toile/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RecipePictures } from './recipe-pictures.js';

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

/** A loader in a test's hand, and a darkroom that keeps count of addresses. */
function parts() {
  const asked: { seed: number; signal: AbortSignal | undefined }[] = [];
  const open = new Map<number, { resolve: (frame: Frame) => void; reject: (error: unknown) => void }>();
  const urls = new Set<string>();
  return {
    asked,
    urls,
    answer: async (seed: number) => {
      open
        .get(seed)
        ?.resolve({ meta: {} as Frame['meta'], bytes: new Uint8Array(new Uint32Array([seed]).buffer) });
      await vi.advanceTimersByTimeAsync(0);
    },
    fail: async (seed: number, error: unknown) => {
      open.get(seed)?.reject(error);
      await vi.advanceTimersByTimeAsync(0);
    },
    pictures: new RecipePictures(
      {
        load: ({ a }, { signal } = {}) => {
          const seed = a.kind === 'seed' ? a.seed : 0;
          asked.push({ seed, signal });
          return new Promise<Frame>((resolve, reject) => {
            open.set(seed, { resolve, reject });
            signal?.addEventListener('abort', () => reject(signal.reason));
          });
        },
      },
      {
        develop: async ({ bytes }) => {
          const url = `blob:${new DataView(bytes.buffer).getUint32(0, true)}`;
          urls.add(url);
          return url;
        },
        release: (url) => urls.delete(url),
      },
    ),
  };
}

const hashOf = (seed: number) => recipeHash(recipeOf(seed));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('shows a picture once it is decoded, to everyone who waits, asked for once', async () => {
  const { pictures, asked, answer } = parts();
  const told = { first: 0, second: 0 };
  pictures.subscribe(recipeOf(1), () => told.first++);
  pictures.subscribe(recipeOf(1), () => told.second++);
  expect(pictures.picture(hashOf(1))).toEqual({ kind: 'waiting' });
  await answer(1);
  expect(pictures.picture(hashOf(1))).toEqual({ kind: 'shown', url: 'blob:1' });
  expect([told, asked.length]).toEqual([{ first: 1, second: 1 }, 1]);
  expect(pictures.picture(null)).toEqual({ kind: 'waiting' });
});

it('gives up what scrolls away, and not what leaves and returns at once', async () => {
  const { pictures, asked, answer, urls } = parts();
  const listener = () => undefined;
  const away = pictures.subscribe(recipeOf(1), listener);
  const back = pictures.subscribe(recipeOf(2), listener);
  away();
  back();
  pictures.subscribe(recipeOf(2), listener);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  await answer(2);
  expect(pictures.picture(hashOf(1))).toEqual({ kind: 'waiting' });
  expect([...urls]).toEqual(['blob:2']);
  pictures.subscribe(recipeOf(1), listener);
  await answer(1);
  expect(pictures.picture(hashOf(1))).toMatchObject({ kind: 'shown' });
});

it('keeps pictures that were left, and lets go of the oldest in the end', async () => {
  const { pictures, asked, answer, urls } = parts();
  for (let seed = 0; seed < 401; seed++) {
    const leave = pictures.subscribe(recipeOf(seed), () => undefined);
    await answer(seed);
    leave();
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(urls.size).toBe(400);
  expect(pictures.picture(hashOf(0))).toEqual({ kind: 'waiting' });
  expect(pictures.picture(hashOf(400))).toMatchObject({ kind: 'shown' });
  pictures.subscribe(recipeOf(400), () => undefined);
  expect(asked).toHaveLength(401);
});

it('says why there is no picture, and tries again for whoever comes next', async () => {
  const { pictures, fail, answer, asked } = parts();
  const leave = pictures.subscribe(recipeOf(1), () => undefined);
  await fail(1, new ToileError('render-failed', 'Out of memory.'));
  expect(pictures.picture(hashOf(1))).toMatchObject({ kind: 'failed', error: { message: 'Out of memory.' } });
  leave();
  pictures.subscribe(recipeOf(1), () => undefined);
  await answer(1);
  expect(pictures.picture(hashOf(1))).toMatchObject({ kind: 'shown' });
  expect(asked).toHaveLength(2);
});
