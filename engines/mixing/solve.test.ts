import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import {
  evaluate,
  explain,
  improve,
  sayClash,
  say,
  solve,
  validate,
  whatIf,
  clashWords,
  inputWords,
  reasonWords,
} from './index.ts';
import type { Plan, Problem, Rule, Solution } from './index.ts';
import { allPlans, golf, oneRound, randomMatrix, somePeople } from './naive.fixtures.ts';

const solved = (problem: Problem, iterations = 200, seed = 1, from: Plan | null = null): Solution => {
  const solution = improve(problem, from, { seed, budget: { iterations } });
  if (!solution.ok) throw new Error(JSON.stringify(solution));
  return solution;
};

describe('a plan', () => {
  test('spreads agencies to the closed-form optimum and stops there', () => {
    const { report, stopped } = solved(oneRound(somePeople(60, 5), 6, [10, 10]));
    expect(report).toMatchObject({ status: 'feasible', gain: 240, bound: 240, share: 1 });
    expect(stopped).toBe('optimal');
  });

  test('has the best gain among all plans that keep every rule (tried one by one)', () => {
    const rules: Rule[] = [
      { kind: 'apart', people: ['p0', 'p1'] },
      { kind: 'together', people: ['p2', 'p3'] },
      { kind: 'count', who: { skill: 'leads' }, min: 1 },
      { kind: 'noLone', attribute: 'sex' },
    ];
    const random = seeded(11);
    for (let k = 0; k < 8; k++) {
      const values = randomMatrix(random, 8, 20);
      const problem = oneRound(somePeople(8), 2, [4, 4], rules, [{ kind: 'matrix', values, weight: 1 }]);
      let best = -Infinity;
      for (const plan of allPlans(problem)) {
        const report = evaluate(problem, plan);
        if (report.status === 'feasible') best = Math.max(best, report.gain);
      }
      const { report } = solved(problem, 60, k);
      expect(report.status).toBe('feasible');
      expect(report.gain).toBe(best);
      expect(report.gain).toBeLessThanOrEqual(report.bound);
    }
  });

  test('is the same for the same seed and iterations, whoever watches; sizes are even', () => {
    const problem = oneRound(
      somePeople(50, 4),
      7,
      [5, 9],
      [{ kind: 'balance', attribute: 'age', tolerance: 2 }],
    );
    const watched: number[] = [];
    const one = solve(problem, { seed: 5, budget: { iterations: 100 } });
    const other = solve(problem, {
      seed: 5,
      budget: { iterations: 100 },
      onProgress: ({ share }) => void watched.push(share),
    });
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(watched.length).toBeGreaterThan(0);
    const sizes = (one as Solution).report.groups.map(({ size }) => size).sort();
    expect(sizes).toEqual([7, 7, 7, 7, 7, 7, 8]);
  });

  test('stops at once with the best so far when told to', () => {
    const values = randomMatrix(seeded(1), 40, 9);
    const problem = oneRound(somePeople(40), 5, [8, 8], [], [{ kind: 'matrix', values, weight: 1 }]);
    const solution = solve(problem, { seed: 1, budget: { share: () => 0 }, signal: { aborted: true } });
    expect(solution).toMatchObject({ ok: true, stopped: 'signal', report: { status: 'feasible' } });
    let asked = 0;
    const timed = solve(problem, { seed: 1, budget: { share: () => asked++ / 5 } });
    expect(timed).toMatchObject({ ok: true, stopped: 'budget', iterations: 80 });
  });

  test('lifts the worst-off within what may be given up of the sum', () => {
    const values = randomMatrix(seeded(21), 40, 3);
    const problem = oneRound(somePeople(40), 4, [10, 10], [], [{ kind: 'matrix', values, weight: 1 }]);
    const ended = (giveUp: number): Solution =>
      solve(problem, { seed: 2, budget: { iterations: 300 }, giveUp }) as Solution;
    const [plain, lifted] = [ended(0), ended(0.03)];
    expect(leastSum(problem, lifted.plan)).toBeGreaterThan(leastSum(problem, plain.plan));
    expect(lifted.report.gain).toBeGreaterThanOrEqual(0.97 * plain.report.gain);
  });

  test('weighs small groups like big ones when asked for gain per person', () => {
    const people = somePeople(24, 3);
    const groups = [4, 4, 16].map((size, g) => ({ id: `g${g + 1}`, min: size, max: size }));
    const values = randomMatrix(seeded(31), 24, 9);
    const base: Problem = {
      people,
      rounds: [{ id: 'day', groups }],
      gains: [{ kind: 'matrix', values, weight: 1 }],
    };
    const perPerson = (problem: Problem): number =>
      solved(problem, 400).report.groups.reduce((sum, { gain, size }) => sum + gain / (size - 1), 0);
    expect(perPerson({ ...base, objective: 'perPerson' })).toBeGreaterThan(perPerson(base));
  });
});

