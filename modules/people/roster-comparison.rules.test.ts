import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRosterPerson } from './roster.fixtures.ts';
import type { RosterPerson, StatedPerson } from './roster.rules.ts';
import { compareRoster } from './roster.rules.ts';

const on = '2020-09-01';

function stated(told: Partial<StatedPerson> = {}, ...assignments: StatedPerson['assignments']): StatedPerson {
  const own = { unit: '质量发展科', post: '科长', fromOn: '2019-01-30', untilOn: null };
  return {
    ...aRosterPerson(),
    active: true,
    rows: [2],
    assignments: assignments.length > 0 ? assignments : [own],
    ...told,
  };
}

const changeOf = (current: RosterPerson, person: StatedPerson) => {
  const { changed } = compareRoster([current], [person], on);
  return changed[0]?.fields
    .filter(({ field }) => field !== 'history')
    .map(({ field, from, to }) => [field, from, to]);
};

/** The roster after an import. */
function taken(
  current: readonly RosterPerson[],
  persons: readonly StatedPerson[],
  day: string,
): RosterPerson[] {
  const { added, changed } = compareRoster(current, persons, day);
  const after = new Map(
    [...added, ...changed.map((change) => change.after)].map((person) => [person.staffNo, person]),
  );
  const kept = current.map((person) => after.get(person.staffNo) ?? person);
  return [...kept, ...added];
}

describe('the difference by staff number', () => {
  test('new, changed, not named and unchanged people', () => {
    const current = [aRosterPerson(), aRosterPerson({ staffNo: 'LC0002', name: '范树榆' })];
    const comparison = compareRoster(current, [stated(), stated({ staffNo: 'LC0003', name: '乔立珩' })], on);
    expect(comparison.unchanged).toEqual(['LC0001']);
    expect(comparison.added.map((person) => person.name)).toEqual(['乔立珩']);
    expect(comparison.left).toEqual([{ staffNo: 'LC0002', name: '范树榆', proposed: true }]);
  });

  test('who left before is not proposed again', () => {
    const gone = aRosterPerson({ leftOn: '2020-01-01' });
    expect(compareRoster([gone], [stated({ staffNo: 'X' })], on).left).toEqual([]);
  });

  test('an empty cell is no statement', () => {
    const silent = stated({ phone: null, grade: null, postType: null, order: null, active: null });
    expect(changeOf(aRosterPerson(), silent)).toBeUndefined();
  });

  test('fields are told with what they were and would be', () => {
    expect(changeOf(aRosterPerson(), stated({ phone: '19900000009', grade: '二级调研员' }))).toEqual([
      ['grade', '一级主任科员', '二级调研员'],
      ['phone', '19900000001', '19900000009'],
    ]);
  });
});

