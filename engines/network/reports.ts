/** Ties and roster in one picture: what was reported about each cell, or why nothing was. */
import { merged, transposed, valueAt, walk } from './adjacency.ts';
import type { Adjacency } from './adjacency.ts';
import type { Network } from './network.ts';
import { isComplete, missingCode } from './roster.ts';

/** Reports below this are states; from here on they are `firstMissing + missing code`. */
export const firstMissing = 250;

/** All reports that differ from `unsaidReport`: states 0…249 or, above, missing codes. Cost O(N + cells). */
export function reportsOf({ out, roster }: Network): Adjacency {
  if (isComplete(roster)) return out;
  return merged(out, roster.cells, (state, code) =>
    state > 0 ? state : code === 0 ? 0 : firstMissing + code,
  );
}

/** What a cell without a row in `reportsOf` says: 0 in a census, "not asked" in a listed roster. */
export function unsaidReport({ roster }: Network): number {
  return roster.kind === 'all' ? 0 : firstMissing + missingCode['not-asked'];
}

/** One report: a state, or from `firstMissing` on a missing code. O(log degree). */
export function reportAt(network: Network, i: number, j: number): number {
  const state = valueAt(network.out, i, j);
  if (state > 0) return state;
  const code = valueAt(network.roster.cells, i, j);
  if (code < 0) return unsaidReport(network);
  return code === 0 ? 0 : firstMissing + code;
}

/**
 * Visits each pair i < j of a directed network of which at least one report is said, with i's report
 * about j and j's about i. Pairs not visited have `unsaidReport` on both sides.
 */
export function eachPair(
  network: Network,
  visit: (i: number, j: number, report: number, back: number) => void,
): void {
  const reports = reportsOf(network);
  const backs = reports === network.out ? network.in : transposed(reports);
  const unsaid = unsaidReport(network);
  walk(reports, backs, (i, j, x, y) => {
    if (i < j) visit(i, j, x < 0 ? unsaid : x, y < 0 ? unsaid : y);
  });
}
