import { describe, expect, it } from 'vitest';
import { interpolateWs, lerp, slerp } from './interpolation.js';
import { randomState } from './random-state.js';

const length = (v: Float32Array) => Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
const angle = (a: Float32Array, b: Float32Array) =>
  Math.acos(a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (length(a) * length(b)));
const normals = (seed: number, n: number) => Float32Array.from(randomState(seed).randn(n));

describe('lerp and interpolateWs', () => {
  it('L30: is exact at both ends and halfway in the middle', () => {
    const from = normals(1, 40);
    const to = normals(2, 40);
    expect(lerp(from, to, 0)).toEqual(from);
    expect(lerp(from, to, 1)).toEqual(to);
    expect(Array.from(lerp(Float32Array.of(0, 4), Float32Array.of(2, 0), 0.5))).toEqual([1, 2]);
  });

  it('L30: gives count frames at equal steps, both ends included', () => {
    const frames = interpolateWs(Float32Array.of(0, 8), Float32Array.of(4, 0), 5);
    expect(frames.map((frame) => Array.from(frame))).toEqual([
      [0, 8],
      [1, 6],
      [2, 4],
      [3, 2],
      [4, 0],
    ]);
  });

  it('L28: names what is out of range', () => {
    const two = Float32Array.of(1, 2);
    expect(() => lerp(two, Float32Array.of(1), 0)).toThrow(/to: expected 2/);
    expect(() => lerp(two, two, Number.NaN)).toThrow(/^t:/);
    expect(() => interpolateWs(two, two, 1)).toThrow(/count/);
  });
});

describe('slerp', () => {
  it('L31: ends at its ends, for 20 random pairs', () => {
    for (let seed = 0; seed < 20; seed++) {
      const from = normals(seed, 64);
      const to = normals(seed + 100, 64);
      expect(slerp(from, to, 0)).toEqual(from);
      const end = slerp(from, to, 1);
      for (const [i, value] of to.entries()) expect(end[i]).toBeCloseTo(value, 6);
    }
  });

  it('L31: keeps the length of equally long vectors and moves at constant angle', () => {
    for (let seed = 0; seed < 20; seed++) {
      const from = normals(seed, 64).map((value, _, all) => value / length(all));
      const to = normals(seed + 100, 64).map((value, _, all) => value / length(all));
      const whole = angle(from, to);
      for (const t of [0.1, 0.25, 0.5, 0.9]) {
        const between = slerp(from, to, t);
        expect(length(between)).toBeCloseTo(1, 5);
        expect(angle(from, between)).toBeCloseTo(t * whole, 4);
      }
    }
  });

  it('L31: is a straight line where no single great circle exists', () => {
    const from = Float32Array.of(1, 2);
    expect(Array.from(slerp(from, Float32Array.of(2, 4), 0.5))).toEqual([1.5, 3]);
    expect(Array.from(slerp(from, Float32Array.of(-1, -2), 0.25))).toEqual([0.5, 1]);
    expect(Array.from(slerp(from, Float32Array.of(0, 0), 0.5))).toEqual([0.5, 1]);
  });
});
