/**
 * Betweenness by Brandes 2001 (Journal of Mathematical Sociology 25:163–177,
 * doi:10.1080/0022250X.2001.9990249), unweighted. Departure: both passes go level by level and choose,
 * per level, the cheaper side to walk from (Beamer et al. 2012, doi:10.1109/SC.2012.50); in networks
 * of acquaintance, where nearly everybody is three steps away, that spares most of the ties.
 */
import type { Adjacency } from './adjacency.ts';
import type { Network } from './network.ts';

/**
 * Unnormalised betweenness of every person, length N, ≥ 0: along arcs where directed, along pairs (each
 * shortest path once) where not. Over a part of the sources it returns a partial sum: sums of disjoint
 * parts add up to the whole, so that a pool of workers can share the work.
 * Fragile under non-response: hide it below 80 % response. Cost O(N·m) at worst.
 * @param sources indices of the people from whom paths start; default everybody.
 */
export function betweennessOf(network: Network, sources?: ArrayLike<number>): Float64Array {
  const { size: n, directed } = network;
  const sum = new Float64Array(n);
  const room = roomFor(n);
  const count = sources ? sources.length : n;
  for (let s = 0; s < count; s++) {
    const depth = countPaths(network, sources ? sources[s]! : s, room);
    collect(network, depth, room, sum);
  }
  return directed ? sum : sum.map((value) => value / 2);
}

interface Room {
  readonly distance: Int32Array;
  /** Number of shortest paths from the source. */
  readonly paths: Float64Array;
  /** Σ over successors of (1 + dependency)/paths. */
  readonly share: Float64Array;
  readonly order: Int32Array;
  /** First position in `order` of each level, and sums of degrees of its people. */
  readonly levelStart: Int32Array;
  readonly levelOut: Float64Array;
  readonly levelIn: Float64Array;
}

const roomFor = (n: number): Room => ({
  distance: new Int32Array(n),
  paths: new Float64Array(n),
  share: new Float64Array(n),
  order: new Int32Array(n),
  levelStart: new Int32Array(n + 2),
  levelOut: new Float64Array(n + 1),
  levelIn: new Float64Array(n + 1),
});

// kernel: breadth-first levels with path counts; answers the number of the last level
function countPaths({ out, in: back, size: n }: Network, source: number, room: Room): number {
  const { distance, paths, order, levelStart, levelOut, levelIn } = room;
  distance.fill(-1);
  distance[source] = 0;
  paths[source] = 1;
  order[0] = source;
  levelStart[0] = 0;
  levelOut[0] = out.start[source + 1]! - out.start[source]!;
  levelIn[0] = back.start[source + 1]! - back.start[source]!;
  let unvisitedIn = back.to.length - levelIn[0];
  let begin = 0;
  let end = 1;
  let level = 0;
  while (begin < end) {
    const pushing = levelOut[level]! <= unvisitedIn;
    const tail = pushing
      ? pushPaths(out, room, { begin, end, next: level + 1 })
      : pullPaths(back, room, { end, level, n });
    begin = end;
    end = tail;
    level++;
    levelStart[level] = begin;
    let sumOut = 0;
    let sumIn = 0;
    for (let at = begin; at < end; at++) {
      const v = order[at]!;
      sumOut += out.start[v + 1]! - out.start[v]!;
      sumIn += back.start[v + 1]! - back.start[v]!;
    }
    levelOut[level] = sumOut;
    levelIn[level] = sumIn;
    unvisitedIn -= sumIn;
  }
  levelStart[level + 1] = end;
  return level - 1;
}

// kernel
function pushPaths(
  { start, to }: Adjacency,
  { distance, paths, order }: Room,
  { begin, end, next }: { begin: number; end: number; next: number },
): number {
  let tail = end;
  for (let at = begin; at < end; at++) {
    const v = order[at]!;
    const through = paths[v]!;
    for (let c = start[v]!, stop = start[v + 1]!; c < stop; c++) {
      const w = to[c]!;
      const known = distance[w]!;
      if (known === next) paths[w]! += through;
      else if (known < 0) {
        distance[w] = next;
        paths[w] = through;
        order[tail++] = w;
      }
    }
  }
  return tail;
}

// kernel
function pullPaths(
  { start, to }: Adjacency,
  { distance, paths, order }: Room,
  { end, level, n }: { end: number; level: number; n: number },
): number {
  let tail = end;
  for (let w = 0; w < n; w++) {
    if (distance[w]! >= 0) continue;
    let sum = 0;
    for (let c = start[w]!, stop = start[w + 1]!; c < stop; c++) {
      const v = to[c]!;
      if (distance[v] === level) sum += paths[v]!;
    }
    if (sum > 0) {
      distance[w] = level + 1;
      paths[w] = sum;
      order[tail++] = w;
    }
  }
  return tail;
}

// kernel: dependencies from the last level back; the source itself lies on no path of its own
function collect({ out, in: back }: Network, depth: number, room: Room, sum: Float64Array): void {
  const { distance, paths, share, order, levelStart, levelOut, levelIn } = room;
  share.fill(0);
  for (let level = depth; level >= 1; level--) {
    const begin = levelStart[level]!;
    const end = levelStart[level + 1]!;
    for (let at = begin; at < end; at++) {
      const w = order[at]!;
      sum[w]! += paths[w]! * share[w]!;
      share[w]! += 1 / paths[w]!;
    }
    if (level === 1) return;
    const before = level - 1;
    if (levelIn[level]! <= levelOut[before]!) {
      for (let at = begin; at < end; at++) {
        const w = order[at]!;
        const own = share[w]!;
        for (let c = back.start[w]!, stop = back.start[w + 1]!; c < stop; c++) {
          const v = back.to[c]!;
          if (distance[v] === before) share[v]! += own;
        }
      }
    } else {
      for (let at = levelStart[before]!; at < begin; at++) {
        const v = order[at]!;
        let gathered = 0;
        for (let c = out.start[v]!, stop = out.start[v + 1]!; c < stop; c++) {
          const w = out.to[c]!;
          if (distance[w] === level) gathered += share[w]!;
        }
        share[v] = gathered;
      }
    }
  }
}
