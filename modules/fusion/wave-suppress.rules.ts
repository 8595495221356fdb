/**
 * Which cells of a published table are hidden, so that no figure about fewer than five people, or from
 * fewer than five, can be worked out from what remains.
 *
 * Primary: a cell with too few people or raters. Complementary: while the shown totals allow to work out
 * a protected sum, another cell is hidden, and where no cell is left, the total. "Work out" is exact: a
 * sum over protected cells is recoverable when the totals, restricted to the hidden cells, have a
 * combination that lives on those cells alone (ranks by elimination), as in the audit of R's `cellsupp`.
 */
import { fewestPeople } from './fusion.contract.ts';

export interface TableCell {
  /** What the choice of a complement goes by: the smallest goes first. */
  size: number;
  /** Too few people or raters: hidden in any case. */
  primary: boolean;
  /** Small groups it is part of; any sum over one small group's cells alone is protected. */
  owners: readonly number[];
}

export interface Protected {
  hidden: boolean[];
  /** Whether each total may still be shown. */
  totalShown: boolean[];
}

/**
 * @param totals places of the cells that each published total adds up.
 * Cost O(cells² · totals²) in the worst case; tables here have at most some hundred cells and few totals.
 */
export function protect(cells: readonly TableCell[], totals: readonly (readonly number[])[]): Protected {
  const hidden = cells.map((cell) => cell.primary);
  const totalShown = totals.map(() => true);
  for (;;) {
    const leak = firstLeak(cells, totals, hidden, totalShown);
    if (!leak) return { hidden, totalShown };
    const next = complementFor(cells, totals, { hidden, totalShown, leak });
    if (next !== null) hidden[next] = true;
    else totalShown[lastTouching(totals, totalShown, leak)] = false;
  }
}

interface State {
  hidden: readonly boolean[];
  totalShown: readonly boolean[];
}

/** A protected set of cells whose sum, in some weighting, can be worked out; null if there is none. */
function firstLeak(
  cells: readonly TableCell[],
  totals: readonly (readonly number[])[],
  hidden: readonly boolean[],
  totalShown: readonly boolean[],
): ReadonlySet<number> | null {
  for (const set of protectedSets(cells, hidden))
    if (recoverable(totals, { hidden, totalShown }, set)) return set;
  return null;
}

function protectedSets(cells: readonly TableCell[], hidden: readonly boolean[]): ReadonlySet<number>[] {
  const sets: Set<number>[] = [];
  const byOwner = new Map<number, Set<number>>();
  cells.forEach((cell, at) => {
    if (!hidden[at]) return;
    if (cell.primary) sets.push(new Set([at]));
    for (const owner of cell.owners) byOwner.set(owner, (byOwner.get(owner) ?? new Set()).add(at));
  });
  return [...sets, ...byOwner.values()];
}

/** Do the shown totals determine a sum over these cells alone? */
export function recoverable(
  totals: readonly (readonly number[])[],
  { hidden, totalShown }: State,
  set: ReadonlySet<number>,
): boolean {
  const unknown = hidden.flatMap((isHidden, at) => (isHidden ? [at] : []));
  const rows = totals
    .filter((_, at) => totalShown[at])
    .map((total) => unknown.map((cell) => (total.includes(cell) ? 1 : 0)));
  const others = rows.map((row) => row.filter((_, at) => !set.has(unknown[at]!)));
  return rankOf(rows) > rankOf(others);
}

/** Rank of a small matrix by Gaussian elimination with partial pivoting. */
export function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  const width = rows[0]?.length ?? 0;
  let rank = 0;
  for (let column = 0; column < width && rank < rows.length; column++) {
    let pivot = rank;
    for (let r = rank + 1; r < rows.length; r++)
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    if (Math.abs(rows[pivot]![column]!) < 1e-9) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    for (let r = rank + 1; r < rows.length; r++) {
      const factor = rows[r]![column]! / rows[rank]![column]!;
      for (let c = column; c < width; c++) rows[r]![c]! -= factor * rows[rank]![c]!;
    }
    rank++;
  }
  return rank;
}

