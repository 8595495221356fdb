/** Largest eigenvalue and its vector of a symmetric matrix that is known only by its products. */

/**
 * Lanczos with full reorthogonalisation, restarted from the best vector every 24 steps (Golub & Van
 * Loan, Matrix Computations, §10.1–10.3). Stops when the residual is below 1e-13 of the matrix norm ≤ 1,
 * so the value (error ~ residual²/gap) is right to rounding. Starts from the all-ones vector, which a
 * non-negative connected matrix's leading vector is never orthogonal to.
 * @param times writes matrix · x into `result`; both of length n.
 */
export function leadingPair(
  n: number,
  times: (x: Float64Array, result: Float64Array) => void,
): { value: number; vector: Float64Array } {
  let vector: Float64Array = new Float64Array(n).fill(1 / Math.sqrt(n));
  let value = 0;
  for (let restart = 0; restart < 200; restart++) {
    const found = krylov(vector, times, Math.min(n, 24));
    vector = found.vector;
    value = found.value;
    if (found.residual < 1e-13) break;
  }
  return { value, vector };
}

function krylov(
  begin: Float64Array,
  times: (x: Float64Array, result: Float64Array) => void,
  steps: number,
): { value: number; vector: Float64Array; residual: number } {
  const basis = [begin];
  const [alpha, beta]: [number[], number[]] = [[], []];
  for (let step = 0; step < steps; step++) {
    const next = new Float64Array(begin.length);
    times(basis[step]!, next);
    alpha.push(dot(next, basis[step]!));
    for (let twice = 0; twice < 2; twice++) for (const old of basis) subtract(next, old, dot(next, old));
    const length = Math.sqrt(dot(next, next));
    beta.push(length);
    if (length < 1e-14 || step === steps - 1) break;
    basis.push(next.map((part) => part / length));
  }
  return ritz(alpha, beta, basis);
}

function ritz(
  alpha: readonly number[],
  beta: readonly number[],
  basis: readonly Float64Array[],
): { value: number; vector: Float64Array; residual: number } {
  const { value, weights } = leadingOfTridiagonal(alpha, beta);
  const vector = new Float64Array(basis[0]!.length);
  weights.forEach((weight, step) => subtract(vector, basis[step]!, -weight));
  const length = Math.sqrt(dot(vector, vector));
  const residual = Math.abs(beta[beta.length - 1]! * weights[weights.length - 1]!);
  return { value, vector: vector.map((part) => part / length), residual };
}

/** By cyclic Jacobi on the small dense matrix (at most 24 × 24): slow, but plainly right. */
function leadingOfTridiagonal(
  alpha: readonly number[],
  beta: readonly number[],
): { value: number; weights: number[] } {
  const k = alpha.length;
  const matrix = alpha.map((value, i) => {
    const row = new Float64Array(k);
    row[i] = value;
    if (i > 0) row[i - 1] = beta[i - 1]!;
    if (i < k - 1) row[i + 1] = beta[i]!;
    return row;
  });
  const vectors = alpha.map((_, i) => Float64Array.from({ length: k }, (_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30 && offDiagonal(matrix) > 1e-30; sweep++)
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) rotate(matrix, vectors, p, q);
  const values = matrix.map((row, i) => row[i]!);
  const best = values.indexOf(Math.max(...values));
  return { value: values[best]!, weights: vectors.map((row) => row[best]!) };
}

const offDiagonal = (matrix: readonly Float64Array[]): number =>
  matrix.reduce(
    (sum, row, i) => row.reduce((part, value, j) => part + (i === j ? 0 : value * value), sum),
    0,
  );

function rotate(
  matrix: readonly Float64Array[],
  vectors: readonly Float64Array[],
  p: number,
  q: number,
): void {
  const off = matrix[p]![q]!;
  if (off === 0) return;
  const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of matrix) turn(row, p, q, c, s);
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  for (let j = 0; j < rowP.length; j++) {
    const [a, b] = [rowP[j]!, rowQ[j]!];
    rowP[j] = c * a - s * b;
    rowQ[j] = s * a + c * b;
  }
  for (const row of vectors) turn(row, p, q, c, s);
}

function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const [a, b] = [row[p]!, row[q]!];
  row[p] = c * a - s * b;
  row[q] = s * a + c * b;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(from: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i]! -= factor * other[i]!;
}
