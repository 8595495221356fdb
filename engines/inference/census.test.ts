import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { haveRealNetworks, realNetwork, referenceValues } from '#engines/network/real-networks.fixtures.ts';
import { networkFrom, symmetrised } from '#engines/network/index.ts';
import { seeded, stream } from '#engines/random/index.ts';
import { processorMs } from '#root/tools/testing/processor.ts';
import { aCensus, coverageOf, networkOf } from './census.fixtures.ts';
import { censusEstimates, changeBetween, labelPermutation, measureNames } from './index.ts';
import type { IntervalMethod } from './index.ts';

describe.runIf(haveRealNetworks)('on real networks', () => {
  const reference = haveRealNetworks ? referenceValues() : null;

  test.each([
    ['lazega_lawfirm', 'advice_by_Office'],
    ['lazega_lawfirm', 'friendship_by_Practice'],
    ['krackhardt_hightech', 'advice'],
    ['ukfaculty', 'friend'],
    ['knecht_class12b', 'friend_t2'],
    ['sociopatterns_invs13', 'contact_week1'],
  ])('%s %s: values are the reference ones and intervals hold them', (dataset, name) => {
    const oracle = reference.datasets[dataset].networks[name];
    const network = realNetwork(dataset, name);
    const { measures, cells } = censusEstimates(network);
    expect(measures.densityWithin.value).toBeCloseTo(oracle.density_within, 9);
    expect(measures.densityBetween.value).toBeCloseTo(oracle.density_between, 9);
    expect(measures.externalInternal.value).toBeCloseTo(oracle.ei_index, 9);
    expect(measures.externalInternalDensity.value).toBeCloseTo(oracle.ei_density_normalised, 9);
    expect(measures.logOddsRatio.value).toBeCloseTo(oracle.log_odds_ratio, 9);
    oracle.mixing_density.forEach((row: number[], k: number) =>
      row.forEach((density, l) => {
        if (network.directed || k <= l) expect(cells[k]![l]!.value ?? 0).toBeCloseTo(density ?? 0, 9);
      }),
    );
    for (const measure of measureNames) {
      const { value, low, high } = measures[measure];
      expect(low! < value! && value! < high!).toBe(true);
    }
  });

  test('label permutation finds the exact mean and standard deviation of the E-I index', () => {
    const oracle = reference.datasets.lazega_lawfirm.networks.advice_by_Office;
    const permutations = 1999;
    const { measures, blockG2 } = labelPermutation(realNetwork('lazega_lawfirm', 'advice_by_Office'), {
      random: seeded(1),
      permutations,
    });
    const { externalInternal: ei } = measures;
    expect(Math.abs(ei.chance! - oracle.ei_perm_exact_mean)).toBeLessThan(
      (4 * oracle.ei_perm_exact_sd) / Math.sqrt(permutations),
    );
    expect(Math.abs((ei.chanceHigh! - ei.chanceLow!) / (3.92 * oracle.ei_perm_exact_sd) - 1)).toBeLessThan(
      0.1,
    );
    expect(ei.pLow).toBe(1 / 2000);
    expect(blockG2.pHigh).toBe(1 / 2000);
  });
});

describe('what cannot be told is said', () => {
  const group = Int32Array.from([0, 0, 0, 1, 1, 1]);

  test('a network without ties has densities of 0 without interval, and no E-I', () => {
    const { measures } = censusEstimates(networkOf(group, 2, [], []));
    expect(measures.densityWithin).toMatchObject({
      value: 0,
      low: null,
      cannotTell: 'inference/at-the-edge',
    });
    expect(measures.externalInternal).toMatchObject({ value: null, cannotTell: 'inference/undefined' });
  });

  test('one group has nothing between', () => {
    const { measures } = censusEstimates(networkOf(new Int32Array(6), 1, [0, 1, 4], [1, 2, 5]));
    expect(measures.densityBetween).toMatchObject({ value: null, cannotTell: 'inference/undefined' });
    expect(measures.densityWithin.low).toBeGreaterThan(0);
  });

  test('two people are too few', () => {
    const { measures } = censusEstimates(networkOf(new Int32Array(2), 1, [0], [1]));
    expect(measures.densityWithin).toMatchObject({ value: 0.5, cannotTell: 'inference/too-few' });
  });

  test('a bootstrap without random numbers is refused', () => {
    const network = networkOf(group, 2, [0, 1, 3], [1, 4, 0]);
    expect(() => censusEstimates(network, { method: 'percentile' })).toThrow('inference/random-needed');
  });
});

test('intervals stay in range, hold the value, and do not depend on the order of people', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 3, max: 12 }), (seed, half) => {
      const model = { sizes: [half, half + 2], within: 0.4, between: 0.2, people: 0.5, echo: 0.3 };
      const network = aCensus(model, seeded(seed));
      const { measures } = censusEstimates(network);
      for (const name of ['densityWithin', 'densityBetween'] as const) {
        const { value, low, high } = measures[name];
        if (low !== null) expect(0 <= low && low <= value! && value! <= high! && high! <= 1).toBe(true);
      }
      const shuffled = renamed(network, seeded(seed + 1));
      expect(censusEstimates(shuffled).measures.gap.standardError).toBeCloseTo(
        measures.gap.standardError!,
        6,
      );
    }),
    { numRuns: 40, seed: 2024 },
  );
});

