import { describe, expect, it } from 'vitest';
import { randomState } from './random-state.js';
import { sefaDirections } from './sefa.js';

const wDim = 12;
const layers = [30, 20, 8].map((channels, seed) =>
  Float32Array.from(randomState(seed).randn(channels * wDim)),
);

/** |A v|² over all layers. */
function strength(vector: ArrayLike<number>, weights: readonly Float32Array[] = layers): number {
  let sum = 0;
  for (const layer of weights) {
    for (let row = 0; row < layer.length; row += wDim) {
      let style = 0;
      for (let d = 0; d < wDim; d++) style += layer[row + d]! * vector[d]!;
      sum += style * style;
    }
  }
  return sum;
}

describe('sefaDirections', () => {
  const { directions, strengths } = sefaDirections(layers, wDim, wDim);

  it('L50: reports |A v|² of each direction, largest first', () => {
    for (let k = 0; k < wDim; k++) {
      const direction = directions.subarray(k * wDim, (k + 1) * wDim);
      expect(Math.hypot(...direction)).toBeCloseTo(1, 6);
      expect(strength(direction) / strengths[k]!).toBeCloseTo(1, 5);
      if (k > 0) expect(strengths[k]!).toBeLessThanOrEqual(strengths[k - 1]!);
    }
  });

  it('L50: no random unit vector changes the styles more than the first direction', () => {
    for (let seed = 0; seed < 200; seed++) {
      const vector = randomState(100 + seed).randn(wDim);
      const length = Math.hypot(...vector);
      expect(strength(vector.map((value) => value / length))).toBeLessThanOrEqual(strengths[0]! * (1 + 1e-6));
    }
  });

  it('L51: with unit rows the length of a weight row does not matter', () => {
    const stretched = layers.map((layer) =>
      layer.map((value, at) => value * 2 ** ((Math.floor(at / wDim) % 5) - 2)),
    );
    const [a, b] = [layers, stretched].map((weights) => sefaDirections(weights, wDim, 4, { unitRows: true }));
    for (const [i, value] of a!.directions.entries()) expect(b!.directions[i]).toBeCloseTo(value, 5);
    const plain = sefaDirections(stretched, wDim, 1).directions;
    const cosine = plain.reduce((sum, value, i) => sum + value * directions[i]!, 0);
    expect(Math.abs(cosine)).toBeLessThan(0.999);
  });

  it('L50: leaves rows of zeros out, and refuses what is no layer', () => {
    const padded = layers.map((layer) => Float32Array.from([...layer, ...new Float32Array(wDim)]));
    expect(sefaDirections(padded, wDim, 3, { unitRows: true })).toEqual(
      sefaDirections(layers, wDim, 3, { unitRows: true }),
    );
    expect(() => sefaDirections([], wDim, 1)).toThrow(/affineWeights.length/);
    expect(() => sefaDirections([new Float32Array(wDim + 1)], wDim, 1)).toThrow(/affineWeights\[0\]/);
    expect(() => sefaDirections(layers, wDim, wDim + 1)).toThrow(/count/);
  });
});
