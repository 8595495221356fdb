/** One face for both searches, so that a driver, a worker or a test can hold either in small slices. */
import { seeded, stream, type Random } from '#engines/random/index.ts';
import { PartitionSearch } from './partition-search.ts';
import { partitionModel, type Model, type RoundModel } from './round-model.ts';
import { RoundsSearch, type RoundsModel } from './rounds-search.ts';
import { randomStart } from './start.ts';

/** Group of each unit, for each round; whole numbers only, so it can be posted between threads. */
export type Grouping = readonly Int32Array[];

export interface Searcher {
  /** Goes on; `share` (0 … 1) is how much of the budget is used, which cools the search. */
  step(iterations: number, share: number): void;
  /** Best value so far, in whole numbers of the model; higher is better. */
  readonly value: number;
  readonly iterations: number;
  best(): Grouping;
  /** Goes on from a grouping found elsewhere, of the same problem. */
  adopt(grouping: Grouping): void;
}

/** A search that has climbed once, from a random start or from `from`. Equal seeds and steps, equal answers. */
export function openSearcher(model: Model, seed: number, from?: Grouping): Searcher {
  const start = from ?? model.rounds.map((round) => randomStart(round, stream(seed, 'start')));
  const random = seeded(seed);
  return model.rounds.length === 1
    ? overPartition(model, model.rounds[0]!, random, start)
    : overRounds(model, random, start);
}

function overPartition(model: Model, round: RoundModel, random: Random, start: Grouping): Searcher {
  const search = new PartitionSearch(partitionModel(model, round), random);
  search.start(start[0]!);
  return {
    step: (iterations, share) => search.step(iterations, share),
    get value() {
      return search.bestValue;
    },
    get iterations() {
      return search.kicks;
    },
    best: () => [search.best.slice()],
    adopt: (grouping) => search.adopt(grouping[0]!),
  };
}

function overRounds(model: Model, random: Random, start: Grouping): Searcher {
  const search = new RoundsSearch(roundsModel(model), random);
  search.start(start);
  return {
    step: (iterations, share) => search.step(iterations, share),
    get value() {
      return search.bestValue;
    },
    get iterations() {
      return search.iterations;
    },
    best: () => search.best.map((groups) => groups.slice()),
    adopt: (grouping) => search.adopt(grouping),
  };
}

/** A repeat costs a mean first meeting; where a rule bounds meetings, each beyond costs as that rule says. */
export function roundsModel({ problem, gain, costs, rounds }: Model): RoundsModel {
  const n = problem.people.length;
  const mean = gain.values.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, n * (n - 1));
  const again = Float64Array.from({ length: rounds.length + 2 }, (_, times) => {
    const breached = (problem.rules ?? []).filter((rule) => rule.kind === 'repeats' && times > rule.max);
    const cost = breached.reduce(
      (sum, rule) => sum + (rule.weight === undefined ? costs.hard : rule.weight * costs.scale),
      0,
    );
    return times < 2 ? 0 : -Math.max(1, mean) * (times - 1) - cost;
  });
  return {
    nPeople: n,
    gain: gain.values,
    again,
    rounds: rounds.map(({ units, rules }) => ({
      start: startsOf(units.people),
      person: Int32Array.from(units.people.flat()),
      rules,
    })),
  };
}

function startsOf(lists: readonly (readonly number[])[]): Int32Array {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, at) => (start[at + 1] = start[at]! + list.length));
  return start;
}
