import { describe, expect, test } from 'vitest';
import { haveRealNetworks, realNetwork, referenceValues } from '#engines/network/real-networks.fixtures.ts';
import { homogeneity, symmetrised, transitionsBetween } from '#engines/network/index.ts';
import type { Network } from '#engines/network/index.ts';
import { seeded, stream } from '#engines/random/index.ts';
import { aCensus, aPanel, networkOf } from './census.fixtures.ts';
import { homogeneityTest, transitionEstimates } from './index.ts';

describe.runIf(haveRealNetworks)('on real panels', () => {
  test('transition shares are the reference ones', () => {
    const oracle = referenceValues().datasets.burkhardt_agency.transitions['t1->t2'];
    const [first, second] = ['any_t1', 'any_t2'].map((name) => realNetwork('burkhardt_agency', name));
    const { within } = transitionEstimates(first!, second!);
    oracle.row_prob.forEach((row: number[], a: number) =>
      row.forEach((share, b) => {
        const estimate = within.probability[a]![b]!;
        expect(estimate.value).toBeCloseTo(share, 9);
        expect(estimate.low! < share && share < estimate.high!).toBe(true);
      }),
    );
    expect(within.cells.reduce((sum, count) => sum + count, 0)).toBe(oracle.n_used);
  });

  test('missing reports stay out of the counts', () => {
    const oracle = referenceValues().datasets.knecht_class12b.transitions['t1->t2'];
    const [first, second] = ['friend_t1', 'friend_t2'].map((name) => realNetwork('knecht_class12b', name));
    const { within, between } = transitionEstimates(first!, second!);
    const rows = oracle.counts.map((row: number[]) => row.reduce((sum, count) => sum + count, 0));
    expect(rows).toEqual([within.cells[0]! + between.cells[0]!, within.cells[1]! + between.cells[1]!]);
  });

  test('the p-value of homogeneity is far from the naive one, because pairs share people', () => {
    const waves = [1, 2, 3, 4, 5].map((wave) => realNetwork('burkhardt_agency', `any_t${wave}`));
    const oracle = referenceValues().datasets.burkhardt_agency.markov.pooled;
    const found = homogeneityTest(waves, { random: seeded(1), replicates: 499 });
    expect(oracle.p_chi2_naive).toBeLessThan(1e-20);
    expect(found.p).toBeGreaterThan(0.005);
    expect(found.p).toBeLessThan(0.1);
    expect(found.designEffect).toBeGreaterThan(2);
    expect(Math.abs(found.statistic / oracle.homogeneity_LR_G2 - 1)).toBeLessThan(0.05);
  });
});

describe('transitions', () => {
  const panel = aPanel({ size: 24, waves: 3, people: 0.5, up: 0.2, down: 0.05 }, seeded(3));

  test('are those of engines/network, within and between', () => {
    const group = Int32Array.from({ length: 24 }, (_, i) => i % 3);
    const [first, second] = panel.map((wave) => regrouped(wave, group));
    const ours = transitionEstimates(first!, second!);
    const theirs = transitionsBetween(first!, second!);
    for (const kind of ['within', 'between'] as const) {
      theirs[kind]!.probability.forEach((row, a) =>
        row.forEach((share, b) => expect(ours[kind].probability[a]![b]!.value).toBeCloseTo(share!, 12)),
      );
      expect(ours[kind].reversal.value).toBeCloseTo(theirs[kind]!.reversalRate!, 12);
    }
    expect(ours.risenGap.value).toBeCloseTo(ours.within.risen.value! - ours.between.risen.value!, 12);
  });

  test('of confirmed pairs count pairs once', () => {
    const [first, second] = panel.map((wave) => symmetrised(wave, 'confirmed'));
    const { within } = transitionEstimates(first!, second!);
    expect(within.cells.reduce((sum, count) => sum + count, 0)).toBe((24 * 23) / 2);
  });

  test('nobody moved: shares of 0 and 1 stand without an interval', () => {
    const wave = aCensus({ sizes: [6, 6], within: 0.5, between: 0.5, people: 0, echo: 0 }, seeded(1));
    const { between } = transitionEstimates(wave, wave);
    expect(between.risen).toMatchObject({ value: 0, cannotTell: 'inference/at-the-edge' });
    expect(homogeneityTest([wave, wave, wave], { random: seeded(1), replicates: 19 }).p).toBeNull();
  });
});

describe('time homogeneity', () => {
  test('the statistic is the Pearson form of the likelihood ratio', () => {
    const panel = aPanel({ size: 40, waves: 4, people: 0.3, up: 0.15, down: 0.15 }, seeded(5));
    const tables = panel.slice(1).map((wave, t) => transitionsBetween(panel[t]!, wave).all);
    const { statistic } = homogeneityTest(panel, { random: seeded(1), replicates: 19 });
    expect(Math.abs(statistic / homogeneity(tables)!.statistic - 1)).toBeLessThan(0.03);
  });

  test('holds its size (short form)', () => {
    const rounds = 200;
    let rejected = 0;
    for (let round = 0; round < rounds; round++) {
      const random = stream(round, 'homogeneity');
      const panel = aPanel({ size: 40, waves: 3, people: 0.6, up: 0.15, down: 0.15 }, random);
      if (homogeneityTest(panel, { random, replicates: 99 }).p! <= 0.05) rejected++;
    }
    expect(Math.abs(rejected / rounds - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
  });

  test('sees a chain that changes', () => {
    const calm = aPanel({ size: 40, waves: 2, people: 0.3, up: 0.1, down: 0.1 }, seeded(1));
    const wild = aPanel({ size: 40, waves: 2, people: 0.3, up: 0.4, down: 0.1 }, seeded(2));
    const panel = [calm[0]!, calm[1]!, wild[1]!];
    expect(homogeneityTest(panel, { random: seeded(3), replicates: 199 }).p).toBeLessThan(0.02);
  });

  test('two waves are no series', () => {
    const wave = networkOf(new Int32Array(4), 1, [0], [1]);
    expect(() => homogeneityTest([wave, wave], { random: seeded(1) })).toThrow('inference/waves-do-not-fit');
  });
});

function regrouped(wave: Network, groupOf: Int32Array): Network {
  return { ...wave, groupOf, levels: ['A', 'B', 'C'], groupSizes: Int32Array.from([8, 8, 8]) };
}
