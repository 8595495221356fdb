/** Simulated censuses whose true densities are known, for tests of coverage and size. */
import { networkFromArrays } from '#engines/network/index.ts';
import type { Network } from '#engines/network/index.ts';
import type { Random } from '#engines/random/index.ts';
import { measureNames } from './index.ts';
import type { BlockEstimates, MeasureName } from './index.ts';

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

/** The true values of the nine measures under a model. */
export function truthOf({ sizes, within, between }: CensusModel): Record<MeasureName, number> {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const own = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
  const other = n * (n - 1) - own;
  return {
    densityWithin: within,
    densityBetween: between,
    gap: within - between,
    ratio: between / within,
    strengthWithin: within,
    strengthBetween: between,
    externalInternal: (other * between - own * within) / (other * between + own * within),
    externalInternalDensity: (between - within) / (between + within),
    logOddsRatio: Math.log(within / (1 - within)) - Math.log(between / (1 - between)),
  };
}

/** Share of simulated censuses whose interval holds the true value, by measure. */
export function coverageOf(
  model: CensusModel,
  rounds: number,
  intervals: (network: Network) => BlockEstimates,
  random: Random,
): Record<MeasureName, number> {
  const truth = truthOf(model);
  const held = Object.fromEntries(measureNames.map((name) => [name, 0])) as Record<MeasureName, number>;
  for (let round = 0; round < rounds; round++) {
    const found = intervals(aCensus(model, random));
    for (const name of measureNames) {
      const { low, high } = found[name];
      if (low !== null && low <= truth[name] && truth[name] <= high!) held[name] += 1 / rounds;
    }
  }
  return held;
}

/** The report of i about j, 0 or its state. */
export function knowsIn(network: Network): (i: number, j: number) => number {
  const states = new Map<number, number>();
  for (let i = 0; i < network.size; i++)
    for (let c = network.out.start[i]!; c < network.out.start[i + 1]!; c++)
      states.set(i * network.size + network.out.to[c]!, network.out.value[c]!);
  return (i, j) => states.get(i * network.size + j) ?? 0;
}

/** What a wave that asks only these pairs would see of a network. */
export function askedOnly(network: Network, asked: readonly (readonly number[])[]): Network {
  const knows = knowsIn(network);
  const cells = asked.flatMap((others, i) => others.map((j) => ({ i, j, state: knows(i, j) })));
  return networkFromArrays({
    size: network.size,
    ids: network.ids,
    levels: network.levels,
    groupOf: network.groupOf,
    directed: true,
    observed: 'listed',
    from: cells.map((cell) => cell.i),
    to: cells.map((cell) => cell.j),
    state: cells.map((cell) => cell.state),
  });
}

export interface PanelModel {
  readonly size: number;
  readonly waves: number;
  /** How much people's chances of moving differ, anew in each step. */
  readonly people: number;
  /** Chances of 0 → 1 and 1 → 0 from wave to wave, averaged over people. */
  readonly up: number;
  readonly down: number;
}

/**
 * Waves of one group that start at the chain's long-run share. People's temperaments are drawn anew in
 * each step, so that the expected shares of moves are exactly the same in all.
 */
export function aPanel({ size, waves, people, up, down }: PanelModel, random: Random): Network[] {
  const state = Uint8Array.from({ length: size * size }, () => (random.uniform() < up / (up + down) ? 1 : 0));
  const group = new Int32Array(size);
  return Array.from({ length: waves }, (_, wave) => {
    if (wave > 0) moveOn(state, temperaments(size, people, random), temperaments(size, people, random));
    const cells = Array.from(state.keys()).filter((c) => state[c] === 1 && c % (size + 1) !== 0);
    return networkOf(
      group,
      1,
      cells.map((c) => Math.floor(c / size)),
      cells.map((c) => c % size),
    );
  });

  function moveOn(states: Uint8Array, sending: Float64Array, receiving: Float64Array): void {
    states.forEach((old, c) => {
      const chance = (old ? down : up) * sending[Math.floor(c / size)]! * receiving[c % size]!;
      if (random.uniform() < chance) states[c] = 1 - old;
    });
  }
}
