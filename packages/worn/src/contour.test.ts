import { describe, expect, it } from 'vitest';
import { baysOf, contourOf } from './contour.js';

const maskOf = (...rows: string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  cells: Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0)),
});

describe('contourOf', () => {
  it('goes once round a block, clockwise', () => {
    const contour = contourOf(maskOf('.....', '.###.', '.###.', '.###.', '.....'));
    expect(contour).toHaveLength(8);
    expect(contour.slice(0, 3)).toEqual([
      { x: 1.5, y: 1.5 },
      { x: 2.5, y: 1.5 },
      { x: 3.5, y: 1.5 },
    ]);
  });

  it('follows a bay, and is empty where nothing is', () => {
    const contour = contourOf(maskOf('#####', '##.##', '##.##'));
    expect(contour).toContainEqual({ x: 2.5, y: 0.5 });
    expect(contour).toContainEqual({ x: 1.5, y: 2.5 });
    expect(contourOf(maskOf('...', '...'))).toEqual([]);
    expect(contourOf(maskOf('...', '.#.', '...'))).toEqual([{ x: 1.5, y: 1.5 }]);
  });
});

describe('baysOf', () => {
  it('finds what a side draws in, with its depth', () => {
    const path = [
      [5, 0],
      [0, 2],
      [3, 5],
      [0, 8],
      [5, 10],
    ].map(([x, y]) => ({ x: x!, y: y! }));
    const bays = baysOf(path);
    expect(bays).toHaveLength(1);
    expect(bays[0]).toMatchObject({ from: 1, to: 3, depth: 3 });
  });
});
