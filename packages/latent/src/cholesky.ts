import { LatentError } from './latent-error.js';

/** A pivot below this share of its diagonal entry is rounding error, not information. */
const PIVOT_TOLERANCE = 1e-12;

/**
 * Solves M X = B for a symmetric positive definite M by Cholesky's factorisation (Golub & Van Loan, "Matrix
 * Computations", 4th ed., §4.2). `matrix` [n, n] (only its lower triangle is read) and `right` [n, columns]
 * are overwritten, `right` by X. Throws LatentError `singular` when M is not positive definite.
 */
export function solvePositiveDefinite(
  matrix: Float64Array,
  n: number,
  right: Float64Array,
  columns: number,
): void {
  factorize(matrix, n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(right, columns, i, k, matrix[i * n + k]!);
    scaleRow(right, columns, i, 1 / matrix[i * n + i]!);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(right, columns, i, k, matrix[k * n + i]!);
    scaleRow(right, columns, i, 1 / matrix[i * n + i]!);
  }
}

/** Replaces the lower triangle by L with L Lᵀ = M. */
function factorize(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = matrix[i * n + j]!;
      let rest = entry;
      for (let k = 0; k < j; k++) rest -= matrix[i * n + k]! * matrix[j * n + k]!;
      if (j < i) {
        matrix[i * n + j] = rest / matrix[j * n + j]!;
      } else {
        if (!(rest > PIVOT_TOLERANCE * entry)) {
          throw new LatentError('singular', `matrix: not positive definite at row ${i}`);
        }
        matrix[i * n + i] = Math.sqrt(rest);
      }
    }
  }
}

function subtractRow(values: Float64Array, columns: number, from: number, row: number, factor: number): void {
  for (let c = 0; c < columns; c++) values[from * columns + c]! -= factor * values[row * columns + c]!;
}

function scaleRow(values: Float64Array, columns: number, row: number, factor: number): void {
  for (let c = 0; c < columns; c++) values[row * columns + c]! *= factor;
}