/** The least sum of gains with the own group, over people. */
function leastSum(problem: Problem, plan: Plan): number {
  const source = problem.gains[0] as { values: ArrayLike<number> };
  const at = new Map(problem.people.map(({ id }, i) => [id, i]));
  const n = problem.people.length;
  return Math.min(
    ...plan.rounds[0]!.groups.flatMap(({ people }) =>
      people.map((a) => people.reduce((sum, b) => sum + source.values[at.get(a)! * n + at.get(b)!]!, 0)),
    ),
  );
}

describe('rules that compete', () => {
  test('a weighted rule gives way to one that must be kept, and the report says who breaks it', () => {
    const rules: Rule[] = [
      { kind: 'apart', people: ['p0', 'p1', 'p2', 'p3'], weight: 5, id: 'rather apart' },
      { kind: 'together', people: ['p0', 'p1'], id: 'one car' },
    ];
    const { report } = solved(oneRound(somePeople(12), 3, [4, 4], rules));
    expect(report.status).toBe('feasible');
    const broken = report.rules.find(({ name }) => name === 'rather apart')!;
    expect(broken).toMatchObject({ kept: false, mustBeKept: false });
    expect(broken.breaches.flatMap(({ people }) => people)).toEqual(expect.arrayContaining(['p0', 'p1']));
  });

  test('units of two and three fill groups exactly', () => {
    const rules: Rule[] = [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
      [8, 9],
    ].map((unit) => ({ kind: 'together', people: unit.map((i) => `p${i}`) }));
    const { report } = solved(oneRound(somePeople(15), 3, [5, 5], rules));
    expect(report.status).toBe('feasible');
  });

  test('pins hold, also when starting from a plan made by hand', () => {
    const problem: Problem = {
      ...oneRound(somePeople(20), 4, [5, 5]),
      pins: [
        { person: 'p0', group: 'g3' },
        { person: 'p3', group: 'g3' },
      ],
    };
    const hand: Plan = {
      rounds: [
        {
          id: 'day',
          groups: ['g1', 'g2', 'g3', 'g4'].map((id, g) => ({
            id,
            people: problem.people.slice(5 * g, 5 * g + 5).map((person) => person.id),
          })),
        },
      ],
    };
    expect(evaluate(problem, hand).rules.find(({ name }) => name === 'pins')).toMatchObject({ kept: false });
    const { plan, report } = solved(problem, 50, 1, hand);
    expect(report.status).toBe('feasible');
    expect(plan.rounds[0]!.groups[2]!.people).toEqual(expect.arrayContaining(['p0', 'p3']));
    expect(report.gain).toBeGreaterThanOrEqual(evaluate(problem, hand).gain);
  });
});

describe('several rounds', () => {
  test.each([
    [8, 4, 7],
    [5, 3, 7],
    [8, 3, 10],
    [5, 4, 5],
    [10, 4, 9],
  ])('%i groups of %i over %i rounds: nobody meets twice', (g, s, w) => {
    const { report } = solved({ ...golf(g, s, w), rules: [{ kind: 'repeats', max: 1 }] }, 8000);
    expect(report.pairs).toMatchObject({ repeated: 0, together: (g * w * s * (s - 1)) / 2 });
    expect(report.status).toBe('feasible');
  });

  test('people come to the rounds they can attend, leaders are spread in each, and couples stay together', () => {
    const base = golf(4, 5, 3);
    const people = somePeople(20).map((person, i) =>
      i % 5 === 4
        ? { ...person, rounds: i % 2 === 0 ? ['round 1', 'round 2'] : ['round 2', 'round 3'] }
        : person,
    );
    const rounds = base.rounds.map(({ id, groups }) => ({
      id,
      groups: groups.map((group) => ({ ...group, min: 3, max: 6 })),
    }));
    const rules: Rule[] = [
      { kind: 'spread', who: { skill: 'leads' } },
      { kind: 'together', people: ['p0', 'p1'] },
      { kind: 'apart', people: ['p2', 'p3'] },
      { kind: 'repeats', max: 2 },
    ];
    const { report, plan } = solved({ ...base, people, rounds, rules }, 1500);
    expect(report.rules.filter(({ kept }) => !kept)).toEqual([]);
    expect(plan.rounds.map((round) => round.groups.flatMap(({ people }) => people).length)).toEqual([
      18, 20, 18,
    ]);
    expect(report.gain).toBeLessThanOrEqual(report.bound);
  });
});

