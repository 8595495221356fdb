/**
 * Regression on pairs with standard errors that know that pairs share people: Fafchamps
 * & Gubert 2007 (DOI 10.1016/j.jdeveco.2006.05.005); Aronow, Samii & Assenova 2015, Political Analysis
 * 23:564–577 (DOI 10.1093/pan/mpv018).
 */
import { studentCdf, studentQuantile } from './distributions.ts';
import { dot, leastSquares } from './regression.ts';

export interface PairRows {
  /** Members of each row's pair, as person indices; one or two rows (the two reports) per pair. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly y: Float64Array;
  /** Predictors by name, each as long as y. The intercept is added. */
  readonly x: Readonly<Record<string, Float64Array>>;
}

export interface DyadicTerm {
  readonly name: string;
  readonly coefficient: number;
  readonly standardError: number;
  /** Standard errors as if rows were independent, to show what sharing people costs. */
  readonly classical: number;
  readonly robust: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, Student's t with (people − 1) degrees of freedom. */
  readonly p: number;
}

export interface DyadicRegression {
  readonly terms: readonly DyadicTerm[];
  /** Never report pairs as N: these are the numbers to print. */
  readonly nPeople: number;
  readonly nPairs: number;
  readonly nRows: number;
  /** The variance matrix was not positive and was clipped: few people, read with care. */
  readonly warning: 'inference/variance-clipped' | null;
}

/**
 * Least squares with dyadic-cluster-robust variance, meat = Σ_i s_i s_iᵀ − Σ_pairs s_ij s_ijᵀ. Null
 * where predictors are collinear. With fewer than about 50 people it is anti-conservative:
 * prefer `fisherRandomisation` where teams were drawn. Cost O(rows·p² + people·p²).
 */
export function dyadicRegression(rows: PairRows, level = 0.95): DyadicRegression | null {
  const names = ['intercept', ...Object.keys(rows.x)];
  const columns = [new Float64Array(rows.y.length).fill(1), ...Object.values(rows.x)];
  const fit = leastSquares(columns, rows.y);
  if (!fit) return null;
  const p = names.length;
  const meats = meatOf(rows, columns, fit.residuals);
  const clipped = clippedVariance(sandwich(fit.inverse, meats.dyadic, p), p);
  const robust = sandwich(fit.inverse, meats.independent, p);
  const df = meats.nPeople - 1;
  const quantile = studentQuantile((1 + level) / 2, df);
  const terms = names.map((name, a) => {
    const coefficient = fit.coefficients[a]!;
    const standardError = Math.sqrt(Math.max(0, clipped.variance[a * (p + 1)]!));
    return {
      name,
      coefficient,
      standardError,
      classical: Math.sqrt(fit.residualVariance * fit.inverse[a * (p + 1)]!),
      robust: Math.sqrt(robust[a * (p + 1)]!),
      low: coefficient - quantile * standardError,
      high: coefficient + quantile * standardError,
      p: standardError > 0 ? 2 * (1 - studentCdf(Math.abs(coefficient) / standardError, df)) : NaN,
    };
  });
  return {
    terms,
    nPeople: meats.nPeople,
    nPairs: meats.nPairs,
    nRows: rows.y.length,
    warning: clipped.clipped ? 'inference/variance-clipped' : null,
  };
}

/** Σ s sᵀ over persons less over pairs, and over rows (HC0). */
function meatOf({ from, to }: PairRows, columns: readonly Float64Array[], residuals: Float64Array) {
  const p = columns.length;
  const people = new Map<number, Float64Array>();
  const pairs = new Map<string, Float64Array>();
  const independent = new Float64Array(p * p);
  const score = new Float64Array(p);
  for (let d = 0; d < residuals.length; d++) {
    for (let a = 0; a < p; a++) score[a] = columns[a]![d]! * residuals[d]!;
    const [i, j] = [from[d]!, to[d]!];
    addOuter(independent, score, 1);
    for (const person of [i, j]) addTo(people, person, score);
    addTo(pairs, i < j ? `${i} ${j}` : `${j} ${i}`, score);
  }
  const dyadic = new Float64Array(p * p);
  for (const sum of people.values()) addOuter(dyadic, sum, 1);
  for (const sum of pairs.values()) addOuter(dyadic, sum, -1);
  return { dyadic, independent, nPeople: people.size, nPairs: pairs.size };
}

function addTo<Key>(sums: Map<Key, Float64Array>, key: Key, score: Float64Array): void {
  const sum = sums.get(key);
  if (!sum) sums.set(key, score.slice());
  else for (let a = 0; a < score.length; a++) sum[a]! += score[a]!;
}

function addOuter(matrix: Float64Array, vector: Float64Array, sign: 1 | -1): void {
  const p = vector.length;
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++) matrix[a * p + b]! += sign * vector[a]! * vector[b]!;
}

function sandwich(bread: Float64Array, meat: Float64Array, p: number): Float64Array {
  return multiplied(multiplied(bread, meat, p), bread, p);
}

function multiplied(a: Float64Array, b: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p * p }, (_, at) => {
    const [row, column] = [Math.floor(at / p), at % p];
    let sum = 0;
    for (let c = 0; c < p; c++) sum += a[row * p + c]! * b[c * p + column]!;
    return sum;
  });
}

/** Sets negative eigenvalues to 0; in small samples the difference of two sums need not be positive. */
function clippedVariance(variance: Float64Array, p: number): { variance: Float64Array; clipped: boolean } {
  const { values, vectors } = eigen(variance, p);
  const most = values.reduce((greatest, value) => Math.max(greatest, value), 0);
  if (values.every((value) => value >= -1e-12 * most)) return { variance, clipped: false };
  const kept = new Float64Array(p * p);
  values.forEach((value, e) => {
    const vector = Float64Array.from(
      { length: p },
      (_, a) => vectors[a * p + e]! * Math.sqrt(Math.max(0, value)),
    );
    addOuter(kept, vector, 1);
  });
  return { variance: kept, clipped: true };
}

// kernel: cyclic Jacobi rotations of a small symmetric matrix
/** Eigenvalues and column eigenvectors of a symmetric p × p matrix. */
export function eigen(matrix: Float64Array, p: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const vectors = Float64Array.from({ length: p * p }, (_, at) => (at % (p + 1) === 0 ? 1 : 0));
  const scale = Math.sqrt(dot(a, a)) || 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) off += Math.abs(a[i * p + j]!);
    if (off < 1e-15 * scale) break;
    for (let i = 0; i < p; i++)
      for (let j = i + 1; j < p; j++) {
        const apart = a[i * p + j]!;
        if (apart === 0) continue;
        const theta = (a[j * p + j]! - a[i * p + i]!) / (2 * apart);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        for (let k = 0; k < p; k++) turn(a, k * p + i, k * p + j, c, t * c);
        for (let k = 0; k < p; k++) turn(a, i * p + k, j * p + k, c, t * c);
        for (let k = 0; k < p; k++) turn(vectors, k * p + i, k * p + j, c, t * c);
      }
  }
  return { values: Float64Array.from({ length: p }, (_, i) => a[i * (p + 1)]!), vectors };
}

function turn(matrix: Float64Array, one: number, other: number, c: number, s: number): void {
  const [x, y] = [matrix[one]!, matrix[other]!];
  matrix[one] = c * x - s * y;
  matrix[other] = s * x + c * y;
}
