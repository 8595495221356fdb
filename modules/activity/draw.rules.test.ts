import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDraws, prepareDraws, validate } from '#engines/mixing/index.ts';
import { usualWeights, type DrawChoice } from './draw-choice.contract.ts';
import { problemOfRedraws, seatsOf, sidesOf, wholeMechanism, withoutTies } from './draw-mechanism.rules.ts';
import { previewOf } from './draw-preview.rules.ts';
import {
  earlierTeams,
  eachPair,
  problemOf,
  stateAt,
  withAcquaintance,
  withoutAcquaintance,
  type Entrant,
} from './draw-problem.rules.ts';
import { changeAsked, mixOf, teamsAfter } from './draw-team.rules.ts';
import { firstChoice, rejectionOf, standingOf, stillMeant, whyNotChoice } from './draw.rules.ts';

const choiceOf = (more: Partial<DrawChoice> = {}): DrawChoice => ({
  nTeams: 3,
  sizes: null,
  sessionIds: [],
  away: [],
  rules: [],
  pins: [],
  weights: usualWeights,
  onChange: 'keep',
  ...more,
});
const someEntrants = (n: number): Entrant[] =>
  Array.from({ length: n }, (_, at) => ({
    personId: `id${at}`,
    legacy: 'ABC'[at % 3]!,
    unitId: `u${at % 4}`,
    post: at === 0 ? '科长' : '',
  }));

describe('pairs and their states', () => {
  test('every pair has its own place in the string, whichever way it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 14 }), (n) => {
        const letters: string[] = [];
        eachPair(n, (i, j) => letters.push(String.fromCodePoint(0x4e00 + i * n + j)));
        const states = letters.join('');
        eachPair(n, (i, j) => {
          const own = String.fromCodePoint(0x4e00 + i * n + j);
          expect([stateAt(states, n, i, j), stateAt(states, n, j, i)]).toEqual([own, own]);
        });
      }),
    );
  });

  test('acquainted counts half, familiar whole, strangers nothing, and silence as its like', () => {
    const entrants = someEntrants(8).map((one) => ({ ...one, legacy: 'A', unitId: 'u' }));
    const known = Array.from({ length: 28 }, (_, at) => '0120'[at % 4]).join('');
    const problem = withAcquaintance(problemOf(choiceOf(), entrants, []), entrants, `-${known.slice(1)}`);
    const strangers = problem.gains.find((gain) => gain.kind === 'strangers')!;
    // Of the 27 pairs told of, 7 are acquainted and 7 familiar: (7 × ½ + 7) / 27.
    expect(strangers.known[0]).toEqual({ a: 'p0', b: 'p1', closeness: 0.389 });
    expect(new Set(strangers.known.slice(1).map(({ closeness }) => closeness))).toEqual(new Set([0.5, 1]));
  });

  test('what is stored holds no acquaintance, and with the wave’s states runs as before', () => {
    const entrants = someEntrants(12);
    const states = Array.from({ length: 66 }, (_, at) => '01-20'[at % 5]).join('');
    const problem = withAcquaintance(problemOf(choiceOf(), entrants, []), entrants, states);
    const mechanism = prepareDraws(problem, { seed: 5 });
    const text = JSON.stringify(withoutTies(mechanism));
    expect(text).not.toContain('closeness');
    const record = {
      version: 'team-draw/1' as const,
      nonce: '',
      personIds: [],
      waveId: null,
      mechanism: JSON.parse(text) as typeof mechanism,
      before: [],
    };
    expect(JSON.stringify(wholeMechanism(record, states))).toBe(JSON.stringify(mechanism));
    expect(sidesOf(problem)).toEqual(entrants.map(({ legacy, unitId }) => ({ legacy, unitId })));
    expect(JSON.stringify(withoutAcquaintance(problem))).not.toContain('known');
  });

  test('earlier teams are remembered by the last time', () => {
    const draws = [
      { teams: [[['id1', 'id0', 'gone'], ['id2']]], publishedAt: '2020-01-01T00:00:00.000Z' },
      { teams: [[['id0', 'id1'], ['id2']]], publishedAt: '2020-03-01T00:00:00.000Z' },
    ];
    expect(earlierTeams(['id0', 'id1', 'id2'], draws, '2020-03-11T12:00:00.000Z')).toEqual([
      { a: 0, b: 1, ago: 10 },
    ]);
  });
});

