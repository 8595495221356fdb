/**
 * How reports (or pairs) changed between two waves: counts C_ab = number of cells in
 * state a at the first wave and b at the second, both observed; separately within and between the
 * legacy groups.
 */
import { adjacencyOf, sourcesOf, walk } from './adjacency.ts';
import type { Adjacency } from './adjacency.ts';
import type { Matrix } from './blocks.ts';
import { ratio } from './blocks.ts';
import type { Network } from './network.ts';
import { firstMissing, reportAt, reportsOf, unsaidReport } from './reports.ts';

export interface TransitionTable {
  /** S × S, row = state at the first wave, column = state at the second. */
  readonly counts: Matrix;
  /** Rows sum to 1; null in rows without cells. */
  readonly probability: Matrix<number | null>;
  /** Cells observed in both waves. */
  readonly used: number;
  /** Cells of these people missing in one wave or both. */
  readonly missing: number;
  /** Share of non-zero first states that fell to 0: mostly report error, so a data-quality figure; null if none. */
  readonly reversalRate: number | null;
}

export interface Transitions {
  readonly all: TransitionTable;
  /** Null where the first wave has no groups. */
  readonly within: TransitionTable | null;
  readonly between: TransitionTable | null;
  /** People in both waves, only in the second, only in the first: composition change, a separate line. */
  readonly stayed: number;
  readonly joined: number;
  readonly left: number;
}

export interface TransitionOptions {
  /** Number of states S; default the greatest state of either wave + 1, at least 2. */
  readonly nStates?: number | undefined;
  /**
   * Counts only cells (i, j) of the first wave's people for which this answers true; the others count
   * as missing. Costs O(N²) calls.
   */
  readonly only?: ((i: number, j: number) => boolean) | undefined;
}

/**
 * Compares two waves over the people in both, matched by id; groups are the first wave's. Directed
 * waves are compared report by report, undirected ones pair by pair; one of each,
 * or more states than `nStates`, is a caller's fault (throws RangeError). Cost O(N + ties + unobserved cells).
 */
export function transitionsBetween(
  first: Network,
  second: Network,
  options: TransitionOptions = {},
): Transitions {
  if (first.directed !== second.directed) throw new RangeError('one wave is directed, the other is not');
  const map = matchPeople(first, second);
  const needed = Math.max(2, greatest(first) + 1, greatest(second) + 1);
  const nStates = options.nStates ?? needed;
  if (nStates < needed) throw new RangeError(`the waves hold ${needed} states, not ${nStates}`);
  const { only } = options;
  const cube = only
    ? cubeOfChosen(first, second, map, { nStates, only })
    : cubeOf(first, second, map, nStates);
  const grouped = first.levels.length > 0;
  const stayed = map.toSecond.reduce((count, at) => count + (at >= 0 ? 1 : 0), 0);
  return {
    all: tableOf(cube, [0, 1], nStates),
    within: grouped ? tableOf(cube, [0], nStates) : null,
    between: grouped ? tableOf(cube, [1], nStates) : null,
    stayed,
    joined: second.size - stayed,
    left: first.size - stayed,
  };
}

interface Match {
  /** Index in the other wave or −1. */
  readonly toSecond: Int32Array;
  readonly toFirst: Int32Array;
}

function matchPeople(first: Network, second: Network): Match {
  const at = new Map(first.ids.map((id, index) => [id, index]));
  const toFirst = Int32Array.from(second.ids, (id) => at.get(id) ?? -1);
  const toSecond = new Int32Array(first.size).fill(-1);
  toFirst.forEach((one, two) => {
    if (one >= 0) toSecond[one] = two;
  });
  return { toSecond, toFirst };
}

function greatest({ out }: Network): number {
  return out.value.reduce((most, state) => Math.max(most, state), 0);
}

/** Counts by class (0 within, 1 between): S² joint states, then the missing cells. */
interface Cube {
  readonly counts: Float64Array;
  readonly missing: Float64Array;
}

const emptyCube = (nStates: number): Cube => ({
  counts: new Float64Array(2 * nStates * nStates),
  missing: new Float64Array(2),
});

/** Counts the cells that either wave's rows mention; all others are alike and follow by subtraction. */
function cubeOf(first: Network, second: Network, map: Match, nStates: number): Cube {
  const cube = emptyCube(nStates);
  const unsaid = [unsaidReport(first), unsaidReport(second)] as const;
  const left = stayingCells(first, map);
  walk(stayingReports(first, map.toSecond), reindexed(second, first.size, map.toFirst), (i, j, x, y) => {
    if (!first.directed && j < i) return;
    const kind = kindOf(first, i, j);
    left[kind]!--;
    count(cube, nStates, { kind, a: x < 0 ? unsaid[0] : x, b: y < 0 ? unsaid[1] : y, times: 1 });
  });
  for (const kind of [0, 1]) count(cube, nStates, { kind, a: unsaid[0], b: unsaid[1], times: left[kind]! });
  return cube;
}

