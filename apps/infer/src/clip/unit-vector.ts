/** Embeddings [n, width], each scaled to length 1. Throws RangeError when one has no direction. */
export function unitRows(values: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += width) {
    let squares = 0;
    for (let i = 0; i < width; i++) squares += values[start + i]! ** 2;
    const length = Math.sqrt(squares);
    if (!(length > 0 && Number.isFinite(length))) {
      throw new RangeError(`embedding: expected finite values that are not all 0, the length is ${length}`);
    }
    for (let i = 0; i < width; i++) rows[start + i] = values[start + i]! / length;
  }
  return rows;
}

/** The cosine of each of `rows` [n, width] with `one` [width], all of them of length 1: [n]. */
export function cosines(rows: Float32Array, one: Float32Array): Float32Array {
  const width = one.length;
  return Float32Array.from({ length: rows.length / width }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += rows[row * width + i]! * one[i]!;
    return sum;
  });
}
