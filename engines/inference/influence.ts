/**
 * The variance of a block statistic over people, by its influence on pairs.
 *
 * A census of ties is no sample of independent pairs: all pairs of one person share that person. To
 * first order θ̂ − θ = Σ over pairs of c_p, c_p = influence of pair p. Within each block of groups the
 * c_p form a two-way table (people × people); its analysis of variance splits them into person effects
 * (τ²_k, variance of a person's whole part) and what belongs to the pair alone (σ²_kl), and both are
 * summed with their exact multiplicities:
 *
 *   V = Σ_k n_k τ²_k + Σ_blocks M_kl σ²_kl
 *
 * The plain node bootstrap counts the pair part three times and the jackknife twice (Hoeffding
 * decomposition of a U-statistic of degree 2), which is what widens their intervals in sparse networks;
 * the dyadic-cluster-robust form (Aronow, Samii & Assenova 2015, DOI 10.1093/pan/mpv018) counts it once
 * but is biased down in small groups. This one is unbiased for statistics linear in block densities.
 */
import type { Cells } from './cells.ts';
import { tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** Derivative of the statistic by entries `first` … `last` − 1 of the tally; 0 elsewhere. */
export function gradientOf(
  of: (tally: Tally) => number,
  at: Tally,
  first = 0,
  last = at.length,
): Float64Array {
  const moved = at.slice();
  return at.map((value, entry) => {
    if (entry < first || entry >= last) return 0;
    const step = Math.max(1e-4, 1e-6 * value);
    moved[entry] = value + step;
    const up = of(moved);
    moved[entry] = value - step;
    const down = of(moved);
    moved[entry] = value;
    return (up - down) / (2 * step);
  });
}

export interface Spread {
  readonly variance: number;
  /** Satterthwaite degrees of freedom of the person part; Infinity where people do not matter. */
  readonly df: number;
}

/** Takes the mean of the influences out of each block, so that groups count as given, not as drawn. */
export function centred(cells: Cells, gradient: Float64Array, tally: Tally = tallyOf(cells)): Float64Array {
  const { nCategories } = cells;
  const influence = gradient.slice();
  for (let block = 0; block < influence.length; block += nCategories) {
    let sum = 0;
    let count = 0;
    for (let q = 0; q < nCategories; q++) {
      if (tally[block + q] === 0) continue;
      sum += tally[block + q]! * gradient[block + q]!;
      count += tally[block + q]!;
    }
    const mean = count > 0 ? sum / count : 0;
    for (let q = 0; q < nCategories; q++) influence[block + q]! -= mean;
  }
  return influence;
}

/** Sums of pair influences by person and group of the other, and sums of squares by block. */
interface PairSums {
  /** N × K. */
  readonly byPerson: Float64Array;
  /** K × K, entries with k ≤ l used. */
  readonly squares: Float64Array;
}

/** For each listed cell the listed cell in the other direction, or −1. Cost O(listed cells). */
export function matesOf(cells: Cells): Int32Array {
  const { start, from, to, size } = cells;
  const mates = new Int32Array(from.length).fill(-1);
  if (!cells.directed) return mates;
  const next = start.slice(0, size);
  for (let c = 0; c < from.length; c++) {
    const [i, j] = [from[c]!, to[c]!];
    // rows rise, so the pointer into row j only ever moves on
    while (next[j]! < start[j + 1]! && to[next[j]!]! < i) next[j]!++;
    if (next[j]! < start[j + 1]! && to[next[j]!] === i) mates[c] = next[j]!;
  }
  return mates;
}

// kernel: listed cells one by one, unlisted pairs by their number
function pairSums(cells: Cells, influence: Float64Array, mates: Int32Array): PairSums {
  const { size, nGroups: K, nCategories: Q, groupOf, groupSizes, directed, base } = cells;
  const at = (k: number, l: number, q: number): number =>
    directed || k <= l ? influence[(k * K + l) * Q + q]! : influence[(l * K + k) * Q + q]!;
  const resting = (k: number, l: number): number => at(k, l, base) + (directed ? at(l, k, base) : 0);
  const byPerson = new Float64Array(size * K);
  const squares = new Float64Array(K * K);
  const left = new Float64Array(K * K);
  for (let k = 0; k < K; k++)
    for (let l = k; l < K; l++) {
      const n = groupSizes[k]!;
      left[k * K + l] = k === l ? (n * (n - 1)) / 2 : n * groupSizes[l]!;
    }
  for (let i = 0; i < size; i++) {
    const k = groupOf[i]!;
    for (let l = 0; l < K; l++) byPerson[i * K + l] = resting(k, l) * (groupSizes[l]! - (k === l ? 1 : 0));
  }
  for (let c = 0; c < cells.from.length; c++) {
    const [i, j] = [cells.from[c]!, cells.to[c]!];
    const mate = mates[c]!;
    if (mate >= 0 && i > j) continue;
    const [k, l] = [groupOf[i]!, groupOf[j]!];
    const reverse = directed ? at(l, k, mate >= 0 ? cells.category[mate]! : base) : 0;
    const value = at(k, l, cells.category[c]!) + reverse;
    const block = Math.min(k, l) * K + Math.max(k, l);
    squares[block]! += value * value;
    left[block]!--;
    const change = value - resting(k, l);
    byPerson[i * K + l]! += change;
    byPerson[j * K + k]! += change;
  }
  for (let k = 0; k < K; k++)
    for (let l = k; l < K; l++) squares[k * K + l]! += left[k * K + l]! * resting(k, l) ** 2;
  return { byPerson, squares };
}

/** Variance of the statistic whose centred influences are given; `mates` from `matesOf`. */
export function spreadOf(cells: Cells, influence: Float64Array, mates: Int32Array): Spread {
  const sums = pairSums(cells, influence, mates);
  const pairVariance = pairVariances(cells, sums);
  const { groupSizes, nGroups: K } = cells;
  const spread = { pairs: 0, people: 0, slack: 0 };
  for (let k = 0; k < K; k++) {
    const n = groupSizes[k]!;
    for (let l = k; l < K; l++)
      spread.pairs += pairVariance[k * K + l]! * (k === l ? (n * (n - 1)) / 2 : n * groupSizes[l]!);
    if (n < 2) continue;
    const raw = n * personVariance(cells, sums, k);
    const people = raw - n * noiseOfPerson(cells, pairVariance, k);
    spread.people += people;
    spread.slack += (raw * raw + Math.max(0, people) ** 2) / (2 * (n - 1));
  }
  return settled(spread);
}

/**
 * The person part may come out negative by chance. It is allowed to take away up to 3/10 of the pair
 * part: cutting it at 0 would widen intervals where people hardly differ (97–98 % coverage instead of
 * 95), no limit would let them vanish. For the same reason the degrees of freedom count the person part
 * half with and half without its noise. Both were chosen by the coverage simulation in the README.
 */
function settled({ pairs, people, slack }: { pairs: number; people: number; slack: number }): Spread {
  const variance = Math.max(people + pairs, 0.7 * pairs);
  return { variance, df: slack > 0 ? Math.max(1, (variance * variance) / slack) : Infinity };
}

/** σ² of what belongs to the pair alone, by block: residual mean square of the two-way table. */
function pairVariances(cells: Cells, { byPerson, squares }: PairSums): Float64Array {
  const { groupSizes, nGroups: K, groupOf, size } = cells;
  const explained = new Float64Array(K * K);
  for (let i = 0; i < size; i++) {
    const k = groupOf[i]!;
    for (let l = 0; l < K; l++) {
      const others = k === l ? groupSizes[k]! - 2 : groupSizes[l]!;
      if (others > 0) explained[Math.min(k, l) * K + Math.max(k, l)]! += byPerson[i * K + l]! ** 2 / others;
    }
  }
  return squares.map((total, block) => {
    const [k, l] = [Math.floor(block / K), block % K];
    const [n, m] = [groupSizes[k]!, groupSizes[l]!];
    const df = k === l ? (n * (n - 3)) / 2 : (n - 1) * (m - 1);
    const nPairs = k === l ? (n * (n - 1)) / 2 : n * m;
    if (k > l || nPairs === 0) return 0;
    return df > 0 ? Math.max(0, total - explained[block]!) / df : total / nPairs;
  });
}

/** Mean square over the people of group k of their whole part in the statistic. */
function personVariance(cells: Cells, { byPerson }: PairSums, k: number): number {
  const { nGroups: K, groupOf, groupSizes, size } = cells;
  const n = groupSizes[k]!;
  const own = n > 2 ? (n - 1) / (n - 2) : 1;
  let square = 0;
  for (let i = 0; i < size; i++) {
    if (groupOf[i] !== k) continue;
    let part = 0;
    for (let l = 0; l < K; l++) part += byPerson[i * K + l]! * (l === k ? own : 1);
    square += part * part;
  }
  return square / (n - 1);
}

/** The share of that mean square which pairs alone would cause. */
function noiseOfPerson(cells: Cells, pairVariance: Float64Array, k: number): number {
  const { nGroups: K, groupSizes } = cells;
  const n = groupSizes[k]!;
  let noise = n > 2 ? ((n - 1) ** 2 / (n - 2)) * pairVariance[k * K + k]! : 0;
  for (let l = 0; l < K; l++)
    if (l !== k) noise += groupSizes[l]! * pairVariance[Math.min(k, l) * K + Math.max(k, l)]!;
  return noise;
}
