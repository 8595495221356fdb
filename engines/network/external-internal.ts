/**
 * The E-I index (Krackhardt & Stern 1988, Social Psychology Quarterly 51:123–140, doi:10.2307/2786835)
 * with what chance would give under permuted group labels.
 */
import { blocksOf } from './blocks.ts';
import type { Blocks } from './blocks.ts';
import type { Network } from './network.ts';
import { isComplete } from './roster.ts';

export interface ExternalInternal {
  readonly external: number;
  readonly internal: number;
  /** (E − I)/(E + I), −1…+1; null without ties. Never show it without `expected`. */
  readonly index: number | null;
  /** EI₀ = (M_B − M_W)/(M_B + M_W): exactly the mean under permuted labels where every cell was observed. */
  readonly expected: number | null;
  /** EI_d = (d_B − d_W)/(d_B + d_W), −1…+1, 0 = no legacy line whatever the sizes: the headline. */
  readonly densityNormalised: number | null;
  /** Smallest and largest index that this number of ties could reach with these groups. */
  readonly least: number | null;
  readonly greatest: number | null;
  /** EI* = 2(EI − least)/(greatest − least) − 1; null where the range is a point. */
  readonly rescaled: number | null;
  /** Exact moments over all permutations of the labels; null where a cell is unobserved or there are no ties. */
  readonly permutation: { mean: number; sd: number; z: number | null } | null;
  /** Ties with at least one end in the group, in the order of `levels`. */
  readonly byGroup: readonly GroupExternalInternal[];
}

export interface GroupExternalInternal {
  readonly level: string;
  readonly external: number;
  readonly internal: number;
  readonly index: number | null;
}

const index = (external: number, internal: number): number | null =>
  external + internal === 0 ? null : (external - internal) / (external + internal);

/** Whole network and each group; null where the network has no groups. Arcs where directed, else pairs. */
export function externalInternal(
  network: Network,
  blocks: Blocks = blocksOf(network),
): ExternalInternal | null {
  if (network.levels.length === 0) return null;
  const { within, between } = blocks;
  const ei = index(between.ties, within.ties);
  const { least, greatest } = attainable(within.possible, between.possible, between.ties + within.ties);
  return {
    external: between.ties,
    internal: within.ties,
    index: ei,
    expected: index(between.possible, within.possible),
    densityNormalised: densityNormalised(within.density, between.density),
    least,
    greatest,
    rescaled: rescaled(ei, least, greatest),
    permutation: isComplete(network.roster) ? permutationMoments(network, ei) : null,
    byGroup: byGroup(blocks),
  };
}

function densityNormalised(within: number | null, between: number | null): number | null {
  return within === null || between === null ? null : index(between, within);
}

function attainable(
  possibleWithin: number,
  possibleBetween: number,
  m: number,
): { least: number | null; greatest: number | null } {
  if (m === 0) return { least: null, greatest: null };
  const least = (2 * Math.max(0, m - possibleWithin) - m) / m;
  return { least, greatest: (2 * Math.min(m, possibleBetween) - m) / m };
}

function rescaled(ei: number | null, least: number | null, greatest: number | null): number | null {
  if (ei === null || least === null || greatest === null || greatest === least) return null;
  return (2 * (ei - least)) / (greatest - least) - 1;
}

function byGroup(blocks: Blocks): GroupExternalInternal[] {
  return blocks.levels.map((level, k) => {
    const internal = blocks.ties[k]![k]!;
    const touching = blocks.ties.reduce(
      (sum, row, l) => sum + row[k]! + (l === k ? total(row) - row[k]! : 0),
      0,
    );
    const external = touching - internal;
    return { level, external, internal, index: index(external, internal) };
  });
}

const total = (row: readonly number[]): number => row.reduce((sum, value) => sum + value, 0);

/**
 * Mean and sd of the index over all N! permutations of the labels, from the moments of
 * Γ = Σ w_ij δ_ij (Mantel 1967, Cancer Research 27:209–220; Cliff & Ord 1981; Hubert 1987).
 * `z` is null where the sd is 0. Cost O(N + m + K).
 */
export function permutationMoments(
  network: Network,
  ei: number | null,
): { mean: number; sd: number; z: number | null } | null {
  if (ei === null) return null;
  const gamma = gammaMoments(network);
  const perUnit = 2 / gamma.weight; // index = 1 − 2·internal/m, and Γ/S0 = internal/m in both cases
  const mean = 1 - perUnit * gamma.mean;
  const sd = perUnit * Math.sqrt(Math.max(0, gamma.variance));
  return { mean, sd, z: sd > 0 ? (ei - mean) / sd : null };
}

function gammaMoments(network: Network): { weight: number; mean: number; variance: number } {
  const n = network.size;
  const s = tieSums(network);
  const t = groupSums(network);
  const mean = (s.s0 * t.s0) / (n * (n - 1));
  let square = (s.s1 * t.s1) / (2 * n * (n - 1));
  // Fewer than 3 or 4 people leave no triple or quadruple of different people: the term is empty, not 0/0.
  if (n > 2) square += ((s.s2 - 2 * s.s1) * (t.s2 - 2 * t.s1)) / (4 * n * (n - 1) * (n - 2));
  if (n > 3)
    square += ((s.s0 ** 2 + s.s1 - s.s2) * (t.s0 ** 2 + t.s1 - t.s2)) / (n * (n - 1) * (n - 2) * (n - 3));
  return { weight: s.s0, mean, variance: square - mean ** 2 };
}

interface Sums {
  readonly s0: number;
  readonly s1: number;
  readonly s2: number;
}

/** S0 = Σw, S1 = ½Σ(2w)², S2 = Σ_i(2w_i·)² of the symmetrised ties w = (A + Aᵀ)/2. */
function tieSums(network: Network): Sums {
  const { out, in: back, size, directed, nTies } = network;
  let s2 = 0;
  for (let i = 0; i < size; i++)
    s2 += (out.start[i + 1]! - out.start[i]! + back.start[i + 1]! - back.start[i]!) ** 2;
  if (!directed) return { s0: 2 * nTies, s1: 4 * nTies, s2 };
  const pairs = network.claimed.to.length / 2;
  const mutual = nTies - pairs;
  return { s0: nTies, s1: 4 * mutual + (pairs - mutual), s2 };
}

function groupSums({ groupSizes }: Network): Sums {
  let s0 = 0;
  let s2 = 0;
  for (const size of groupSizes) {
    s0 += size * (size - 1);
    s2 += size * (2 * (size - 1)) ** 2;
  }
  return { s0, s1: 2 * s0, s2 };
}

/** Index of each person over ties at either end (his reports and reports about him), length N; null without ties. */
export function personExternalInternal(network: Network): (number | null)[] {
  const { out, in: back, groupOf, directed, size } = network;
  const sides = directed ? [out, back] : [out];
  return Array.from({ length: network.levels.length === 0 ? 0 : size }, (_, i) => {
    let internal = 0;
    let all = 0;
    for (const rows of sides) {
      for (let c = rows.start[i]!; c < rows.start[i + 1]!; c++) {
        all++;
        if (groupOf[rows.to[c]!] === groupOf[i]) internal++;
      }
    }
    return index(all - internal, internal);
  });
}
