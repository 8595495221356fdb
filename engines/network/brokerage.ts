/**
 * Gould–Fernandez brokerage (1989, Sociological Methodology 19:89–126, doi:10.2307/270949) over open
 * two-paths i → j → k, i ≠ k, without an arc i → k. Expected values and variances as sna::brokerage
 * gives them: for a random digraph of the same density and group sizes, not for permuted labels.
 */
import type { Network } from './network.ts';

export const brokerRoles = ['coordinator', 'itinerant', 'representative', 'gatekeeper', 'liaison'] as const;
export type BrokerRole = (typeof brokerRoles)[number];

export type ByRole<Value> = Record<BrokerRole | 'total', Value>;

export interface Brokerage {
  readonly totals: ByRole<number>;
  readonly expected: ByRole<number>;
  readonly variance: ByRole<number>;
  /** (total − expected)/sd; null where the role cannot vary (no third group, say). */
  readonly z: ByRole<number | null>;
  /** N × 5 counts per broker, roles in the order of `brokerRoles`; for the person alone, never ranked. */
  readonly byPerson: Float64Array;
}

/**
 * Counts every role; an undirected network is read as arcs both ways. Null without groups.
 * Cost O(Σ indegree · outdegree).
 */
export function brokerage(network: Network): Brokerage | null {
  if (network.levels.length === 0) return null;
  const byPerson = rolesByPerson(network);
  const sums = brokerRoles.map((_, role) => {
    let sum = 0;
    for (let at = role; at < byPerson.length; at += 5) sum += byPerson[at]!;
    return sum;
  });
  const totals = byRole([...sums, sums.reduce((all, sum) => all + sum, 0)]);
  const { expected, variance } = momentsOf(network);
  const z = byRole(
    roleKeys.map((role) =>
      variance[role] > 0 ? (totals[role] - expected[role]) / Math.sqrt(variance[role]) : null,
    ),
  );
  return { totals, expected, variance, z, byPerson };
}

const roleKeys = [...brokerRoles, 'total'] as const;

function byRole<Value>(values: readonly Value[]): ByRole<Value> {
  return Object.fromEntries(roleKeys.map((role, at) => [role, values[at]!])) as ByRole<Value>;
}

// kernel: from each i, marks whom i reaches directly, then walks two steps
function rolesByPerson({ size, out, groupOf }: Network): Float64Array {
  const { start, to } = out;
  const roles = new Float64Array(size * 5);
  const mark = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    const gi = groupOf[i]!;
    mark[i] = i;
    for (let c = start[i]!; c < start[i + 1]!; c++) mark[to[c]!] = i;
    for (let c = start[i]!; c < start[i + 1]!; c++) {
      const j = to[c]!;
      const gj = groupOf[j]!;
      for (let e = start[j]!, end = start[j + 1]!; e < end; e++) {
        const k = to[e]!;
        if (mark[k] === i) continue;
        const gk = groupOf[k]!;
        const role = gi === gj ? (gj === gk ? 0 : 2) : gj === gk ? 3 : gi === gk ? 1 : 4;
        roles[j * 5 + role]!++;
      }
    }
  }
  return roles;
}

/** Moments of the totals for a random digraph with density d and these group sizes. */
function momentsOf({ size: N, groupSizes, out }: Network): {
  expected: ByRole<number>;
  variance: ByRole<number>;
} {
  const d = N > 1 ? out.to.length / (N * (N - 1)) : 0;
  const q = 1 - d;
  const open = d * d * q;
  // Covariances of two open two-paths that share one tie, by how they share it.
  const [sharedArc, sharedGap, crossed] = [d ** 3 * q ** 3, d ** 4 * q ** 2, d ** 5 * q];
  const n = [...groupSizes];
  const sum = (term: (size: number) => number): number => n.reduce((all, size) => all + term(size), 0);
  const within = (size: number): number =>
    chain(size) * ((4 * size - 10) * sharedArc - 4 * (size - 3) * sharedGap + (size - 3) * crossed);
  const paths = [
    sum(chain),
    sum((s) => s * (N - s) * (s - 1)),
    sum((s) => s * (N - s) * (s - 1)),
    sum((s) => s * (N - s) * (s - 1)),
    eachTriple(n, (a, b, c) => a * b * c),
    chain(N),
  ];
  const itinerant = eachPair(
    n,
    (a, b) => a * b * (a - 1) * ((2 * a + 2 * b - 6) * sharedArc + (N - a - 1) * crossed),
  );
  const oneSided = sum((s) => s * (N - s) * (s - 1) * ((N - 3) * sharedArc + (s - 2) * crossed));
  const liaison = eachTriple(n, (a, b, c) => {
    const byArc = 4 * (N - b) - 2 * (a + c + 1);
    const byGap = 4 * (N - c) - 2 * (a + b + 1);
    return a * b * c * (byArc * sharedArc - byGap * sharedGap + (N - (a + c + 1)) * crossed);
  });
  const shared = [sum(within), itinerant, oneSided, oneSided, liaison, within(N)];
  const expected = paths.map((count) => open * count);
  return {
    expected: byRole(expected),
    variance: byRole(expected.map((e, at) => e * (1 - open) + shared[at]!)),
  };
}

const chain = (size: number): number => size * (size - 1) * (size - 2);

function eachPair(n: readonly number[], term: (a: number, b: number) => number): number {
  return n.reduce((all, a, i) => n.reduce((part, b, j) => part + (i === j ? 0 : term(a, b)), all), 0);
}

function eachTriple(n: readonly number[], term: (a: number, b: number, c: number) => number): number {
  let sum = 0;
  n.forEach((a, i) =>
    n.forEach((b, j) =>
      n.forEach((c, k) => {
        if (i !== j && j !== k && i !== k) sum += term(a, b, c);
      }),
    ),
  );
  return sum;
}

/** Times a person links people of whom at least one is of another group: all roles but coordinator. Length N. */
export function bridgingScores({ byPerson }: Brokerage): Float64Array {
  return Float64Array.from({ length: byPerson.length / 5 }, (_, j) => {
    const [, itinerant = 0, representative = 0, gatekeeper = 0, liaison = 0] = byPerson.subarray(
      5 * j,
      5 * j + 5,
    );
    return itinerant + representative + gatekeeper + liaison;
  });
}
