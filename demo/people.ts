/** The people of the sample bureau with their history, and questions about where someone was on a day. */
import type { Random } from '#engines/random/index.ts';
import { livedCareers } from '#demo/career.ts';
import type { Assignment } from '#demo/career.ts';
import { CAST } from '#demo/cast.ts';
import type { CastRole, Level } from '#demo/cast.ts';
import { FOUNDED_ON } from '#demo/frame.ts';
import type { LegacyCode } from '#demo/frame.ts';
import { HOMOPHONES, nameDesk, UNUSUAL_NAMES } from '#demo/names.ts';
import type { Gender } from '#demo/names.ts';
import { drawPostType, gradeOf } from '#demo/posts.ts';
import type { PostType } from '#demo/posts.ts';
import { fillSeats } from '#demo/seats.ts';
import type { Seat } from '#demo/seats.ts';
import { unitTree } from '#demo/units.ts';

export interface Person {
  staffNo: string;
  name: string;
  gender: Gender;
  bornYear: number;
  legacy: LegacyCode;
  /** Own unit on the reference day; for the two who had retired by then, the last one. */
  unit: string;
  postType: PostType;
  post: string;
  level: Level;
  rank: string;
  joinedOn: string;
  /** First day on which the person is no longer in post. The only way out in this story is retirement. */
  leftOn: string | null;
  /** Place in a printed roster, from 1: unit order, then level, then age. */
  rankOrder: number;
  /** Without gaps or overlaps from `joinedOn` to `leftOn`. */
  assignments: Assignment[];
}

export interface CastMember {
  key: string;
  staffNo: string;
  name: string;
  roles: CastRole[];
  story: string;
}

export interface PeopleStreams {
  seats: Random;
  careers: Random;
  names: Random;
  posts: Random;
}

/** 322 people: 320 on the reference day, and two who had retired before it. */
export function makePeople(streams: PeopleStreams): { people: Person[]; cast: CastMember[] } {
  const filled = fillSeats(streams.seats, FOUNDED_ON);
  const { seats, assignments } = livedCareers(streams.careers, filled);
  const names = nameAll(streams.names, seats);
  const people = seats.map((seat, k) => person(streams.posts, seat, k, names[k]!, assignments[k]!));
  orderRoster(people);
  return { people, cast: castOf(seats, people) };
}

function person(random: Random, seat: Seat, k: number, name: string, assignments: Assignment[]): Person {
  const { gender, bornYear, legacy, unit, post, level, joinedOn, leftOn } = seat;
  const postType = drawPostType(random, unit, level);
  const rank = gradeOf(postType, unit, level, bornYear);
  const staffNo = `LC${String(k + 1).padStart(4, '0')}`;
  const dates = { joinedOn, leftOn, rankOrder: 0, assignments };
  return { staffNo, name, gender, bornYear, legacy, unit, postType, post, level, rank, ...dates };
}

function nameAll(random: Random, seats: Seat[]): string[] {
  const special = [...HOMOPHONES, ...UNUSUAL_NAMES];
  const fixed = new Map<Seat, string>();
  for (const seat of seats) if (seat.cast?.name) fixed.set(seat, seat.cast.name);
  for (const { name, gender } of special) {
    const free = seats.filter((seat) => !seat.cast && !fixed.has(seat) && seat.gender === gender);
    fixed.set(free[random.below(free.length)]!, name);
  }
  const desk = nameDesk(random, [...fixed.values()]);
  return seats.map((seat) => fixed.get(seat) ?? desk.draw(seat.gender, seat.bornYear));
}

const LEVELS: readonly Level[] = ['director', 'leader', 'body-head', 'head', 'deputy-head', 'staff'];

function orderRoster(people: Person[]): void {
  const unitOrder = new Map(unitTree().map((unit) => [unit.code, unit.order]));
  const rank = (p: Person) =>
    unitOrder.get(p.unit)! * 1e6 + LEVELS.indexOf(p.level) * 1e4 + (p.bornYear - 1950);
  const sorted = people.toSorted((a, b) => rank(a) - rank(b));
  for (const [k, one] of sorted.entries()) one.rankOrder = k + 1;
}

function castOf(seats: Seat[], people: Person[]): CastMember[] {
  return CAST.map((plan) => {
    const { staffNo, name } = people[seats.findIndex((seat) => seat.cast === plan)]!;
    return { key: plan.key, staffNo, name, roles: [...plan.roles], story: plan.story };
  });
}

export const inPostOn = (person: Person, day: string): boolean =>
  person.joinedOn <= day && (person.leftOn === null || day < person.leftOn);

/** The assignment that holds on a day, if the person is in post. */
export const assignmentOn = (person: Person, day: string): Assignment | undefined =>
  person.assignments.find(({ from, to }) => from <= day && (to === null || day < to));

/** The unit a person belongs to on a day, even while lent to another one. */
export const homeUnitOn = (person: Person, day: string): string | undefined =>
  inPostOn(person, day)
    ? person.assignments.findLast(({ from, kind }) => from <= day && kind !== 'secondment')?.unit
    : undefined;
