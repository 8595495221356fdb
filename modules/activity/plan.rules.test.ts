import { addDays, daysBetween } from '#platform/contract/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityPlan } from './activity-plan.contract.ts';
import { shiftedPlan, shiftOf } from './copy.rules.ts';
import { addYears, clash, instantOf } from './day.rules.ts';
import { hoursAsked, hoursPerPerson, sharesOf } from './hours.rules.ts';
import { unitsBelow } from './invited.rules.ts';
import { homeLines, type HomeActivity } from './home.rules.ts';
import { maysOf, takesRegistrations, whyNotDecide, type Life, type Reader } from './life.rules.ts';
import { budgetYuan, changedParts, safetyAsked } from './plan.rules.ts';
import { freeSeats, nextPlace, nextUp, placeOf, stateOnJoining, type Seat } from './seat.rules.ts';

const session = { heldOn: '2020-06-12', startsAt: '15:00', endsAt: '17:00' };
const plan: ActivityPlan = {
  name: '拔河',
  purpose: '出力',
  programmeId: null,
  organiserIds: ['p'],
  unitIds: null,
  capacity: 40,
  nExpected: 40,
  closesOn: '2020-06-10',
  budget: [{ item: '水', yuan: 100 }],
  safety: null,
  teams: null,
  sessions: [{ sessionId: 's', name: '', venueId: null, place: '大院', signIn: 'none', ...session }],
};

describe('days', () => {
  test('29 February has no anniversary of its own', () => {
    expect(addYears('2020-02-29', 1)).toBe('2021-03-01');
  });
  test('sessions clash where they overlap, not where they touch', () => {
    const at = (startsAt: string, endsAt: string, heldOn = '2020-06-12') => ({ heldOn, startsAt, endsAt });
    expect(clash(at('14:00', '15:01'), session)).toBe(true);
    expect(clash(at('14:00', '15:00'), session)).toBe(false);
    expect(clash(at('14:00', '18:00', '2020-06-13'), session)).toBe(false);
  });
  test('times are those of Shanghai', () => {
    expect(instantOf('2020-06-12', '07:30')).toBe('2020-06-11T23:30:00.000Z');
  });
});

describe('a copy', () => {
  const days = fc.integer({ min: 0, max: 25_000 }).map((n) => addDays('2000-01-01', n));
  test('keeps its weekday, lies ahead, and stays within four days of the date', () => {
    fc.assert(
      fc.property(days, days, (first, today) => {
        const moved = addDays(first, shiftOf(first, today, null));
        expect(Math.abs(daysBetween(first, moved)) % 7).toBe(0);
        expect(moved >= today && moved > first).toBe(true);
        const years = Number(moved.slice(0, 4)) - Number(first.slice(0, 4));
        const near = [years - 1, years, years + 1].map((n) =>
          Math.abs(daysBetween(addYears(first, n), moved)),
        );
        expect(Math.min(...near)).toBeLessThanOrEqual(3);
      }),
    );
  });
  test('to a wished day takes the same weekday nearest to it', () => {
    fc.assert(
      fc.property(days, days, (first, wanted) => {
        const shift = shiftOf(first, '2020-01-01', wanted);
        expect(Math.abs(shift) % 7).toBe(0);
        expect(Math.abs(daysBetween(addDays(first, shift), wanted))).toBeLessThanOrEqual(3);
      }),
    );
  });
  test('names nobody of the year before', () => {
    const safety = { dangers: '滑', emergency: '急救包', responsible: '李某 138' };
    const copy = shiftedPlan({ ...plan, safety }, 364, ['me']);
    expect(copy.organiserIds).toEqual(['me']);
    expect(copy.safety!.responsible).toBe('—');
    expect(copy.sessions[0]).toMatchObject({ sessionId: null, heldOn: '2021-06-11' });
  });
});

describe('the safety plan', () => {
  const rooms = new Map([['lake', { name: '湖边', needsSafetyPlan: true }]]);
  test('is asked for from 100 people on, whether expected or seats', () => {
    expect(safetyAsked({ ...plan, nExpected: 99, capacity: null }, rooms)).toBeNull();
    expect(safetyAsked({ ...plan, nExpected: 100, capacity: null }, rooms)!.zh).toContain('100 人');
    expect(safetyAsked({ ...plan, nExpected: 10, capacity: 100 }, rooms)).not.toBeNull();
  });
  test('and in some rooms always', () => {
    const there = { ...plan, sessions: [{ ...plan.sessions[0]!, venueId: 'lake' }] };
    expect(safetyAsked(there, rooms)!.en).toContain('湖边');
  });
});

