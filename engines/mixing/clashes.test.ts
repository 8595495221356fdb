import { describe, expect, test } from 'vitest';
import { seeded, type Random } from '#engines/random/index.ts';
import type { Clash } from './clash.ts';
import { clashesOf } from './clashes.ts';
import { cliqueLargerThan } from './clique.ts';
import { inputProblems } from './input-problems.ts';
import { allPlans, golf, oneRound, somePeople } from './naive.fixtures.ts';
import type { Pin, Problem, Rule } from './problem.ts';
import { ruleReports } from './breaches.ts';
import { validate } from './solve.ts';

const first = (problem: Problem): Clash | undefined => clashesOf(problem)[0];
const names = (clash: Clash | undefined): string[] =>
  (clash?.demands ?? []).map((demand) =>
    demand.kind === 'rule' ? demand.name : demand.kind === 'pin' ? `pin ${demand.at + 1}` : 'sizes',
  );
const people = somePeople(12);

describe('what counting proves impossible is told with the smallest set of demands', () => {
  test('too many or too few people for the groups', () => {
    expect(first(oneRound(people, 3, [1, 3]))).toMatchObject({
      code: 'mixing/too-many-people',
      facts: { nPeople: 12, nPlaces: 9 },
    });
    expect(first(oneRound(people, 3, [5, 9]))).toMatchObject({
      code: 'mixing/too-few-people',
      facts: { nPeople: 12, nPlaces: 15 },
    });
    expect(first(oneRound(people, 3, [4, 4]))).toBeUndefined();
  });

  test('a clique of m people kept apart fits into m groups, one of m + 1 does not, however it is told', () => {
    const pairs = (ids: readonly string[]): Rule[] =>
      ids.flatMap((a, k) =>
        ids.slice(k + 1).map((b): Rule => ({ kind: 'apart', people: [a, b], id: `${a}-${b}` })),
      );
    const noise: Rule[] = [
      { kind: 'apart', people: ['p7', 'p8'] },
      { kind: 'apart', people: ['p8', 'p9'] },
    ];
    expect(
      first(oneRound(people, 4, [3, 3], [...noise, ...pairs(['p0', 'p1', 'p2', 'p3'])])),
    ).toBeUndefined();
    const clash = first(oneRound(people, 4, [3, 3], [...noise, ...pairs(['p0', 'p1', 'p2', 'p3', 'p4'])]));
    expect(clash).toMatchObject({ code: 'mixing/too-many-apart', facts: { nPeople: 5, nGroups: 4 } });
    expect(clash!.facts['people']).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
    expect(clash!.demands).toHaveLength(11); // ten pairs and the number of groups
  });

  test('together and apart, through a chain: only the links are named', () => {
    const rules: Rule[] = [
      { kind: 'together', people: ['p1', 'p2'], id: 'car' },
      { kind: 'together', people: ['p5', 'p6'], id: 'unrelated' },
      { kind: 'together', people: ['p2', 'p3'], id: 'tent' },
      { kind: 'apart', people: ['p1', 'p3', 'p9'], id: 'quarrel' },
    ];
    const clash = first(oneRound(people, 3, [4, 4], rules));
    expect([clash?.code, ...names(clash)]).toEqual(['mixing/together-and-apart', 'quarrel', 'car', 'tent']);
  });

  test('pins that contradict a rule, each other, or the room there is', () => {
    const pinned = (pins: readonly Pin[], rules: readonly Rule[] = []): Problem => ({
      ...oneRound(people, 3, [4, 4], rules),
      pins,
    });
    const twice = pinned([
      { person: 'p1', group: 'g1' },
      { person: 'p2', group: 'g2' },
      { person: 'p1', group: 'g3' },
    ]);
    expect(names(first(twice))).toEqual(['pin 1', 'pin 3']);
    const full = pinned(['p1', 'p2', 'p3', 'p4', 'p5'].map((person) => ({ person, group: 'g1' })));
    expect(first(full)).toMatchObject({
      code: 'mixing/places-short',
      facts: { nPeople: 5, nPlaces: 4, groups: ['g1'] },
    });
    const quarrel = pinned(
      [
        { person: 'p1', group: 'g1' },
        { person: 'p2', group: 'g1' },
      ],
      [{ kind: 'apart', people: ['p1', 'p2'], id: 'quarrel' }],
    );
    expect(names(first(quarrel))).toEqual(['quarrel', 'pin 1', 'pin 2']);
  });

  test('units larger than a group, quotas without enough people, quotas that overfill', () => {
    const unit: Rule = { kind: 'together', people: ['p1', 'p2', 'p3', 'p4', 'p5'], id: 'choir' };
    expect(first(oneRound(people, 3, [4, 4], [unit]))).toMatchObject({
      code: 'mixing/unit-too-large',
      facts: { size: 5, most: 4 },
    });
    const leaders: Rule = { kind: 'count', who: { skill: 'leads' }, min: 1, id: 'a leader each' };
    expect(first(oneRound(people, 4, [3, 3], [leaders]))).toMatchObject({
      code: 'mixing/quota-too-few',
      facts: { nPeople: 3, nPlaces: 4 },
    });
    expect(first(oneRound(people, 3, [4, 4], [leaders]))).toBeUndefined();
    const few: Rule = { kind: 'count', who: { attribute: 'sex', value: 'f' }, max: 1, id: 'one woman' };
    expect(first(oneRound(people, 3, [4, 4], [few]))).toMatchObject({
      code: 'mixing/quota-too-many',
      facts: { nPeople: 6, nPlaces: 3 },
    });
    const quotas: Rule[] = ['a', 'b', 'c'].map((value) => ({
      kind: 'count',
      who: { attribute: 'agency', value },
      min: 2,
      groups: ['g1'],
      id: value,
    }));
    expect(first(oneRound(people, 3, [4, 4], quotas))).toMatchObject({
      code: 'mixing/quotas-overfill',
      facts: { nPeople: 6, nPlaces: 4 },
    });
  });

  test('one of a kind, and one far from the mean', () => {
    const one = people.map((person, i) => ({
      ...person,
      values: { ...person.values, sex: i === 0 ? 'f' : 'm' },
    }));
    expect(first(oneRound(one, 3, [4, 4], [{ kind: 'noLone', attribute: 'sex' }]))).toMatchObject({
      code: 'mixing/lone-unavoidable',
      facts: { value: 'f' },
    });
    const old = people.map((person, i) => ({ ...person, values: { age: i === 0 ? 90 : 30 } }));
    const balance: Rule = { kind: 'balance', attribute: 'age', tolerance: 5 };
    expect(first(oneRound(old, 3, [4, 4], [balance]))).toMatchObject({
      code: 'mixing/balance-impossible',
      facts: { people: ['p0'] },
    });
    expect(first(oneRound(people, 3, [4, 4], [balance]))).toBeUndefined();
  });

  test('more rounds than partners', () => {
    const once: Rule[] = [{ kind: 'repeats', max: 1 }];
    expect(first({ ...golf(8, 3, 12), rules: once })).toMatchObject({
      code: 'mixing/repeats-unavoidable',
      facts: { needed: 24, available: 23 },
    });
    expect(first({ ...golf(8, 3, 11), rules: once })).toBeUndefined();
    expect(first({ ...golf(3, 4, 2), rules: once })).toMatchObject({ code: 'mixing/repeats-unavoidable' });
  });

  test('names only what is needed among many rules', () => {
    const rules: Rule[] = [
      { kind: 'noLone', attribute: 'sex', id: 'harmless' },
      { kind: 'only', people: ['p1', 'p2', 'p3'], groups: ['g1'], id: 'drivers' },
      { kind: 'only', people: ['p4'], groups: ['g1', 'g2'], id: 'also harmless' },
      { kind: 'together', people: ['p3', 'p5', 'p6'], id: 'family' },
    ];
    const clash = first(oneRound(people, 3, [4, 4], rules));
    expect([clash?.code, ...names(clash)]).toEqual(['mixing/places-short', 'sizes', 'drivers', 'family']);
  });
});

