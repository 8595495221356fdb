import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { withoutFactors } from './adjust.ts';
import { aDrawWorld, changesIn } from './draw-world.fixtures.ts';
import { chanceOver, exposedBy, invert } from './effect.ts';
import {
  changeEnds,
  drawEffect,
  effectBounds,
  exposureChance,
  fisherRandomisation,
  hajekContrast,
  smallestEffect,
  together,
} from './index.ts';
import type { Drawn, PairOutcomes } from './index.ts';
import { leastFound } from './power.ts';

const people = 30;
const rowsOf = (y: (i: number, j: number) => number): PairOutcomes => {
  const list = Array.from({ length: people }, (_, i) =>
    Array.from({ length: people }, (_, j) => [i, j]),
  ).flat();
  const rows = list.filter(([i, j]) => i !== j);
  return {
    from: Int32Array.from(rows, ([i]) => i!),
    to: Int32Array.from(rows, ([, j]) => j!),
    y: Float64Array.from(rows, ([i, j]) => y(i!, j!)),
  };
};
const dealer = (seed: number) => {
  const random = seeded(seed);
  return (): Drawn => [random.shuffle(Int32Array.from({ length: people }, (_, i) => i % 6))];
};
const many = (seed: number, n: number): Drawn[] => Array.from({ length: n }, dealer(seed));

