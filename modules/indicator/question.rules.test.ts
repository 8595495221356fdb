import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unitsOfMeasure, type UnitOfMeasure } from '#platform/contract/measure.ts';
import { composeAnswer, type Counted } from './answer.rules.ts';
import { aCount, anIndicator, aSource } from './indicator.fixtures.ts';
import type { Counting, Question } from './question.contract.ts';
import {
  filterOf,
  spanOf,
  whyNotQuestion,
  type FieldType,
  type Known,
  type KnownKind,
} from './question.rules.ts';

const kind = (unit: KnownKind['unit'], ...numbers: string[]): KnownKind => ({
  unit,
  fields: new Map<string, { type: FieldType; choices: string[] }>([
    ['topic', { type: 'text', choices: [] }],
    ...numbers.map(
      (name) =>
        [name, { type: 'number' as const, choices: [] }] as [string, { type: FieldType; choices: string[] }],
    ),
  ]),
});
const known: Known = {
  kinds: new Map([
    ['service/visited', kind('visit')],
    ['service/registered', kind('firm')],
    ['review/scored', kind('point', 'score')],
    ['case/decided', kind('money')],
    ['plan/evidence-noted', kind('in-data')],
    ['people/imported', kind(null, 'n')],
  ]),
  unitIds: new Set(['u']),
};
const sum = (kinds: string[], unit: UnitOfMeasure): Question => ({
  aggregate: 'sum',
  source: aSource({ kinds }),
  of: 'quantity',
  unit,
});

