import { describe, expect, it } from 'vitest';
import { coverageWithin } from './raster.js';

const box = (left: number, top: number, right: number, bottom: number) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
const sum = (field: Float32Array) => field.reduce((total, value) => total + value, 0);

describe('coverageWithin', () => {
  it('covers what an outline encloses, its edges by their share', () => {
    const field = coverageWithin([box(1.5, 1.5, 4, 3.25)], 6, 5);
    expect(sum(field)).toBeCloseTo(2.5 * 1.75, 5);
    expect(field[2 * 6 + 2]).toBe(1);
    expect(field[2 * 6 + 1]).toBeCloseTo(0.5, 5);
    expect(field[0]).toBe(0);
  });

  it('cuts off at the border, and covers no place twice', () => {
    expect(sum(coverageWithin([box(-4, -4, 2, 2)], 6, 5))).toBeCloseTo(4, 5);
    expect(sum(coverageWithin([box(0, 0, 2, 2), box(1, 1, 3, 3)], 6, 5))).toBeCloseTo(7, 5);
  });
});