describe('what-if and explanation', () => {
  const rules: Rule[] = [{ kind: 'apart', people: ['p0', 'p5'], id: 'quarrel' }];
  const problem = oneRound(somePeople(12), 3, [3, 5], rules);
  const { plan, report } = solved(problem, 30);
  const groupOf = (id: string) => plan.rounds[0]!.groups.find(({ people }) => people.includes(id))!.id;

  /** The plan after people moved, told by group. */
  const after = (moves: Readonly<Record<string, string>>): Plan => ({
    rounds: [
      {
        id: 'day',
        groups: plan.rounds[0]!.groups.map(({ id, people }) => ({
          id,
          people: [
            ...people.filter((one) => (moves[one] ?? id) === id),
            ...Object.keys(moves).filter((one) => moves[one] === id && !people.includes(one)),
          ],
        })),
      },
    ],
  });

  test('every cost told is the difference of two evaluations', () => {
    for (const { people, to, gain } of whatIf(problem, plan).move('p0'))
      expect(evaluate(problem, after({ [people[0]!]: to })).gain - report.gain).toBeCloseTo(gain, 9);
    const swaps = whatIf(problem, plan).swap('p0');
    expect(swaps).toHaveLength(8);
    for (const { people, to, gain, cost } of swaps) {
      const changed = evaluate(problem, after({ p0: to, [people[1]!]: groupOf('p0') }));
      expect(changed.gain - report.gain).toBeCloseTo(gain, 9);
      expect(cost > 0).toBe(changed.status !== 'feasible');
    }
    expect(whatIf(problem, plan).acquire('g1')).toHaveLength(8);
    expect(whatIf(problem, plan).swap('nobody')).toEqual([]);
  });

  test('tells why, in both languages', () => {
    const reasons = explain(problem, plan, 'p0');
    expect(reasons.map(({ code }) => code)).toEqual([
      'mixing/reason-new',
      'mixing/reason-values',
      'mixing/reason-rule',
      'mixing/reason-no-better-swap',
    ]);
    const texts = reasons.map(({ code, facts }) => say(reasonWords[code], facts, 'zh'));
    expect(texts[0]).toBe('会遇到 3 人，其中 3 人原先不认识。');
    expect(explain(problem, plan, 'g1')[0]).toMatchObject({
      code: 'mixing/reason-group',
      facts: { size: 4, nPinned: 0 },
    });
    expect(explain(problem, plan, 'nobody')).toEqual([]);
  });

  test('clashes are told in plain words with what must give way', () => {
    const clashing = {
      ...problem,
      rules: [...rules, { kind: 'together', people: ['p0', 'p5'], id: '同车' } as Rule],
    };
    const { clashes } = validate(clashing);
    expect(sayClash(clashing, clashes[0]!, 'zh')).toBe(
      'p0、p5 既要求同组，又要求不同组。以下各项须有一项让步：规则“quarrel”、规则“同车”。',
    );
    expect(sayClash(clashing, clashes[0]!, 'en', (id) => id.toUpperCase())).toBe(
      'P0, P5 must be together and must be apart. One of these must give way: rule “quarrel”, rule “同车”.',
    );
    expect(solve(clashing, { seed: 1, budget: { iterations: 1 } })).toMatchObject({ ok: false });
  });

  test('every code has words in both languages', () => {
    for (const words of [clashWords, inputWords, reasonWords])
      for (const { zh, en } of Object.values(words)) {
        const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
        expect(zh).not.toBe('');
        expect(en).not.toBe('');
        expect(gaps(zh).every((gap) => gap !== '')).toBe(true);
      }
  });
});

describe('a report of a plan made by hand', () => {
  test('counts new meetings, values met, people left out, absent or placed twice', () => {
    const people = [
      { id: 'a', values: { agency: 'x' } },
      { id: 'b', values: { agency: 'y' } },
      { id: 'c', values: { agency: 'x' } },
      { id: 'd', values: { agency: null }, rounds: [] },
    ];
    const problem: Problem = {
      people,
      rounds: [
        {
          id: 'day',
          groups: [
            { id: 'g1', min: 1, max: 3 },
            { id: 'g2', min: 1, max: 3 },
          ],
        },
      ],
      gains: [
        { kind: 'differs', attribute: 'agency', weight: 1 },
        { kind: 'strangers', known: [{ a: 'a', b: 'b', closeness: 1 }], weight: 2 },
      ],
    };
    const plan: Plan = {
      rounds: [
        {
          id: 'day',
          groups: [
            { id: 'g1', people: ['a', 'b', 'd'] },
            { id: 'g2', people: ['b'] },
          ],
        },
      ],
    };
    const report = evaluate(problem, plan);
    expect(report.pairs).toMatchObject({ together: 3, newlyMet: 2, across: { agency: 1 } });
    expect(report.gain).toBe(1 + 2 + 2);
    expect(report.people[0]).toEqual({ id: 'a', met: 2, newlyMet: 1, valuesMet: { agency: 1 } });
    const places = report.rules.find(({ name }) => name === 'places')!;
    expect(places.breaches.map(({ facts, people }) => [facts['why'], people])).toEqual([
      ['without', ['c']],
      ['absent', ['d']],
      ['twice', ['b']],
    ]);
    expect(report.status).toBe('bestEffort');
  });
});
