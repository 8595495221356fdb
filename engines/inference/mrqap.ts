/**
 * MRQAP by double semi-partialling: which relations go with an outcome relation, the others given?
 * Dekker, Krackhardt & Snijders 2007, Psychometrika 72:563–581 (DOI 10.1007/s11336-007-9016-1). They
 * find it the most robust to collinear predictors, with a pivotal statistic (t).
 */
import type { Random } from '#engines/random/index.ts';
import { commonCells } from './matrix.ts';
import type { PairMatrix } from './matrix.ts';
import { dot, leastSquares } from './regression.ts';
import { stillObserved } from './qap.ts';

export interface MrqapTerm {
  readonly name: string;
  readonly coefficient: number;
  /** Classical t of the observed fit; only its rank among permutations is judged. */
  readonly t: number;
  /** (1 + #{t* ≤ t})/(1 + B), (1 + #{t* ≥ t})/(1 + B), (1 + #{|t*| ≥ |t|})/(1 + B). */
  readonly pLow: number;
  readonly pHigh: number;
  readonly pTwoSided: number;
}

export interface Mrqap {
  /** The intercept has no permutation test and stands apart. */
  readonly intercept: number;
  readonly terms: readonly MrqapTerm[];
  readonly rSquared: number;
  readonly nCells: number;
  /** Fewest cells any permutation could use. */
  readonly fewestCells: number;
  readonly permutations: number;
}

export interface MrqapOptions {
  readonly random: Random;
  /** Default 1,999. */
  readonly permutations?: number | undefined;
}

/**
 * Association of each predictor with y, given the rest; not causation. Cells unobserved in any matrix
 * are left out, and a permutation uses only cells observed both before and after it. Null where the
 * predictors are collinear or there are too few cells. Cost O(predictors · permutations · N²·predictors).
 * @throws RangeError('inference/sizes-differ').
 */
export function mrqap(
  y: PairMatrix,
  predictors: Readonly<Record<string, PairMatrix>>,
  options: MrqapOptions,
): Mrqap | null {
  const names = Object.keys(predictors);
  const matrices = names.map((name) => predictors[name]!);
  const cells = commonCells([y, ...matrices]);
  const outcome = gathered(y.values, cells);
  const columns = [
    new Float64Array(cells.length).fill(1),
    ...matrices.map(({ values }) => gathered(values, cells)),
  ];
  const fit = leastSquares(columns, outcome);
  if (!fit) return null;
  const nPermutations = options.permutations ?? 1999;
  let fewestCells = cells.length;
  const terms = names.map((name, at) => {
    const others = columns.filter((_, c) => c !== at + 1);
    const drawn = permutedT({ cells, size: y.size, outcome, others, own: columns[at + 1]! }, options.random, {
      permutations: nPermutations,
      note: (used) => (fewestCells = Math.min(fewestCells, used)),
    });
    const t =
      fit.coefficients[at + 1]! /
      Math.sqrt(fit.residualVariance * fit.inverse[(at + 1) * (columns.length + 1)]!);
    return { name, coefficient: fit.coefficients[at + 1]!, t, ...ranksOf(t, drawn) };
  });
  return {
    intercept: fit.coefficients[0]!,
    terms,
    rSquared: 1 - dot(fit.residuals, fit.residuals) / centredSquare(outcome),
    nCells: cells.length,
    fewestCells,
    permutations: nPermutations,
  };
}

const gathered = (values: Float64Array, cells: Int32Array): Float64Array =>
  Float64Array.from(cells, (cell) => values[cell]!);

function centredSquare(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function ranksOf(t: number, drawn: Float64Array): Pick<MrqapTerm, 'pLow' | 'pHigh' | 'pTwoSided'> {
  const slack = 1e-9 * Math.max(1, Math.abs(t));
  const share = (counted: (x: number) => boolean): number =>
    (1 + drawn.filter(counted).length) / (1 + drawn.length);
  return {
    pLow: share((x) => x <= t + slack),
    pHigh: share((x) => x >= t - slack),
    pTwoSided: share((x) => Math.abs(x) >= Math.abs(t) - slack),
  };
}

interface Partial {
  readonly cells: Int32Array;
  readonly size: number;
  readonly outcome: Float64Array;
  readonly others: readonly Float64Array[];
  readonly own: Float64Array;
}

interface Run {
  readonly permutations: number;
  readonly note: (usedCells: number) => void;
}

/**
 * t of the permuted residual of one predictor. By Frisch & Waugh its t in the full regression follows
 * from the outcome and the permuted residual, each less its fit on the other predictors.
 */
function permutedT(partial: Partial, random: Random, { permutations, note }: Run): Float64Array {
  const { cells, size, own, others, outcome } = partial;
  const residual = new Float64Array(size * size).fill(NaN);
  const partialled = leastSquares(others, own)!.residuals;
  cells.forEach((cell, c) => (residual[cell] = partialled[c]!));
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const position = new Int32Array(size * size);
  cells.forEach((cell, c) => (position[cell] = c));
  const whole = cells.length === size * (size - 1);
  const complete = whole ? projector(others, outcome) : null;
  return Float64Array.from({ length: permutations }, () => {
    random.shuffle(order);
    const { kept, moved } = stillObserved(cells, residual, order);
    note(kept.length);
    const permuted = gathered(residual, moved);
    if (complete) return complete(permuted);
    const rows = kept.map((cell) => position[cell]!);
    const part = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
    return projector(others.map(part), part(outcome))(permuted);
  });
}

/** Given other predictors and outcome: the t of one more predictor. NaN where that is collinear. */
function projector(others: readonly Float64Array[], outcome: Float64Array): (added: Float64Array) => number {
  const fit = leastSquares(others, outcome);
  if (!fit) return () => NaN;
  const p = others.length;
  const df = outcome.length - p - 1;
  const rest = dot(fit.residuals, fit.residuals);
  return (added) => {
    const moments = others.map((column) => dot(column, added));
    let explained = 0;
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) explained += moments[a]! * fit.inverse[a * p + b]! * moments[b]!;
    const own = dot(added, added) - explained;
    const shared = dot(added, fit.residuals);
    const slope = shared / own;
    return own > 1e-12 ? slope / Math.sqrt((rest - slope * shared) / df / own) : NaN;
  };
}
