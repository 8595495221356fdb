/**
 * Label permutation: the network stays, legacy labels are shuffled over people, so that group sizes,
 * degrees, reciprocity and clustering stay. Answers "is legacy agency related to who knows whom?".
 */
import type { Network } from '#engines/network/index.ts';
import type { Random } from '#engines/random/index.ts';
import { cellsOf } from './cells.ts';
import { quantileOf } from './distributions.ts';
import { measureNames, measuresOf, readerOf, split } from './statistic.ts';
import type { BlockSums, MeasureName, Reading } from './statistic.ts';
import { tallyOf, tallyUnder } from './tally.ts';

export interface ChanceValue {
  readonly value: number | null;
  /** Mean over permutations, and the interval that holds the asked share of them. */
  readonly chance: number | null;
  readonly chanceLow: number | null;
  readonly chanceHigh: number | null;
  /** (1 + #{permuted ≤ observed})/(1 + B), and ≥; two-sided is twice the smaller, at most 1. */
  readonly pLow: number | null;
  readonly pHigh: number | null;
  readonly pTwoSided: number | null;
}

export interface PermutationOptions extends Reading {
  readonly random: Random;
  /** B; default 1,999. Use ≥ 9,999 for fewer than 50 people. */
  readonly permutations?: number | undefined;
  /** Share of permutations inside chanceLow … chanceHigh; default 0.95. */
  readonly level?: number | undefined;
}

export interface LabelPermutation {
  readonly measures: Record<MeasureName, ChanceValue>;
  /** G² of the block densities against one density (≥ 0); only `pHigh` is a test of "blocks matter". */
  readonly blockG2: ChanceValue;
  readonly permutations: number;
}

/**
 * Values that chance would give, and p-values. The p-value of a test at level α is exact: never smaller
 * than 1/(1 + B). Cost O(B · (ties + N + K²)).
 * Source: Hubert 1987; Krackhardt & Stern 1988, Social Psychology Quarterly 51:123–140; p with 1 + by
 * Phipson & Smyth 2010 (DOI 10.2202/1544-6115.1585).
 */
export function labelPermutation(network: Network, options: PermutationOptions): LabelPermutation {
  const cells = cellsOf(network);
  const read = readerOf(cells, options);
  const nPermutations = options.permutations ?? 1999;
  const names = [...measureNames, 'blockG2'] as const;
  const valuesOf = (sums: BlockSums): Record<(typeof names)[number], number> => ({
    ...measuresOf(sums, cells.nGroups),
    blockG2: blockG2(sums, cells.nGroups),
  });
  const observed = valuesOf(read(tallyOf(cells)));
  const drawn = names.map(() => new Float64Array(nPermutations));
  const groupOf = cells.groupOf.slice();
  let tally = tallyOf(cells);
  for (let b = 0; b < nPermutations; b++) {
    tally = tallyUnder(cells, options.random.shuffle(groupOf), tally);
    const values = valuesOf(read(tally));
    names.forEach((name, at) => (drawn[at]![b] = values[name]));
  }
  const made = names.map((name, at) => [
    name,
    chanceValue(observed[name], drawn[at]!, options.level ?? 0.95),
  ]);
  const { blockG2: block, ...measures } = Object.fromEntries(made) as Record<
    (typeof names)[number],
    ChanceValue
  >;
  return { measures, blockG2: block, permutations: nPermutations };
}

/** `blockLikelihoodRatio` of engines/network on flat arrays, because it is asked B times. */
function blockG2({ ties, observed }: BlockSums, nGroups: number): number {
  const all = split(observed, nGroups);
  const known = split(ties, nGroups);
  const possible = all.within + all.between;
  const whole = known.within + known.between;
  const term = (count: number, of: number, total: number): number =>
    count <= 0 ? 0 : count * Math.log((count / of) * (possible / total));
  let sum = 0;
  for (let block = 0; block < ties.length; block++) {
    const [e, m] = [ties[block]!, observed[block]!];
    if (m > 0) sum += term(e, m, whole) + term(m - e, m, possible - whole);
  }
  return possible > 0 ? Math.max(0, 2 * sum) : NaN;
}

/** Where an observed value stands among values that chance gave. */
export function chanceValue(value: number, drawn: Float64Array, level = 0.95): ChanceValue {
  const sorted = drawn.filter((x) => Number.isFinite(x)).sort();
  const nothing = { value: null, chance: null, chanceLow: null, chanceHigh: null };
  if (!Number.isFinite(value) || sorted.length === 0)
    return { ...nothing, pLow: null, pHigh: null, pTwoSided: null };
  // rounding must not turn an equal value into a smaller or larger one
  const slack = 1e-12 * Math.max(1, Math.abs(value));
  const pLow = (1 + sorted.filter((x) => x <= value + slack).length) / (1 + sorted.length);
  const pHigh = (1 + sorted.filter((x) => x >= value - slack).length) / (1 + sorted.length);
  return {
    value,
    chance: sorted.reduce((sum, x) => sum + x, 0) / sorted.length,
    chanceLow: quantileOf(sorted, (1 - level) / 2),
    chanceHigh: quantileOf(sorted, (1 + level) / 2),
    pLow,
    pHigh,
    pTwoSided: Math.min(1, 2 * Math.min(pLow, pHigh)),
  };
}