/** Six people, two or three groups, a handful of rules. */
function randomProblem(random: Random): Problem {
  const six = somePeople(6, 2).map((person, i) => ({
    ...person,
    values: { ...person.values, age: [20, 25, 30, 40, 50, 70][i]! },
  }));
  const m = 2 + random.below(2);
  const some = (most: number): string[] =>
    random
      .shuffle([0, 1, 2, 3, 4, 5])
      .slice(0, 2 + random.below(most - 1))
      .map((i) => `p${i}`);
  const groups = (): string[] =>
    random.shuffle(['g1', 'g2', 'g3'].slice(0, m)).slice(0, 1 + random.below(m - 1));
  const make: (() => Rule)[] = [
    () => ({ kind: 'together', people: some(3) }),
    () => ({ kind: 'apart', people: some(4) }),
    () => ({ kind: 'only', people: some(4), groups: groups() }),
    () => ({ kind: 'count', who: { skill: 'leads' }, min: random.below(3) }),
    () => ({
      kind: 'count',
      who: { attribute: 'sex', value: 'f' },
      max: 1 + random.below(2),
      min: random.below(2),
    }),
    () => ({
      kind: 'count',
      who: { attribute: 'agency', value: 'a' },
      max: random.below(3),
      groups: groups(),
    }),
    () => ({ kind: 'spread', who: { people: some(5) } }),
    () => ({ kind: 'noLone', attribute: 'agency' }),
    () => ({ kind: 'balance', attribute: 'age', tolerance: 5 + random.below(15) }),
  ];
  const rules = Array.from({ length: 1 + random.below(4) }, () => make[random.below(make.length)]!());
  const pins = Array.from({ length: random.below(3) }, () => ({
    person: `p${random.below(6)}`,
    group: `g${1 + random.below(m)}`,
  }));
  const min = random.below(3);
  return { ...oneRound(six, m, [min, Math.max(2, min) + random.below(3)], rules), pins };
}

