/** Delete-one-person jackknife within groups (Snijders & Borgatti 1999; Efron & Stein 1981). */
import type { Cells } from './cells.ts';
import type { Spread } from './influence.ts';
import { tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

/**
 * Variance Σ_k (n_k − 1)/n_k Σ_i (θ₋ᵢ − mean)², with Satterthwaite degrees of freedom. It counts pair
 * noise twice, so its intervals are wide rather than narrow. Cost O(listed cells + N·(K·Q + statistic)).
 */
export function jackknifeSpread(cells: Cells, of: (tally: Tally) => number): Spread {
  const left = leaveOneOut(cells, of);
  let variance = 0;
  let slack = 0;
  for (let k = 0; k < cells.nGroups; k++) {
    const n = cells.groupSizes[k]!;
    const own = left.filter((_, i) => cells.groupOf[i] === k);
    if (n < 2) continue;
    const mean = own.reduce((sum, x) => sum + x, 0) / n;
    const part = (own.reduce((sum, x) => sum + (x - mean) ** 2, 0) * (n - 1)) / n;
    variance += part;
    slack += (part * part) / (n - 1);
  }
  return { variance, df: slack > 0 ? (variance * variance) / slack : Infinity };
}

// kernel: takes one person's cells out of the tally and puts them back
/** The statistic without each person in turn, length N. */
export function leaveOneOut(cells: Cells, of: (tally: Tally) => number): Float64Array {
  const { size, nGroups: K, nCategories: Q, groupOf, groupSizes, directed, base, start, to, from } = cells;
  const tally = tallyOf(cells);
  const incoming = incomingOf(cells);
  const block = (a: number, b: number): number => (directed || a <= b ? a * K + b : b * K + a) * Q;
  const left = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const reduced = tally.slice();
    const k = groupOf[i]!;
    const put = (a: number, b: number, c: number): void => {
      const at = block(a, b);
      reduced[at + cells.category[c]!]!--;
      reduced[at + base]!++;
    };
    for (let c = start[i]!; c < start[i + 1]!; c++) put(k, groupOf[to[c]!]!, c);
    for (let e = incoming.start[i]!; e < incoming.start[i + 1]!; e++)
      put(groupOf[from[incoming.cell[e]!]!]!, k, incoming.cell[e]!);
    for (let l = 0; l < K; l++) {
      const others = groupSizes[l]! - (l === k ? 1 : 0);
      reduced[block(k, l) + base]! -= others;
      if (directed) reduced[block(l, k) + base]! -= others;
    }
    left[i] = of(reduced);
  }
  return left;
}

function incomingOf(cells: Cells): { start: Int32Array; cell: Int32Array } {
  const start = new Int32Array(cells.size + 1);
  for (const j of cells.to) start[j + 1]!++;
  for (let i = 0; i < cells.size; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const cell = new Int32Array(cells.to.length);
  for (let c = 0; c < cells.to.length; c++) cell[next[cells.to[c]!]!++] = c;
  return { start, cell };
}