describe('what a leader approved', () => {
  test('is not touched by words, organisers, the last day of registration, a lower budget, or another order', () => {
    const two = {
      ...plan,
      sessions: [...plan.sessions, { ...plan.sessions[0]!, sessionId: 't', heldOn: '2020-06-19' }],
    };
    expect(
      changedParts(two, {
        ...two,
        name: '别名',
        purpose: '别的说法',
        organiserIds: ['q'],
        closesOn: '2020-06-11',
        budget: [{ item: '水', yuan: 99.99 }],
        sessions: two.sessions.map((one) => ({ ...one, name: '一' })).toReversed(),
      }),
    ).toEqual([]);
  });
  test('is touched by each of the six parts', () => {
    const changes: Partial<ActivityPlan>[] = [
      { sessions: [{ ...plan.sessions[0]!, endsAt: '18:00' }] },
      { capacity: 41 },
      { unitIds: ['u'] },
      { budget: [{ item: '水', yuan: 100.01 }] },
      { safety: { dangers: 'a', emergency: 'b', responsible: 'c' } },
      { teams: { nTeams: 4, minSize: 8, maxSize: 12 } },
    ];
    expect(changes.flatMap((more) => changedParts(plan, { ...plan, ...more }))).toEqual([
      'sessions',
      'seats',
      'invited',
      'budget',
      'safety',
      'teams',
    ]);
  });
  test('money adds up to the fen', () => {
    expect(
      budgetYuan({
        budget: [
          { item: 'a', yuan: 0.1 },
          { item: 'b', yuan: 0.2 },
        ],
      }),
    ).toBe(0.3);
  });
});

describe('who may do what', () => {
  const life: Life = {
    state: 'approved',
    wasApproved: true,
    changed: false,
    opened: true,
    closed: false,
    closesOn: '2020-06-10',
    lastOn: '2020-06-12',
    today: '2020-06-08',
  };
  const reader: Reader = {
    organises: false,
    plans: false,
    approves: false,
    ownPlan: false,
    onRoster: true,
    invited: true,
    mine: null,
  };
  test('registration is taken on its last day, and not on the next', () => {
    expect(takesRegistrations({ ...life, today: '2020-06-10' })).toBe(true);
    expect(takesRegistrations({ ...life, today: '2020-06-11' })).toBe(false);
  });
  test('nobody decides about their own plan', () => {
    const submitted = { ...life, state: 'submitted' as const };
    expect(whyNotDecide(submitted, { ownPlan: true })).toMatchObject({ code: 'activity/own-plan' });
    expect(whyNotDecide(submitted, { ownPlan: false })).toBeNull();
  });
  test('a colleague is shown joining and leaving; buttons of other roles stay away without a word', () => {
    const may = maysOf(life, reader);
    expect([may.join, may.edit, may.approve]).toEqual([{ may: true }, { may: false }, { may: false }]);
    expect(maysOf(life, { ...reader, mine: 'in' }).withdraw).toEqual({ may: true });
  });
  test('leaving is possible in every state of plan and registration until it was held or called off', () => {
    for (const state of ['draft', 'submitted', 'approved'] as const)
      for (const closed of [true, false])
        expect(
          maysOf({ ...life, state, closed, today: '2020-06-12' }, { ...reader, mine: 'in' }).withdraw.may,
        ).toBe(true);
    for (const state of ['held', 'cancelled'] as const)
      expect(maysOf({ ...life, state }, { ...reader, mine: 'in' }).withdraw.may).toBe(false);
  });
});

