import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assignment } from './person.data.ts';
import { isMeant } from './person.contract.ts';
import {
  awayOn,
  departed,
  faultOfHistory,
  returned,
  seatOn,
  sentAway,
  transferred,
  whyNotAway,
  whyNotDepart,
  whyNotReturn,
  whyNotTransfer,
} from './person.rules.ts';

const seat = (fromOn: string, untilOn: string | null = null, unitId = 'A'): Assignment => ({
  kind: 'appointed',
  unitId,
  post: '科员',
  rank: '',
  postType: null,
  fromOn,
  untilOn,
});
const course = (history: Assignment[], leftOn: string | null = null) => ({
  joinedOn: '2019-01-30',
  leftOn,
  history,
});
const place = { unitId: 'B', post: '科长', rank: '', postType: null };

describe('a transfer', () => {
  test('ends the seat on its day and begins the next', () => {
    expect(transferred([seat('2019-01-30')], { ...place, on: '2020-07-01' })).toEqual([
      seat('2019-01-30', '2020-07-01'),
      { ...seat('2020-07-01', null), ...place, kind: 'transfer' },
    ]);
  });

  test('on the first day of a seat corrects it', () => {
    expect(transferred([seat('2019-01-30')], { ...place, on: '2019-01-30' })).toEqual([
      { ...seat('2019-01-30'), ...place },
    ]);
  });

  test('leaves a secondment that lies over it alone', () => {
    const lent = { ...seat('2020-06-01', '2020-09-01'), kind: 'secondment' as const };
    const history = transferred([seat('2019-01-30'), lent], { ...place, on: '2020-07-01' });
    expect(history).toContainEqual(lent);
    expect(seatOn(history, '2020-08-01')?.unitId).toBe('B');
    expect(awayOn(history, '2020-08-01')).toEqual(lent);
  });

  test('needs somebody who has come and has not left, and no later move', () => {
    expect(whyNotTransfer(course([]), '2019-01-01')?.code).toBe('people/not-yet-joined');
    expect(whyNotTransfer(course([], '2020-01-01'), '2020-01-01')?.code).toBe('people/left-already');
    expect(whyNotTransfer(course([seat('2020-02-01')]), '2020-01-31')?.code).toBe('people/later-history');
    expect(whyNotTransfer(course([seat('2020-02-01')]), '2020-02-01')).toBeNull();
  });
});

describe('being away', () => {
  const leave = { kind: 'leave' as const, unitId: null, post: '', rank: '', postType: null };

  test('never twice at once, not backwards', () => {
    const history = sentAway([seat('2019-01-30')], { ...leave, fromOn: '2020-05-01', untilOn: '2020-06-01' });
    expect(whyNotAway(course(history), { fromOn: '2020-05-31', untilOn: null })?.code).toBe(
      'people/already-away',
    );
    expect(whyNotAway(course(history), { fromOn: '2020-06-01', untilOn: null })).toBeNull();
    expect(whyNotAway(course(history), { fromOn: '2020-07-01', untilOn: '2020-07-01' })?.code).toBe(
      'people/span-backwards',
    );
  });

  test('ends with the return; a leave that would begin that day never was', () => {
    const history = sentAway([seat('2019-01-30')], { ...leave, fromOn: '2020-05-01', untilOn: null });
    expect(returned(history, '2020-05-10').at(-1)?.untilOn).toBe('2020-05-10');
    expect(returned(history, '2020-05-01')).toEqual([seat('2019-01-30')]);
    expect(whyNotReturn(course(history), '2020-04-30')?.code).toBe('people/not-away');
  });
});

test('leaving ends all that holds, and does not come before the last move', () => {
  const history = [seat('2019-01-30', '2020-01-01'), seat('2020-01-01')];
  expect(departed(history, '2020-06-01').map(({ untilOn }) => untilOn)).toEqual(['2020-01-01', '2020-06-01']);
  expect(whyNotDepart(course(history), '2020-01-01')?.code).toBe('people/later-history');
  expect(whyNotDepart(course(history), '2019-01-30')?.code).toBe('people/not-yet-joined');
});

test('whatever steps are allowed, a history stays in order', () => {
  const day = fc
    .integer({ min: 1, max: 28 })
    .chain((d) =>
      fc
        .integer({ min: 1, max: 12 })
        .map((m) => `2020-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
    );
  const step = fc.record({
    what: fc.constantFrom('move', 'lend', 'back', 'leave'),
    on: day,
    until: fc.option(day, { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let person = course([seat('2019-01-30')]);
      for (const { what, on, until } of steps) {
        const span = { fromOn: on, untilOn: until };
        if (what === 'move' && !whyNotTransfer(person, on))
          person = { ...person, history: transferred(person.history, { ...place, on }) };
        if (what === 'lend' && !whyNotAway(person, span))
          person = {
            ...person,
            history: sentAway(person.history, { kind: 'secondment', ...place, ...span }),
          };
        if (what === 'back' && !whyNotReturn(person, on))
          person = { ...person, history: returned(person.history, on) };
        if (what === 'leave' && !whyNotDepart(person, on))
          person = { ...person, leftOn: on, history: departed(person.history, on) };
        expect(faultOfHistory(person.history)).toBeNull();
      }
    }),
  );
});

describe('whom a search means', () => {
  const lv = { name: '吕布', staffNo: 'LC0007', pinyin: 'lv bu', initials: 'lb' };
  test.each(['吕', '布', 'lü bu', 'lvbu', 'LB', 'bu', 'lc0007', '', 'l v b'])('吕布 by “%s”', (typed) => {
    expect(isMeant(lv, typed)).toBe(true);
  });
  test.each(['ubu', 'vb', 'b l', '0007', '吕布布'])('not by “%s”', (typed) => {
    expect(isMeant(lv, typed)).toBe(false);
  });
});
