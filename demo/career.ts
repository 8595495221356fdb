/** What happened to people between founding and March 2021: joining, retiring, moving, being lent out, leave. */
import type { Random } from '#engines/random/index.ts';
import { FOUNDED_ON } from '#demo/frame.ts';
import type { LegacyCode } from '#demo/frame.ts';
import type { Gender } from '#demo/names.ts';
import { postTitle } from '#demo/posts.ts';
import type { Seat } from '#demo/seats.ts';

export interface Assignment {
  unit: string;
  /** Half-open: `to` is the first day on which it no longer holds; null while it lasts. */
  from: string;
  to: string | null;
  kind: 'appointed' | 'transfer' | 'secondment' | 'leave';
  post: string;
}

const JOINING_DAYS =
  '2019-07-15 2019-07-15 2019-07-15 2019-07-15 2019-09-23 2019-09-23 2019-09-23 2019-12-02 2019-12-02 2020-05-11 2020-05-11'.split(
    ' ',
  );

interface Retirement {
  on: string;
  unit: string;
  legacy: LegacyCode;
  gender: Gender;
  bornYear: number;
}

/** Two who retire before the reference day and so are outside its 320. */
const RETIRED_EARLY: readonly Retirement[] = [
  { on: '2019-08-19', unit: 'S05', legacy: 'ICO', gender: 'M', bornYear: 1959 },
  { on: '2019-11-11', unit: 'S17', legacy: 'QTS', gender: 'M', bornYear: 1959 },
];

/** Four of the 320: strata U5 and U7 shrink before the June wave, U4 before December, U1 before March. */
const RETIRING: readonly Retirement[] = [
  { on: '2020-06-05', unit: 'EN1', legacy: 'PRC', gender: 'F', bornYear: 1965 },
  { on: '2020-06-05', unit: 'TC6', legacy: 'QTS', gender: 'F', bornYear: 1965 },
  { on: '2020-09-14', unit: 'S14', legacy: 'FDA', gender: 'F', bornYear: 1965 },
  { on: '2021-01-25', unit: 'S01', legacy: 'ICO', gender: 'F', bornYear: 1966 },
];

interface Move {
  on: string;
  from: string;
  to: string;
  legacy: LegacyCode;
}

/** Seen from the reference day: these people have already arrived in `to` … */
const MOVED_BEFORE: readonly Move[] = [
  { on: '2019-09-02', from: 'S05', to: 'EN5', legacy: 'ICO' },
  { on: '2019-09-02', from: 'S14', to: 'EN3', legacy: 'FDA' },
  { on: '2019-11-18', from: 'S11', to: 'EN2', legacy: 'QTS' },
  { on: '2020-01-06', from: 'S01', to: 'GH1', legacy: 'ICO' },
  { on: '2020-04-13', from: 'S07', to: 'EN1', legacy: 'PRC' },
];

/** … and these are still in `from`. Strata keep their sizes. */
const MOVED_AFTER: readonly Move[] = [
  { on: '2020-07-13', from: 'S18', to: 'S10', legacy: 'QTS' },
  { on: '2020-10-12', from: 'EN2', to: 'EN3', legacy: 'ICO' },
  { on: '2020-10-12', from: 'EN3', to: 'EN2', legacy: 'FDA' },
  { on: '2021-01-04', from: 'TC3', to: 'TC5', legacy: 'FDA' },
];

interface Loan {
  from: string;
  to: string;
  host: string;
  home: string;
  legacy: LegacyCode;
}

const loans = (from: string, to: string, lent: readonly (readonly [string, LegacyCode, string])[]): Loan[] =>
  lent.map(([home, legacy, host]) => ({ from, to, host, home, legacy }));

const LOANS: readonly Loan[] = [
  // The founding desk in the general office.
  ...loans('2019-02-18', '2019-06-28', [
    ['S19', 'QTS', 'S01'],
    ['S20', 'FDA', 'S01'],
    ['S22', 'IPO', 'S01'],
  ]),
  // Epidemic duty: street-level offices, and price cases about masks.
  ...loans('2020-02-03', '2020-05-06', [
    ['S09', 'ICO', 'GH1'],
    ['S18', 'QTS', 'GH1'],
    ['S21', 'FDA', 'GH2'],
    ['S08', 'ICO', 'GH2'],
    ['S20', 'FDA', 'EN1'],
    ['S12', 'FDA', 'EN1'],
  ]),
  // The programme office of the culture year.
  ...loans('2020-07-13', '2021-01-15', [
    ['S23', 'ICO', 'S10'],
    ['S13', 'FDA', 'S10'],
    ['EN1', 'PRC', 'S10'],
    ['TC3', 'FDA', 'S10'],
  ]),
];

