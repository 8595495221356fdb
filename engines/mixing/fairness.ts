/** After the search for the sum: who got least gets more, as far as the sum bears it. */
import type { PartitionSearch } from './partition-search.ts';

/**
 * Swaps the worst-off unit (least gain with its group) for whoever lifts the least of both groups most, as
 * long as the value stays at `floor` and that least grows. O(rounds · n · group size), ends by itself.
 */
export function liftWorst(search: PartitionSearch, floor: number, mostSwaps = 500): void {
  for (let k = 0; k < mostSwaps; k++) {
    const worst = worstUnit(search);
    if (worst < 0) return;
    const partner = bestPartner(search, worst, floor);
    if (partner < 0) return;
    search.exchange(worst, partner);
  }
}

const ownSum = ({ sums, groupOf, model }: PartitionSearch, v: number): number =>
  sums[groupOf[v]! * model.n + v]!;

function worstUnit(search: PartitionSearch): number {
  let worst = -1;
  for (let v = 0; v < search.model.n; v++)
    if (worst < 0 || ownSum(search, v) < ownSum(search, worst)) worst = v;
  return worst;
}

function bestPartner(search: PartitionSearch, worst: number, floor: number): number {
  const { groupOf, model } = search;
  let best = -1;
  let bestLeast = ownSum(search, worst);
  for (let y = 0; y < model.n; y++) {
    if (groupOf[y] === groupOf[worst]) continue;
    const least = leastAfter(search, worst, y);
    if (least <= bestLeast || search.value + search.swapGainOf(worst, y) < floor) continue;
    best = y;
    bestLeast = least;
  }
  return best;
}

// kernel: least sum among the members of both groups if x and y change places
function leastAfter(search: PartitionSearch, x: number, y: number): number {
  const { sums, members, counts, groupOf, model } = search;
  const { n, gain } = model;
  const [g, h] = [groupOf[x]!, groupOf[y]!];
  const between = gain[x * n + y]!;
  let least = Math.min(sums[h * n + x]! - between, sums[g * n + y]! - between);
  for (let i = 0; i < counts[g]!; i++) {
    const z = members[g * n + i]!;
    if (z !== x) least = Math.min(least, sums[g * n + z]! - gain[z * n + x]! + gain[z * n + y]!);
  }
  for (let i = 0; i < counts[h]!; i++) {
    const z = members[h * n + i]!;
    if (z !== y) least = Math.min(least, sums[h * n + z]! - gain[z * n + y]! + gain[z * n + x]!);
  }
  return least;
}
