/** Ordinary least squares on a handful of predictors, by normal equations and Cholesky. */

export interface Fit {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** (XᵀX)⁻¹, p × p by row. */
  readonly inverse: Float64Array;
  /** Σu²/(n − p). */
  readonly residualVariance: number;
}

/**
 * Least squares of y (length n) on the columns of X (each length n; put a column of ones in yourself).
 * Null where columns are collinear or n ≤ p. Cost O(n·p²).
 */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array): Fit | null {
  const p = columns.length;
  const n = y.length;
  const gram = crossProducts(columns);
  const inverse = n > p ? inverseOf(gram, p) : null;
  if (!inverse) return null;
  const moments = columns.map((column) => dot(column, y));
  const coefficients = Float64Array.from({ length: p }, (_, a) =>
    moments.reduce((sum, moment, b) => sum + inverse[a * p + b]! * moment, 0),
  );
  const residuals = y.slice();
  columns.forEach((column, a) => {
    for (let d = 0; d < n; d++) residuals[d]! -= coefficients[a]! * column[d]!;
  });
  return { coefficients, residuals, inverse, residualVariance: dot(residuals, residuals) / (n - p) };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

export function crossProducts(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length;
  const gram = new Float64Array(p * p);
  for (let a = 0; a < p; a++)
    for (let b = a; b < p; b++) gram[a * p + b] = gram[b * p + a] = dot(columns[a]!, columns[b]!);
  return gram;
}

/** Inverse of a positive definite p × p matrix; null where a pivot falls under 1e-10 of its diagonal. */
export function inverseOf(matrix: Float64Array, p: number): Float64Array | null {
  const lower = new Float64Array(p * p);
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * p + b]!;
      for (let c = 0; c < b; c++) sum -= lower[a * p + c]! * lower[b * p + c]!;
      if (a !== b) lower[a * p + b] = sum / lower[b * p + b]!;
      else if (!(sum > 1e-10 * matrix[a * p + a]!)) return null;
      else lower[a * p + a] = Math.sqrt(sum);
    }
  const inverse = new Float64Array(p * p);
  for (let column = 0; column < p; column++) {
    const solved = new Float64Array(p);
    for (let a = 0; a < p; a++) {
      let sum = a === column ? 1 : 0;
      for (let c = 0; c < a; c++) sum -= lower[a * p + c]! * solved[c]!;
      solved[a] = sum / lower[a * p + a]!;
    }
    for (let a = p - 1; a >= 0; a--) {
      let sum = solved[a]!;
      for (let c = a + 1; c < p; c++) sum -= lower[c * p + a]! * solved[c]!;
      solved[a] = sum / lower[a * p + a]!;
    }
    for (let a = 0; a < p; a++) inverse[a * p + column] = solved[a]!;
  }
  return inverse;
}