describe('the preview', () => {
  const entrants = someEntrants(30);
  const teams = Array.from({ length: 5 }, (_, team) =>
    Array.from({ length: 6 }, (__, k) => (team * 6 + k) % 30),
  );

  test('is the expectation it claims to be: chance alone gives pairs × share of pairs across agencies', () => {
    const preview = previewOf({
      entrants,
      states: null,
      earlier: [],
      draws: [[teams]],
      seed: 7,
      nCompared: 2000,
    });
    // 75 pairs in teams, 300 of 435 pairs across agencies: 51.7, in fives.
    expect(preview.random.mean).toBe(50);
    expect(preview.random.low).toBeLessThan(51.7);
    expect(preview.random.high).toBeGreaterThan(51.7);
    expect(preview.drawn).toEqual({ mean: 60, low: 60, high: 60 });
  });

  test('counts no pair that knows each other or was on one team', () => {
    const familiar = '2'.repeat(435);
    const given = { entrants, draws: [[teams]], seed: 7, nCompared: 10 };
    expect(previewOf({ ...given, states: familiar, earlier: [] }).drawn.mean).toBe(0);
    const earlier: { a: number; b: number }[] = [];
    eachPair(30, (a, b) => earlier.push({ a, b }));
    expect(previewOf({ ...given, states: null, earlier }).random.high).toBe(0);
  });

  test('goes in steps of five: one pair or two more or less do not show', () => {
    const states = Array.from({ length: 435 }, () => '0');
    const given = { entrants, earlier: [], draws: [[teams]], seed: 7, nCompared: 10 };
    const before = previewOf({ ...given, states: states.join('') });
    // Person 0 shares a team with persons 1 and 2, who come from other agencies.
    const after = previewOf({ ...given, states: `22${states.slice(2).join('')}` });
    expect(after.drawn).toEqual(before.drawn);
    const third = previewOf({ ...given, states: `22022${states.slice(5).join('')}` });
    expect(before.drawn.mean - third.drawn.mean).toBe(5);
  });
});

describe('changes by hand', () => {
  const teams = [[['a', 'b'], ['c', 'd'], ['e']]];
  const made = { reason: '值班', at: '', by: '' };

  test('exchange, move and place; and what is none', () => {
    const swap = changeAsked(teams, { round: 0, personId: 'a', withPersonId: 'd', team: null })!;
    expect(teamsAfter(teams, [{ ...swap, ...made }])).toEqual([[['d', 'b'], ['c', 'a'], ['e']]]);
    const move = changeAsked(teams, { round: 0, personId: 'a', withPersonId: null, team: 3 })!;
    expect(teamsAfter(teams, [{ ...move, ...made }])).toEqual([[['b'], ['c', 'd'], ['e', 'a']]]);
    const place = changeAsked(teams, { round: 0, personId: 'new', withPersonId: null, team: 1 })!;
    expect(place.from).toBeNull();
    expect(changeAsked(teams, { round: 0, personId: 'a', withPersonId: 'b', team: null })).toBeNull();
    expect(changeAsked(teams, { round: 0, personId: 'a', withPersonId: null, team: 9 })).toBeNull();
    expect(changeAsked(teams, { round: 1, personId: 'a', withPersonId: null, team: 1 })).toBeNull();
  });

  test('pin the moved in the re-draws, with the sizes as they are, and give up rules that hands broke', () => {
    const entrants = someEntrants(12);
    const rules: DrawChoice['rules'] = [{ kind: 'apart', people: ['id0', 'id1', 'id2'] }];
    const problem = problemOf(choiceOf({ rules }), entrants, []);
    const draws = openDraws(prepareDraws(problem, { seed: 3 }));
    const drawn = draws.assignment(draws.draw(0)).map((seats) => Int16Array.from(seats));
    const final = drawn.map((seats) => seats.slice());
    expect(problemOfRedraws(problem, drawn, final)).toBeNull();
    // Person 0 joins person 1, whom the rule keeps apart: nobody moves back.
    final[0]![0] = final[0]![1]!;
    final[0]![1] = drawn[0]![1]!;
    const { problem: pinned, givenUp } = problemOfRedraws(problem, drawn, final)!;
    expect(validate(pinned)).toEqual({ problems: [], clashes: [] });
    expect(pinned.pins).toEqual([{ person: 'p0', group: `t${final[0]![0]! + 1}`, round: 'r0' }]);
    expect(pinned.rounds[0]!.groups.map(({ min }) => min).sort()).toEqual([3, 4, 5]);
    expect(givenUp).toEqual([]);
    const both = final.map((seats) => seats.slice());
    both[0]![1] = (drawn[0]![1]! + 1) % 3;
    both[0]![0] = both[0]![1]!;
    const again = problemOfRedraws(problem, drawn, both)!;
    expect(again.givenUp).toEqual(again.problem.pins!.length > 1 ? ['rule0'] : []);
    expect(seatsOf([[[0, 2], [1]]], 4)).toEqual([Int16Array.from([0, 1, 0, -1])]);
  });

  test('a team is told by agencies, units and pairs across', () => {
    const people = [
      { legacy: 'A', unitId: 'u' },
      { legacy: 'A', unitId: 'v' },
      { legacy: 'B', unitId: 'u' },
    ];
    expect(mixOf(people)).toEqual({
      legacies: [
        { code: 'A', n: 2 },
        { code: 'B', n: 1 },
      ],
      nUnits: 2,
      nAcross: 2,
      nPairs: 3,
    });
  });
});

