/**
 * Spectral segregation index (Echenique & Fryer 2007, Quarterly Journal of Economics 122:441–485,
 * doi:10.1162/qjec.122.2.441) of the claimed graph: catches second-order isolation (my friends of my
 * group also know only people of my group).
 */
import type { Adjacency } from './adjacency.ts';
import { ratio } from './blocks.ts';
import { componentsOf } from './cohesion.ts';
import { merged, sourcesOf } from './adjacency.ts';
import { leadingPair } from './lanczos.ts';
import type { Network } from './network.ts';

export interface SpectralSegregation {
  /** Mean over the members of each group, in the order of `levels`, 0…1. */
  readonly byGroup: readonly number[];
  /** Mean over all people, 0…1. */
  readonly mean: number | null;
  /** Length N; isolates within their group have 0; for the person alone. */
  readonly byPerson: Float64Array;
}

/**
 * For each connected component C of the ties inside a group, λ_C is the largest eigenvalue of
 * P_CC (P = adjacency ÷ degree over all people) and a member's index is λ_C x_i ÷ mean(x). Null
 * without groups. Cost O(m) per iteration of Lanczos, eigenvalues to 1e-12.
 */
export function spectralSegregation(network: Network): SpectralSegregation | null {
  const { size, levels, groupOf, groupSizes } = network;
  if (levels.length === 0) return null;
  const inside = insideTies(network);
  const { componentOf, sizes } = componentsOf({ claimed: inside, size });
  const byPerson = new Float64Array(size);
  for (const members of membersByLabel(componentOf, sizes))
    if (members.length > 1) place(network, inside, members, byPerson);
  const sums = new Float64Array(levels.length);
  byPerson.forEach((value, v) => (sums[groupOf[v]!]! += value));
  const byGroup = levels.map((_, k) => ratio(sums[k]!, groupSizes[k]!) ?? 0);
  return {
    byGroup,
    mean: ratio(
      sums.reduce((all, sum) => all + sum, 0),
      size,
    ),
    byPerson,
  };
}

function insideTies({ claimed, groupOf }: Network): Adjacency {
  const from = sourcesOf(claimed);
  let cell = 0;
  return merged(claimed, claimed, (value) => {
    const keeps = groupOf[from[cell]!] === groupOf[claimed.to[cell]!];
    cell++;
    return keeps ? value : -1;
  });
}

function membersByLabel(labels: Int32Array, sizes: readonly number[]): Int32Array[] {
  const members = sizes.map((size) => new Int32Array(size));
  const filled = new Int32Array(sizes.length);
  labels.forEach((label, v) => (members[label]![filled[label]!++] = v));
  return members;
}

/** P_CC is similar to the symmetric D^-½ A_CC D^-½, whose leading vector y gives x = D^-½ y. */
function place(network: Network, inside: Adjacency, members: Int32Array, byPerson: Float64Array): void {
  const { claimed, size } = network;
  const at = new Int32Array(size);
  members.forEach((v, index) => (at[v] = index));
  const root = Float64Array.from(members, (v) => 1 / Math.sqrt(claimed.start[v + 1]! - claimed.start[v]!));
  const times = (x: Float64Array, result: Float64Array): void => {
    members.forEach((v, index) => {
      let sum = 0;
      for (let c = inside.start[v]!; c < inside.start[v + 1]!; c++) {
        const other = at[inside.to[c]!]!;
        sum += root[other]! * x[other]!;
      }
      result[index] = root[index]! * sum;
    });
  };
  const { value, vector } = leadingPair(members.length, times);
  const x = vector.map((y, index) => Math.abs(y) * root[index]!);
  const mean = x.reduce((sum, part) => sum + part, 0) / members.length;
  members.forEach((v, index) => (byPerson[v] = (value * x[index]!) / mean));
}
