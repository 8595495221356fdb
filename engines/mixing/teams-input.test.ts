import { expect, test } from 'vitest';
import { solve, teamsProblem, validate } from './index.ts';

const people = Array.from({ length: 12 }, (_, i) => ({
  id: `w${i}`,
  agency: ['工商', '质监', '食药'][i % 3]!,
  age: String(25 + i),
  skills: i % 4 === 0 ? '领队; 急救' : '',
}));
const ties = [
  { from: 'w0', to: 'w1', state: '认识' },
  { from: 'w1', to: 'w0', state: '熟悉' },
  { from: 'w2', to: 'w3', state: '0' },
];

test('tables and a rules file become a problem', () => {
  const rules = JSON.stringify({
    groups: { count: 3 },
    rules: [{ kind: 'count', who: { skill: '领队' }, min: 1 }],
  });
  const result = teamsProblem(people, ties, rules);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { problem } = result;
  expect(problem.people[0]).toEqual({
    id: 'w0',
    values: { agency: '工商', age: 25 },
    skills: ['领队', '急救'],
  });
  expect(problem.gains).toEqual([
    { kind: 'strangers', known: [{ a: 'w1', b: 'w0', closeness: 1 }], weight: 2 },
    { kind: 'differs', attribute: 'agency', weight: 1 },
  ]);
  expect(validate(problem)).toEqual({ problems: [], clashes: [] });
  const solution = solve(problem, { seed: 1, budget: { iterations: 50 } });
  expect(solution).toMatchObject({ ok: true, report: { status: 'feasible' } });
});

test('sizes by number, rounds by number, gains that take the ties of the file', () => {
  const rules = { groups: { size: 5 }, rounds: 2, gains: [{ kind: 'strangers', weight: 3 }] };
  const result = teamsProblem(people, ties, JSON.stringify(rules));
  expect(result).toMatchObject({
    ok: true,
    problem: {
      rounds: [
        {
          id: '1',
          groups: [
            { min: 6, max: 6 },
            { min: 6, max: 6 },
          ],
        },
        { id: '2' },
      ],
      gains: [{ kind: 'strangers', weight: 3, known: [{ closeness: 1 }] }],
    },
  });
});

test('what cannot be read is told by its place, all at once', () => {
  const result = teamsProblem([{ id: ' ', agency: 'x' }], [{ from: 'w0', to: '' }], '{"groups": 3');
  expect(result).toEqual({
    ok: false,
    problems: [
      { code: 'mixing/rules-unreadable', at: 'rules' },
      { code: 'mixing/people-without-id', at: 'people:2' },
      { code: 'mixing/ties-without-ends', at: 'ties:2' },
    ],
  });
  expect(teamsProblem([{ id: 'a' }, { id: 'b' }], null, '{"groups": {"count": 1}}')).toMatchObject({
    problems: [{ code: 'mixing/nothing-to-gain' }],
  });
});
