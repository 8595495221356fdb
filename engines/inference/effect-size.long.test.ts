/**
 * The simulations behind what the README says of effects: the real mixing mechanism re-drawn, sociable people signing
 * up more. 40 bureaus of 80 people, about 35 of them in 7 teams; 60 replications in each (2,400: binomial error 0.45
 * points). Prints what it measured. One bureau's draws are exchangeable: any one is the draw in use, others re-draws.
 */
import { expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { aDrawWorld, changesIn, type Effect } from './draw-world.fixtures.ts';
import { dyadicRegression, drawEffect, smallestEffect, together } from './index.ts';

const minutes = 60_000;
const bureaus = 40;
const rounds = 60;
const redraws = 399;
const plan = { nPeople: 80, nTeams: 7, nDraws: rounds + redraws };
const worlds = Array.from({ length: bureaus }, (_, seed) => aDrawWorld(plan, 1000 + seed));
const percent = (share: number): string => (100 * share).toFixed(2);

function* replications(effect: Effect, label: string) {
  for (const [at, world] of worlds.entries()) {
    const random = stream(at, `inference.effect-size.${label}`);
    for (let round = 0; round < rounds; round++) {
      const actual = world.draws[round]!;
      yield { world, actual, others: world.draws.slice(rounds), random, at: round };
    }
  }
}

test(
  'false alarms where nothing happened: among those who entered, and of the naive ways',
  () => {
    const count = { redrawn: 0, adjusted: 0, everybody: 0, participants: 0, all: 0 };
    for (const { world, actual, others, random, at } of replications({ constant: 0 }, 'none')) {
      const whole = changesIn(world, actual, { constant: 0 }, { n: world.nPeople, random });
      const entered = rowsWhere(whole, (i, j) => i < world.nEntered && j < world.nEntered);
      count.all++;
      if (drawEffect(entered, actual, others).p! <= 0.05) count.redrawn++;
      const factors = [entered.from, entered.to];
      if (drawEffect(entered, actual, others, { factors }).p! <= 0.05) count.adjusted++;
      if (at >= 20) continue;
      if (naive(whole, actual) <= 0.05) count.everybody += 3;
      if (naive(entered, actual) <= 0.05) count.participants += 3;
    }
    const share = (n: number): string => `${percent(n / count.all)} %`;
    console.log(
      `false alarms at 5 %, ${count.all} replications: re-drawn ${share(count.redrawn)}, adjusted ${share(count.adjusted)}, ` +
        `exposed against everybody, dyadic errors ${share(count.everybody)}, those who entered, dyadic errors ${share(count.participants)}`,
    );
    expect(count.redrawn / count.all).toBeLessThanOrEqual(0.06);
    expect(count.adjusted / count.all).toBeLessThanOrEqual(0.06);
    expect(count.everybody / count.all).toBeGreaterThan(0.1);
  },
  20 * minutes,
);

for (const [name, effect] of [
  ['the same for every pair', { constant: 0.3 }],
  ['on an underlying strength, states 0 to 2', { latent: 0.6 }],
] as const)
  test(
    `95 % intervals hold the true effect: ${name}`,
    () => {
      const count = { plain: 0, adjusted: 0, all: 0, found: 0 };
      for (const { world, actual, others, random } of replications(effect, name)) {
        const { truth, ...pairs } = changesIn(world, actual, effect, { n: world.nEntered, random });
        const plain = drawEffect(pairs, actual, others);
        const adjusted = drawEffect(pairs, actual, others, { factors: [pairs.from, pairs.to] });
        count.all++;
        if (plain.low! <= truth && truth <= plain.high!) count.plain++;
        if (adjusted.low! <= truth && truth <= adjusted.high!) count.adjusted++;
        if (plain.p! <= 0.05) count.found++;
      }
      const share = (n: number): string => percent(n / count.all);
      console.log(
        `coverage, ${name}, ${count.all} replications: plain ${share(count.plain)}, adjusted ${share(count.adjusted)}, found ${share(count.found)}`,
      );
      expect(Math.abs(count.plain / count.all - 0.95)).toBeLessThanOrEqual(0.015);
      expect(Math.abs(count.adjusted / count.all - 0.95)).toBeLessThanOrEqual(0.015);
    },
    20 * minutes,
  );

test(
  'the smallest effect announced before is found four times in five',
  () => {
    let [found, all] = [0, 0];
    for (const world of worlds) {
      const random = stream(world.nEntered, 'inference.effect-size.power');
      // an earlier span without the event tells how much pairs change by themselves
      const earlier = changesIn(world, [], { constant: 0 }, { n: world.nEntered, random });
      const { from, to, y } = earlier;
      const { effect } = smallestEffect({ from, to, draws: world.draws, earlier: y, random });
      for (let round = 0; round < rounds; round++) {
        const actual = world.draws[round]!;
        const pairs = changesIn(world, actual, { constant: effect! }, { n: world.nEntered, random });
        all++;
        if (drawEffect(pairs, actual, world.draws.slice(rounds)).p! <= 0.05) found++;
      }
    }
    console.log(`power at the announced effect, ${all} replications: ${percent(found / all)} %`);
    expect(found / all).toBeGreaterThan(0.775);
    expect(found / all).toBeLessThan(0.825);
  },
  20 * minutes,
);

type Rows = { from: Int32Array; to: Int32Array; y: Float64Array };

function rowsWhere({ from, to, y }: Rows, keep: (i: number, j: number) => boolean): Rows {
  const at = Array.from(from.keys()).filter((d) => keep(from[d]!, to[d]!));
  return {
    from: Int32Array.from(at, (d) => from[d]!),
    to: Int32Array.from(at, (d) => to[d]!),
    y: Float64Array.from(at, (d) => y[d]!),
  };
}

/** p of the difference by regression on all rows given, errors clustered on both people. */
function naive({ from, to, y }: Rows, actual: Parameters<typeof together>[0]): number {
  const exposed = Float64Array.from(from, (i, d) => (together(actual, i, to[d]!) ? 1 : 0));
  return dyadicRegression({ from, to, y, x: { exposed } })!.terms[1]!.p;
}