/** The smallest shown cell outside the leaking set's groups that stands in one of its totals; null if none. */
function complementFor(
  cells: readonly TableCell[],
  totals: readonly (readonly number[])[],
  { hidden, totalShown, leak }: State & { leak: ReadonlySet<number> },
): number | null {
  const owners = new Set([...leak].flatMap((at) => cells[at]!.owners));
  const near = new Set(
    totals.flatMap((total, at) => (totalShown[at] && total.some((cell) => leak.has(cell)) ? total : [])),
  );
  const free = [...near].filter((at) => !hidden[at] && cells[at]!.size > 0);
  const foreign = free.filter((at) => !cells[at]!.owners.some((owner) => owners.has(owner)));
  return smallest(foreign, cells);
}

function smallest(places: readonly number[], cells: readonly TableCell[]): number | null {
  let best: number | null = null;
  for (const at of places) if (best === null || cells[at]!.size < cells[best]!.size) best = at;
  return best;
}

function lastTouching(
  totals: readonly (readonly number[])[],
  totalShown: readonly boolean[],
  leak: ReadonlySet<number>,
): number {
  return totals.findLastIndex((total, at) => totalShown[at] && total.some((cell) => leak.has(cell)));
}

export interface BlockPeople {
  /** People of each group. */
  sizes: readonly number[];
  /** Distinct raters of group k about group l. */
  raters: readonly (readonly number[])[];
  /** Sizes at the wave before; missing where a group was not there. */
  sizesBefore: readonly (number | undefined)[];
}

export interface BlockProtection {
  /** K × K, symmetric. */
  hidden: boolean[][];
  withinShown: boolean;
  acrossShown: boolean;
}

/**
 * Protection of a table of groups × groups with the totals "within" and "across". A group that was too
 * small at the wave before and grew by fewer than five stays hidden: the difference would show those few.
 */
export function protectBlocks({ sizes, raters, sizesBefore }: BlockPeople): BlockProtection {
  const small = sizes.map((size, k) => size < fewestPeople || grewOutOf(sizesBefore[k], size));
  const pairs = sizes.flatMap((_, k) => sizes.map((__, l) => [k, l] as const)).filter(([k, l]) => k <= l);
  const cells = pairs.map(([k, l]) => ({
    size: pairsIn(sizes, k, l),
    // A group of one has no pair of its own: that cell is empty for all to see, and hides nothing.
    primary: pairsIn(sizes, k, l) > 0 && (small[k]! || small[l]! || fewRaters(raters, k, l)),
    owners: [k, l].filter((group) => small[group]),
  }));
  const placesOf = (own: boolean) => pairs.flatMap(([k, l], at) => ((k === l) === own ? [at] : []));
  const { hidden, totalShown } = protect(cells, [placesOf(true), placesOf(false)]);
  const matrix = sizes.map(() => sizes.map(() => false));
  pairs.forEach(([k, l], at) => {
    const isHidden = hidden[at]! || pairsIn(sizes, k, l) === 0;
    matrix[k]![l] = isHidden;
    matrix[l]![k] = isHidden;
  });
  return { hidden: matrix, withinShown: totalShown[0]!, acrossShown: totalShown[1]! };
}

const pairsIn = (sizes: readonly number[], k: number, l: number): number =>
  k === l ? sizes[k]! * (sizes[k]! - 1) : sizes[k]! * sizes[l]!;

const fewRaters = (raters: readonly (readonly number[])[], k: number, l: number): boolean =>
  raters[k]![l]! < fewestPeople || raters[l]![k]! < fewestPeople;

const grewOutOf = (before: number | undefined, now: number): boolean =>
  before !== undefined &&
  before > 0 &&
  before < fewestPeople &&
  now >= fewestPeople &&
  now - before < fewestPeople;

/** Counts with a shown total, e.g. isolates by unit: counts of one to four, and of units under five, are hidden. */
export function protectCounts(units: readonly { nPeople: number; count: number }[]): {
  shown: (number | null)[];
  total: number | null;
} {
  const total = units.reduce((sum, { count }) => sum + count, 0);
  const cells = units.map(({ nPeople, count }, at) => ({
    size: count,
    primary: nPeople < fewestPeople || (count > 0 && count < fewestPeople),
    owners: nPeople < fewestPeople ? [at] : [],
  }));
  const { hidden, totalShown } = protect(cells, [units.map((_, at) => at)]);
  const harmless = total === 0 || total >= fewestPeople;
  return {
    shown: units.map(({ count }, at) => (hidden[at] ? null : count)),
    total: harmless && totalShown[0] ? total : null,
  };
}
