/**
 * Which cells were observed. Three ways of not knowing are kept apart, because only the first is
 * missing at random by design: not asked (partial roster), asked but skipped, and a
 * person who did not respond at all.
 */
import { merged, transposed, valueAt } from './adjacency.ts';
import type { Adjacency } from './adjacency.ts';

export type Missing = 'not-asked' | 'skipped' | 'no-response';

/** Codes inside `Roster.cells`; 0 is "asked and answered". */
export const missingCode: Record<Missing, number> = { 'not-asked': 1, skipped: 2, 'no-response': 3 };

/**
 * `all`: every cell was asked and answered except those listed with a missing code.
 * `listed`: only listed cells were asked; code 0 among them were answered.
 * Cells of an undirected network stand at both ends.
 */
export interface Roster {
  readonly kind: 'all' | 'listed';
  readonly cells: Adjacency;
}

/** Was the report i → j (the pair, where undirected) asked and answered? A person never about himself. */
export function isObserved(roster: Roster, i: number, j: number): boolean {
  if (i === j) return false;
  const code = valueAt(roster.cells, i, j);
  return code < 0 ? roster.kind === 'all' : code === 0;
}

/** True where every cell was answered: then closed forms that assume a full census hold. */
export function isComplete(roster: Roster): boolean {
  return roster.kind === 'all' && roster.cells.to.length === 0;
}

/** Both reports are needed: a pair with one of them is unknown, with the heavier reason. */
export function confirmedRoster({ kind, cells }: Roster): Roster {
  const back = transposed(cells);
  if (kind === 'all') return { kind, cells: merged(cells, back, Math.max) };
  const notAsked = missingCode['not-asked'];
  return { kind, cells: merged(cells, back, (a, b) => (a < 0 || b < 0 ? notAsked : Math.max(a, b))) };
}

/** One report is enough. */
export function claimedRoster({ kind, cells }: Roster): Roster {
  const back = transposed(cells);
  if (kind === 'all') return { kind, cells: merged(cells, back, (a, b) => Math.min(a, b)) };
  return { kind, cells: merged(cells, back, (a, b) => (a < 0 ? b : b < 0 ? a : Math.min(a, b))) };
}
