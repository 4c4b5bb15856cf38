import { randomState } from '../random-state.js';
import type { FullyConnected, MappingNetwork } from './checkpoint.js';

/** Samples behind an estimated average; the error of each element is 1/64 of w's standard deviation. */
export const AVERAGE_SAMPLES = 4096;
const AVERAGE_SEED = 123;
const LEAKY_SLOPE = 0.2;
const MOMENT_EPSILON = 1e-8;
const ROWS_AT_ONCE = 64;

/**
 * Averages w over `samples` draws of z from NumPy's RandomState(123), classes in turn: the centre for
 * truncation where a checkpoint has none. The same file always gives the same centre. Returns [wDim].
 */
export function averageW(mapping: MappingNetwork, zDim: number, samples = AVERAGE_SAMPLES): Float32Array {
  const random = randomState(AVERAGE_SEED);
  const sum = new Float64Array(mapping.layers.at(-1)!.outFeatures);
  for (let first = 0; first < samples; first += ROWS_AT_ONCE) {
    const rows = Math.min(ROWS_AT_ONCE, samples - first);
    const z = Float32Array.from(random.randn(rows * zDim));
    const w = mapRows(mapping, z, rows, first);
    for (let i = 0; i < w.length; i++) sum[i % sum.length]! += w[i]!;
  }
  return Float32Array.from(sum, (total) => total / samples);
}

/** w [rows, wDim] of z [rows, zDim]; row r has class (first + r) mod cDim. */
function mapRows(mapping: MappingNetwork, z: Float32Array, rows: number, first: number): Float32Array {
  let x = normalisedRows(z, rows);
  if (mapping.embed !== null)
    x = joinedRows(x, normalisedRows(embeddedClasses(mapping.embed, rows, first), rows), rows);
  for (const layer of mapping.layers) {
    x = fullyConnected(layer, x, rows).map((v) => Math.SQRT2 * (v < 0 ? LEAKY_SLOPE * v : v));
  }
  return x;
}

/** Each row over the root of its mean square. */
function normalisedRows(x: Float32Array, rows: number): Float32Array {
  const width = x.length / rows;
  const out = new Float32Array(x.length);
  for (let row = 0; row < rows; row++) {
    const values = x.subarray(row * width, (row + 1) * width);
    const square = values.reduce((total, value) => total + value * value, 0) / width;
    const gain = 1 / Math.sqrt(square + MOMENT_EPSILON);
    for (let i = 0; i < width; i++) out[row * width + i] = values[i]! * gain;
  }
  return out;
}

/** The embedding of a one-hot class is a column of the weight. Returns [rows, outFeatures]. */
function embeddedClasses(embed: FullyConnected, rows: number, first: number): Float32Array {
  const { inFeatures, outFeatures, weight, bias, weightGain, biasGain } = embed;
  return Float32Array.from({ length: rows * outFeatures }, (_, i) => {
    const category = (first + Math.floor(i / outFeatures)) % inFeatures;
    const o = i % outFeatures;
    return weight[o * inFeatures + category]! * weightGain + bias[o]! * biasGain;
  });
}

function joinedRows(a: Float32Array, b: Float32Array, rows: number): Float32Array {
  const [widthA, widthB] = [a.length / rows, b.length / rows];
  const out = new Float32Array(a.length + b.length);
  for (let row = 0; row < rows; row++) {
    out.set(a.subarray(row * widthA, (row + 1) * widthA), row * (widthA + widthB));
    out.set(b.subarray(row * widthB, (row + 1) * widthB), row * (widthA + widthB) + widthA);
  }
  return out;
}

/** Four rows share each pass over the weight, which is what the time goes into. */
function fullyConnected(layer: FullyConnected, x: Float32Array, rows: number): Float32Array {
  const { inFeatures, outFeatures, weight, bias, weightGain, biasGain } = layer;
  const out = new Float32Array(rows * outFeatures);
  for (let row = 0; row < rows; row += 4) {
    const at = [0, 1, 2, 3].map((i) => Math.min(row + i, rows - 1));
    const [a, b, c, d] = at.map((r) => x.subarray(r * inFeatures, (r + 1) * inFeatures)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let o = 0; o < outFeatures; o++) {
      const from = o * inFeatures;
      let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
      for (let i = 0; i < inFeatures; i++) {
        const factor = weight[from + i]!;
        sumA += factor * a[i]!;
        sumB += factor * b[i]!;
        sumC += factor * c[i]!;
        sumD += factor * d[i]!;
      }
      const shift = bias[o]! * biasGain;
      out[at[0]! * outFeatures + o] = sumA * weightGain + shift;
      out[at[1]! * outFeatures + o] = sumB * weightGain + shift;
      out[at[2]! * outFeatures + o] = sumC * weightGain + shift;
      out[at[3]! * outFeatures + o] = sumD * weightGain + shift;
    }
  }
  return out;
}
