/**
 * Ties between blocks of people: the mixing matrix, densities within and between, fusion ratio and
 * gap.
 */
import type { Adjacency } from './adjacency.ts';
import type { Network } from './network.ts';

/** K × K; where the network is undirected only l ≥ k is used (a pair counts once), the rest is 0 or null. */
export type Matrix<Cell = number> = Cell[][];

/** What is known of one set of cells. Densities are null where nothing was observed. */
export interface Share {
  readonly ties: number;
  /** Observed cells. */
  readonly possible: number;
  /** Σ of states over observed cells. */
  readonly strength: number;
  /** ties ÷ possible, 0…1. */
  readonly density: number | null;
  /** strength ÷ possible, 0…greatest state (0…2 for 不认识/认识/熟悉). */
  readonly meanStrength: number | null;
}

export interface Blocks {
  readonly levels: readonly string[];
  readonly sizes: readonly number[];
  readonly ties: Matrix;
  readonly possible: Matrix;
  readonly density: Matrix<number | null>;
  readonly meanStrength: Matrix<number | null>;
  readonly within: Share;
  readonly between: Share;
  readonly all: Share;
  /** d_B ÷ d_W: 0 = the groups do not meet, 1 = no legacy line left, can exceed 1; null where d_W = 0. */
  readonly fusionRatio: number | null;
  /** F_kl = d_kl ÷ ((d_kk + d_ll) / 2) off the diagonal, null on it or where undefined. */
  readonly fusionRatios: Matrix<number | null>;
  /** d_W − d_B, −1…1. Never show it without both densities: a gap also closes when old friends drift apart. */
  readonly fusionGap: number | null;
}

/**
 * Counts ties, observed cells and strength per pair of groups. A network without groups has empty
 * matrices and everything in `all` (`within` and `between` are then empty). Cost O(N + m + K²).
 */
export function blocksOf(network: Network): Blocks {
  const { levels, groupSizes } = network;
  const counts = blockCounts(network);
  const [ties, possible, strength] = [counts.ties, counts.possible, counts.strength];
  const density = divided(ties, possible, network.directed);
  const within = shareOf(counts, (k, l) => k === l);
  const between = shareOf(counts, (k, l) => k !== l);
  return {
    levels,
    sizes: [...groupSizes],
    ties,
    possible,
    density,
    meanStrength: divided(strength, possible, network.directed),
    within,
    between,
    all: levels.length > 0 ? shareOf(counts, () => true) : wholeShare(network),
    fusionRatio: ratio(between.density, within.density),
    fusionRatios: fusionRatios(density),
    fusionGap: minus(within.density, between.density),
  };
}

interface BlockCounts {
  readonly ties: Matrix;
  readonly possible: Matrix;
  readonly strength: Matrix;
}

function blockCounts(network: Network): BlockCounts {
  const k = network.levels.length;
  const ties = new Float64Array(k * k);
  const strength = new Float64Array(k * k);
  if (k > 0) tally(network, network.out, (cell, state) => (ties[cell]!++, (strength[cell]! += state)));
  return {
    ties: folded(ties, k),
    possible: folded(possibleCells(network), k),
    strength: folded(strength, k),
  };
}

/** Visits every cell once (a pair once, where undirected, in the upper triangle of the groups). */
function tally(network: Network, rows: Adjacency, visit: (cell: number, value: number) => void): void {
  const { size, directed, groupOf } = network;
  const k = network.levels.length;
  for (let i = 0; i < size; i++) {
    const a = groupOf[i]!;
    for (let c = rows.start[i]!; c < rows.start[i + 1]!; c++) {
      const j = rows.to[c]!;
      if (!directed && j < i) continue;
      const b = groupOf[j]!;
      visit(directed || a <= b ? a * k + b : b * k + a, rows.value[c]!);
    }
  }
}

function possibleCells(network: Network): Float64Array {
  const { groupSizes, directed, roster } = network;
  const k = groupSizes.length;
  const possible = new Float64Array(k * k);
  if (k === 0) return possible;
  if (roster.kind === 'listed') {
    tally(network, roster.cells, (cell, code) => {
      if (code === 0) possible[cell]!++;
    });
    return possible;
  }
  for (let a = 0; a < k; a++)
    for (let b = directed ? 0 : a; b < k; b++) possible[a * k + b] = fullBlock(groupSizes, a, b, directed);
  tally(network, roster.cells, (cell) => possible[cell]!--);
  return possible;
}

function fullBlock(sizes: Int32Array, a: number, b: number, directed: boolean): number {
  const n = sizes[a]!;
  if (a !== b) return n * sizes[b]!;
  return directed ? n * (n - 1) : (n * (n - 1)) / 2;
}

function folded(flat: Float64Array, k: number): Matrix {
  return Array.from({ length: k }, (_, row) => [...flat.subarray(row * k, (row + 1) * k)]);
}

function divided(above: Matrix, below: Matrix, directed: boolean): Matrix<number | null> {
  return above.map((row, k) =>
    row.map((value, l) => (!directed && l < k ? null : ratio(value, below[k]![l]!))),
  );
}

export function ratio(above: number | null, below: number | null): number | null {
  return above === null || below === null || below === 0 ? null : above / below;
}

const minus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;

function share(ties: number, possible: number, strength: number): Share {
  const density = ratio(ties, possible);
  return { ties, possible, strength, density, meanStrength: ratio(strength, possible) };
}

function shareOf(counts: BlockCounts, belongs: (k: number, l: number) => boolean): Share {
  const sum = (matrix: Matrix): number =>
    matrix.reduce(
      (all, row, k) => row.reduce((part, value, l) => part + (belongs(k, l) ? value : 0), all),
      0,
    );
  return share(sum(counts.ties), sum(counts.possible), sum(counts.strength));
}

function wholeShare(network: Network): Share {
  const factor = network.directed ? 1 : 2;
  const strength = network.out.value.reduce((sum, state) => sum + state, 0) / factor;
  return share(network.nTies, observedCells(network), strength);
}

/** Number of observed cells: ordered pairs where directed, pairs where not. */
export function observedCells({ size, directed, roster }: Network): number {
  const factor = directed ? 1 : 2;
  const all = size * (size - 1);
  if (roster.kind === 'all') return (all - roster.cells.to.length) / factor;
  return roster.cells.value.reduce((sum, code) => sum + (code === 0 ? 1 : 0), 0) / factor;
}

function fusionRatios(density: Matrix<number | null>): Matrix<number | null> {
  const own = density.map((row, k) => row[k] ?? null);
  return density.map((row, k) =>
    row.map((value, l) => {
      const [a, b] = [own[k]!, own[l]!];
      return k === l || a === null || b === null ? null : ratio(value, (a + b) / 2);
    }),
  );
}

/**
 * Likelihood-ratio statistic "blocks matter": G² = 2Σ[e ln(d_kl/d) + (M−e) ln((1−d_kl)/(1−d))], ≥ 0;
 * null without groups or observed cells. Judge it by permuting labels, never by χ²: ties are dependent.
 */
export function blockLikelihoodRatio(blocks: Blocks): number | null {
  const { ties, possible } = blocks.all;
  if (blocks.levels.length === 0 || possible === 0) return null;
  const log = (count: number, of: number, whole: number): number =>
    count === 0 ? 0 : count * Math.log(count / of / (whole / possible));
  let sum = 0;
  blocks.ties.forEach((row, k) =>
    row.forEach((e, l) => {
      const cells = blocks.possible[k]![l]!;
      if (cells > 0) sum += log(e, cells, ties) + log(cells - e, cells, possible - ties);
    }),
  );
  return Math.max(0, 2 * sum);
}
