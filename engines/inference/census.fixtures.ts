/** Simulated censuses whose true densities are known, for tests of coverage and size. */
import { networkFromArrays } from '#engines/network/index.ts';
import type { Network } from '#engines/network/index.ts';
import type { Random } from '#engines/random/index.ts';

export interface CensusModel {
  readonly sizes: readonly number[];
  /** Chance of a report within and between groups, averaged over people. */
  readonly within: number;
  readonly between: number;
  /** How much people differ: a person's chance is multiplied by 1 ± this, as sender and as receiver. */
  readonly people: number;
  /** Chance that the second report of a pair repeats the first. */
  readonly echo: number;
}

/** Group of each person, in order. */
export function labels(sizes: readonly number[]): Int32Array {
  return Int32Array.from(sizes.flatMap((size, group) => Array.from({ length: size }, () => group)));
}

/** Multipliers of mean 1, one per person. */
export function temperaments(n: number, people: number, random: Random): Float64Array {
  return Float64Array.from({ length: n }, () => 1 + people * (2 * random.uniform() - 1));
}

/**
 * One directed census with reports P(i → j) = p · x_i · y_j, E x = E y = 1, sending and receiving half
 * correlated; the expected density of every block is therefore exactly `within` or `between`.
 */
export function aCensus(model: CensusModel, random: Random): Network {
  const group = labels(model.sizes);
  const n = group.length;
  const sending = temperaments(n, model.people, random);
  const other = temperaments(n, model.people, random);
  const receiving = sending.map((x, i) => (x + other[i]!) / 2);
  const from: number[] = [];
  const to: number[] = [];
  const tie = (i: number, j: number): void => {
    from.push(i);
    to.push(j);
  };
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const p = group[i] === group[j] ? model.within : model.between;
      const first = random.uniform() < p * sending[i]! * receiving[j]!;
      const second =
        random.uniform() < model.echo ? first : random.uniform() < p * sending[j]! * receiving[i]!;
      if (first) tie(i, j);
      if (second) tie(j, i);
    }
  return networkOf(group, model.sizes.length, from, to);
}

export function networkOf(
  groupOf: Int32Array,
  nGroups: number,
  from: readonly number[],
  to: readonly number[],
  state: readonly number[] = from.map(() => 1),
  directed = true,
): Network {
  return networkFromArrays({
    size: groupOf.length,
    ids: Array.from(groupOf, (_, i) => `p${i}`),
    levels: Array.from({ length: nGroups }, (_, k) => `L${k}`),
    groupOf,
    directed,
    from,
    to,
    state,
  });
}