describe('change between two waves', () => {
  const model = { sizes: [20, 16, 12], within: 0.4, between: 0.12, people: 0.5, echo: 0.3 };
  const first = aCensus(model, seeded(1));
  const second = aCensus({ ...model, between: 0.2 }, seeded(2));

  test('nothing moved: the change is 0 and its interval has no width', () => {
    const { change } = changeBetween(first, first);
    expect(change.densityBetween.value).toBe(0);
    expect(change.densityBetween.standardError ?? 0).toBeLessThan(1e-9);
  });

  test('the change is the difference of the two waves over the same pairs', () => {
    const { first: before, second: after, change, nCells } = changeBetween(first, second);
    for (const name of measureNames)
      expect(change[name].value).toBeCloseTo(after[name].value! - before[name].value!, 12);
    expect(nCells).toBe(48 * 47);
    expect(change.densityBetween.low).toBeGreaterThan(0);
  });

  test('leavers and joiners are a line of their own and silent people leave the comparison', () => {
    const ties = [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'e' },
      { from: 'd', to: 'e' },
    ];
    const before = networkFrom({ people: people(['a', 'b', 'c', 'd', 'e']), ties, directed: true });
    const after = networkFrom({
      people: people(['a', 'b', 'd', 'e', 'f', 'g']),
      ties: [...ties, { from: 'f', to: 'a' }],
      directed: true,
      silent: ['b'],
    });
    if (!before.ok || !after.ok) throw new Error('test data');
    const found = changeBetween(before.network, after.network);
    expect(found.composition).toEqual({ stayed: 4, joined: 2, left: 1, regrouped: 0 });
    expect(found.nCells).toBe(4 * 3 - 3); // what b would have said is known in one wave only
    expect(found.unrestricted.second.densityWithin.value).toBeCloseTo(2 / 13, 12);
    expect(found.change.densityBetween.value).toBe(0);
  });

  test('confirmed pairs are compared when the waves are symmetrised', () => {
    const found = changeBetween(symmetrised(first, 'confirmed'), symmetrised(second, 'confirmed'));
    expect(found.nCells).toBe((48 * 47) / 2);
    expect(found.first.densityBetween.value).toBeLessThan(0.12);
  });
});

test('where response differs by group, weighting by possible pairs undoes the distortion', () => {
  const model = { sizes: [30, 30], within: 0.5, between: 0.1, people: 0, echo: 0 };
  const whole = aCensus(model, seeded(4));
  const ties = [];
  for (let i = 0; i < 60; i++)
    for (let c = whole.out.start[i]!; c < whole.out.start[i + 1]!; c++)
      if (i < 30 || i >= 52) ties.push({ from: `${i}`, to: `${whole.out.to[c]!}` });
  const everybody = Array.from({ length: 60 }, (_, i) => ({ id: `${i}`, group: i < 30 ? 'A' : 'B' }));
  const silent = Array.from({ length: 22 }, (_, at) => `${30 + at}`);
  const built = networkFrom({ people: everybody, ties, directed: true, silent });
  if (!built.ok) throw new Error('test data');
  const cells = censusEstimates(built.network).cells;
  const weighted = censusEstimates(built.network, { weighting: 'possible' }).measures.densityWithin.value!;
  expect(weighted).toBeCloseTo((cells[0]![0]!.value! + cells[1]![1]!.value!) / 2, 9);
});

describe('coverage, short form (the long one is in census.long.test.ts)', () => {
  const rounds = 500;
  const error = 4 * Math.sqrt((0.05 * 0.95) / rounds);

  test('the default interval holds the true value in 95 % of censuses, with and without person effects', () => {
    for (const effect of [0, 0.6]) {
      const model = { sizes: [20, 20, 20], within: 0.3, between: 0.1, people: effect, echo: 0.3 };
      const share = coverageOf(
        model,
        rounds,
        (network) => censusEstimates(network).measures,
        stream(7, 'short'),
      );
      for (const name of measureNames) expect(Math.abs(share[name] - 0.95)).toBeLessThan(error);
    }
  });

  test('the label permutation test holds its size', () => {
    let rejected = 0;
    for (let round = 0; round < rounds; round++) {
      const random = stream(round, 'size');
      const network = aCensus(
        { sizes: [12, 10, 6], within: 0.2, between: 0.2, people: 0.8, echo: 0.4 },
        random,
      );
      const { measures } = labelPermutation(network, { random, permutations: 99 });
      if (measures.externalInternal.pTwoSided! <= 0.05) rejected++;
    }
    expect(Math.abs(rejected / rounds - 0.05)).toBeLessThan(error);
  });
});

test.each<[IntervalMethod, number]>([
  ['percentile', 2000],
  ['bootstrap', 2000],
])('%s intervals of 320 people and 55 statistics take less than 3 s', (method, replicates) => {
  const sizes = [85, 89, 88, 22, 9, 27];
  const network = aCensus({ sizes, within: 0.4, between: 0.1, people: 0.5, echo: 0.3 }, seeded(1));
  const ms = processorMs(() => void censusEstimates(network, { method, replicates, random: seeded(2) }));
  expect(ms).toBeLessThan(3000);
});

/** The same network with people in another order. */
function renamed(network: ReturnType<typeof aCensus>, random: ReturnType<typeof seeded>) {
  const place = random.shuffle(Int32Array.from({ length: network.size }, (_, i) => i));
  const groupOf = new Int32Array(network.size);
  network.groupOf.forEach((group, i) => (groupOf[place[i]!] = group));
  const from: number[] = [];
  const to: number[] = [];
  for (let i = 0; i < network.size; i++)
    for (let c = network.out.start[i]!; c < network.out.start[i + 1]!; c++) {
      from.push(place[i]!);
      to.push(place[network.out.to[c]!]!);
    }
  return networkOf(groupOf, network.levels.length, from, to);
}

/** People a, b, c of the old agency, all others of the new one. */
const people = (ids: string[]) => ids.map((id) => ({ id, group: id < 'd' ? 'old' : 'new' }));
