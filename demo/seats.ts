/** Seats of the bureau on the reference day, then who sits in them: level, gender, year of birth. */
import type { Random } from '#engines/random/index.ts';
import { CAST } from '#demo/cast.ts';
import type { CastPlan, Level } from '#demo/cast.ts';
import { LEGACY_AGENCIES } from '#demo/frame.ts';
import type { LegacyCode } from '#demo/frame.ts';
import type { Gender } from '#demo/names.ts';
import { BODY_HEADS, LEADER_POSTS, postTitle } from '#demo/posts.ts';
import { legacySplits, majorityOf } from '#demo/units.ts';

export interface Seat {
  unit: string;
  legacy: LegacyCode;
  level: Level;
  post: string;
  gender: Gender;
  bornYear: number;
  cast: CastPlan | null;
  joinedOn: string;
  leftOn: string | null;
}

const FEMALE: Partial<Record<LegacyCode, number>> = { QTS: 0.3, FDA: 0.55, NEW: 0.5 };
const FEMALE_ELSEWHERE = 0.42;
/** Women leave at 55 and men at 60: whoever was born later than this does not retire within the story. */
const RETIRES_LATER: Record<Gender, number> = { F: 1967, M: 1962 };
const NEWCOMERS_BORN_FROM = 1980;
const BORN_BY: Partial<Record<Level, number>> = {
  director: 1968,
  leader: 1976,
  'body-head': 1978,
  head: 1984,
  'deputy-head': 1988,
};

/** Unit order, then legacy order: the fixed order of everything that follows. */
export function fillSeats(random: Random, joinedOn: string): Seat[] {
  const seats = legacySplits().flatMap(({ unit, split }) =>
    LEGACY_AGENCIES.flatMap(({ code }, k) =>
      Array.from({ length: split[k]! }, () => emptySeat(unit, code, joinedOn)),
    ),
  );
  seatCast(seats);
  for (const { unit, split } of legacySplits()) {
    const own = seats.filter((seat) => seat.unit === unit);
    if (unit === 'LD') seatLeaders(own);
    else seatHeads(random, own, majorityOf(split));
  }
  for (const seat of seats) if (!seat.cast) drawBearer(random, seat);
  return seats;
}

function emptySeat(unit: string, legacy: LegacyCode, joinedOn: string): Seat {
  return {
    unit,
    legacy,
    level: 'staff',
    post: postTitle(unit, 'staff'),
    gender: 'M',
    bornYear: 0,
    cast: null,
    joinedOn,
    leftOn: null,
  };
}

function seatCast(seats: Seat[]): void {
  for (const cast of CAST) {
    const { unit, legacy, level, post, gender, bornYear } = cast;
    const seat = seats.find((seat) => !seat.cast && seat.unit === unit && seat.legacy === legacy);
    Object.assign(seat!, { cast, level, post, gender, bornYear });
  }
}

function seatLeaders(seats: Seat[]): void {
  for (const seat of seats) {
    if (seat.cast) continue;
    const taken = seats.filter((other) => other.legacy === seat.legacy && other.level !== 'staff').length;
    seat.level = 'leader';
    seat.post = LEADER_POSTS[seat.legacy]![taken]!;
  }
}

/** One head out of the strongest former agency; from five people on, a deputy as well. */
function seatHeads(random: Random, seats: Seat[], majority: LegacyCode): void {
  const unit = seats[0]!.unit;
  const strongest = (seat: Seat) => seat.legacy === majority;
  if (BODY_HEADS[unit]) promote(random, seats.filter(strongest), 'body-head', BODY_HEADS[unit]);
  if (!seats.some((seat) => seat.level === 'head'))
    promote(random, seats.filter(strongest), 'head', postTitle(unit, 'head'));
  const former = seats.filter((seat) => seat.legacy !== 'NEW');
  if (seats.length >= 5) promote(random, former, 'deputy-head', postTitle(unit, 'deputy-head'));
}

function promote(random: Random, seats: Seat[], level: Level, post: string): void {
  const free = seats.filter((seat) => !seat.cast && seat.level === 'staff');
  Object.assign(free[random.below(free.length)]!, { level, post });
}

function drawBearer(random: Random, seat: Seat): void {
  seat.gender = random.uniform() < (FEMALE[seat.legacy] ?? FEMALE_ELSEWHERE) ? 'F' : 'M';
  do seat.bornYear = triangularYear(random.uniform());
  while (!plausible(seat));
}

function plausible({ gender, bornYear, legacy, level }: Seat): boolean {
  const bornFrom = legacy === 'NEW' && level === 'staff' ? NEWCOMERS_BORN_FROM : RETIRES_LATER[gender];
  return bornYear >= bornFrom && bornYear <= (BORN_BY[level] ?? 1996);
}

/** Triangular between 1962 and 1996 with its mode at 1976, by inversion. */
function triangularYear(u: number): number {
  const [low, mode, high] = [1962, 1976, 1996];
  const rising = (mode - low) / (high - low);
  return Math.round(
    u < rising
      ? low + Math.sqrt(u * (high - low) * (mode - low))
      : high - Math.sqrt((1 - u) * (high - low) * (high - mode)),
  );
}
