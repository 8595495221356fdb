import { describe, expect, test } from 'vitest';
import type { WaveCode } from '#demo/frame.ts';
import { eachPair, pairIndex } from '#demo/pairs.ts';
import { homeUnitOn, inPostOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';
import { sampleBureau } from '#demo/sample.ts';
import type { SampleBureau } from '#demo/sample.ts';
import { makeTies } from '#demo/ties.ts';
import type { Ties } from '#demo/ties.ts';

const sample = sampleBureau();
const ties = makeTies(sample);
const codes = sample.waves.map((wave) => wave.code);

/** Share of pairs in post that know each other at least at `level`, same-legacy and cross-legacy. */
function known(of: SampleBureau, ties: Ties, code: WaveCode, level: number) {
  const { opensOn } = of.waves.find((wave) => wave.code === code)!;
  const here = of.people.map((person) => inPostOn(person, opensOn));
  const [pairs, reached] = [
    [0, 0],
    [0, 0],
  ];
  eachPair(of.people.length, (index, i, j) => {
    if (!here[i] || !here[j]) return;
    const side = Number(of.people[i]!.legacy !== of.people[j]!.legacy);
    pairs[side]!++;
    if (ties.states(code)[index]! >= level) reached[side]!++;
  });
  return { same: reached[0]! / pairs[0]!, cross: reached[1]! / pairs[1]! };
}

test('a pair has one place, whoever is named first', () => {
  let expected = 0;
  eachPair(6, (index, i, j) => {
    expect([index, pairIndex(i, j), pairIndex(j, i)]).toEqual([expected, expected, expected]);
    expected++;
  });
  expect(expected).toBe(15);
});

describe('across the old boundaries', () => {
  test.each([
    ['2019-03', 0.07],
    ['2020-06', 0.19],
    ['2020-12', 0.34],
    ['2021-03', 0.38],
  ] as const)('in %s a share of %f know each other, within one point', (code, share) => {
    expect(Math.abs(known(sample, ties, code, 1).cross - share)).toBeLessThan(0.01);
  });

  test.each([1, 2020, 0xffffffff])('also with seed %i', (seed) => {
    const other = sampleBureau(seed);
    const shares = codes.map((code) => known(other, makeTies(other), code, 1).cross);
    for (const [k, share] of [0.07, 0.19, 0.34, 0.38].entries())
      expect(Math.abs(shares[k]! - share)).toBeLessThan(0.01);
  });

  test('people who knew 17 colleagues of other agencies end with 93', () => {
    const acquaintances = codes.map((code) => {
      const { opensOn } = sample.waves.find((wave) => wave.code === code)!;
      const here = sample.people.filter((person) => inPostOn(person, opensOn));
      const cross = here.map((a) => here.filter((b) => b.legacy !== a.legacy && knows(code, a, b)).length);
      return cross.reduce((sum, n) => sum + n) / here.length;
    });
    for (const [k, expected] of [17, 46, 83, 93].entries())
      expect(Math.abs(acquaintances[k]! - expected)).toBeLessThan(2.5);
  });
});

const knows = (code: WaveCode, a: Person, b: Person) => ties.stateOf(code, a.staffNo, b.staffNo) >= 1;

test('inside a legacy agency nearly three of four pairs know each other from the start', () => {
  expect(Math.abs(known(sample, ties, '2019-03', 1).same - 0.72)).toBeLessThan(0.01);
});

test('familiar is the smaller part of a tie across agencies, and the larger inside one', () => {
  for (const code of codes) {
    const [atLeast, familiar] = [known(sample, ties, code, 1), known(sample, ties, code, 2)];
    expect(familiar.cross / atLeast.cross).toBeLessThan(0.5);
    expect(familiar.same / atLeast.same).toBeGreaterThan(0.5);
  }
});

test('nobody forgets', () => {
  for (const [w, code] of codes.entries()) {
    if (w === 0) continue;
    const before = ties.states(codes[w - 1]!);
    expect(ties.states(code).every((state, index) => state >= before[index]!)).toBe(true);
  }
});

test('who share a unit are familiar; who has not joined is a stranger', () => {
  for (const { code, opensOn } of sample.waves) {
    eachPair(sample.people.length, (index, i, j) => {
      const [a, b] = [sample.people[i]!, sample.people[j]!];
      const state = ties.states(code)[index];
      if (a.joinedOn > opensOn || b.joinedOn > opensOn) expect(state).toBe(0);
      else if (inPostOn(a, opensOn) && homeUnitOn(a, opensOn) === homeUnitOn(b, opensOn))
        expect(state).toBe(2);
    });
  }
});

test('knowing is mutual, and nobody knows themselves', () => {
  const [a, b] = [sample.people[3]!.staffNo, sample.people[120]!.staffNo];
  expect(ties.stateOf('2020-12', a, b)).toBe(ties.stateOf('2020-12', b, a));
  expect(ties.stateOf('2020-12', a, a)).toBe(0);
  expect(() => ties.stateOf('2020-12', a, 'LC9999')).toThrow(RangeError);
});

test('friends of friends know each other more often than chance', () => {
  const here = sample.people.filter((person) => inPostOn(person, '2020-06-08'));
  const row = here.map((a) => here.map((b) => a !== b && knows('2020-06', a, b)));
  let [arcs, paths, closed] = [0, 0, 0];
  for (const i of here.keys()) {
    const friends = [...here.keys()].filter((j) => row[i]![j]);
    arcs += friends.length;
    for (const j of friends)
      for (const k of friends) {
        if (k >= j) continue;
        paths++;
        if (row[j]![k]) closed++;
      }
  }
  const density = arcs / (here.length * (here.length - 1));
  expect(closed / paths).toBeGreaterThan(1.2 * density);
});

test('contingents entered by one body gain less across agencies than drawn ones', () => {
  const gain = (members: string[]) => {
    const inTeam = sample.people.filter((p) => members.includes(p.staffNo) && p.joinedOn < '2020-06-01');
    const others = sample.people.filter((p) => inPostOn(p, '2020-06-08') && inPostOn(p, '2020-12-07'));
    const cross = inTeam.flatMap((a) =>
      others.filter((b) => b.legacy !== a.legacy).map((b) => [a, b] as const),
    );
    const share = (code: WaveCode) => cross.filter(([a, b]) => knows(code, a, b)).length / cross.length;
    return share('2020-12') - share('2020-06');
  };
  const { contingents } = sample.occasions;
  const drawn = gain(contingents.filter((c) => !c.enteredBy).flatMap((c) => c.members));
  const alone = gain(contingents.filter((c) => c.enteredBy).flatMap((c) => c.members));
  expect(drawn - alone).toBeGreaterThan(0.015);
});
