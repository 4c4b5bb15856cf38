import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReactionShelf, rememberedMs } from './reaction-shelf.js';

let shelf: ReactionShelf;
let told: number;
const love = (designId: string, by = 'ada') =>
  shelf.take({ kind: 'reaction', designId, by, mark: 'love', x: 0.5, y: 0.5 });

beforeEach(() => {
  vi.useFakeTimers();
  shelf = new ReactionShelf();
  told = 0;
  shelf.subscribe(() => {
    told += 1;
  });
});
afterEach(() => {
  shelf.close();
  vi.useRealTimers();
});

it('keeps reactions by design for a few seconds, each for itself', () => {
  love('coat');
  love('dress');
  const coat = shelf.of('coat');
  vi.advanceTimersByTime(rememberedMs - 1);
  love('dress', 'ben');
  expect(shelf.of('coat')).toBe(coat);
  expect(shelf.of('dress').map(({ by }) => by)).toEqual(['ada', 'ben']);
  vi.advanceTimersByTime(1);
  expect(shelf.of('coat')).toEqual([]);
  expect(shelf.of('dress').map(({ by }) => by)).toEqual(['ben']);
  expect(told).toBe(5);
});

it('holds a dozen for a design at most, the latest', () => {
  for (let count = 0; count < 40; count += 1) love('coat', `person ${count}`);
  expect(shelf.of('coat')).toHaveLength(12);
  expect(shelf.of('coat').at(-1)?.by).toBe('person 39');
  expect(new Set(shelf.of('coat').map(({ key }) => key)).size).toBe(12);
  vi.advanceTimersByTime(rememberedMs);
  expect(shelf.of('coat')).toEqual([]);
});

it('is silent once it is closed', () => {
  love('coat');
  shelf.close();
  vi.advanceTimersByTime(rememberedMs);
  expect(told).toBe(1);
});
