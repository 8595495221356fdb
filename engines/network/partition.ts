/** The moves that Louvain and Leiden are made of, on a weighted graph. */
import type { Adjacency } from './adjacency.ts';
import { shuffled } from './random.ts';
import type { Random } from './random.ts';

/** Undirected, each tie at both ends; `loops` holds twice the weight inside an aggregated node. */
export interface Weighted {
  readonly size: number;
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
  readonly loops: Float64Array;
  /** Σ of weights at a node, loops included. */
  readonly strength: Float64Array;
  /** Σ of strengths, 2m. */
  readonly total: number;
}

export function weightedFrom({ start, to }: Adjacency): Weighted {
  const size = start.length - 1;
  const strength = Float64Array.from({ length: size }, (_, v) => start[v + 1]! - start[v]!);
  const weight = new Float64Array(to.length).fill(1);
  return { size, start, to, weight, loops: new Float64Array(size), strength, total: to.length };
}

/** Labels 0… by first occurrence. */
export function renumbered(partition: Int32Array): { labels: Int32Array; count: number } {
  const seen = new Int32Array(partition.length).fill(-1);
  let count = 0;
  const labels = partition.map((part) => {
    if (seen[part]! < 0) seen[part] = count++;
    return seen[part]!;
  });
  return { labels, count };
}

/** Sums of weights from one node to the parts around it, cleared by the next call. */
interface Around {
  readonly weightTo: Float64Array;
  readonly parts: Int32Array;
  count: number;
}

const aroundFor = (size: number): Around => ({
  weightTo: new Float64Array(size),
  parts: new Int32Array(size),
  count: 0,
});

// kernel: every weight is positive, so 0 says "part not met yet"
function lookAround(graph: Weighted, v: number, part: Int32Array, around: Around): void {
  const { start, to, weight } = graph;
  const { weightTo, parts } = around;
  for (let at = 0; at < around.count; at++) weightTo[parts[at]!] = 0;
  let count = 0;
  for (let c = start[v]!, end = start[v + 1]!; c < end; c++) {
    const p = part[to[c]!]!;
    const before = weightTo[p]!;
    if (before === 0) parts[count++] = p;
    weightTo[p] = before + weight[c]!;
  }
  around.count = count;
}

/**
 * Moves nodes to the neighbouring part that gains most until no move gains, from a given partition
 * whose labels are below `size`; a node whose neighbour moved is looked at again.
 */
// kernel: queue of nodes, each at most once in it
export function movedLocally(graph: Weighted, from: Int32Array, random: Random): Int32Array {
  const { size, start, to, strength, total } = graph;
  const part = from.slice();
  const partStrength = new Float64Array(size);
  const partSize = new Int32Array(size);
  for (let v = 0; v < size; v++) {
    partStrength[part[v]!]! += strength[v]!;
    partSize[part[v]!]!++;
  }
  const empty = new Int32Array(size);
  let nEmpty = 0;
  for (let p = 0; p < size; p++) if (partSize[p] === 0) empty[nEmpty++] = p;
  const queue = shuffled(
    Int32Array.from({ length: size }, (_, v) => v),
    random,
  );
  const waiting = new Uint8Array(size).fill(1);
  const around = aroundFor(size);
  let head = 0;
  let nQueued = size;
  while (nQueued > 0) {
    const v = queue[head]!;
    head = head + 1 === size ? 0 : head + 1;
    nQueued--;
    waiting[v] = 0;
    lookAround(graph, v, part, around);
    const old = part[v]!;
    const own = strength[v]!;
    const pull = own / total;
    const { weightTo, parts, count } = around;
    const stay = weightTo[old]! - pull * (partStrength[old]! - own);
    let best = old;
    let gain = stay;
    for (let at = 0; at < count; at++) {
      const p = parts[at]!;
      if (p === old) continue;
      const value = weightTo[p]! - pull * partStrength[p]!;
      if (value > gain + 1e-12) {
        best = p;
        gain = value;
      }
    }
    if (gain < -1e-12 && partSize[old]! > 1) best = empty[--nEmpty]!;
    if (best === old) continue;
    partStrength[old]! -= own;
    partStrength[best]! += own;
    partSize[best]!++;
    if (--partSize[old]! === 0) empty[nEmpty++] = old;
    part[v] = best;
    for (let c = start[v]!, end = start[v + 1]!; c < end; c++) {
      const w = to[c]!;
      if (waiting[w] === 1 || part[w] === best) continue;
      waiting[w] = 1;
      let tail = head + nQueued;
      if (tail >= size) tail -= size;
      queue[tail] = w;
      nQueued++;
    }
  }
  return part;
}

