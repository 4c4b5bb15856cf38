import { describe, expect, it } from 'vitest';
import { cleanMatte } from './clean-matte.js';

const SIDE = 32;
type Box = readonly [x0: number, y0: number, x1: number, y1: number, value: number];

function matteOf(...boxes: Box[]): Float32Array {
  const matte = new Float32Array(SIDE * SIDE);
  for (const [x0, y0, x1, y1, value] of boxes)
    for (let y = y0; y < y1; y++) matte.fill(value, y * SIDE + x0, y * SIDE + x1);
  return matte;
}

const at = (matte: Float32Array | null, x: number, y: number): number | undefined => matte?.[y * SIDE + x];

describe('cleanMatte', () => {
  it('takes crumbs out and keeps the other half of a two-piece', () => {
    const matte = matteOf([4, 4, 20, 14, 1], [4, 18, 20, 26, 0.9], [28, 28, 30, 30, 1]);
    const clean = cleanMatte(matte, SIDE);
    expect(at(clean, 10, 10)).toBe(1);
    expect(at(clean, 10, 20)).toBeCloseTo(0.9, 6);
    expect(at(clean, 29, 29)).toBe(0);
  });

  it('fills a print that was taken for the floor, and leaves the gap between sleeve and body', () => {
    const print = cleanMatte(matteOf([4, 4, 28, 28, 1], [10, 10, 12, 12, 0.2]), SIDE);
    expect(at(print, 11, 11)).toBe(1);
    const gap = cleanMatte(matteOf([4, 4, 28, 28, 1], [8, 8, 16, 20, 0.1]), SIDE);
    expect(at(gap, 12, 14)).toBeLessThanOrEqual(0.1);
  });

  it('keeps the soft rim of the garment and nothing soft far from it', () => {
    const matte = matteOf([8, 8, 24, 24, 1], [24, 8, 25, 24, 0.4], [28, 8, 30, 24, 0.4]);
    const clean = cleanMatte(matte, SIDE);
    expect(at(clean, 24, 12)).toBeCloseTo(0.4, 6);
    expect(at(clean, 28, 12)).toBe(0);
  });

  it('finds no garment in a speck, nor in doubt', () => {
    expect(cleanMatte(matteOf([4, 4, 7, 7, 1]), SIDE)).toBeNull();
    expect(cleanMatte(matteOf([0, 0, SIDE, SIDE, 0.45]), SIDE)).toBeNull();
  });
});
