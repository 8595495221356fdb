/**
 * Reach, closeness and path lengths in the claimed graph, by breadth-first search from 128 people at a
 * time, one bit each (Then et al. 2014, "The more the merrier", PVLDB 8(4):449–460,
 * doi:10.14778/2735496.2735507), switching between push and pull as Beamer et al. 2012
 * (doi:10.1109/SC.2012.50) do for one source.
 */
import type { Adjacency } from './adjacency.ts';
import { ratio } from './blocks.ts';
import type { Network } from './network.ts';

/** Per person, sums over the searched sources; arrays of length N. */
export interface Distances {
  /** Others at distance 1, and at distance 1 or 2. */
  readonly reach1: Int32Array;
  readonly reach2: Int32Array;
  /** The same among people of other groups only. */
  readonly crossReach1: Int32Array;
  readonly crossReach2: Int32Array;
  /** Others at any finite distance. */
  readonly reachable: Int32Array;
  /** Σ of finite distances. */
  readonly total: Float64Array;
  /** Σ 1/distance, unreachable others adding 0. */
  readonly harmonic: Float64Array;
}

const words = 4;
const batchSize = 32 * words;

/**
 * Searches from people `first` … `last`−1 (default everybody). Sums of disjoint ranges add up to the
 * whole, so that a pool of workers can share the work. Cost O(N/128 · diameter · m) words at worst.
 */
export function distancesOf(network: Network, first = 0, last = network.size): Distances {
  const n = network.size;
  const sums: Distances = {
    reach1: new Int32Array(n),
    reach2: new Int32Array(n),
    crossReach1: new Int32Array(n),
    crossReach2: new Int32Array(n),
    reachable: new Int32Array(n),
    total: new Float64Array(n),
    harmonic: new Float64Array(n),
  };
  const room = roomFor(n, Math.max(1, network.levels.length));
  for (let from = first; from < last; from += batchSize)
    searchBatch(network, { from, to: Math.min(last, from + batchSize) }, room, sums);
  return sums;
}

interface Room {
  readonly seen: Int32Array;
  readonly bits: [Int32Array, Int32Array];
  readonly frontier: Int32Array;
  readonly ownGroup: Int32Array;
}

const roomFor = (n: number, nGroups: number): Room => ({
  seen: new Int32Array(n * words),
  bits: [new Int32Array(n * words), new Int32Array(n * words)],
  frontier: new Int32Array(n),
  ownGroup: new Int32Array(nGroups * words),
});

function searchBatch(
  network: Network,
  batch: { from: number; to: number },
  room: Room,
  sums: Distances,
): void {
  const graph = network.claimed;
  let [front, next] = room.bits;
  let nFrontier = placeSources(network, batch, room);
  for (let distance = 1; nFrontier > 0; distance++) {
    if (pushIsCheaper(graph, room.frontier, nFrontier)) push(graph, room.frontier, nFrontier, front, next);
    else pull(graph, room.seen, front, next, batch.to - batch.from);
    nFrontier = settle(network, room, next, distance, sums);
    [front, next] = [next, front];
  }
}

function placeSources({ size, groupOf }: Network, batch: { from: number; to: number }, room: Room): number {
  const { seen, bits, frontier, ownGroup } = room;
  seen.fill(0, 0, size * words);
  bits[0].fill(0);
  ownGroup.fill(0);
  for (let s = batch.from; s < batch.to; s++) {
    const bit = s - batch.from;
    const word = bit >> 5;
    const mask = 1 << (bit & 31);
    seen[s * words + word]! |= mask;
    bits[0][s * words + word]! |= mask;
    ownGroup[groupOf[s]! * words + word]! |= mask;
    frontier[bit] = s;
  }
  return batch.to - batch.from;
}

/** Pull touches at most every tie and mostly far fewer, because a person stops once all sources arrived. */
function pushIsCheaper({ start, to }: Adjacency, frontier: Int32Array, nFrontier: number): boolean {
  const bound = to.length >> 2;
  let ties = 0;
  for (let f = 0; f < nFrontier; f++) {
    const v = frontier[f]!;
    ties += start[v + 1]! - start[v]!;
    if (ties > bound) return false;
  }
  return true;
}

// kernel: four words per person, unrolled
function push(
  { start, to }: Adjacency,
  frontier: Int32Array,
  nFrontier: number,
  front: Int32Array,
  next: Int32Array,
): void {
  next.fill(0);
  for (let f = 0; f < nFrontier; f++) {
    const v = frontier[f]!;
    const at = v * 4;
    const a = front[at]!;
    const b = front[at + 1]!;
    const c = front[at + 2]!;
    const d = front[at + 3]!;
    for (let cell = start[v]!, end = start[v + 1]!; cell < end; cell++) {
      const w = to[cell]! * 4;
      next[w]! |= a;
      next[w + 1]! |= b;
      next[w + 2]! |= c;
      next[w + 3]! |= d;
    }
  }
}

