import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { symmetrised } from '#engines/network/index.ts';
import type { Network } from '#engines/network/index.ts';
import { seeded, stream } from '#engines/random/index.ts';
import { aCensus, askedOnly, knowsIn } from './census.fixtures.ts';
import {
  censusEstimates,
  drawCrossPairs,
  drawRings,
  drawSamples,
  forbiddenByRoster,
  minimumDetectableChange,
  needsCensus,
  nextRings,
  pairsOfRing,
  ringChange,
  ringEstimates,
  rosterOfRings,
  sampleEstimates,
  sampleStandardError,
} from './index.ts';

const model = { sizes: [40, 30, 20, 10], within: 0.4, between: 0.12, people: 0.6, echo: 0.5 };
const firm = aCensus(model, seeded(1));
const confirmed = symmetrised(firm, 'confirmed');

describe('drawing rings', () => {
  test('everybody is asked about 2r others at most, and asking is mutual', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 5 }), (n, r) => {
        const asked = rosterOfRings(drawRings(n, r, seeded(n)), n);
        asked.forEach((others, i) => {
          expect(others.length).toBeLessThanOrEqual(Math.min(2 * r, n - 1));
          for (const j of others) expect(asked[j]).toContain(i);
          expect(others).not.toContain(i);
        });
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('a ring of two people is one pair, of one person none', () => {
    expect(pairsOfRing(Int32Array.from([1, 0]))).toEqual([[0, 1]]);
    expect(pairsOfRing(Int32Array.from([0]))).toEqual([]);
    expect(pairsOfRing(Int32Array.from([2, 0, 1]))).toEqual([
      [0, 2],
      [0, 1],
      [1, 2],
    ]);
  });

  test('the same seed draws the same rings', () => {
    expect(drawRings(30, 3, stream(5, 'rings'))).toEqual(drawRings(30, 3, stream(5, 'rings')));
  });

  test('the next wave keeps three quarters, without leavers and with joiners', () => {
    const former = Array.from({ length: 20 }, (_, i) => `p${i}`);
    const people = [...former.filter((id) => id !== 'p3' && id !== 'p7'), 'new1', 'new2', 'new3'];
    const rings = drawRings(20, 8, seeded(1));
    const next = nextRings(rings, former, people, seeded(2));
    expect(next.refreshed).toHaveLength(2);
    for (const ring of next.rings) expect([...ring].sort((a, b) => a - b)).toEqual([...people.keys()]);
    const kept = next.rings.findIndex((_, at) => !next.refreshed.includes(at));
    const order = (ring: Int32Array, ids: string[]): string[] =>
      Array.from(ring, (i) => ids[i]!).filter((id) => former.includes(id) && people.includes(id));
    expect(order(next.rings[kept]!, people)).toEqual(order(rings[kept]!, former));
  });

  test('a joiner is as likely to stand beside anyone', () => {
    const former = ['a', 'b', 'c', 'd'];
    const beside = new Map<string, number>();
    for (let round = 0; round < 4000; round++) {
      const random = seeded(round);
      const { rings, refreshed } = nextRings(drawRings(4, 2, random), former, [...former, 'new'], random);
      const kept = rings.find((_, at) => !refreshed.includes(at))!;
      for (const [i, j] of pairsOfRing(kept)) {
        const other = i === 4 ? j : j === 4 ? i : -1;
        if (other >= 0) beside.set(former[other]!, (beside.get(former[other]!) ?? 0) + 1);
      }
    }
    for (const count of beside.values()) expect(Math.abs(count / 2000 - 1)).toBeLessThan(0.1);
  });

  test('cross pairs match two groups one to one', () => {
    const pairs = drawCrossPairs([0, 1, 2], [5, 6, 7, 8], seeded(3));
    expect(pairs).toHaveLength(3);
    expect(new Set(pairs.flat()).size).toBe(6);
  });
});