describe('what a question may be', () => {
  test('户次 and 户 are never summed', () => {
    expect(whyNotQuestion(sum(['service/visited'], 'visit'), known)).toBeNull();
    expect(whyNotQuestion(sum(['service/visited', 'service/registered'], 'visit'), known)?.code).toBe(
      'indicator/units-differ',
    );
    expect(whyNotQuestion(sum(['service/registered'], 'firm'), known)?.code).toBe(
      'indicator/things-not-summed',
    );
  });

  test('whatever is asked of whatever kinds: things are never added, events never called things, units never mixed', () => {
    const units = Object.keys(unitsOfMeasure) as UnitOfMeasure[];
    const aggregate = fc.constantFrom('count', 'sum', 'mean', 'distinct', 'latest');
    const kinds = fc.uniqueArray(fc.constantFrom(...known.kinds.keys()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(aggregate, kinds, fc.constantFrom(...units), (of, asked, unit) => {
        const source = aSource({ kinds: asked });
        const question = (
          of === 'count'
            ? { aggregate: of, source, unit }
            : { aggregate: of, source, unit, of: of === 'distinct' ? 'subject' : 'quantity' }
        ) as Question;
        const { counts } = unitsOfMeasure[unit];
        const adds = of === 'sum' || of === 'count';
        const declared = asked
          .map((one) => known.kinds.get(one)!.unit)
          .filter((one) => one && one !== 'in-data');
        const wrong =
          (adds && (counts === 'things' || counts === 'score')) ||
          (of === 'distinct' && counts !== 'things' && counts !== 'either') ||
          (of === 'count' && counts === 'amount') ||
          (of !== 'count' && of !== 'distinct' && declared.some((one) => one !== unit));
        expect(whyNotQuestion(question, known) !== null).toBe(wrong);
        // A share is as good as its ends, and both of them count alike: 户 over 次 is none.
        if (of !== 'mean' && of !== 'latest') {
          const end = question as Counting;
          const good: Counting = { aggregate: 'count', source: aSource(), unit: 'time' };
          for (const [numerator, denominator] of [
            [end, good],
            [good, end],
          ] as const)
            expect(whyNotQuestion({ aggregate: 'share', numerator, denominator }, known) !== null).toBe(
              wrong || counts === 'things' || counts === 'amount',
            );
          if (!wrong) {
            const same: Question = { aggregate: 'share', numerator: end, denominator: end };
            expect(whyNotQuestion(same, known)).toBeNull();
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('counting records gives occasions, telling apart gives things, scores are never added', () => {
    const count = (unit: UnitOfMeasure): Question => ({ aggregate: 'count', source: aSource(), unit });
    expect(whyNotQuestion(count('person'), known)?.code).toBe('indicator/events-not-things');
    expect(whyNotQuestion(count('person-time'), known)).toBeNull();
    expect(whyNotQuestion(sum(['review/scored'], 'point'), known)?.code).toBe('indicator/score-not-summed');
    const distinct = (unit: UnitOfMeasure): Question => ({
      aggregate: 'distinct',
      source: aSource(),
      of: 'subject',
      unit,
    });
    expect(whyNotQuestion(distinct('visit'), known)?.code).toBe('indicator/different-things');
    expect(whyNotQuestion(distinct('firm'), known)).toBeNull();
  });

  test('kinds nobody declared, fields they do not have and units that do not exist are refused', () => {
    expect(whyNotQuestion(aCount({ kinds: ['made/up'] }), known)).toEqual({
      code: 'indicator/unknown-kind',
      facts: { kind: 'made/up' },
    });
    const field = { field: 'topic', is: 'at-least' as const, value: 3 };
    expect(whyNotQuestion(aCount({ fields: [field] }), known)?.code).toBe('indicator/unknown-field');
    expect(whyNotQuestion(aCount({ unitIds: ['x'] }), known)?.code).toBe('indicator/unknown-unit');
    const period = { kind: 'between' as const, from: '2020-02-02', to: '2020-02-01' };
    expect(whyNotQuestion(aCount({ period }), known)?.code).toBe('indicator/period-backwards');
  });
});

describe('the days of a question', () => {
  const on = '2020-10-05';
  test.each([
    [{ kind: 'ever' }, { from: null, to: on }],
    [
      { kind: 'year', year: 2019 },
      { from: '2019-01-01', to: '2019-12-31' },
    ],
    [
      { kind: 'year', year: 2020 },
      { from: '2020-01-01', to: on },
    ],
    [{ kind: 'this-year' }, { from: '2020-01-01', to: on }],
    [
      { kind: 'last-days', days: 5 },
      { from: '2020-10-01', to: on },
    ],
    [{ kind: 'asker' }, { from: '2020-07-13', to: on }],
  ] as const)('%j', (period, span) => {
    expect(spanOf(aSource({ period }), on, { from: '2020-07-13', to: '2021-03-31' })).toEqual(span);
  });

  test('a question about its asker matches nothing where nobody asks', () => {
    const question = aCount({ about: { kind: 'asker' } }) as Extract<Question, { aggregate: 'count' }>;
    const given = {
      span: { from: null, to: on },
      asker: {},
      known,
      below: (ids: readonly string[]) => [...ids],
    };
    expect(filterOf(question, given).subject).toBe('');
  });

  test('quantities of a kind that names its measure are added up for that measure alone', () => {
    const question = sum(['plan/evidence-noted'], 'visit') as Extract<Question, { aggregate: 'sum' }>;
    const given = {
      span: { from: null, to: on },
      asker: {},
      known,
      below: (ids: readonly string[]) => [...ids],
    };
    expect(filterOf(question, given).fields).toEqual([
      { field: 'measure', is: 'one-of', values: ['visit'], ofKinds: ['plan/evidence-noted'] },
    ]);
  });
});

describe('an answer', () => {
  const counted = (more: Partial<Counted>): Counted => ({
    value: 0,
    nFacts: 0,
    nPeople: null,
    nPeopleOfAll: null,
    ...more,
  });
  const span = { from: null, to: '2020-12-31' };
  const answer = (question: Question, parts: Counted[], more = {}) =>
    composeAnswer(anIndicator({ question, ...more }), {
      counted: parts,
      judged: null,
      neverRecorded: false,
      span,
    });

  test('shows money in 万元 with two decimals, from fen', () => {
    const one = answer(sum(['case/decided'], 'money'), [counted({ value: 138_600_000, nFacts: 44 })], {
      target: 150,
    });
    expect(one).toMatchObject({ value: 138.6, met: false, reached: 138.6 / 150 });
  });

  test('keeps both ends of a share, and tells nothing where the denominator is zero', () => {
    const part = { aggregate: 'count' as const, source: aSource(), unit: 'case' as const };
    const share: Question = { aggregate: 'share', numerator: part, denominator: part };
    const two = [counted({ value: 149, nFacts: 149 }), counted({ value: 187, nFacts: 187 })];
    expect(answer(share, two)).toMatchObject({ value: 79.7, numerator: 149, denominator: 187 });
    expect(answer(share, [counted({}), counted({})])).toMatchObject({ value: null, met: null });
  });

  test('hides fewer than five people, here and in the rest of the bureau', () => {
    const people: Question = { aggregate: 'distinct', source: aSource(), of: 'actor', unit: 'person' };
    const of = (nPeople: number, nPeopleOfAll: number | null) =>
      answer(people, [counted({ value: nPeople, nFacts: 9, nPeople, nPeopleOfAll })]);
    expect(of(4, null)).toMatchObject({ value: null, nFacts: null });
    expect(of(5, null).value).toBe(5);
    expect(of(20, 23).value).toBeNull();
    expect(of(20, 20).value).toBe(20);
    expect(of(0, null).value).toBe(0);
  });

  test('warns where a rule matches nothing', () => {
    expect(answer(aCount(), [counted({})]).warnings[0]?.zh).toContain('没有一条符合');
  });

  test('knows no half way where less is better', () => {
    const less = (value: number) =>
      answer(aCount(), [counted({ value, nFacts: value })], { direction: 'less', target: 3 });
    expect(less(4)).toMatchObject({ met: false, reached: 0 });
    expect(less(3)).toMatchObject({ met: true, reached: 1 });
  });

  test('keeps below its limit only when the last day is over', () => {
    const on = (to: string, value: number, aggregate = aCount()) =>
      composeAnswer(anIndicator({ question: aggregate, direction: 'less', target: 5 }), {
        counted: [counted({ value, nFacts: value })],
        judged: null,
        neverRecorded: false,
        span: { from: '2020-07-01', to },
        lastDay: '2020-08-29',
      });
    expect(on('2020-07-15', 2)).toMatchObject({ met: null, reached: 0.25 });
    expect(on('2020-07-15', 2).warnings.map(({ zh }) => zh)).toEqual(['至今没有超过；到最后一天才算数。']);
    expect(on('2020-07-15', 6)).toMatchObject({ met: false, reached: 0, warnings: [] });
    expect(on('2020-08-29', 5)).toMatchObject({ met: true, reached: 1, warnings: [] });
    const scale: Question = { aggregate: 'latest', source: aSource(), of: 'quantity', unit: 'point' };
    expect(on('2020-07-15', 3, scale)).toMatchObject({ met: true, reached: 1 });
  });

  test('takes “at least none” for no target', () => {
    const more = answer(aCount(), [counted({ value: 4, nFacts: 4 })], { direction: 'more', target: 0 });
    expect(more).toMatchObject({ met: null, reached: null });
  });
});
