import { expect, it } from 'vitest';
import { columnsIn, firstWindow, movedWindow, walk, windowAround } from './seed-window.js';

const last = 2 ** 32 - 1;

it('has every seed in some window', () => {
  for (const seed of [0, 1, 59_999, 60_001, 123_456_789, last - 1, last]) {
    const { start, count } = windowAround(seed);
    expect(start).toBeGreaterThanOrEqual(0);
    expect(start + count).toBeLessThanOrEqual(last + 1);
    expect(seed - start).toBeGreaterThanOrEqual(0);
    expect(seed - start).toBeLessThan(count);
  }
});

it('moves along where an end comes near, by whole rows, and never past the seeds', () => {
  const columns = 7;
  const rows = Math.ceil(firstWindow.count / columns);
  expect(movedWindow(firstWindow, { firstRow: 0, lastRow: 8, columns })).toBeNull();
  const next = movedWindow(firstWindow, { firstRow: rows - 20, lastRow: rows - 12, columns });
  expect(next?.start).toBe(Math.floor(rows / 2) * columns);
  expect(next && movedWindow(next, { firstRow: 500, lastRow: 510, columns })).toBeNull();
  expect(next && movedWindow(next, { firstRow: 3, lastRow: 10, columns })?.start).toBe(0);

  let window = windowAround(last - 200_000);
  for (let moves = 0; moves < 10; moves++) {
    const further = movedWindow(window, { firstRow: rows - 20, lastRow: rows - 1, columns });
    if (!further) break;
    expect(further.start).toBeGreaterThan(window.start);
    window = further;
  }
  expect(window.start + window.count).toBe(last + 1);
});

it('walks by arrow and page, and stops at the ends', () => {
  expect(walk(50, 'ArrowRight', 6, 5)).toBe(51);
  expect(walk(50, 'ArrowUp', 6, 5)).toBe(44);
  expect(walk(50, 'PageDown', 6, 5)).toBe(74);
  expect(walk(3, 'ArrowUp', 6, 5)).toBe(3);
  expect(walk(last, 'ArrowRight', 6, 5)).toBe(last);
  expect(walk(50, 'x', 6, 5)).toBeNull();
});

it('fits columns', () => {
  expect(columnsIn(812, 104, 10)).toBe(7);
  expect(columnsIn(362, 104, 8)).toBe(3);
  expect(columnsIn(0, 104, 8)).toBe(2);
});