/**
 * Splits each part into well-connected sub-parts: nodes start alone and, once, join the sub-part of
 * their own part that gains most, if both are well connected to the rest of the part.
 */
// kernel
export function refined(graph: Weighted, coarse: Int32Array, random: Random): Int32Array {
  const { size, strength, total } = graph;
  const fine = Int32Array.from({ length: size }, (_, v) => v);
  const fineStrength = strength.slice();
  const fineSize = new Int32Array(size).fill(1);
  const coarseStrength = new Float64Array(size);
  for (let v = 0; v < size; v++) coarseStrength[coarse[v]!]! += strength[v]!;
  const outward = weightsToOwnPart(graph, coarse);
  const around = aroundFor(size);
  for (const v of shuffled(
    Int32Array.from({ length: size }, (_, i) => i),
    random,
  )) {
    const own = strength[v]!;
    const whole = coarseStrength[coarse[v]!]!;
    if (fineSize[fine[v]!]! > 1 || outward[v]! < (own * (whole - own)) / total) continue;
    lookAround(graph, v, fine, around);
    const { weightTo, parts, count } = around;
    let best = v;
    let gain = 0;
    for (let at = 0; at < count; at++) {
      const p = parts[at]!;
      const there = fineStrength[p]!;
      // A sub-part is named after one of its nodes, so coarse[p] is the part it lies in.
      if (p === v || coarse[p] !== coarse[v] || outward[p]! < (there * (whole - there)) / total) continue;
      const value = weightTo[p]! - (own * there) / total;
      if (value > gain) {
        best = p;
        gain = value;
      }
    }
    if (best === v) continue;
    fine[v] = best;
    fineStrength[best]! += own;
    fineStrength[v] = 0;
    fineSize[best]!++;
    fineSize[v] = 0;
    outward[best] = outward[best]! + outward[v]! - 2 * weightTo[best]!;
  }
  return fine;
}

/** Σ of weights from each node to the other nodes of its part. */
function weightsToOwnPart({ size, start, to, weight }: Weighted, part: Int32Array): Float64Array {
  const sums = new Float64Array(size);
  for (let v = 0; v < size; v++)
    for (let c = start[v]!; c < start[v + 1]!; c++) if (part[to[c]!] === part[v]) sums[v]! += weight[c]!;
  return sums;
}

/** The graph of the parts. `labels` are 0…count−1. */
// kernel: nodes are sorted by part, then each part's ties are summed in one scratch row
export function aggregated(graph: Weighted, labels: Int32Array, count: number): Weighted {
  const { size, start, to, weight } = graph;
  const first = new Int32Array(count + 1);
  for (let v = 0; v < size; v++) first[labels[v]! + 1]!++;
  for (let p = 0; p < count; p++) first[p + 1]! += first[p]!;
  const next = first.slice(0, count);
  const members = new Int32Array(size);
  for (let v = 0; v < size; v++) members[next[labels[v]!]!++] = v;
  const loops = new Float64Array(count);
  const strength = new Float64Array(count);
  const newStart = new Int32Array(count + 1);
  const newTo: number[] = [];
  const newWeight: number[] = [];
  const weightTo = new Float64Array(count);
  for (let p = 0; p < count; p++) {
    const rowStart = newTo.length;
    for (let at = first[p]!; at < first[p + 1]!; at++) {
      const v = members[at]!;
      loops[p]! += graph.loops[v]!;
      strength[p]! += graph.strength[v]!;
      for (let c = start[v]!, end = start[v + 1]!; c < end; c++) {
        const q = labels[to[c]!]!;
        if (q === p) loops[p]! += weight[c]!;
        else {
          if (weightTo[q] === 0) newTo.push(q);
          weightTo[q]! += weight[c]!;
        }
      }
    }
    for (let at = rowStart; at < newTo.length; at++) {
      newWeight.push(weightTo[newTo[at]!]!);
      weightTo[newTo[at]!] = 0;
    }
    newStart[p + 1] = newTo.length;
  }
  return {
    size: count,
    start: newStart,
    to: Int32Array.from(newTo),
    weight: Float64Array.from(newWeight),
    loops,
    strength,
    total: graph.total,
  };
}
