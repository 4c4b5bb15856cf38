import { describe, expect, it } from 'vitest';
import { dilated, eroded, floodFill } from './grid.js';

/** A map drawn with `#` for yes. */
const map = (...rows: string[]) => Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0));

const corner = map('##...', '#....', '.....', '....#', '...##');

describe('grids', () => {
  it('grow by a square, and not past an edge into the next row', () => {
    expect(dilated(corner, 5, 1)).toEqual(map('###..', '###..', '##.##', '..###', '..###'));
  });

  it('shrink by a square, the outside counted as yes', () => {
    expect(eroded(map('###..', '###..', '###..', '.....', '.....'), 5, 1)).toEqual(
      map('##...', '##...', '.....', '.....', '.....'),
    );
  });

  it('do not change by a radius of 0', () => {
    expect(dilated(corner, 5, 0)).toEqual(corner);
    expect(eroded(corner, 5, 0)).toEqual(corner);
  });

  it('are filled over edges and not over corners', () => {
    const two = map('##...', '#.#..', '..##.', '.....', '....#');
    expect(floodFill(two, 5, 0, 1, 2)).toBe(3);
    expect(Array.from(two)).toEqual(
      Array.from(map('##...', '#.#..', '..##.', '.....', '....#'), (cell, at) =>
        [0, 1, 5].includes(at) ? 2 : cell,
      ),
    );
    expect(floodFill(two, 5, 0, 1, 2)).toBe(0);
  });
});
