/**
 * A network of people in legacy groups, as flat typed arrays.
 *
 * One network holds the reports (or pairs) that say more than "no": an absent cell of an observed
 * pair has state 0. Which cells were observed at all is kept apart, in the roster, because "not
 * asked" and "asked, no answer" are not "no".
 */
import { merged, transposed } from './adjacency.ts';
import type { Adjacency } from './adjacency.ts';
import { claimedRoster, confirmedRoster } from './roster.ts';
import type { Roster } from './roster.ts';

/** Built by `networkFrom` or `networkFromArrays`; read its arrays, never write them. */
export interface Network {
  /** Number of people N; a person is known inside by an index 0…N−1. */
  readonly size: number;
  readonly ids: readonly string[];
  /** Names of the groups, shorter first, then by code unit, so that "2" stands before "10". */
  readonly levels: readonly string[];
  /** Index into `levels` for each person, length N; all 0 and `levels` empty where no group was given. */
  readonly groupOf: Int32Array;
  readonly groupSizes: Int32Array;
  /** True: a tie is a report i → j. False: a tie is a pair, and `out` holds it at both ends. */
  readonly directed: boolean;
  /** Ties by sender, states 1…249. */
  readonly out: Adjacency;
  /** Ties by receiver; the same arrays as `out` where undirected. */
  readonly in: Adjacency;
  /** The pairs tied in either direction (the claimed graph, state = larger report), at both ends. */
  readonly claimed: Adjacency;
  readonly roster: Roster;
  /** Number of ties m: arcs where directed, pairs where not. */
  readonly nTies: number;
}

/** What a network is assembled from once its adjacency is known. */
export type NetworkParts = Omit<Network, 'in' | 'claimed' | 'nTies'>;

/** Derives the reverse and the claimed adjacency and counts the ties. Cost O(N + m). */
export function assembled(parts: NetworkParts): Network {
  const nCells = parts.out.to.length;
  if (!parts.directed) return { ...parts, in: parts.out, claimed: parts.out, nTies: nCells / 2 };
  const reverse = transposed(parts.out);
  const claimed = merged(parts.out, reverse, Math.max);
  return { ...parts, in: reverse, claimed, nTies: nCells };
}

/**
 * The threshold network A^c: keeps ties whose state is at least `minState` (1 = 认识 or more,
 * 2 = 熟悉 only). The roster is unchanged: a report of 1 is an observed "no" of A².
 */
export function atLeast(network: Network, minState: number): Network {
  if (minState <= 1) return network;
  const out = merged(network.out, network.out, (state) => (state >= minState ? state : -1));
  return assembled({ ...network, out });
}

/**
 * The undirected network of pair states. `confirmed` takes the smaller of the two reports and
 * observes a pair only where both reports were given; `claimed` takes the larger and observes a pair
 * where at least one was given (so claims of pairs seen from one side are a lower bound: compare
 * `pairKnowledge`). `none`, or a network that is undirected already, is returned as it is.
 */
export function symmetrised(network: Network, rule: 'confirmed' | 'claimed' | 'none'): Network {
  if (rule === 'none' || !network.directed) return network;
  const confirmed = rule === 'confirmed';
  const out = confirmed
    ? merged(network.out, network.in, (a, b) => (a > 0 && b > 0 ? Math.min(a, b) : -1))
    : network.claimed;
  const roster = confirmed ? confirmedRoster(network.roster) : claimedRoster(network.roster);
  return assembled({ ...network, directed: false, out, roster });
}

/**
 * The same ties under other groups, sharing every tie array: for permuted labels or another attribute.
 * @param groupOf length N, values 0…levels.length − 1.
 */
export function withGroups(network: Network, groupOf: Int32Array, levels = network.levels): Network {
  return { ...network, groupOf, levels, groupSizes: sizesOf(groupOf, levels.length) };
}

export function sizesOf(groupOf: Int32Array, nGroups: number): Int32Array {
  const sizes = new Int32Array(nGroups);
  if (nGroups > 0) for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}
