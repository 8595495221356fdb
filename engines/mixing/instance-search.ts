/** The classical problem, given by a matrix and bounds, in slices: for benchmarks and workers. */
import { seeded, stream } from '#engines/random/index.ts';
import type { Instance } from './instance.ts';
import { PartitionSearch } from './partition-search.ts';
import { scaledGain } from './scale.ts';
import { mostPairSizes } from './sizes.ts';

export interface InstanceSearch {
  /** `kicks` more; `share` (0 … 1): how much of the budget is used. */
  step(kicks: number, share: number): void;
  readonly kicks: number;
  /** Best value in whole numbers, for comparing searches of one instance. */
  readonly value: number;
  /** Group of each element in the best grouping. */
  best(): Int32Array;
  adopt(groupOf: Int32Array): void;
  /** Diversity of the best grouping in the unit of the file, summed anew from the distances. */
  objective(): number;
}

/** Sizes start as those with the most pairs and may change within the bounds. RangeError if n does not fit. */
export function openInstance({ n, m, min, max, distance }: Instance, seed: number): InstanceSearch {
  const sizes = mostPairSizes(n, { min, max });
  if (!sizes) throw new RangeError('mixing/sizes-do-not-fit');
  const { values, near } = scaledGain(distance, n, Math.max(...max));
  const weight = new Int32Array(m).fill(1);
  const moves = min.some((low, g) => low < max[g]!);
  const search = new PartitionSearch(
    { n, m, gain: values, near, weight, min, max, moves, rules: null },
    seeded(seed),
  );
  search.start(stream(seed, 'start').shuffle(dealt(sizes)));
  return {
    step: (kicks, share) => search.step(kicks, share),
    get kicks() {
      return search.kicks;
    },
    get value() {
      return search.bestValue;
    },
    best: () => search.best.slice(),
    adopt: (groupOf) => search.adopt(groupOf),
    objective: () => diversityOf(distance, n, search.best),
  };
}

const dealt = (sizes: Int32Array): Int32Array =>
  Int32Array.from([...sizes].flatMap((size, g) => Array.from({ length: size }, () => g)));

/** Σ distance over pairs in one group. O(n²). */
export function diversityOf(distance: ArrayLike<number>, n: number, groupOf: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) if (groupOf[i] === groupOf[j]) sum += distance[i * n + j]!;
  return sum;
}
