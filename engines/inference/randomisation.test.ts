import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { haveRealNetworks, referenceValues, rowsOf } from '#engines/network/real-networks.fixtures.ts';
import { seeded } from '#engines/random/index.ts';
import { effectInterval, exposureChance, fisherRandomisation } from './index.ts';
import type { PairOutcomes } from './index.ts';

const haveNull = existsSync(
  new URL('../../../shared/data/networks/simulated_draw/reports_null.csv', import.meta.url),
);
if (!haveNull) console.log('simulated_draw/reports_null.csv is absent: the draw without effect is skipped');

describe.runIf(haveRealNetworks)('the simulated draw of 96 people into 12 teams', () => {
  const oracle = haveRealNetworks
    ? referenceValues().design_and_inference_oracles.fisher_randomisation
    : null;
  const draw = haveRealNetworks ? simulatedDraw() : null;

  test('T, p-value and null distribution are those stored beside the re-draws, exactly', () => {
    const { pairs, team, redraws } = draw!;
    const found = fisherRandomisation(pairs, team, redraws);
    expect(found.difference).toBeCloseTo(oracle.effect.T, 12);
    expect([found.nExposed, found.nUnexposed]).toEqual([524, 5884]);
    expect(found.pHigh).toBe(oracle.effect.p_one_sided);
    expect(found.chanceMean).toBeCloseTo(oracle.effect.null_mean, 12);
    expect(found.chanceSd).toBeCloseTo(oracle.effect.null_sd, 12);
  });

  test.runIf(haveNull)('the same draw with no effect planted: T and p as stored', () => {
    const { reportsIn, outcomes, team, redraws } = draw!;
    const none = outcomes(reportsIn('reports_null.csv'), ({ first, second }) => second - first);
    const found = fisherRandomisation(none, team, redraws);
    expect(found.difference).toBeCloseTo(oracle.null.T, 12);
    expect(found.pHigh).toBe(oracle.null.p_one_sided);
    expect([Number(found.pHigh!.toFixed(4)), Number(found.difference!.toFixed(4))]).toEqual([0.2535, 0.013]);
  });

  test('strangers who became acquainted: risk difference and p', () => {
    const { strangers, team, redraws } = draw!;
    const found = fisherRandomisation(strangers, team, redraws);
    expect(found.difference).toBeCloseTo(oracle.effect.strangers_became_acquainted_RD, 12);
    expect(found.pHigh).toBe(oracle.effect.strangers_RD_p_one_sided);
  });

  test('Hájek estimate with the chances of sharing a team counted over the re-draws', () => {
    const { pairs, team, redraws } = draw!;
    const found = fisherRandomisation(pairs, team, redraws);
    expect(found.hajek).toBeCloseTo(oracle.effect.T_hajek, 9);
    expect(found.nOutside).toBe(0);
  });

  test('those chances average, per pair of agencies, to the ones stored', () => {
    const { pairs, legacy, redraws } = draw!;
    const chance = exposureChance(pairs, redraws);
    for (const [k, l] of [
      [0, 1],
      [1, 3],
      [2, 0],
    ] as const) {
      const cell = Array.from(chance).filter(
        (_, d) => legacy[pairs.from[d]!] === k && legacy[pairs.to[d]!] === l,
      );
      const mean = cell.reduce((sum, value) => sum + value, 0) / cell.length;
      expect(mean).toBeCloseTo(oracle.exposure_probability_by_legacy_pair[k][l], 9);
    }
  });

  test('the interval holds the effects that the test does not reject', () => {
    const { pairs, team, redraws } = draw!;
    const { low, high } = effectInterval(pairs, team, redraws);
    const shifted = (tau: number): number => {
      const y = pairs.y.map((value, d) =>
        team[pairs.from[d]!] === team[pairs.to[d]!] ? value - tau : value,
      );
      return fisherRandomisation({ ...pairs, y }, team, redraws).pTwoSided!;
    };
    expect(shifted(low! + 1e-6)).toBeGreaterThan(0.05);
    expect(shifted(low! - 1e-6)).toBeLessThanOrEqual(0.05);
    expect(shifted(high! - 1e-6)).toBeGreaterThan(0.05);
    expect(shifted(high! + 1e-6)).toBeLessThanOrEqual(0.05);
    expect(low).toBeGreaterThan(0.2);
    expect(high).toBeLessThan(0.35);
  });
});

test('the test holds its size under the sharp null', () => {
  const rounds = 400;
  let rejected = 0;
  for (let round = 0; round < rounds; round++) {
    const random = seeded(300 + round);
    const deal = (): Int32Array => random.shuffle(Int32Array.from({ length: 24 }, (_, i) => i % 6));
    const pairs = allPairs(24, () => random.normal());
    const redraws = Array.from({ length: 99 }, deal);
    if (fisherRandomisation(pairs, deal(), redraws).pTwoSided! <= 0.05) rejected++;
  }
  expect(Math.abs(rejected / rounds - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
});

test('where nobody, or everybody, shares a team there is nothing to compare', () => {
  const pairs = allPairs(4, () => 1);
  const alone = [0, 1, 2, 3];
  expect(fisherRandomisation(pairs, alone, [alone])).toMatchObject({
    difference: null,
    hajek: null,
    pTwoSided: null,
    nOutside: 6,
  });
});

function allPairs(n: number, y: () => number): PairOutcomes {
  const list = Array.from({ length: n }, (_, i) => Array.from({ length: i }, (_, j) => [i, j])).flat();
  return {
    from: Int32Array.from(list, ([i]) => i!),
    to: Int32Array.from(list, ([, j]) => j!),
    y: Float64Array.from(list, y),
  };
}

function simulatedDraw() {
  const nodes = rowsOf('simulated_draw/nodes.csv');
  const at = new Map(nodes.map((row, i) => [row.id!, i]));
  const legacy = nodes.map((row) => Number(row.legacy!.slice(1)));
  const reportsIn = (file: string) =>
    rowsOf(`simulated_draw/${file}`)
      .map((row) => ({
        i: at.get(row.from!)!,
        j: at.get(row.to!)!,
        first: Number(row.state_t1),
        second: Number(row.state_t2),
      }))
      .filter(({ i, j }) => legacy[i] !== legacy[j]);
  const reports = reportsIn('reports_effect.csv');
  const outcomes = (rows: typeof reports, y: (row: (typeof reports)[number]) => number): PairOutcomes => ({
    from: Int32Array.from(rows, (row) => row.i),
    to: Int32Array.from(rows, (row) => row.j),
    y: Float64Array.from(rows, y),
  });
  const file = new URL('../../../shared/data/networks/simulated_draw/redraws_1999x96.csv', import.meta.url);
  const redraws = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Int32Array.from(line.split(','), Number));
  return {
    legacy,
    team: nodes.map((row) => Number(row.team)),
    redraws,
    pairs: outcomes(reports, ({ first, second }) => second - first),
    reportsIn,
    outcomes,
    strangers: outcomes(
      reports.filter(({ first }) => first === 0),
      ({ second }) => (second >= 1 ? 1 : 0),
    ),
  };
}