describe('seats', () => {
  const seat = (personId: string, state: Seat['state'], place: number): Seat => ({ personId, state, place });
  const queue = [
    seat('a', 'in', 1),
    seat('c', 'waiting', 3),
    seat('b', 'waiting', 2),
    seat('d', 'substitute', 4),
  ];
  test('those waiting move up in the order in which they came', () => {
    expect(nextUp(queue, 2).map(({ personId }) => personId)).toEqual(['b']);
    expect(nextUp(queue, null).map(({ personId }) => personId)).toEqual(['b', 'c']);
    expect(nextUp(queue, 1)).toEqual([]);
  });
  test('nobody overtakes a queue, and fewer seats than people take nobody’s away', () => {
    expect(stateOnJoining(queue, 2)).toBe('waiting');
    expect(stateOnJoining(queue, 4)).toBe('in');
    expect(freeSeats(queue, 0)).toBe(0);
  });
  test('everybody knows their place', () => {
    expect(queue.map(({ personId }) => placeOf(queue, personId))).toEqual([null, 2, 1, 1]);
    expect(nextPlace(queue)).toBe(5);
  });
  test('joining and leaving in any order: seats never exceed the capacity, none stays free while somebody waits', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (moves, capacity) => {
        let seats: Seat[] = [];
        const put = (one: Seat) => {
          seats = [...seats.filter(({ personId }) => personId !== one.personId), one];
        };
        for (const [n, joins] of moves) {
          const own = seats.find(({ personId }) => personId === String(n));
          const active = own && own.state !== 'withdrawn';
          if (joins && !active) put(seat(String(n), stateOnJoining(seats, capacity), nextPlace(seats)));
          if (!joins && active) put({ ...own, state: 'withdrawn' });
          for (const one of nextUp(seats, capacity)) put({ ...one, state: 'in' });
          const count = (state: Seat['state']) => seats.filter((one) => one.state === state).length;
          expect(count('in')).toBeLessThanOrEqual(capacity);
          expect(count('in') < capacity && count('waiting') > 0).toBe(false);
        }
      }),
    );
  });
});

describe('hours asked', () => {
  test('of one person are those of all sessions', () => {
    expect(hoursPerPerson([session, { startsAt: '09:00', endsAt: '09:20' }])).toBe(2.3);
  });
  test('seats are shared out whole, to the last one, by size', () => {
    expect(sharesOf(10, [30, 20, 10])).toEqual([5, 3, 2]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
        fc.nat(100),
        (sizes, n) => {
          const shares = sharesOf(n, sizes);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(n);
          const whole = sizes.reduce((a, b) => a + b, 0);
          for (const [at, share] of shares.entries())
            expect(Math.abs(share - (n * sizes[at]!) / whole)).toBeLessThan(1);
        },
      ),
    );
  });
  test('a section under five people shows nothing, nor one that would give it away', () => {
    const units = [30, 12, 3].map((size, at) => ({ unitId: `u${at}`, name: `第${at}科`, size }));
    const { byUnit, hours, nPeople } = hoursAsked(45, [session], units);
    expect({ hours, nPeople }).toEqual({ hours: 90, nPeople: 45 });
    expect(byUnit.map(({ hours }) => hours)).toEqual([60, null, null]);
  });
  test('more cannot come than are invited, and nobody invited asks nothing', () => {
    expect(hoursAsked(500, [session], [{ unitId: 'u', name: '科', size: 20 }])).toMatchObject({
      nPeople: 20,
    });
    expect(hoursAsked(10, [session], [])).toMatchObject({ nPeople: 0, hours: 0, byUnit: [] });
  });
});

test('an invitation reaches everything below the chosen units', () => {
  const units = [
    { unitId: 'team', parentId: 'section' },
    { unitId: 'section', parentId: 'root' },
    { unitId: 'other', parentId: 'root' },
    { unitId: 'root', parentId: null },
  ];
  expect([...unitsBelow(['section'], units)].toSorted()).toEqual(['section', 'team']);
});

describe('lines of the first page', () => {
  const one: HomeActivity = {
    id: 'a',
    name: '拔河',
    state: 'approved',
    sentBack: false,
    opened: true,
    takesRegistrations: true,
    closesOn: '2020-06-10',
    next: { heldOn: '2020-06-12', startsAt: '15:00', where: '大院' },
    decides: false,
    organises: false,
    invited: true,
    mine: null,
  };
  const lines = (more: Partial<HomeActivity>, today = '2020-06-08') =>
    homeLines([{ ...one, ...more }], today).map(({ text }) => text.zh);
  test('a closing registration is mentioned in its last three days, never to somebody who withdrew', () => {
    expect(lines({}, '2020-06-07')).toEqual([]);
    expect(lines({})).toEqual(['“拔河”快要截止报名，自愿参加']);
    expect(lines({ mine: 'withdrawn' })).toEqual([]);
    expect(lines({ invited: false })).toEqual([]);
  });
  test('an own session is mentioned from a week before', () => {
    expect(lines({ mine: 'in' }, '2020-06-04')).toEqual([]);
    expect(lines({ mine: 'in' }, '2020-06-05')).toEqual(['您参加的“拔河”：15:00，大院']);
  });
});