describe('where somebody sits', () => {
  const move = { unit: '办公室', post: '主任', untilOn: null };

  test('another unit from a later day is a new stretch from that day', () => {
    const { changed } = compareRoster([aRosterPerson()], [stated({}, { ...move, fromOn: '2020-07-01' })], on);
    expect(changed[0]!.after.assignments).toEqual([
      { unit: '质量发展科', post: '科长', fromOn: '2019-01-30', untilOn: '2020-07-01' },
      { unit: '办公室', post: '主任', fromOn: '2020-07-01', untilOn: null },
    ]);
    expect(changed[0]!.after.joinedOn).toBe('2019-01-30');
  });

  test('another unit beside the day of joining, or without a day, is a new stretch from the import’s day', () => {
    const moved = aRosterPerson({
      assignments: [
        { unit: '综合科', post: null, fromOn: '2019-01-30', untilOn: '2020-01-01' },
        { unit: '质量发展科', post: '科长', fromOn: '2020-01-01', untilOn: null },
      ],
    });
    for (const fromOn of ['2019-01-30', null]) {
      const { changed } = compareRoster([moved], [stated({}, { ...move, fromOn })], on);
      expect(changed[0]!.after.assignments.at(-1)).toMatchObject({ unit: '办公室', fromOn: on });
    }
  });

  test('another unit with the unchanged day of joining is a move on the import’s day; the history stays', () => {
    const { changed } = compareRoster([aRosterPerson()], [stated({}, { ...move, fromOn: '2019-01-30' })], on);
    expect(changed[0]!.after.assignments.map(({ unit, fromOn }) => [unit, fromOn])).toEqual([
      ['质量发展科', '2019-01-30'],
      ['办公室', on],
    ]);
  });

  test('another unit as of a day on which the present one began, and another day for the same unit, are corrections', () => {
    const { changed } = compareRoster(
      [aRosterPerson()],
      [stated({}, { ...move, fromOn: null })],
      '2019-01-30',
    );
    expect(changed[0]!.after.assignments).toEqual([{ ...move, fromOn: '2019-01-30' }]);
    const later = { unit: '质量发展科', post: '科长', fromOn: '2019-03-01', untilOn: null };
    expect(changeOf(aRosterPerson(), stated({}, later))).toEqual([['joinedOn', '2019-01-30', '2019-03-01']]);
  });

  test('a history of rows is laid over what is known; nothing known is thrown away', () => {
    const rows = [
      { unit: '办公室', post: '科员', fromOn: '2018-01-01', untilOn: '2019-01-30' },
      { unit: '质量发展科', post: '科长', fromOn: '2019-01-30', untilOn: null },
    ];
    const { changed } = compareRoster([aRosterPerson()], [stated({}, ...rows)], on);
    expect(changed[0]!.after).toMatchObject({ joinedOn: '2018-01-01', assignments: rows });
  });

  test('leaving, leaving without a day, and coming back', () => {
    expect(changeOf(aRosterPerson(), stated({ active: false, leftOn: '2020-08-01' }))).toEqual([
      ['leftOn', null, '2020-08-01'],
    ]);
    expect(changeOf(aRosterPerson(), stated({ active: false }))).toEqual([['leftOn', null, on]]);
    const gone = aRosterPerson({
      leftOn: '2020-01-01',
      assignments: [{ unit: '质量发展科', post: '科长', fromOn: '2019-01-30', untilOn: '2020-01-01' }],
    });
    const back = { unit: '质量发展科', post: '科长', fromOn: '2020-06-01', untilOn: null };
    const { changed } = compareRoster([gone], [stated({}, back)], on);
    expect(changed[0]!.after.assignments.map(({ fromOn, untilOn }) => [fromOn, untilOn])).toEqual([
      ['2019-01-30', '2020-01-01'],
      ['2020-06-01', null],
    ]);
  });

  test('left before the last known transfer: told as conflicting, not taken over', () => {
    const person = stated({ active: false, leftOn: '2019-01-01' });
    const comparison = compareRoster([aRosterPerson()], [person], on);
    expect(comparison.conflicting).toHaveLength(1);
    expect(comparison.changed).toEqual([]);
  });
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

describe('idempotence', () => {
  const day = fc.constantFrom('2018-05-01', '2019-01-30', '2020-02-01', '2020-07-01', '2021-01-01');
  const assignment = fc.record({
    unit: fc.constantFrom('甲', '乙', '丙'),
    post: maybe(fc.constantFrom('科员', '科长')),
    fromOn: day,
    untilOn: fc.constant(null),
  });
  const single = assignment.chain((each) => maybe(day).map((fromOn) => [{ ...each, fromOn }]));
  const history = fc
    .uniqueArray(assignment, { selector: (each) => each.fromOn, minLength: 2, maxLength: 4 })
    .map((list) => list.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1)));
  const person = fc.record({
    phone: maybe(fc.constantFrom('1', '2')),
    active: maybe(fc.boolean()),
    leftOn: maybe(day),
    assignments: fc.oneof(single, history),
  });

  test('after any earlier imports, a file that was taken over changes nothing a second time, on whatever day', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 4 }), day, day, (files, first, second) => {
        let roster: RosterPerson[] = [];
        for (const each of files) roster = taken(roster, [stated(each)], first);
        const last = stated(files.at(-1)!);
        fc.pre(compareRoster(roster, [last], first).conflicting.length === 0);
        const again = compareRoster(roster, [last], second < first ? first : second);
        expect(again.added).toEqual([]);
        expect(again.changed).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('what is taken over is always in order: no stretch ends before it begins or reaches into the next', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 4 }), day, (files, today) => {
        let roster: RosterPerson[] = [];
        for (const each of files) roster = taken(roster, [stated(each)], today);
        for (const { assignments, joinedOn, leftOn } of roster) {
          expect(assignments.length).toBeGreaterThan(0);
          expect(joinedOn <= assignments[0]!.fromOn).toBe(true);
          expect(assignments.at(-1)!.untilOn).toBe(leftOn);
          for (const { fromOn, untilOn } of assignments)
            expect(untilOn === null || fromOn < untilOn).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
