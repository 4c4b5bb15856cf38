import { expect, it } from 'vitest';
import { CoalescedWriter } from './coalesced-writer.js';

/** A clock and a 60 Hz screen that only move when told to. */
function screen() {
  let nowMs = 0;
  let waiting: (() => void) | null = null;
  return {
    nowMs: () => nowMs,
    schedule: (run: () => void) => {
      waiting = run;
      return () => {
        waiting = null;
      };
    },
    paint: () => {
      nowMs += 1000 / 60;
      const run = waiting;
      waiting = null;
      run?.();
    },
  };
}

it('writes the first value at once', () => {
  const written: number[] = [];
  new CoalescedWriter<number>((value) => written.push(value), screen()).push(7);
  expect(written).toEqual([7]);
});

it('writes at most 30 times a second during a drag of 240 moves, and the last value on release', () => {
  const written: number[] = [];
  const pace = screen();
  const writer = new CoalescedWriter<number>((value) => written.push(value), pace);
  for (let move = 0; move < 240; move += 1) {
    writer.push(move);
    if (move % 4 === 3) pace.paint();
  }
  expect(written.length).toBeLessThanOrEqual(31);
  expect(written.length).toBeGreaterThanOrEqual(28);
  expect([...written].sort((one, other) => one - other)).toEqual(written);
  writer.push(1000);
  writer.flush();
  expect(written.at(-1)).toBe(1000);
});

it('writes nothing more after a flush until there is a new value', () => {
  const written: number[] = [];
  const pace = screen();
  const writer = new CoalescedWriter<number>((value) => written.push(value), pace);
  writer.push(1);
  writer.push(2);
  writer.flush();
  for (let frame = 0; frame < 10; frame += 1) pace.paint();
  expect(written).toEqual([1, 2]);
});

it('shows a value pushed during a pause without another push', () => {
  const written: number[] = [];
  const pace = screen();
  const writer = new CoalescedWriter<number>((value) => written.push(value), pace);
  writer.push(1);
  writer.push(2);
  for (let frame = 0; frame < 4; frame += 1) pace.paint();
  expect(written).toEqual([1, 2]);
});