/** Parental and sick leave: none of it touches a wave. */
const LEAVES: readonly { from: string; to: string; unit: string }[] = [
  { from: '2019-04-08', to: '2019-09-16', unit: 'EN3' },
  { from: '2019-12-09', to: '2020-05-18', unit: 'TC4' },
  { from: '2020-07-06', to: '2020-11-30', unit: 'EN4' },
];

/** Seats (the 320 and two early leavers) and, in step with them, each one's assignments without gaps. */
export function livedCareers(random: Random, seats: Seat[]): { seats: Seat[]; assignments: Assignment[][] } {
  const free = new Set(seats.filter((seat) => seat.level === 'staff' && !seat.cast));
  const pick = (fits: (seat: Seat) => boolean) => pickFrom(random, free, fits);
  join(seats, pick);
  for (const retirement of RETIRING)
    retire(
      pick((seat) => seat.unit === retirement.unit && seat.legacy === retirement.legacy),
      retirement,
    );
  const all = [...seats, ...RETIRED_EARLY.map(earlyLeaver)];
  const courses = new Map(all.map((seat) => [seat, [opening(seat)]]));
  for (const move of MOVED_BEFORE) moveBefore(courses, pick(sittingIn(move.to, move.legacy)), move);
  for (const move of MOVED_AFTER) moveAfter(courses, pick(sittingIn(move.from, move.legacy)), move);
  for (const loan of LOANS) lend(courses, pick(sittingIn(loan.home, loan.legacy)), loan);
  for (const leave of LEAVES) {
    const absent = pick((seat) => seat.unit === leave.unit && seat.legacy !== 'NEW');
    interrupt(courses, absent, { ...leave, kind: 'leave', post: absent.post });
  }
  return { seats: all, assignments: all.map((seat) => courses.get(seat)!) };
}

type Pick = (fits: (seat: Seat) => boolean) => Seat;
type Courses = Map<Seat, Assignment[]>;

const sittingIn = (unit: string, legacy: LegacyCode) => (seat: Seat) =>
  seat.unit === unit && seat.legacy === legacy;

/** Nobody is picked twice, so that no two events of one person can collide. */
function pickFrom(random: Random, free: Set<Seat>, fits: (seat: Seat) => boolean): Seat {
  const fitting = [...free].filter(fits);
  const seat = fitting[random.below(fitting.length)]!;
  free.delete(seat);
  return seat;
}

function join(seats: Seat[], pick: Pick): void {
  const [first, ...others] = JOINING_DAYS;
  seats.find((seat) => seat.cast?.key === 'youngOfficer')!.joinedOn = first!;
  for (const day of others) pick((seat) => seat.legacy === 'NEW').joinedOn = day;
}

function retire(seat: Seat, { on, gender, bornYear }: Retirement): void {
  Object.assign(seat, { leftOn: on, gender, bornYear });
}

function earlyLeaver({ on, unit, legacy, gender, bornYear }: Retirement): Seat {
  const post = postTitle(unit, 'staff');
  return {
    unit,
    legacy,
    level: 'staff',
    post,
    gender,
    bornYear,
    cast: null,
    joinedOn: FOUNDED_ON,
    leftOn: on,
  };
}

const opening = ({ unit, joinedOn, leftOn, post }: Seat): Assignment => ({
  unit,
  from: joinedOn,
  to: leftOn,
  kind: 'appointed',
  post,
});

function moveBefore(courses: Courses, seat: Seat, { on, from, to }: Move): void {
  courses.set(seat, [
    { ...opening(seat), unit: from, to: on, post: postTitle(from, 'staff') },
    { ...opening(seat), unit: to, from: on, kind: 'transfer' },
  ]);
}

function moveAfter(courses: Courses, seat: Seat, { on, to }: Move): void {
  courses.set(seat, [
    { ...opening(seat), to: on },
    { ...opening(seat), unit: to, from: on, kind: 'transfer', post: postTitle(to, 'staff') },
  ]);
}

function lend(courses: Courses, seat: Seat, { from, to, host }: Loan): void {
  interrupt(courses, seat, { unit: host, from, to, kind: 'secondment', post: seat.post });
}

function interrupt(courses: Courses, seat: Seat, between: Assignment & { to: string }): void {
  courses.set(seat, [
    { ...opening(seat), to: between.from },
    between,
    { ...opening(seat), from: between.to },
  ]);
}
