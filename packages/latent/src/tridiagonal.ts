/** A symmetric tridiagonal matrix and the rotation that made it: A = Qᵀ T Q with the rows of `rows` as Q. */
export interface Tridiagonal {
  /** [n] */
  readonly diagonal: Float64Array;
  /** [n - 1]: element (i, i + 1). */
  readonly offDiagonal: Float64Array;
  /** [n, n], orthogonal. */
  readonly rows: Float64Array;
}

/**
 * Householder reduction of a symmetric matrix to tridiagonal form (Golub & Van Loan, "Matrix Computations",
 * 4th ed., algorithm 8.3.1). `matrix` [n, n] is symmetric and is overwritten; n >= 1.
 */
export function tridiagonalize(matrix: Float64Array, n: number): Tridiagonal {
  const offDiagonal = new Float64Array(Math.max(0, n - 1));
  const reflectors: { first: number; vector: Float64Array; beta: number }[] = [];

  for (let k = 0; k < n - 2; k++) {
    const first = k + 1;
    const column = Float64Array.from({ length: n - first }, (_, i) => matrix[(first + i) * n + k]!);
    const { vector, beta, head } = householder(column);
    offDiagonal[k] = head;
    if (beta === 0) continue;
    reflectBothSides(matrix, n, first, vector, beta);
    reflectors.push({ first, vector, beta });
  }
  if (n >= 2) offDiagonal[n - 2] = matrix[(n - 1) * n + n - 2]!;

  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rows[i * n + i] = 1;
  // The last reflector touches the smallest corner, so working backwards leaves the identity outside it alone.
  for (const { first, vector, beta } of reflectors.reverse()) {
    for (let row = first; row < n; row++) {
      const start = row * n + first;
      let dot = 0;
      for (let i = 0; i < vector.length; i++) dot += rows[start + i]! * vector[i]!;
      for (let i = 0; i < vector.length; i++) rows[start + i]! -= beta * dot * vector[i]!;
    }
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]!), offDiagonal, rows };
}

/** The reflector I - beta v vᵀ that takes `x` to (head, 0, ..., 0) (Golub & Van Loan, algorithm 5.1.1). */
function householder(x: Float64Array): { vector: Float64Array; beta: number; head: number } {
  let scale = 0;
  for (let i = 1; i < x.length; i++) scale = Math.max(scale, Math.abs(x[i]!));
  const x0 = x[0]!;
  if (scale === 0) return { vector: x, beta: 0, head: x0 };
  scale = Math.max(scale, Math.abs(x0));
  let squares = 0;
  for (const value of x) squares += (value / scale) * (value / scale);
  const length = scale * Math.sqrt(squares);
  const head = x0 > 0 ? -length : length;
  const pivot = x0 - head;
  const vector = x.map((value, i) => (i === 0 ? 1 : value / pivot));
  return { vector, beta: -pivot / head, head };
}

/** (I - beta v vᵀ) M (I - beta v vᵀ) on the corner of `matrix` from row and column `first`. */
function reflectBothSides(
  matrix: Float64Array,
  n: number,
  first: number,
  v: Float64Array,
  beta: number,
): void {
  const size = v.length;
  const p = new Float64Array(size);
  let vp = 0;
  for (let i = 0; i < size; i++) {
    const start = (first + i) * n + first;
    let dot = 0;
    for (let j = 0; j < size; j++) dot += matrix[start + j]! * v[j]!;
    p[i] = beta * dot;
    vp += p[i]! * v[i]!;
  }
  for (let i = 0; i < size; i++) p[i]! -= (beta / 2) * vp * v[i]!;
  for (let i = 0; i < size; i++) {
    const start = (first + i) * n + first;
    const vi = v[i]!;
    const pi = p[i]!;
    for (let j = 0; j < size; j++) matrix[start + j]! -= vi * p[j]! + pi * v[j]!;
  }
}
