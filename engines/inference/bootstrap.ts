/**
 * Node bootstrap: people are drawn with replacement within each group, and a pair counts as often as
 * the product of its two people's weights (Snijders & Borgatti 1999, Connections 22(2):161–170).
 */
import type { Random } from '#engines/random/index.ts';
import type { Cells } from './cells.ts';
import { slotsOf, tallyOf, weightedTally } from './tally.ts';
import type { Tally } from './tally.ts';

/** How often each person stands in one resample; sums to the group size within each group. */
export function resample(cells: Cells, members: readonly Int32Array[], random: Random, into: Float64Array) {
  into.fill(0);
  for (const group of members)
    for (let draw = 0; draw < group.length; draw++) into[group[random.below(group.length)]!]!++;
  return into;
}

/** People of each group, by index. */
export function membersOf(cells: Pick<Cells, 'groupOf' | 'nGroups' | 'size'>): Int32Array[] {
  const lists: number[][] = Array.from({ length: cells.nGroups }, () => []);
  for (let i = 0; i < cells.size; i++) lists[cells.groupOf[i]!]!.push(i);
  return lists.map((list) => Int32Array.from(list));
}

/**
 * Replicates of each statistic, B numbers each (NaN where a resample does not define it). All waves of
 * a panel are resampled with the same people. Cost O(B · (listed cells + K²·Q)).
 */
export function bootstrapOf(
  cells: Cells,
  statistics: readonly ((tally: Tally) => number)[],
  random: Random,
  replicates: number,
): Float64Array[] {
  const observed = tallyOf(cells);
  const slots = slotsOf(cells);
  const members = membersOf(cells);
  const weights = new Float64Array(cells.size);
  const tally = observed.slice();
  const drawn = statistics.map(() => new Float64Array(replicates));
  for (let b = 0; b < replicates; b++) {
    weightedTally(cells, slots, resample(cells, members, random, weights), observed, tally);
    statistics.forEach((of, at) => (drawn[at]![b] = of(tally)));
  }
  return drawn;
}