// kernel: a person collects from his ties until every source that he still misses has come
function pull(
  { start, to }: Adjacency,
  seen: Int32Array,
  front: Int32Array,
  next: Int32Array,
  nSources: number,
): void {
  const n = start.length - 1;
  const [full0, full1, full2, full3] = fullWords(nSources);
  for (let v = 0; v < n; v++) {
    const at = v * 4;
    let a = full0 & ~seen[at]!;
    let b = full1 & ~seen[at + 1]!;
    let c = full2 & ~seen[at + 2]!;
    let d = full3 & ~seen[at + 3]!;
    const wantA = a;
    const wantB = b;
    const wantC = c;
    const wantD = d;
    for (let cell = start[v]!, end = start[v + 1]!; cell < end && (a | b | c | d) !== 0; cell++) {
      const w = to[cell]! * 4;
      a &= ~front[w]!;
      b &= ~front[w + 1]!;
      c &= ~front[w + 2]!;
      d &= ~front[w + 3]!;
    }
    next[at] = wantA & ~a;
    next[at + 1] = wantB & ~b;
    next[at + 2] = wantC & ~c;
    next[at + 3] = wantD & ~d;
  }
}

function fullWords(nSources: number): [number, number, number, number] {
  const word = (at: number): number => {
    const bits = Math.min(32, Math.max(0, nSources - 32 * at));
    return bits === 32 ? -1 : (1 << bits) - 1;
  };
  return [word(0), word(1), word(2), word(3)];
}

// kernel: keeps what is new, counts it, lists the next frontier
function settle(network: Network, room: Room, next: Int32Array, distance: number, sums: Distances): number {
  const { seen, frontier, ownGroup } = room;
  const { size: n, groupOf } = network;
  let nFrontier = 0;
  for (let v = 0; v < n; v++) {
    const at = v * 4;
    const a = next[at]! & ~seen[at]!;
    const b = next[at + 1]! & ~seen[at + 1]!;
    const c = next[at + 2]! & ~seen[at + 2]!;
    const d = next[at + 3]! & ~seen[at + 3]!;
    next[at] = a;
    next[at + 1] = b;
    next[at + 2] = c;
    next[at + 3] = d;
    if ((a | b | c | d) === 0) continue;
    seen[at]! |= a;
    seen[at + 1]! |= b;
    seen[at + 2]! |= c;
    seen[at + 3]! |= d;
    frontier[nFrontier++] = v;
    const arrived = ones(a) + ones(b) + ones(c) + ones(d);
    sums.reachable[v]! += arrived;
    sums.total[v]! += arrived * distance;
    sums.harmonic[v]! += arrived / distance;
    if (distance > 2) continue;
    const own = groupOf[v]! * 4;
    const crossing =
      ones(a & ~ownGroup[own]!) +
      ones(b & ~ownGroup[own + 1]!) +
      ones(c & ~ownGroup[own + 2]!) +
      ones(d & ~ownGroup[own + 3]!);
    sums.reach2[v]! += arrived;
    sums.crossReach2[v]! += crossing;
    if (distance > 1) continue;
    sums.reach1[v]! += arrived;
    sums.crossReach1[v]! += crossing;
  }
  return nFrontier;
}

/** Number of one bits in a 32-bit word. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export interface Closeness {
  /** Mean over people of Σ_j 1/dist_ij ÷ (N − 1), 0…1 (Marchiori & Latora 2000, Physica A 285:539). */
  readonly harmonicMean: number | null;
  /** Mean distance of connected pairs, ≥ 1. */
  readonly meanDistance: number | null;
  /** Mean share of others within two steps, 0…1; saturates in dense networks. */
  readonly reach2Mean: number | null;
  /** Mean share of the people of other groups known, and within two steps; over people who have such others. */
  readonly crossReach1Mean: number | null;
  readonly crossReach2Mean: number | null;
  /** People with ties, none of them to another group ("legacy-locked"); null without groups. */
  readonly locked: number | null;
  /** People without any tie to another group, isolates included; null without groups. */
  readonly withoutCrossTie: number | null;
}

/** Averages of `distancesOf` over people; each null where nobody has others to reach. */
export function closenessOf(network: Network, distances = distancesOf(network)): Closeness {
  const { size: n, groupOf, groupSizes } = network;
  const grouped = network.levels.length > 0;
  const others = (v: number): number => n - groupSizes[groupOf[v]!]!;
  const people = Array.from({ length: n }, (_, v) => v);
  const crossing = grouped ? people.filter((v) => others(v) > 0) : [];
  const all = n > 1 ? people : [];
  const untied = people.filter((v) => distances.crossReach1[v] === 0);
  return {
    harmonicMean: mean(all, (v) => distances.harmonic[v]! / (n - 1)),
    meanDistance: ratio(total(distances.total), total(distances.reachable)),
    reach2Mean: mean(all, (v) => distances.reach2[v]! / (n - 1)),
    crossReach1Mean: mean(crossing, (v) => distances.crossReach1[v]! / others(v)),
    crossReach2Mean: mean(crossing, (v) => distances.crossReach2[v]! / others(v)),
    locked: grouped ? untied.filter((v) => distances.reach1[v]! > 0).length : null,
    withoutCrossTie: grouped ? untied.length : null,
  };
}

const mean = (over: readonly number[], value: (v: number) => number): number | null =>
  ratio(
    over.reduce((sum, v) => sum + value(v), 0),
    over.length,
  );

const total = (values: Int32Array | Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
