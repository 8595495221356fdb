/**
 * Difference in differences within matched cells, where nobody drew the teams: pairs that took part together against
 * pairs of the same cell that did not, errors clustered on both people of a pair (Aronow, Samii & Assenova
 * 2015, DOI 10.1093/pan/mpv018; weighting to the exposed: Abadie & Imbens 2006, DOI 10.1111/j.1468-0262.2006.00655.x).
 */
import { studentCdf, studentQuantile } from './distributions.ts';
import type { PairOutcomes } from './randomisation.ts';

export interface MatchedRows extends PairOutcomes {
  /** 1 where the two took part together. */
  readonly exposed: ArrayLike<number>;
  /** Cell of each row: state before of both reports, department, degree quartile, earlier events together … */
  readonly cell: readonly string[];
}

export interface MatchedDifference {
  readonly estimate: number;
  /** Dyadic-cluster-robust. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly nPeople: number;
  readonly nPairs: number;
  /** Rows of exposed pairs compared, and those in whose cell nobody was unexposed. */
  readonly nExposed: number;
  readonly nUnmatched: number;
  readonly nCells: number;
  /** Variance was not positive and set to that of independent rows; or fewer than 50 people. Read with care. */
  readonly warning: 'inference/variance-clipped' | 'inference/few-people' | null;
}

/** Null where no cell holds both kinds. Unexposed rows count so that each cell weighs as its exposed rows do. */
export function matchedDifference(rows: MatchedRows, level = 0.95): MatchedDifference | null {
  const cells = cellsOf(rows);
  const usable = [...cells.values()].filter((cell) => cell.n1 > 0 && cell.n0 > 0);
  const nExposed = usable.reduce((sum, cell) => sum + cell.n1, 0);
  if (nExposed === 0) return null;
  const estimate =
    usable.reduce((sum, { n1, n0, sum1, sum0 }) => sum + n1 * (sum1 / n1 - sum0 / n0), 0) / nExposed;
  const { meat, independent, nPeople, nPairs } = clustered(rows, scoresOf(rows, cells, nExposed));
  const clipped = meat <= 0;
  const standardError = Math.sqrt(clipped ? independent : meat);
  const quantile = studentQuantile((1 + level) / 2, Math.max(1, nPeople - 1));
  const nAll = [...cells.values()].reduce((sum, { n1 }) => sum + n1, 0);
  return {
    estimate,
    standardError,
    low: estimate - quantile * standardError,
    high: estimate + quantile * standardError,
    p: standardError > 0 ? 2 * (1 - studentCdf(Math.abs(estimate) / standardError, nPeople - 1)) : 1,
    nPeople,
    nPairs,
    nExposed,
    nUnmatched: nAll - nExposed,
    nCells: usable.length,
    warning: clipped ? 'inference/variance-clipped' : nPeople < 50 ? 'inference/few-people' : null,
  };
}

interface Cell {
  n1: number;
  n0: number;
  sum1: number;
  sum0: number;
}

function cellsOf({ y, exposed, cell }: MatchedRows): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (let d = 0; d < y.length; d++) {
    let own = cells.get(cell[d]!);
    if (!own) cells.set(cell[d]!, (own = { n1: 0, n0: 0, sum1: 0, sum0: 0 }));
    if (exposed[d] === 1) [own.n1, own.sum1] = [own.n1 + 1, own.sum1 + y[d]!];
    else [own.n0, own.sum0] = [own.n0 + 1, own.sum0 + y[d]!];
  }
  return cells;
}

/** What each row adds to the error of the estimate; NaN for rows of cells that are not compared. */
function scoresOf({ y, exposed, cell }: MatchedRows, cells: ReadonlyMap<string, Cell>, nExposed: number) {
  return y.map((value, d) => {
    const { n1, n0, sum1, sum0 } = cells.get(cell[d]!)!;
    if (n1 === 0 || n0 === 0) return NaN;
    if (exposed[d] === 1) return (value - sum1 / n1) / nExposed;
    return (-(value - sum0 / n0) * n1) / n0 / nExposed;
  });
}

/** Σ over people of squared sums of scores, less what was counted twice for each pair. */
function clustered({ from, to }: MatchedRows, scores: Float64Array) {
  const people = new Map<number, number>();
  const pairs = new Map<string, number>();
  let independent = 0;
  for (let d = 0; d < scores.length; d++) {
    const [i, j, score] = [from[d]!, to[d]!, scores[d]!];
    if (Number.isNaN(score)) continue;
    people.set(i, (people.get(i) ?? 0) + score);
    people.set(j, (people.get(j) ?? 0) + score);
    const pair = i < j ? `${i} ${j}` : `${j} ${i}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + score);
    independent += score * score;
  }
  const squares = (sums: Iterable<number>): number => [...sums].reduce((sum, one) => sum + one * one, 0);
  const meat = squares(people.values()) - squares(pairs.values());
  return { meat, independent, nPeople: people.size, nPairs: pairs.size };
}
