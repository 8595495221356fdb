/** Isolates, components and closed triads of the claimed graph. */
import type { Adjacency } from './adjacency.ts';
import { ratio } from './blocks.ts';
import type { Network } from './network.ts';

/** Connected components: the component of each person (length N) and the sizes, by first member. */
export function componentsOf({ claimed, size }: Pick<Network, 'claimed' | 'size'>): {
  componentOf: Int32Array;
  sizes: number[];
} {
  const componentOf = new Int32Array(size).fill(-1);
  const stack = new Int32Array(size);
  const sizes: number[] = [];
  for (let root = 0; root < size; root++) {
    if (componentOf[root]! >= 0) continue;
    sizes.push(flood(claimed, { root, label: sizes.length }, componentOf, stack));
  }
  return { componentOf, sizes };
}

function flood(
  { start, to }: Adjacency,
  { root, label }: { root: number; label: number },
  componentOf: Int32Array,
  stack: Int32Array,
): number {
  componentOf[root] = label;
  stack[0] = root;
  let waiting = 1;
  let size = 0;
  while (waiting > 0) {
    const v = stack[--waiting]!;
    size++;
    for (let c = start[v]!; c < start[v + 1]!; c++) {
      const w = to[c]!;
      if (componentOf[w]! >= 0) continue;
      componentOf[w] = label;
      stack[waiting++] = w;
    }
  }
  return size;
}

/** People without any tie, in or out. */
export function isolatesOf({ claimed, size }: Network): number {
  let count = 0;
  for (let v = 0; v < size; v++) if (claimed.start[v + 1] === claimed.start[v]) count++;
  return count;
}

/** People per unit with no tie, and with ties but none to another legacy group. Counts only, never names. */
export interface UnitCount {
  readonly unit: string;
  readonly people: number;
  readonly isolates: number;
  readonly locked: number;
}

/**
 * Isolates and legacy-locked people per present unit, in order of first appearance; hide units under
 * five people before showing them. @param unitOf name of the unit of each person, length N.
 */
export function lockedByUnit(network: Network, unitOf: readonly string[]): UnitCount[] {
  const { claimed, groupOf, levels } = network;
  const counts = new Map<string, { unit: string; people: number; isolates: number; locked: number }>();
  unitOf.forEach((unit, v) => {
    const count = counts.get(unit) ?? { unit, people: 0, isolates: 0, locked: 0 };
    counts.set(unit, count);
    count.people++;
    const known = claimed.to.subarray(claimed.start[v], claimed.start[v + 1]);
    if (known.length === 0) count.isolates++;
    else if (levels.length > 0 && known.every((w) => groupOf[w] === groupOf[v])) count.locked++;
  });
  return [...counts.values()];
}

/** 3 × triangles ÷ connected triples of the claimed graph, 0…1; null where nobody has two ties. */
export function transitivity({ claimed, size }: Network): number | null {
  let triples = 0;
  for (let v = 0; v < size; v++) {
    const degree = claimed.start[v + 1]! - claimed.start[v]!;
    triples += (degree * (degree - 1)) / 2;
  }
  return ratio(3 * trianglesOf(claimed), triples);
}

/**
 * Number of triangles, each counted once from its member of lowest degree (Chiba & Nishizeki 1985,
 * SIAM Journal on Computing 14:210–223, doi:10.1137/0214017): O(m · arboricity).
 */
// kernel: ties are kept from lower to higher rank; the marks say who is above the current person
export function trianglesOf({ start, to }: Adjacency): number {
  const { upStart, up } = upward(start, to);
  const n = start.length - 1;
  const mark = new Int32Array(n).fill(-1);
  let triangles = 0;
  for (let u = 0; u < n; u++) {
    for (let c = upStart[u]!; c < upStart[u + 1]!; c++) mark[up[c]!] = u;
    for (let c = upStart[u]!; c < upStart[u + 1]!; c++) {
      const v = up[c]!;
      for (let e = upStart[v]!, end = upStart[v + 1]!; e < end; e++) if (mark[up[e]!] === u) triangles++;
    }
  }
  return triangles;
}

function upward(start: Int32Array, to: Int32Array): { upStart: Int32Array; up: Int32Array } {
  const n = start.length - 1;
  const higher = (v: number, w: number): boolean => {
    const difference = start[w + 1]! - start[w]! - (start[v + 1]! - start[v]!);
    return difference === 0 ? w > v : difference > 0;
  };
  const upStart = new Int32Array(n + 1);
  const up = new Int32Array(to.length / 2);
  let at = 0;
  for (let v = 0; v < n; v++) {
    for (let c = start[v]!; c < start[v + 1]!; c++) if (higher(v, to[c]!)) up[at++] = to[c]!;
    upStart[v + 1] = at;
  }
  return { upStart, up };
}
