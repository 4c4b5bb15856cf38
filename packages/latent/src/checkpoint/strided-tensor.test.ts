import { describe, expect, it } from 'vitest';
import { halfToNumber } from './element-type.js';
import { StepBudget } from './step-budget.js';
import { denseStrides, readStridedTensor, type StridedTensor } from './strided-tensor.js';

const SIX = Float32Array.of(0, 1, 2, 3, 4, 5);

function tensor(changes: Partial<StridedTensor>): StridedTensor {
  const storage = (): Uint8Array => new Uint8Array(SIX.buffer);
  return { name: 'x', type: 'float32', storage, offset: 0, shape: [2, 3], strides: [3, 1], ...changes };
}

function read(changes: Partial<StridedTensor>): number[] {
  return [...readStridedTensor(tensor(changes), new StepBudget(1000))];
}

function refusal(changes: Partial<StridedTensor>, limit = 1000): unknown {
  try {
    readStridedTensor(tensor(changes), new StepBudget(limit));
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'read';
}

describe('strides', () => {
  it('are honoured', () => {
    expect(read({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(read({ shape: [3, 2], strides: [1, 3] })).toEqual([0, 3, 1, 4, 2, 5]);
    expect(read({ shape: [2], strides: [2], offset: 1 })).toEqual([1, 3]);
    expect(read({ shape: [], strides: [], offset: 4 })).toEqual([4]);
    expect(read({ shape: [1, 2, 1], strides: [0, 5, -3] })).toEqual([0, 5]);
    expect(denseStrides([2, 3, 4])).toEqual([12, 4, 1]);
  });

  it.each<[string, Partial<StridedTensor>, string]>([
    ['reach past the storage', { shape: [2, 3], strides: [4, 1] }, 'bad_strides'],
    ['start past the storage', { offset: 1 }, 'bad_strides'],
    ['start before the storage', { offset: -1 }, 'bad_strides'],
    ['repeat one element', { shape: [1_000_000, 1_000_000], strides: [0, 0] }, 'bad_strides'],
    ['overlap', { shape: [2, 3], strides: [2, 1] }, 'bad_strides'],
    ['go backwards', { shape: [2, 3], strides: [3, -1], offset: 2 }, 'bad_strides'],
    ['are no integers', { strides: [3, 1.5] }, 'bad_strides'],
    ['are fewer than the axes', { strides: [3] }, 'bad_shape'],
    ['come with a negative size', { shape: [-2, 3] }, 'bad_shape'],
    ['come with no element', { shape: [0, 3] }, 'bad_shape'],
    ['come with a size that is no number', { shape: [Number.NaN, 3] }, 'bad_shape'],
    ['describe more elements than the budget', { shape: [2 ** 40], strides: [1] }, 'over_budget'],
  ])('that %s are refused', (_what, changes, code) => {
    expect(refusal(changes)).toBe(code);
  });
});

describe('element types', () => {
  it('of 16 and 64 bits are read', () => {
    const halves = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x8000, 0x7bff).buffer);
    expect(read({ type: 'float16', storage: () => halves })).toEqual([
      1,
      -2,
      Math.fround(0.333251953125),
      2 ** -24,
      -0,
      65504,
    ]);
    const brains = new Uint8Array(Uint16Array.of(0x3f80, 0xc000, 0x3eab, 0, 0, 0).buffer);
    expect(read({ type: 'bfloat16', storage: () => brains }).slice(0, 3)).toEqual([1, -2, 0.333984375]);
    const doubles = new Uint8Array(Float64Array.of(1, 2, 3, 4, 5, Math.PI).buffer);
    expect(read({ type: 'float64', storage: () => doubles }).at(-1)).toBe(Math.fround(Math.PI));
  });

  it('that overflow float32 or are not finite are refused', () => {
    const doubles = new Uint8Array(Float64Array.of(1, 2, 3, 4, 5, 1e300).buffer);
    expect(refusal({ type: 'float64', storage: () => doubles })).toBe('not_finite');
    expect(halfToNumber(0x7c01)).toBeNaN();
  });
});
