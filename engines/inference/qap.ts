/**
 * QAP correlation: do two relations among the same people go together?
 * Mantel 1967, Cancer Research 27:209–220; Hubert & Schultz 1976 (DOI 10.1111/j.2044-8317.1976.tb00714.x);
 * Krackhardt 1987 (DOI 10.1016/0378-8733(87)90012-8).
 */
import type { Random } from '#engines/random/index.ts';
import { chanceValue } from './permutation.ts';
import type { ChanceValue } from './permutation.ts';
import { commonCells } from './matrix.ts';
import type { PairMatrix } from './matrix.ts';

export interface QapCorrelation extends ChanceValue {
  /** Standard deviation over permutations. */
  readonly chanceSd: number | null;
  /** Cells behind `value`, off the diagonal, observed in both matrices. */
  readonly nCells: number;
  /** Fewest cells any permutation could use; equals nCells without missing cells. */
  readonly fewestCells: number;
  readonly permutations: number;
}

export interface QapOptions {
  readonly random: Random;
  /** Default 1,999. */
  readonly permutations?: number | undefined;
}

/**
 * Pearson r over the cells off the diagonal, with its permutation distribution: rows and columns of `y`
 * are permuted together. With missing cells a permutation uses only cells observed both before and
 * after it, in both matrices. r is null where a matrix does not vary. Cost O(permutations · N²).
 * @throws RangeError('inference/sizes-differ').
 */
export function qapCorrelation(x: PairMatrix, y: PairMatrix, options: QapOptions): QapCorrelation {
  const cells = commonCells([x, y]);
  const value = correlation(x.values, y.values, cells, cells);
  const nPermutations = options.permutations ?? 1999;
  const drawn = new Float64Array(nPermutations);
  const order = Int32Array.from({ length: x.size }, (_, i) => i);
  const whole = cells.length === x.size * (x.size - 1);
  let fewestCells = cells.length;
  for (let b = 0; b < nPermutations; b++) {
    options.random.shuffle(order);
    const { kept, moved } = whole ? movedCells(cells, order) : stillObserved(cells, y.values, order);
    drawn[b] = correlation(x.values, y.values, kept, moved);
    fewestCells = Math.min(fewestCells, kept.length);
  }
  const known = chanceValue(value, drawn);
  const mean = known.chance ?? NaN;
  const square = drawn.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  return {
    ...known,
    chanceSd: Number.isFinite(square) ? Math.sqrt(square / nPermutations) : null,
    nCells: cells.length,
    fewestCells,
    permutations: nPermutations,
  };
}

// kernel: where each cell goes when people are renamed
function movedCells(cells: Int32Array, order: Int32Array): { kept: Int32Array; moved: Int32Array } {
  const size = order.length;
  const moved = new Int32Array(cells.length);
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c]!;
    const i = Math.floor(cell / size);
    moved[c] = order[i]! * size + order[cell - i * size]!;
  }
  return { kept: cells, moved };
}

/** Only cells observed before the permutation (they are in `cells`) and after it. */
export function stillObserved(
  cells: Int32Array,
  values: Float64Array,
  order: Int32Array,
): { kept: Int32Array; moved: Int32Array } {
  const { moved } = movedCells(cells, order);
  const stays = moved.map((cell) => (Number.isNaN(values[cell]!) ? 0 : 1));
  return { kept: cells.filter((_, c) => stays[c]), moved: moved.filter((_, c) => stays[c]) };
}

// kernel: one pass over the cells
/** Pearson correlation of x at `xCells` with y at `yCells`; NaN where one does not vary. */
export function correlation(
  x: Float64Array,
  y: Float64Array,
  xCells: Int32Array,
  yCells: Int32Array,
): number {
  const n = xCells.length;
  let [sx, sy] = [0, 0];
  for (let c = 0; c < n; c++) {
    sx += x[xCells[c]!]!;
    sy += y[yCells[c]!]!;
  }
  const [mx, my] = [sx / n, sy / n];
  let [xx, yy, xy] = [0, 0, 0];
  for (let c = 0; c < n; c++) {
    const dx = x[xCells[c]!]! - mx;
    const dy = y[yCells[c]!]! - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : NaN;
}

export interface QapMoments {
  readonly r: number;
  readonly mean: number;
  readonly sd: number;
  /** (r − mean)/sd; null where sd is 0. */
  readonly z: number | null;
}

/**
 * Exact mean and variance of r over all N! permutations (Mantel 1967; Hubert 1987): no simulation. Null
 * unless both matrices are complete, at least one is symmetric and both vary. Needs N ≥ 4. Cost O(N²).
 */
export function qapMoments(x: PairMatrix, y: PairMatrix): QapMoments | null {
  const n = x.size;
  const cells = commonCells([x, y]);
  if (n < 4 || cells.length < n * (n - 1) || !(isSymmetric(x) || isSymmetric(y))) return null;
  const [a, b] = [centredSums(symmetrisedValues(x), n), centredSums(symmetrisedValues(y), n)];
  const scale = Math.sqrt(squares(x, cells) * squares(y, cells));
  if (!(scale > 0)) return null;
  const second =
    (a.s1 * b.s1) / (2 * n * (n - 1)) +
    ((a.s2 - 2 * a.s1) * (b.s2 - 2 * b.s1)) / (4 * n * (n - 1) * (n - 2)) +
    ((a.s1 - a.s2) * (b.s1 - b.s2)) / (n * (n - 1) * (n - 2) * (n - 3));
  const r = correlation(x.values, y.values, cells, cells);
  const sd = Math.sqrt(Math.max(0, second)) / scale;
  // both matrices are centred, so that S0 = T0 = 0 and the mean over all permutations is 0
  return { r, mean: 0, sd, z: sd > 0 ? r / sd : null };
}

function isSymmetric({ size, values }: PairMatrix): boolean {
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) if (values[i * size + j] !== values[j * size + i]) return false;
  return true;
}

function symmetrisedValues({ size, values }: PairMatrix): Float64Array {
  return values.map((value, cell) => (value + values[(cell % size) * size + Math.floor(cell / size)]!) / 2);
}

/** S1 = ½Σ(2w)², S2 = Σ_i(2w_i·)² of the matrix less its mean off the diagonal. */
function centredSums(values: Float64Array, n: number): { s1: number; s2: number } {
  let sum = 0;
  for (let cell = 0; cell < n * n; cell++) if (cell % (n + 1) !== 0) sum += values[cell]!;
  const mean = sum / (n * (n - 1));
  let [s1, s2] = [0, 0];
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const value = values[i * n + j]! - mean;
      row += value;
      s1 += 2 * value * value;
    }
    s2 += 4 * row * row;
  }
  return { s1, s2 };
}

function squares({ values }: PairMatrix, cells: Int32Array): number {
  let [sum, square] = [0, 0];
  for (const cell of cells) {
    sum += values[cell]!;
    square += values[cell]! ** 2;
  }
  return square - (sum * sum) / cells.length;
}
