/** How alike two pictures are. */
export interface Likeness {
  /** Peak signal to noise ratio of bytes, in dB; infinite where they are equal. */
  readonly psnrDb: number;
  /** Mean structural similarity of the grey values, at most 1. */
  readonly ssim: number;
}

const WINDOW_PX = 8;
const WINDOW_STEP_PX = 4;
/** Wang et al., "Image quality assessment: from error visibility to structural similarity", 2004, §III.B. */
const [C1, C2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];

/** Compares two pictures [side, side, 3]. Throws RangeError when their sizes differ or are under 8 px. */
export function likeness(a: Uint8Array, b: Uint8Array, side: number): Likeness {
  const length = 3 * side * side;
  if (side < WINDOW_PX || a.length !== length || b.length !== length) {
    throw new RangeError(`pictures: expected ${length} values each, got ${a.length} and ${b.length}`);
  }
  const error = a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / length;
  return { psnrDb: 10 * Math.log10(255 ** 2 / error), ssim: similarity(grey(a), grey(b), side) };
}

/** Mean of several. */
export function meanLikeness(all: readonly Likeness[]): Likeness {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return { psnrDb: mean(all.map(({ psnrDb }) => psnrDb)), ssim: mean(all.map(({ ssim }) => ssim)) };
}

/** A picture [from, from, 3] averaged to [to, to, 3]; `from` is a multiple of `to`. */
export function averaged(rgb: Uint8Array, from: number, to: number): Uint8Array {
  const times = from / to;
  if (!Number.isInteger(times)) throw new RangeError(`from: expected a multiple of ${to}, got ${from}`);
  const sums = new Float64Array(3 * to * to);
  for (const [i, value] of rgb.entries()) {
    const [row, column] = [Math.floor(i / (3 * from)), Math.floor(i / 3) % from];
    sums[3 * (Math.floor(row / times) * to + Math.floor(column / times)) + (i % 3)]! += value;
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / times ** 2));
}

/** Rec. 601 luma, [side * side]. */
function grey(rgb: Uint8Array): Float64Array {
  return Float64Array.from(
    { length: rgb.length / 3 },
    (_, i) => 0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!,
  );
}

function similarity(a: Float64Array, b: Float64Array, side: number): number {
  let sum = 0;
  let count = 0;
  for (let top = 0; top + WINDOW_PX <= side; top += WINDOW_STEP_PX) {
    for (let left = 0; left + WINDOW_PX <= side; left += WINDOW_STEP_PX) {
      sum += windowSimilarity(a, b, side, top, left);
      count++;
    }
  }
  return sum / count;
}

function windowSimilarity(a: Float64Array, b: Float64Array, side: number, top: number, left: number): number {
  const n = WINDOW_PX ** 2;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let row = top; row < top + WINDOW_PX; row++) {
    for (let at = row * side + left; at < row * side + left + WINDOW_PX; at++) {
      const [x, y] = [a[at]!, b[at]!];
      sumA += x;
      sumB += y;
      sumAA += x * x;
      sumBB += y * y;
      sumAB += x * y;
    }
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  const [varA, varB] = [sumAA / n - meanA ** 2, sumBB / n - meanB ** 2];
  const covariance = sumAB / n - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanA ** 2 + meanB ** 2 + C1) * (varA + varB + C2))
  );
}
