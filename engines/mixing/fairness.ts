/**
 * After the search for the sum: who got least gets more, as far as the sum bears it. Judged by
 * Σ max(0, mean − own)² over units, where `own` is a unit's gain with its group.
 */
import type { PartitionSearch } from './partition-search.ts';

/** How many of the worst-off are tried in each turn. */
const TRIED = 20;

/**
 * Swaps one of the worst-off with whoever lowers the shortfall most, while the value stays at `floor` and
 * nobody falls below the least of before. Ends by itself. O(swaps · n · group size).
 */
export function liftWorst(search: PartitionSearch, floor: number, mostSwaps = 200): void {
  const units = Array.from({ length: search.model.n }, (_, v) => v);
  const mean = units.reduce((sum, v) => sum + ownSum(search, v), 0) / units.length;
  for (let k = 0; k < mostSwaps; k++) {
    const ordered = [...units].sort((a, b) => ownSum(search, a) - ownSum(search, b));
    const least = ownSum(search, ordered[0]!);
    if (!ordered.slice(0, TRIED).some((x) => swappedBest(search, x, { mean, least, floor }))) return;
  }
}

const ownSum = ({ sums, groupOf, model }: PartitionSearch, v: number): number =>
  sums[groupOf[v]! * model.n + v]!;

interface Limits {
  readonly mean: number;
  readonly least: number;
  readonly floor: number;
}

/** Makes the swap of x that lowers the shortfall most; false if none does within the limits. */
function swappedBest(search: PartitionSearch, x: number, limits: Limits): boolean {
  let [best, bestDrop] = [-1, 1e-6];
  for (let y = 0; y < search.model.n; y++) {
    if (search.groupOf[y] === search.groupOf[x]) continue;
    const drop = shortfallDrop(search, x, y, limits);
    if (drop <= bestDrop || search.value + search.swapGainOf(x, y) < limits.floor) continue;
    best = y;
    bestDrop = drop;
  }
  if (best >= 0) search.exchange(x, best);
  return best >= 0;
}

// kernel: change of the shortfall of both groups if x and y change places; −Infinity if anybody falls below the least
function shortfallDrop(search: PartitionSearch, x: number, y: number, { mean, least }: Limits): number {
  const { sums, members, counts, groupOf, model } = search;
  const { n, gain } = model;
  const g = groupOf[x]!;
  const h = groupOf[y]!;
  const between = gain[x * n + y]!;
  let drop = change(sums[g * n + x]!, sums[h * n + x]! - between, mean, least);
  drop += change(sums[h * n + y]!, sums[g * n + y]! - between, mean, least);
  for (let i = 0; i < counts[g]!; i++) {
    const z = members[g * n + i]!;
    const own = sums[g * n + z]!;
    if (z !== x) drop += change(own, own - gain[z * n + x]! + gain[z * n + y]!, mean, least);
  }
  for (let i = 0; i < counts[h]!; i++) {
    const z = members[h * n + i]!;
    const own = sums[h * n + z]!;
    if (z !== y) drop += change(own, own - gain[z * n + y]! + gain[z * n + x]!, mean, least);
  }
  return drop;
}

function change(before: number, after: number, mean: number, least: number): number {
  if (after < least) return -Infinity;
  const [was, is] = [Math.max(0, mean - before), Math.max(0, mean - after)];
  return was * was - is * is;
}
