import { expect, test } from 'vitest';
import { seeded, type Random } from '#engines/random/index.ts';
import { meanOf } from './rule-builder.ts';
import { solve, validate } from './index.ts';
import type { Pin, Problem, Rule } from './index.ts';
import { oneRound, somePeople } from './naive.fixtures.ts';

const [n, m, size] = [60, 10, 6];

/** Rules read off a random plan, as tight as that plan allows: so at least one plan keeps them all. */
function planted(random: Random): Problem {
  const people = somePeople(n, 5).map((person) => ({
    ...person,
    values: { ...person.values, sex: random.below(3) === 0 ? 'f' : 'm', height: 150 + random.below(40) },
  }));
  const groupOf = random.shuffle(Array.from({ length: n }, (_, i) => i % m));
  const members = Array.from({ length: m }, (_, g) => people.filter((_, i) => groupOf[i] === g));
  const counts = (which: (person: (typeof people)[number]) => boolean) =>
    members.map((group) => group.filter(which).length);
  const females = counts(({ values }) => values.sex === 'f');
  const firsts = counts(({ values }) => (values as Record<string, unknown>)['agency'] === 'a');
  const mean = meanOf(people.map(({ values }) => values.height));
  const off = members.map((group) => Math.abs(meanOf(group.map(({ values }) => values.height)) - mean));
  const pairs = Array.from({ length: 40 }, () => [random.below(n), random.below(n)] as const);
  const rules: Rule[] = [
    ...pairs
      .filter(([i, j]) => groupOf[i] !== groupOf[j])
      .map(([i, j]): Rule => ({ kind: 'apart', people: [`p${i}`, `p${j}`] })),
    ...members
      .slice(0, 4)
      .map((group): Rule => ({ kind: 'together', people: group.slice(0, 2).map(({ id }) => id) })),
    {
      kind: 'count',
      who: { attribute: 'sex', value: 'f' },
      min: Math.min(...females),
      max: Math.max(...females),
    },
    { kind: 'count', who: { attribute: 'agency', value: 'a' }, max: Math.max(...firsts) },
    { kind: 'balance', attribute: 'height', tolerance: Math.max(...off) },
    { kind: 'only', people: members[5]!.slice(0, 3).map(({ id }) => id), groups: ['g6', 'g7'] },
  ];
  const pins: Pin[] = members.slice(6).map((group, k) => ({ person: group[0]!.id, group: `g${k + 7}` }));
  return { ...oneRound(people, m, [size, size], rules), pins };
}

test('rules that some plan keeps are called no clash, and the search keeps them all', () => {
  const random = seeded(77);
  for (let k = 0; k < 25; k++) {
    const problem = planted(random);
    expect(validate(problem)).toEqual({ problems: [], clashes: [] });
    const solution = solve(problem, { seed: k, budget: { iterations: 600 } });
    if (!solution.ok) throw new Error('a search was refused');
    expect(
      solution.report.rules.filter(({ kept }) => !kept).map(({ name, breaches }) => [k, name, breaches]),
    ).toEqual([]);
    expect(solution.report.gain).toBeLessThanOrEqual(solution.report.bound);
  }
});
