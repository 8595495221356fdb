/** How many cells of each category lie in each block: as observed, weighted, or under other labels. */
import type { Cells } from './cells.ts';

/**
 * Counts by block and category: entry (k · K + l) · Q + q is the number of cells from group k to group
 * l in category q. Where undirected each pair stands once, in the block with k ≤ l.
 */
export type Tally = Float64Array;

/** Number of cells that a block could hold. */
export function possible(cells: Cells, k: number, l: number): number {
  const n = cells.groupSizes[k]!;
  if (k !== l) return cells.directed || k < l ? n * cells.groupSizes[l]! : 0;
  return cells.directed ? n * (n - 1) : (n * (n - 1)) / 2;
}

/** The observed tally. Cost O(listed cells + K²·Q). */
export function tallyOf(cells: Cells): Tally {
  return tallyUnder(cells, cells.groupOf);
}

// kernel: one pass over listed cells; unlisted cells follow from the block sizes
/** The tally under other labels with the same group sizes (label permutation). */
export function tallyUnder(cells: Cells, groupOf: Int32Array, into?: Tally): Tally {
  const { nGroups, nCategories, from, to, category } = cells;
  const tally = into ? into.fill(0) : new Float64Array(nGroups * nGroups * nCategories);
  for (let c = 0; c < from.length; c++)
    tally[(groupOf[from[c]!]! * nGroups + groupOf[to[c]!]!) * nCategories + category[c]!]!++;
  if (!cells.directed) foldUp(tally, nGroups, nCategories);
  for (let k = 0; k < nGroups; k++)
    for (let l = 0; l < nGroups; l++) addBase(tally, cells, k, l, possible(cells, k, l));
  return tally;
}

/** Moves counts of the block (l, k), k < l, to (k, l). */
function foldUp(tally: Tally, nGroups: number, nCategories: number): void {
  for (let k = 0; k < nGroups; k++)
    for (let l = k + 1; l < nGroups; l++)
      for (let q = 0; q < nCategories; q++) {
        const low = (l * nGroups + k) * nCategories + q;
        tally[(k * nGroups + l) * nCategories + q]! += tally[low]!;
        tally[low] = 0;
      }
}

function addBase(tally: Tally, cells: Cells, k: number, l: number, total: number): void {
  const block = (k * cells.nGroups + l) * cells.nCategories;
  let listed = 0;
  for (let q = 0; q < cells.nCategories; q++) listed += tally[block + q]!;
  tally[block + cells.base]! += total - listed;
}

/** Where each listed cell is counted, for many weighted passes over the same cells. */
export function slotsOf(cells: Cells): Int32Array {
  const { groupOf, nGroups, nCategories, directed } = cells;
  return Int32Array.from(cells.category, (category, c) => {
    const a = groupOf[cells.from[c]!]!;
    const b = groupOf[cells.to[c]!]!;
    const [k, l] = directed || a <= b ? [a, b] : [b, a];
    return (k * nGroups + l) * nCategories + category;
  });
}

// kernel: one multiplication and one addition per listed cell
/**
 * The tally of a sample in which person i stands `weights[i]` times, weights summing to the group size
 * within each group. Pairs of a person with himself are re-filled with the block's own mix of answers
 * (the expectation of the random re-fill of Snijders & Borgatti 1999, Connections 22(2):161–170).
 */
export function weightedTally(
  cells: Cells,
  slots: Int32Array,
  weights: Float64Array,
  observed: Tally,
  into: Tally,
): Tally {
  const { start, to, size, nGroups, nCategories } = cells;
  const tally = into.fill(0);
  for (let i = 0; i < size; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    for (let c = start[i]!; c < start[i + 1]!; c++) tally[slots[c]!]! += weight * weights[to[c]!]!;
  }
  const squares = new Float64Array(nGroups);
  for (let i = 0; i < size; i++) squares[cells.groupOf[i]!]! += weights[i]! * weights[i]!;
  for (let k = 0; k < nGroups; k++)
    for (let l = 0; l < nGroups; l++) {
      const total = possible(cells, k, l);
      if (total === 0) continue;
      const n = cells.groupSizes[k]!;
      const selves = k === l ? (squares[k]! - n) / (cells.directed ? 1 : 2) : 0;
      addBase(tally, cells, k, l, total - selves);
      const block = (k * nGroups + l) * nCategories;
      for (let q = 0; q < nCategories; q++) tally[block + q]! += (selves * observed[block + q]!) / total;
    }
  return tally;
}