/** Reports between people who stayed, in the first wave's numbering. */
function stayingReports(first: Network, toSecond: Int32Array): Adjacency {
  const reports = reportsOf(first);
  return toSecond.includes(-1) ? reindexed(first, first.size, keptIndices(toSecond)) : reports;
}

const keptIndices = (toSecond: Int32Array): Int32Array => toSecond.map((at, i) => (at < 0 ? -1 : i));

function reindexed(wave: Network, size: number, to: Int32Array): Adjacency {
  const reports = reportsOf(wave);
  const from = sourcesOf(reports);
  const kept: number[] = [];
  reports.to.forEach((j, c) => {
    if (to[from[c]!]! >= 0 && to[j]! >= 0) kept.push(c);
  });
  return adjacencyOf(size, {
    from: kept.map((c) => to[from[c]!]!),
    to: kept.map((c) => to[reports.to[c]!]!),
    value: kept.map((c) => reports.value[c]!),
  });
}

/** Cells within and between the groups among the people who stayed. */
function stayingCells({ groupOf, groupSizes, directed }: Network, { toSecond }: Match): number[] {
  const stayers = new Float64Array(Math.max(1, groupSizes.length));
  toSecond.forEach((at, i) => {
    if (at >= 0) stayers[groupOf[i]!]!++;
  });
  const n = stayers.reduce((sum, size) => sum + size, 0);
  const within = stayers.reduce((sum, size) => sum + size * (size - 1), 0);
  return [within, n * (n - 1) - within].map((cells) => (directed ? cells : cells / 2));
}

const kindOf = ({ groupOf }: Network, i: number, j: number): number => (groupOf[i] === groupOf[j] ? 0 : 1);

function count(
  cube: Cube,
  nStates: number,
  cell: { kind: number; a: number; b: number; times: number },
): void {
  const { kind, a, b, times } = cell;
  if (a >= firstMissing || b >= firstMissing) cube.missing[kind]! += times;
  else cube.counts[(kind * nStates + a) * nStates + b]! += times;
}

function cubeOfChosen(first: Network, second: Network, map: Match, options: ChosenOptions): Cube {
  const { nStates, only } = options;
  const cube = emptyCube(nStates);
  for (let i = 0; i < first.size; i++) {
    for (let j = first.directed ? 0 : i + 1; j < first.size; j++) {
      const [i2, j2] = [map.toSecond[i]!, map.toSecond[j]!];
      if (i === j || i2 < 0 || j2 < 0) continue;
      const chosen = only(i, j);
      const a = chosen ? reportAt(first, i, j) : firstMissing;
      count(cube, nStates, {
        kind: kindOf(first, i, j),
        a,
        b: chosen ? reportAt(second, i2, j2) : a,
        times: 1,
      });
    }
  }
  return cube;
}

interface ChosenOptions {
  readonly nStates: number;
  readonly only: (i: number, j: number) => boolean;
}

function tableOf(cube: Cube, kinds: readonly number[], nStates: number): TransitionTable {
  const square = nStates * nStates;
  const counts = Array.from({ length: nStates }, (_, a) =>
    Array.from({ length: nStates }, (_, b) =>
      kinds.reduce((sum, kind) => sum + cube.counts[kind * square + a * nStates + b]!, 0),
    ),
  );
  const missing = kinds.reduce((sum, kind) => sum + cube.missing[kind]!, 0);
  return transitionTable(counts, missing);
}

/** A table from counts that are known already (another wave of a panel, pooled waves). */
export function transitionTable(counts: Matrix, missing = 0): TransitionTable {
  const rows = counts.map((row) => row.reduce((sum, value) => sum + value, 0));
  const probability = counts.map((row, a) => row.map((value) => ratio(value, rows[a]!)));
  const used = rows.reduce((sum, value) => sum + value, 0);
  const fallen = counts.slice(1).reduce((sum, row) => sum + row[0]!, 0);
  return { counts, probability, used, missing, reversalRate: ratio(fallen, used - (rows[0] ?? 0)) };
}

/** The same table with at least `nStates` states: waves in which nobody was familiar yet lack the last row. */
export function widened(table: TransitionTable, nStates: number): TransitionTable {
  if (table.counts.length >= nStates) return table;
  const states = Array.from({ length: nStates }, (_, state) => state);
  return transitionTable(
    states.map((a) => states.map((b) => table.counts[a]?.[b] ?? 0)),
    table.missing,
  );
}
