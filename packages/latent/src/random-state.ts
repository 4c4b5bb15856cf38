import { expectInteger } from './expect.js';
import { Mt19937 } from './mt19937.js';

/** A stream of random numbers that repeats `numpy.random.RandomState`'s. Each call continues the stream. */
export interface RandomState {
  /** `n` standard normal values [n], as `RandomState.randn(n)`. Throws RangeError unless n is an integer >= 0. */
  randn(n: number): Float64Array;
  /** `n` values uniform in [0, 1) [n], as `RandomState.random_sample(n)`. Throws as `randn`. */
  random(n: number): Float64Array;
}

/**
 * The generator `numpy.random.RandomState(seed)`: MT19937 and, for normal values, NumPy's legacy polar method
 * (Marsaglia & Bray 1964), which makes values in pairs and keeps the second for the next call.
 *
 * The uniform values are NumPy's bit for bit. A normal value can differ from NumPy's in the last bit of the
 * double where the two logarithms do (3 in 100); of a million values rounded to float32 none differed.
 *
 * Throws RangeError unless `seed` is a uint32.
 */
export function randomState(seed: number): RandomState {
  const bits = new Mt19937(seed);
  let kept: number | null = null;

  const nextNormal = (): number => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    for (;;) {
      const x = 2 * bits.nextDouble() - 1;
      const y = 2 * bits.nextDouble() - 1;
      const squaredRadius = x * x + y * y;
      if (squaredRadius > 0 && squaredRadius < 1) {
        const scale = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
        kept = scale * x;
        return scale * y;
      }
    }
  };

  const filled = (n: number, next: () => number): Float64Array => {
    expectInteger(n, 'n', 0);
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) values[i] = next();
    return values;
  };

  return {
    randn: (n) => filled(n, nextNormal),
    random: (n) => filled(n, () => bits.nextDouble()),
  };
}

/**
 * The latent z [zDim] that the published StyleGAN tools draw for a seed:
 * `np.random.RandomState(seed).randn(1, zDim)` in float32.
 *
 * Throws RangeError unless `seed` is a uint32 and `zDim` an integer >= 1.
 */
export function zFromSeed(seed: number, zDim: number): Float32Array {
  expectInteger(zDim, 'zDim', 1);
  return Float32Array.from(randomState(seed).randn(zDim));
}
