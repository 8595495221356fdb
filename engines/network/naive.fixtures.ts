/** Slow and obviously right twins of the kernels, on dense matrices; and random small networks. */
import * as fc from 'fast-check';
import { networkFrom } from './build.ts';
import type { TieInput } from './build.ts';
import type { Network } from './network.ts';
import { isObserved } from './roster.ts';

export type Dense = number[][];

export interface Sketch {
  groups: string[];
  directed: boolean;
  observed: 'all' | 'listed';
  /** State or missing code of cell (i, j), null = no row. Undirected sketches use i < j only. */
  cells: (TieInput['state'] | null)[][];
}

const state = fc.constantFrom<TieInput['state'] | null>(
  null,
  null,
  null,
  0,
  1,
  1,
  2,
  'skipped',
  'not-asked',
  'no-response',
);
const fullState = fc.constantFrom<TieInput['state'] | null>(null, null, 1, 2);

const sketches = (cell: typeof state, maxSize: number): fc.Arbitrary<Sketch> =>
  fc.integer({ min: 0, max: maxSize }).chain((size) =>
    fc.record({
      groups: fc.array(fc.constantFrom('a', 'b', 'cc'), { minLength: size, maxLength: size }),
      directed: fc.boolean(),
      observed:
        cell === state ? fc.constantFrom<'all' | 'listed'>('all', 'listed') : fc.constant<'all'>('all'),
      cells: fc.array(fc.array(cell, { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    }),
  );

/** Any small network, with every way of missing. */
export const anySketch = sketches(state, 9);
/** A census without missing reports. */
export const censusSketch = sketches(fullState, 10);

export function built(sketch: Sketch, order = sketch.groups.map((_, i) => i)): Network {
  const people = order.map((i) => ({ id: `p${i}`, group: sketch.groups[i]! }));
  const ties: TieInput[] = [];
  sketch.cells.forEach((row, i) =>
    row.forEach((cell, j) => {
      if (i !== j && cell !== null && (sketch.directed || i < j))
        ties.push({ from: `p${i}`, to: `p${j}`, state: cell });
    }),
  );
  const result = networkFrom({ people, ties, directed: sketch.directed, observed: sketch.observed });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.network;
}

/** Reports as a matrix: state, or null where unobserved (the diagonal too). */
export function reportMatrix(network: Network): (number | null)[][] {
  const { size, out } = network;
  return Array.from({ length: size }, (_, i) => {
    const row = Array.from({ length: size }, (_, j): number | null =>
      isObserved(network.roster, i, j) ? 0 : null,
    );
    for (let c = out.start[i]!; c < out.start[i + 1]!; c++) row[out.to[c]!] = out.value[c]!;
    return row;
  });
}

export const tieMatrix = (network: Network): Dense =>
  reportMatrix(network).map((row) => row.map((cell) => (cell !== null && cell > 0 ? 1 : 0)));

export const claimedMatrix = (network: Network): Dense => {
  const ties = tieMatrix(network);
  return ties.map((row, i) => row.map((tie, j) => (tie > 0 || ties[j]![i]! > 0 ? 1 : 0)));
};

/** Floyd–Warshall. */
export function distanceMatrix(ties: Dense): Dense {
  const d = ties.map((row, i) => row.map((tie, j) => (i === j ? 0 : tie > 0 ? 1 : Infinity)));
  d.forEach((_, k) =>
    d.forEach((row, i) => row.forEach((_, j) => (d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!)))),
  );
  return d;
}

const isOnTheWay = (d: Dense, s: number, v: number, t: number): boolean => {
  const [whole = 0, head = 0, tail = 0] = [d[s]?.[t], d[s]?.[v], d[v]?.[t]];
  return whole === head + tail;
};

/** Σ over ordered pairs s ≠ v ≠ t of the share of shortest paths through v, from path counts by length. */
export function naiveBetweenness(ties: Dense): number[] {
  const n = ties.length;
  const d = distanceMatrix(ties);
  const paths = countPaths(ties, d);
  return ties.map((_, v) => {
    let sum = 0;
    for (let s = 0; s < n; s++)
      for (let t = 0; t < n; t++)
        if (s !== t && s !== v && t !== v && Number.isFinite(d[s]![t]!) && isOnTheWay(d, s, v, t))
          sum += (paths[s]![v]! * paths[v]![t]!) / paths[s]![t]!;
    return sum;
  });
}

function countPaths(ties: Dense, d: Dense): Dense {
  const n = ties.length;
  return ties.map((_, s) => {
    const paths = Array.from({ length: n }, (_, t) => (t === s ? 1 : 0));
    for (let length = 1; length < n; length++)
      for (let t = 0; t < n; t++)
        if (d[s]![t] === length)
          for (let v = 0; v < n; v++) if (d[s]![v] === length - 1 && ties[v]![t]! > 0) paths[t]! += paths[v]!;
    return paths;
  });
}

export function naiveTriangles(ties: Dense): number {
  let count = 0;
  for (let i = 0; i < ties.length; i++)
    for (let j = 0; j < i; j++)
      for (let k = 0; k < j; k++) count += ties[i]![j]! * ties[j]![k]! * ties[k]![i]!;
  return count;
}

/** Counts by role in the order coordinator, itinerant, representative, gatekeeper, liaison. */
export function naiveBrokerage(ties: Dense, groupOf: ArrayLike<number>): number[] {
  const counts = [0, 0, 0, 0, 0];
  ties.forEach((_, i) =>
    ties.forEach((_, j) =>
      ties.forEach((_, k) => {
        if (i === j || j === k || i === k || !ties[i]![j] || !ties[j]![k] || ties[i]![k]) return;
        const [a, b, c] = [groupOf[i], groupOf[j], groupOf[k]];
        const role = a === b && b === c ? 0 : a === c ? 1 : a === b ? 2 : b === c ? 3 : 4;
        counts[role]!++;
      }),
    ),
  );
  return counts;
}

/** Σ over communities of (share of ties inside − (share of degree)²). */
export function naiveModularity(ties: Dense, part: ArrayLike<number>): number {
  const degree = ties.map((row) => row.reduce((sum, tie) => sum + tie, 0));
  const total = degree.reduce((sum, d) => sum + d, 0);
  let q = 0;
  ties.forEach((row, i) =>
    row.forEach((tie, j) => {
      if (part[i] === part[j]) q += tie / total - (degree[i]! * degree[j]!) / total ** 2;
    }),
  );
  return q;
}
