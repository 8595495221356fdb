/** Does the chain of changes stay the same over the waves? */
import type { Matrix } from './blocks.ts';
import { ratio } from './blocks.ts';
import { transitionTable, widened } from './transitions.ts';
import type { TransitionTable } from './transitions.ts';

export interface Homogeneity {
  readonly pooled: TransitionTable;
  /** G² = 2ΣΣ C_ab(t) ln(P̂_ab(t)/P̂_ab), ≥ 0. */
  readonly statistic: number;
  /** Σ_a (T_a − 1)(c_a − 1): T_a tables that use row a, c_a columns of row a that are not empty. */
  readonly df: number;
  /** Long-run shares of the states under the pooled chain; null where they depend on the start. */
  readonly stationary: readonly number[] | null;
}

/**
 * Likelihood-ratio test of time-homogeneity (Anderson & Goodman 1957, Annals of Mathematical
 * Statistics 28:89–110, doi:10.1214/aoms/1177707039). No p-value here: pairs share people, so χ² is
 * anti-conservative; take p from a bootstrap of people (engines/inference). Smaller
 * tables are read as lacking the highest states. Equal gaps between the waves are assumed; for unequal ones see `fitGenerator`.
 */
export function homogeneity(waves: readonly TransitionTable[]): Homogeneity | null {
  if (waves.length === 0) return null;
  const nStates = Math.max(...waves.map((table) => table.counts.length));
  const tables = waves.map((table) => widened(table, nStates));
  const states = Array.from({ length: nStates }, (_, state) => state);
  const counts = states.map((a) =>
    states.map((b) => tables.reduce((sum, table) => sum + table.counts[a]![b]!, 0)),
  );
  const pooled = transitionTable(counts);
  let statistic = 0;
  let df = 0;
  for (const a of states) {
    const used = tables.filter((table) => table.counts[a]!.some((count) => count > 0));
    const columns = counts[a]!.filter((count) => count > 0).length;
    df += Math.max(0, used.length - 1) * Math.max(0, columns - 1);
    for (const table of used)
      for (const b of states)
        statistic += term(table.counts[a]![b]!, table.probability[a]![b]!, pooled.probability[a]![b]!);
  }
  return { pooled, statistic: Math.max(0, 2 * statistic), df, stationary: stationaryOf(pooled.probability) };
}

const term = (count: number, own: number | null, pooled: number | null): number =>
  count === 0 || own === null || pooled === null ? 0 : count * Math.log(own / pooled);

/** Solves πP = π, Σπ = 1; null where a row is unknown or more than one closed class leaves π open. */
export function stationaryOf(probability: Matrix<number | null>): number[] | null {
  if (probability.some((row) => row.includes(null))) return null;
  const n = probability.length;
  const equations = Array.from({ length: n }, (_, b) =>
    b === n - 1
      ? [...Array.from({ length: n }, () => 1), 1]
      : [...probability.map((row, a) => row[b]! - (a === b ? 1 : 0)), 0],
  );
  return solved(equations);
}

/** Gauss–Jordan with partial pivoting on an n × (n + 1) system; null where it is singular. */
export function solved(equations: number[][]): number[] | null {
  const n = equations.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(equations[row]![column]!) > Math.abs(equations[pivot]![column]!)) pivot = row;
    const [chosen, other] = [equations[pivot]!, equations[column]!];
    if (Math.abs(chosen[column]!) < 1e-12) return null;
    equations[pivot] = other;
    equations[column] = chosen.map((value) => value / chosen[column]!);
    for (let row = 0; row < n; row++) if (row !== column) subtract(equations, row, column);
  }
  return equations.map((row) => row[n]!);
}

function subtract(equations: number[][], row: number, column: number): void {
  const factor = equations[row]![column]!;
  if (factor === 0) return;
  equations[row] = equations[row]!.map((value, at) => value - factor * equations[column]![at]!);
}

/** Share of first-wave strangers who rose at all: "of 100 strangers, 23 were acquainted". Null without strangers. */
export function risenShare({ counts }: TransitionTable): number | null {
  const row = counts[0] ?? [];
  const all = row.reduce((sum, count) => sum + count, 0);
  return ratio(all - (row[0] ?? 0), all);
}
