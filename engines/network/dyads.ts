/**
 * Do two people say the same of each other? Only pairs with both reports are used: a
 * pair seen from one side can't be counted as unconfirmed.
 */
import type { Matrix } from './blocks.ts';
import { blocksOf, ratio } from './blocks.ts';
import type { Network } from './network.ts';
import { eachPair, firstMissing, unsaidReport } from './reports.ts';

export interface DyadCensus {
  readonly mutual: number;
  readonly asymmetric: number;
  readonly null: number;
  /** Pairs with at least one report missing. */
  readonly unknown: number;
}

/** Mutual, asymmetric and null pairs of a directed network; null where undirected. O(N + m). */
export function dyadCensus(network: Network): DyadCensus | null {
  const table = pairTable(network);
  if (table === null) return null;
  const sums = { mutual: 0, asymmetric: 0, null: 0, unknown: table.unknown };
  table.counts.forEach((row, low) =>
    row.forEach((count, high) => {
      sums[low > 0 ? 'mutual' : high > 0 ? 'asymmetric' : 'null'] += count;
    }),
  );
  return sums;
}

export interface Reciprocity {
  /** Share of arcs that are answered, 2M/(2M + A), 0…1 (what igraph calls reciprocity). */
  readonly arc: number | null;
  /** Share of claimed pairs that both confirm, M/(M + A), 0…1. */
  readonly dyad: number | null;
  /**
   * (arc − d)/(1 − d): 0 as chance at this density would give, 1 all answered
   * (Garlaschelli & Loffredo 2004, Physical Review Letters 93:268701, doi:10.1103/PhysRevLett.93.268701).
   */
  readonly corrected: number | null;
}

/** Null where undirected; each figure null where no pair is claimed. */
export function reciprocity(network: Network, census = dyadCensus(network)): Reciprocity | null {
  if (census === null) return null;
  const { mutual, asymmetric } = census;
  const arc = ratio(2 * mutual, 2 * mutual + asymmetric);
  const density = blocksOf(network).all.density;
  const corrected = arc === null || density === null ? null : ratio(arc - density, 1 - density);
  return { arc, dyad: ratio(mutual, mutual + asymmetric), corrected };
}

export interface PairTable {
  /** S × S, row = smaller report, column = larger report; the lower triangle is 0. */
  readonly counts: Matrix;
  readonly bothObserved: number;
  readonly unknown: number;
  /** Share of pairs whose two reports are equal, 0…1. */
  readonly exactAgreement: number | null;
  /**
   * Quadratic-weighted κ of the symmetrised table, ≤ 1, 0 = chance (Cohen 1968, Psychological
   * Bulletin 70:213–220, doi:10.1037/h0026256); null where everybody gave one and the same state.
   */
  readonly quadraticKappa: number | null;
}

/**
 * Table of the two reports of each pair with both observed; null where undirected.
 * @param nStates default greatest state + 1, at least 2. A greater state than fits throws RangeError.
 */
export function pairTable(network: Network, nStates = statesOf(network)): PairTable | null {
  if (!network.directed) return null;
  if (nStates < statesOf(network)) throw new RangeError(`reports hold more than ${nStates} states`);
  const counts = Array.from({ length: nStates }, () => Array.from({ length: nStates }, () => 0));
  let visited = 0;
  let unknown = 0;
  eachPair(network, (_i, _j, report, back) => {
    visited++;
    if (report >= firstMissing || back >= firstMissing) unknown++;
    else counts[Math.min(report, back)]![Math.max(report, back)]!++;
  });
  const unvisited = (network.size * (network.size - 1)) / 2 - visited;
  if (unsaidReport(network) >= firstMissing) unknown += unvisited;
  else counts[0]![0]! += unvisited;
  return { counts, unknown, ...agreement(counts) };
}

const statesOf = ({ out }: Network): number =>
  Math.max(
    2,
    out.value.reduce((most, state) => Math.max(most, state + 1), 0),
  );

function agreement(counts: Matrix): Omit<PairTable, 'counts' | 'unknown'> {
  const symmetric = counts.map((row, a) => row.map((count, b) => count + counts[b]![a]!));
  const margin = symmetric.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = margin.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  let chance = 0;
  let agreeing = 0;
  symmetric.forEach((row, a) =>
    row.forEach((count, b) => {
      seen += count * (a - b) ** 2;
      chance += margin[a]! * margin[b]! * (a - b) ** 2;
      if (a === b) agreeing += count;
    }),
  );
  const disagreement = ratio(seen * all, chance);
  const quadraticKappa = disagreement === null ? null : 1 - disagreement;
  return { bothObserved: all / 2, exactAgreement: ratio(agreeing, all), quadraticKappa };
}