describe('estimates from rings', () => {
  const truth = censusEstimates(confirmed).measures.densityBetween.value!;

  test('the estimate is the mean of the rings and its error the spread of ring means over √r', () => {
    const rings = drawRings(100, 12, seeded(4));
    const { measures, byRing } = ringEstimates(only(firm, rings), rings);
    expect(measures.densityBetween.value).toBeCloseTo(pooled(rings, firm), 12);
    const values = byRing.map((ring) => ring.densityBetween);
    const mean = values.reduce((a, b) => a + b, 0) / 12;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 11 / 12);
    // rings differ a little in how many cross pairs they hold, so not exactly
    expect(Math.abs(measures.densityBetween.standardError! / spread - 1)).toBeLessThan(0.15);
  });

  test('unbiased for the bureau, and its 95 % interval holds the truth (short form)', () => {
    const rounds = 600;
    let [sum, squares, held] = [0, 0, 0];
    for (let round = 0; round < rounds; round++) {
      const rings = drawRings(100, 12, seeded(round));
      const { value, low, high } = ringEstimates(confirmed, rings).measures.densityBetween;
      sum += value! / rounds;
      squares += value! ** 2 / rounds;
      if (low! <= truth && truth <= high!) held++;
    }
    const deviation = Math.sqrt(squares - sum ** 2);
    expect(Math.abs(sum - truth)).toBeLessThan((4 * deviation) / Math.sqrt(rounds));
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
  });

  test('cross rings of two small groups are weighted back: no bias', () => {
    const small = [...confirmed.groupOf.keys()].filter((i) => confirmed.groupOf.at(i) === 3);
    const large = [...confirmed.groupOf.keys()].filter((i) => confirmed.groupOf.at(i) === 0);
    let sum = 0;
    const rounds = 400;
    const values: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const random = seeded(round);
      const rings = drawRings(100, 6, random);
      const cross = Array.from({ length: 4 }, () => ({
        kind: 'cross 0 3',
        pairs: drawCrossPairs(small, large, random),
      }));
      values.push(ringEstimates(confirmed, rings, { cross }).measures.densityBetween.value!);
      sum += values.at(-1)! / rounds;
    }
    const deviation = Math.sqrt(values.reduce((total, x) => total + (x - sum) ** 2, 0) / rounds);
    expect(Math.abs(sum - truth)).toBeLessThan((4 * deviation) / Math.sqrt(rounds));
  });

  test('one ring tells a value and no interval; without rings nothing', () => {
    const one = ringEstimates(confirmed, drawRings(100, 1, seeded(1))).measures.densityBetween;
    expect(one).toMatchObject({ low: null, cannotTell: 'inference/too-few' });
    expect(ringEstimates(confirmed, []).measures.gap).toMatchObject({
      value: null,
      cannotTell: 'inference/too-few',
    });
  });

  test('change is read from the kept rings, on pairs that were neighbours in both waves', () => {
    const later = aCensus({ ...model, between: 0.22 }, seeded(2));
    const rings = drawRings(100, 16, seeded(5));
    const next = nextRings(rings, [...firm.ids], [...later.ids], seeded(6));
    const found = ringChange(
      { network: only(firm, rings), rings },
      { network: only(later, next.rings), rings: next.rings },
      next.refreshed,
    );
    expect(found.nRings).toBe(12);
    expect(found.change.densityBetween.value).toBeCloseTo(
      found.second.densityBetween.value! - found.first.densityBetween.value!,
      12,
    );
    expect(found.change.densityBetween.low).toBeGreaterThan(0);
  });
});