test('whenever a clash is told, trying every plan finds none; most impossible problems are recognised', () => {
  const random = seeded(2024);
  let [impossible, recognised] = [0, 0];
  for (let k = 0; k < 400; k++) {
    const problem = randomProblem(random);
    const clashes = clashesOf(problem);
    let possible = false;
    for (const plan of allPlans(problem))
      if (ruleReports(problem, plan).every(({ kept }) => kept)) {
        possible = true;
        break;
      }
    if (possible) expect(clashes).toEqual([]);
    if (!possible) impossible++;
    if (clashes.length > 0) recognised++;
  }
  expect(impossible).toBeGreaterThan(100);
  expect(recognised / impossible).toBeGreaterThan(0.7);
});

/** The problem with only these rules and pins. */
function only(problem: Problem, clash: Clash, without: number): Problem {
  const demands = clash.demands.filter((_, at) => at !== without);
  const named = new Set(demands.map((demand) => (demand.kind === 'rule' ? demand.name : '')));
  const pinned = new Set(demands.map((demand) => (demand.kind === 'pin' ? demand.at : -1)));
  return {
    ...problem,
    rules: (problem.rules ?? [])
      .map((rule, at) => ({ ...rule, id: `#${at + 1}` }))
      .filter(({ id }) => named.has(id)),
    pins: (problem.pins ?? []).filter((_, at) => pinned.has(at)),
  };
}

test('of the demands named none can be left out', () => {
  const random = seeded(99);
  let checked = 0;
  for (let k = 0; k < 150; k++) {
    const problem = randomProblem(random);
    for (const clash of clashesOf(problem)) {
      expect(clashesOf(only(problem, clash, -1)).map(({ code }) => code)).toContain(clash.code);
      clash.demands.forEach((demand, at) => {
        if (demand.kind === 'sizes') return;
        checked++;
        expect(clashesOf(only(problem, clash, at)).map(({ code }) => code)).not.toContain(clash.code);
      });
    }
  }
  expect(checked).toBeGreaterThan(100);
});

test('a clique search agrees with trying every set', () => {
  const random = seeded(8);
  for (let k = 0; k < 60; k++) {
    const n = 9;
    const near = Array.from({ length: n }, () => new Set<number>());
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) {
        if (random.below(5) >= 3) continue;
        near[i]!.add(j);
        near[j]!.add(i);
      }
    let largest = 0;
    for (let set = 0; set < 1 << n; set++) {
      const members = near.flatMap((_, v) => ((set >> v) & 1 ? [v] : []));
      if (members.every((a) => members.every((b) => a === b || near[a]!.has(b))))
        largest = Math.max(largest, members.length);
    }
    expect(cliqueLargerThan(near, largest)).toBeNull();
    const found = cliqueLargerThan(near, largest - 1)!;
    expect(found.every((a) => found.every((b) => a === b || near[a]!.has(b)))).toBe(true);
  }
});

describe('malformed input is told all at once, before any counting', () => {
  test('unknown names, doubled ids, numbers out of range', () => {
    const problem: Problem = {
      people: [{ id: 'a' }, { id: 'a' }, { id: 'b', rounds: ['never'] }],
      rounds: [{ id: 'day', groups: [{ id: 'g', min: 3, max: 2 }] }],
      gains: [{ kind: 'strangers', known: [{ a: 'a', b: 'x', closeness: 2 }], weight: 0 }],
      rules: [{ kind: 'only', people: ['y'], weight: 1 }],
      pins: [{ person: 'a', group: 'nowhere' }],
    };
    const codes = inputProblems(problem).map(({ code }) => code);
    expect(codes).toEqual([
      'mixing/id-doubled',
      'mixing/size-out-of-range',
      'mixing/round-unknown',
      'mixing/number-out-of-range',
      'mixing/person-unknown',
      'mixing/number-out-of-range',
      'mixing/person-unknown',
      'mixing/weight-not-allowed',
      'mixing/groups-missing',
      'mixing/group-unknown',
    ]);
    expect(validate(problem).clashes).toEqual([]);
  });
});
