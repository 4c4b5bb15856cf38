import { expect, it } from 'vitest';
import { InTurns } from './in-turns.js';

it('runs so many at once, the others in their order, and refuses where the line is full', async () => {
  const turns = new InTurns({ atOnce: 2, longestLine: 2 });
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (n: number) =>
    turns.run(() => {
      begun.push(n);
      return new Promise<number>((resolve) => ends.push(() => resolve(n)));
    });
  const [one, two, three, four] = [work(1), work(2), work(3), work(4)];
  await expect(work(5)).rejects.toMatchObject({ code: 'rate-limited' });
  expect(begun).toEqual([1, 2]);
  ends[1]!();
  expect(await two).toBe(2);
  expect(begun).toEqual([1, 2, 3]);
  ends[0]!();
  ends[2]!();
  expect(await Promise.all([one, three])).toEqual([1, 3]);
  ends[3]!();
  expect(await four).toBe(4);
});

it('gives the turn on where work fails', async () => {
  const turns = new InTurns({ atOnce: 1, longestLine: 1 });
  const failing = turns.run(() => Promise.reject(new Error('no')));
  const next = turns.run(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
