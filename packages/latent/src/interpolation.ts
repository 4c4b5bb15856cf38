import { expectInteger, expectNumber, expectValues } from './expect.js';

/** Below this sine the angle is too close to 0 or pi for a great circle to be well defined. */
const MIN_SINE = 1e-6;

/**
 * Straight line: (1 - t) * from + t * to, exact at both ends. For w and ws.
 *
 * `from`, `to` [n]; returns a new [n]. `t` is any finite number; outside 0 to 1 it extrapolates. Throws
 * RangeError when the lengths differ or a value is not finite.
 */
export function lerp(from: Float32Array, to: Float32Array, t: number): Float32Array {
  expectPair(from, to, t);
  return weightedSum(from, 1 - t, to, t);
}

/**
 * Great circle: sin((1 - t) angle) / sin(angle) * from + sin(t angle) / sin(angle) * to (Shoemake 1985). For
 * z, whose typical length a straight line would cut short (White, "Sampling Generative Networks", 2016).
 * Parallel, opposite or zero vectors have no single great circle: they are joined by a straight line.
 *
 * Shapes, `t` and errors as `lerp`.
 */
export function slerp(from: Float32Array, to: Float32Array, t: number): Float32Array {
  expectPair(from, to, t);
  let dot = 0;
  let fromSquared = 0;
  let toSquared = 0;
  for (let i = 0; i < from.length; i++) {
    dot += from[i]! * to[i]!;
    fromSquared += from[i]! ** 2;
    toSquared += to[i]! ** 2;
  }
  const lengths = Math.sqrt(fromSquared * toSquared);
  const cosine = lengths === 0 ? 1 : Math.min(1, Math.max(-1, dot / lengths));
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  if (sine < MIN_SINE) return weightedSum(from, 1 - t, to, t);
  return weightedSum(from, Math.sin((1 - t) * angle) / sine, to, Math.sin(t * angle) / sine);
}

/**
 * `count` ws at equal steps on the straight line between the ws of two recipes, both ends included: the
 * frames of a film from one picture to another. The two recipes must be of the same pack.
 *
 * `from`, `to` [numWs * wDim]; returns `count` arrays of that length. Throws RangeError unless `count` is an
 * integer >= 2, and as `lerp`.
 */
export function interpolateWs(from: Float32Array, to: Float32Array, count: number): Float32Array[] {
  expectInteger(count, 'count', 2);
  return Array.from({ length: count }, (_, step) => lerp(from, to, step / (count - 1)));
}

function expectPair(from: Float32Array, to: Float32Array, t: number): void {
  expectValues(from, 'from', from.length);
  expectValues(to, 'to', from.length);
  expectNumber(t, 't');
}

function weightedSum(
  from: Float32Array,
  fromWeight: number,
  to: Float32Array,
  toWeight: number,
): Float32Array {
  return from.map((value, i) => fromWeight * value + toWeight * to[i]!);
}