describe('what may be chosen', () => {
  test('first: as planned if that fits, else even teams of eight; heads spread where there are some', () => {
    expect(firstChoice({ nEntrants: 64, planned: null, posts: [] })).toMatchObject({
      nTeams: 8,
      sizes: null,
      rules: [],
    });
    const planned = { nTeams: 5, minSize: 6, maxSize: 8 };
    const posts = ['科长', '副科长', '科员'];
    expect(firstChoice({ nEntrants: 33, planned, posts })).toMatchObject({
      nTeams: 5,
      sizes: { min: 6, max: 8 },
      rules: [{ kind: 'spread', who: { by: 'post', containing: '长' } }],
    });
    expect(firstChoice({ nEntrants: 20, planned, posts }).sizes).toBeNull();
  });

  test('last time’s without those who have gone', () => {
    const choice = choiceOf({
      rules: [
        { kind: 'together', people: ['a', 'gone'] },
        { kind: 'apart', people: ['a', 'b', 'gone'] },
        { kind: 'atLeast', n: 1, who: { by: 'people', people: ['gone'] } },
        { kind: 'noLone', codes: null },
      ],
      pins: [{ personId: 'gone', team: 1 }],
    });
    const meant = stillMeant(
      choice,
      (id) => id !== 'gone',
      () => true,
    );
    expect(meant.rules.map(({ kind }) => kind)).toEqual(['apart', 'noLone']);
    expect(meant.pins).toEqual([]);
  });

  test('nobody and nothing from elsewhere', () => {
    const given = { entrants: new Set(['a', 'b', 'c', 'd', 'e', 'f']), sessions: new Set(['s']) };
    expect(whyNotChoice(choiceOf(), given)).toBeNull();
    expect(whyNotChoice(choiceOf({ pins: [{ personId: 'z', team: 1 }] }), given)?.code).toBe(
      'activity/draw-unknown',
    );
    expect(whyNotChoice(choiceOf({ pins: [{ personId: 'a', team: 4 }] }), given)?.code).toBe(
      'activity/draw-unknown',
    );
    expect(whyNotChoice(choiceOf({ sessionIds: ['s', 's'] }), given)?.code).toBe('activity/draw-unknown');
    expect(whyNotChoice(choiceOf({ nTeams: 4 }), given)?.code).toBe('activity/draw-too-few');
  });
});

describe('what a draw can prove', () => {
  const history = {
    published: true,
    madeAt: '2020-06-01T00:00:00.000Z',
    publishedAt: '2020-06-02T00:00:00.000Z',
    beginsAt: '2020-06-12T07:00:00.000Z',
    rejected: [],
    nMoved: 0,
  } as const;
  test.each([
    ['A: stored and published before the event', {}, 'A'],
    ['A: people moved by hand are conditioned on', { nMoved: 2 }, 'A'],
    ['A: drawn again by the rule said beforehand', { rejected: ['people-changed'] }, 'A'],
    ['B: somebody did not want a draw', { rejected: ['people-changed', 'by-hand'] }, 'B'],
    ['D: published after the beginning', { publishedAt: '2020-06-12T08:00:00.000Z' }, 'D'],
  ] as const)('%s', (_, more, grade) => {
    expect(standingOf({ ...history, ...more }).grade).toBe(grade);
  });

  test('a rejection is mechanical only by a rule said beforehand, and where names did change', () => {
    const life = { state: 'drawn', begun: false } as const;
    expect(rejectionOf({ ...life, onChange: 'redraw', peopleChanged: true })).toBe('people-changed');
    expect(rejectionOf({ ...life, onChange: 'redraw', peopleChanged: false })).toBe('by-hand');
    expect(rejectionOf({ ...life, onChange: 'keep', peopleChanged: true })).toBe('by-hand');
  });
});
