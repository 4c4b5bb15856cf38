import { describe, expect, it } from 'vitest';
import { thinPlate } from './thin-plate.js';

const corners = [
  { from: { x: 0, y: 0 }, to: { x: 5, y: 5 } },
  { from: { x: 10, y: 0 }, to: { x: 25, y: 6 } },
  { from: { x: 10, y: 10 }, to: { x: 24, y: 27 } },
  { from: { x: 0, y: 10 }, to: { x: 4, y: 25 } },
  { from: { x: 5, y: 5 }, to: { x: 14, y: 15 } },
];

describe('thinPlate', () => {
  it('takes each pin to its place', () => {
    const map = thinPlate(corners);
    for (const { from, to } of corners) {
      expect(map(from).x).toBeCloseTo(to.x, 6);
      expect(map(from).y).toBeCloseTo(to.y, 6);
    }
  });

  it('is affine where the pins are', () => {
    const affine = ({ x, y }: { x: number; y: number }) => ({ x: 3 * x - y + 2, y: x + 2 * y - 7 });
    const map = thinPlate(corners.map(({ from }) => ({ from, to: affine(from) })));
    expect(map({ x: 40, y: -20 }).x).toBeCloseTo(142, 5);
    expect(map({ x: 40, y: -20 }).y).toBeCloseTo(-7, 5);
  });

  it('shifts where the pins lie on one line, and refuses fewer than three', () => {
    const line = [0, 1, 2].map((at) => ({ from: { x: at, y: at }, to: { x: at + 4, y: at + 1 } }));
    expect(thinPlate(line)({ x: 7, y: 0 })).toEqual({ x: 11, y: 1 });
    expect(() => thinPlate(line.slice(1))).toThrow(RangeError);
  });
});
