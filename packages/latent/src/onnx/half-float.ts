const scratch = new DataView(new ArrayBuffer(4));

/** Largest finite binary16 value. */
export const MAX_HALF = 65504;

/** The IEEE 754 binary16 bits nearest to a number, ties to even; past the largest value, infinity. */
export function halfBits(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fff_ffff;
  if (magnitude >= 0x7f80_0000) return sign | (magnitude > 0x7f80_0000 ? 0x7e00 : 0x7c00);
  if (magnitude >= 0x477f_f000) return sign | 0x7c00;
  if (magnitude < 0x3880_0000) return sign | roundedSubnormal(scratch.getFloat32(0));
  const rebased = magnitude - 0x3800_0000;
  return sign | roundedShift(rebased, 13);
}

/** Values [n] as binary16 [n]. */
export function toHalfFloats(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, halfBits);
}

/** Below 2^-14 a half is a multiple of 2^-24. */
function roundedSubnormal(value: number): number {
  const multiples = Math.abs(value) * 2 ** 24;
  const floor = Math.floor(multiples);
  const rest = multiples - floor;
  const roundsUp = rest > 0.5 || (rest === 0.5 && floor % 2 === 1);
  return roundsUp ? floor + 1 : floor;
}

function roundedShift(bits: number, shift: number): number {
  const kept = bits >>> shift;
  const rest = bits & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && kept & 1) ? kept + 1 : kept;
}