describe('samples of names (design A)', () => {
  const truth = censusEstimates(firm).measures;
  const knows = knowsIn(firm);

  test.each([
    ['all others in one drawing', 20 as const],
    ['own and other agencies apart', { own: 8, other: 12 }],
  ])('%s: unbiased, variance formula right, interval covers (short form)', (_, names) => {
    const design = { groupOf: firm.groupOf, names };
    const rounds = 300;
    const drawn = Array.from({ length: rounds }, (__, round) =>
      sampleEstimates(design, drawSamples(design, seeded(round)), knows),
    );
    for (const kind of ['within', 'between'] as const) {
      const target = truth[kind === 'within' ? 'densityWithin' : 'densityBetween'].value!;
      const found = drawn.map((one) => one[kind]);
      for (const estimator of ['horvitzThompson', 'hajek'] as const) {
        const values = found.map((one) => one[estimator]);
        const mean = values.reduce((sum, { value }) => sum + value!, 0) / rounds;
        const sd = Math.sqrt(values.reduce((sum, { value }) => sum + (value! - mean) ** 2, 0) / (rounds - 1));
        const formula = Math.sqrt(
          values.reduce((sum, { standardError }) => sum + standardError! ** 2, 0) / rounds,
        );
        expect(Math.abs(mean - target)).toBeLessThan((4.5 * sd) / Math.sqrt(rounds));
        expect(Math.abs(formula / sd - 1)).toBeLessThan(4.5 / Math.sqrt(2 * rounds));
        const held = values.filter(({ low, high }) => low! <= target && target <= high!).length / rounds;
        expect(Math.abs(held - 0.95)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
      }
    }
  });

  test('asking everybody about everybody leaves no doubt', () => {
    const design = { groupOf: firm.groupOf, names: 99 };
    const { hajek } = sampleEstimates(design, drawSamples(design, seeded(1)), knows).between;
    expect(hajek.value).toBeCloseTo(truth.densityBetween.value!, 12);
    expect(hajek.standardError ?? 0).toBe(0);
  });
});

describe('planning a wave', () => {
  test('the size guide of the field notes', () => {
    const guide = [
      [150, 20, 0.005],
      [400, 22, 0.0031],
      [2000, 22, 0.0014],
    ] as const;
    for (const [n, names, expected] of guide)
      expect(Math.abs(sampleStandardError(0.1, (names * 1.3) / n, n, names) / expected - 1)).toBeLessThan(
        0.1,
      );
  });

  test('more names, fewer doubts; and the standard error of rings is about right', () => {
    const plan = { nPeople: 100, groupSizes: model.sizes, density: 0.12 };
    const changes = [10, 20, 40].map((namesPerPerson) =>
      minimumDetectableChange({ ...plan, namesPerPerson }),
    );
    expect(changes[0]!.change).toBeGreaterThan(changes[1]!.change);
    expect(changes[1]!.change).toBeGreaterThan(changes[2]!.change);
    const errors = Array.from(
      { length: 300 },
      (_, round) => ringEstimates(firm, drawRings(100, 12, seeded(round))).measures.densityBetween.value!,
    );
    const mean = errors.reduce((a, b) => a + b, 0) / 300;
    const sd = Math.sqrt(errors.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 299);
    const planned = minimumDetectableChange({ ...plan, namesPerPerson: 24 }).standardError;
    expect(planned / sd).toBeGreaterThan(0.8);
    expect(planned / sd).toBeLessThan(1.35);
  });

  test('plans without people, cross pairs or answers are refused', () => {
    const plan = { nPeople: 50, groupSizes: [50], density: 0.1 };
    expect(() => minimumDetectableChange(plan)).toThrow('inference/plan-out-of-range');
    expect(() => minimumDetectableChange({ ...plan, groupSizes: [25, 25], response: 0 })).toThrow(RangeError);
  });

  test('a partial roster forbids what needs every pair', () => {
    expect(forbiddenByRoster('partial')).toEqual(needsCensus);
    expect(forbiddenByRoster('census')).toEqual([]);
  });
});

/** The network as a wave over these rings would have seen it: only neighbours were asked. */
function only(network: Network, rings: readonly Int32Array[]): Network {
  return askedOnly(network, rosterOfRings(rings, network.size));
}

/** Ties among the cross cells of all rings, counted slowly. */
function pooled(rings: readonly Int32Array[], network: Network): number {
  const knows = knowsIn(network);
  let [ties, asked] = [0, 0];
  for (const ring of rings)
    for (const [i, j] of pairsOfRing(ring)) {
      if (network.groupOf[i] === network.groupOf[j]) continue;
      asked += 2;
      ties += knows(i, j) + knows(j, i);
    }
  return ties / asked;
}