describe('the effect of sharing a team', () => {
  const [actual, ...redraws] = many(7, 500) as [Drawn, ...Drawn[]];
  const noise = seeded(8);
  const effect = 0.4;
  const pairs = rowsOf((i, j) => noise.normal() * 0.3 + (together(actual, i, j) ? effect : 0));

  test('a planted effect is found, and the interval holds it', () => {
    const found = drawEffect(pairs, actual, redraws);
    expect(found.p).toBeLessThan(0.01);
    expect(found.low).toBeLessThan(effect);
    expect(found.high).toBeGreaterThan(effect);
    expect(found).toMatchObject({ nPeople: 30, nTeams: 6, nPairs: 435, nExposed: 60, nOutside: 0 });
  });

  test('the estimate is the Hájek contrast with chances counted over all draws, the one in use among them', () => {
    const team = actual[0]!;
    const chance = exposureChance(pairs, [team, ...redraws.map(([one]) => one!)]);
    const { estimate } = drawEffect(pairs, actual, redraws);
    expect(estimate).toBeCloseTo(hajekContrast(pairs, team, chance).estimate!, 12);
  });

  test('the ends of the inversion are where the test just ceases to reject; effects that differ widen it', () => {
    const { low, high } = drawEffect(pairs, actual, redraws, { widen: false });
    const widened = drawEffect(pairs, actual, redraws);
    expect(widened.low).toBeLessThanOrEqual(low!);
    expect(widened.high).toBeGreaterThanOrEqual(high!);
    const pAt = (tau: number) => {
      const y = pairs.y.map((value, d) => value - (together(actual, pairs.from[d]!, pairs.to[d]!) ? tau : 0));
      return drawEffect({ ...pairs, y }, actual, redraws).p!;
    };
    expect(pAt(low! + 1e-6)).toBeGreaterThan(0.05);
    expect(pAt(low! - 1e-6)).toBeLessThanOrEqual(0.05);
    expect(pAt(high! - 1e-6)).toBeGreaterThan(0.05);
    expect(pAt(high! + 1e-6)).toBeLessThanOrEqual(0.05);
  });

  test('taking out what belongs to sender and receiver narrows the interval and keeps the effect', () => {
    const temper = Array.from({ length: people }, () => noise.normal());
    const y = pairs.y.map((value, d) => value + temper[pairs.from[d]!]! + temper[pairs.to[d]!]!);
    const plain = drawEffect({ ...pairs, y }, actual, redraws);
    const adjusted = drawEffect({ ...pairs, y }, actual, redraws, { factors: [pairs.from, pairs.to] });
    expect(adjusted.high! - adjusted.low!).toBeLessThan(0.9 * (plain.high! - plain.low!));
    expect(adjusted.low).toBeLessThan(effect);
    expect(adjusted.high).toBeGreaterThan(effect);
  });

  test('with equal chances it agrees with the plain test', () => {
    const found = drawEffect(pairs, actual, redraws);
    const plain = fisherRandomisation(
      pairs,
      actual[0]!,
      redraws.map(([team]) => team!),
    );
    expect(found.difference).toBeCloseTo(plain.difference!, 12);
    expect(found.p).toBe(plain.pTwoSided);
  });

  test('two rounds count as one exposure: together in either', () => {
    const drawn: Drawn = [
      [0, 0, 1],
      [0, 1, 1],
    ];
    expect([together(drawn, 0, 1), together(drawn, 1, 2), together(drawn, 0, 2)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(together([[-1, -1]], 0, 1)).toBe(false);
  });

  test('pairs that no draw puts together are left out and counted; without any other there is nothing to tell', () => {
    const fixed: Drawn = [Int32Array.from({ length: people }, (_, i) => i % 6)];
    const found = drawEffect(pairs, fixed, [fixed, fixed]);
    expect(found).toMatchObject({ estimate: null, low: null, p: null, nOutside: 870, nPeople: 0, nPairs: 0 });
  });
});

test('sweeping out factors leaves what least squares leaves: nothing of any group mean', () => {
  const random = seeded(3);
  const one = Int32Array.from({ length: 300 }, () => Math.floor(random.uniform() * 7));
  const other = Int32Array.from({ length: 300 }, () => Math.floor(random.uniform() * 5));
  const y = Float64Array.from(one, (group, d) => group + 2 * other[d]! + random.normal());
  const left = withoutFactors(y, [one, other]);
  for (const factor of [one, other])
    for (let group = 0; group < 5; group++) {
      const sum = left.reduce((total, value, d) => total + (factor[d] === group ? value : 0), 0);
      expect(Math.abs(sum)).toBeLessThan(1e-6);
    }
  expect(withoutFactors(y, [])).toEqual(y);
});

test('a guard for the long simulation: real mixing mechanism, sociable people signing up, 5 % false alarms', () => {
  const plan = { nPeople: 60, nTeams: 5, nDraws: 199 + 20 };
  let [alarms, held, all] = [0, 0, 0];
  for (let seed = 0; seed < 6; seed++) {
    const world = aDrawWorld(plan, seed);
    const noise = seeded(900 + seed);
    for (let round = 0; round < 20; round++) {
      const [drawn, others] = [world.draws[round]!, world.draws.slice(20)];
      const none = changesIn(world, drawn, { constant: 0 }, { n: world.nEntered, random: noise });
      const some = changesIn(world, drawn, { latent: 0.6 }, { n: world.nEntered, random: noise });
      const { low, high } = drawEffect(some, drawn, others);
      all++;
      if (drawEffect(none, drawn, others).p! <= 0.05) alarms++;
      if (low! <= some.truth && some.truth <= high!) held++;
    }
  }
  const four = 4 * Math.sqrt((0.05 * 0.95) / all);
  expect(Math.abs(alarms / all - 0.05)).toBeLessThan(four);
  expect(Math.abs(held / all - 0.95)).toBeLessThan(four);
});

describe('what those who did not answer could change', () => {
  test('bounds by hand: every missing outcome at either end', () => {
    const rows = {
      from: Int32Array.of(0, 0, 0, 1),
      to: Int32Array.of(1, 2, 3, 2),
      least: Float64Array.of(1, 0, -1, 0),
      most: Float64Array.of(1, 0, 2, 0),
    };
    expect(effectBounds(rows, [[0, 0, 1, 1]])).toEqual({ low: 1 - 2 / 3, high: 1 + 1 / 3, known: 0.75 });
  });

  test('ends of a change of which a report is missing', () => {
    expect(changeEnds(0, 2)).toEqual([2, 2]);
    expect(changeEnds(1, null)).toEqual([-1, 1]);
    expect(changeEnds(null, 1)).toEqual([-1, 1]);
    expect(changeEnds(null, null)).toEqual([-2, 2]);
  });

  test('with all answers there, the bounds meet in the plain difference', () => {
    const [actual, ...redraws] = many(9, 50) as [Drawn, ...Drawn[]];
    const noise = seeded(4);
    const pairs = rowsOf(() => noise.normal());
    const bounds = effectBounds({ ...pairs, least: pairs.y, most: pairs.y }, actual)!;
    const { difference } = drawEffect(pairs, actual, redraws);
    expect(bounds.low).toBeCloseTo(difference!, 12);
    expect(bounds.high).toBeCloseTo(difference!, 12);
  });
});

test('fewer answers, and pairs that are not asked, make the smallest effect larger', () => {
  const draws = many(14, 210);
  const { from, to } = rowsOf(() => 0);
  const half = Array.from(from.keys()).filter((d) => d % 2 === 0);
  const asked = { from: Int32Array.from(half, (d) => from[d]!), to: Int32Array.from(half, (d) => to[d]!) };
  const of = (more: object) => smallestEffect({ from, to, draws, random: seeded(15), ...more }).effect!;
  expect(of({ response: 0.64 })).toBeCloseTo(of({}) / 0.8, 12);
  expect(of(asked) / of({})).toBeGreaterThan(1.2);
  const nobody = { from: Int32Array.of(), to: Int32Array.of() };
  expect(smallestEffect({ ...nobody, draws, random: seeded(1) }).effect).toBeNull();
});

test('the least effect that a draw would find, plainly: where the lines of two contrasts cross', () => {
  const draws = many(14, 120);
  const noise = seeded(2);
  const { from, to, y } = rowsOf(() => noise.normal());
  const pi = chanceOver({ from, to }, draws);
  const contrast = (values: Float64Array, drawn: Drawn): number =>
    hajekContrast({ from, to, y: values }, drawn[0]!, pi).estimate!;
  const plain = draws.slice(60).flatMap((own) => {
    const exposed = exposedBy({ from, to }, own);
    const lineOf = (drawn: Drawn) => ({ value: contrast(y, drawn), slope: contrast(exposed, drawn) });
    const { low, high } = invert(lineOf(own), draws.slice(0, 60).map(lineOf), 0.95);
    return [-low!, high!];
  });
  const found = leastFound({ from, to, pi, outcomes: [y] }, draws);
  expect(found).toHaveLength(120);
  for (const [at, value] of found.entries()) expect(value).toBeCloseTo(plain[at]!, 10);
});
