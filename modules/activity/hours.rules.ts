/** What an activity asks of each section, in working hours, before anybody approves it. */
import { countTable, defaultRules, keyOf, suppress } from '#engines/suppression/index.ts';
import type { HoursAsked } from './activity.contract.ts';
import { minutesOf } from './day.rules.ts';

export interface UnitSize {
  unitId: string;
  name: string;
  /** People of it who are invited. */
  size: number;
}

const tenths = (hours: number): number => Math.round(hours * 10) / 10;

/** Hours that one person spends who comes to every session. */
export const hoursPerPerson = (sessions: readonly { startsAt: string; endsAt: string }[]): number =>
  tenths(
    sessions.reduce((sum, { startsAt, endsAt }) => sum + minutesOf(endsAt) - minutesOf(startsAt), 0) / 60,
  );

/** `n` seats shared out by size, whole people, to the last one (largest remainder; ties to the larger section). */
export function sharesOf(n: number, sizes: readonly number[]): number[] {
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (n * size) / whole);
  const shares = exact.map(Math.floor);
  const rest = n - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value), size: sizes[at]! }))
    .toSorted((a, b) => b.remainder - a.remainder || b.size - a.size || a.at - b.at);
  for (const { at } of byRemainder.slice(0, rest)) shares[at]!++;
  return shares;
}

/**
 * People reckoned with, spread over the sections by their size: what joining evenly would ask of each. Nobody's
 * quota. Sections under five people, and those that would give them away, show nothing.
 */
export function hoursAsked(
  nExpected: number,
  sessions: readonly { startsAt: string; endsAt: string }[],
  units: readonly UnitSize[],
): HoursAsked {
  const each = hoursPerPerson(sessions);
  const nInvited = units.reduce((sum, { size }) => sum + size, 0);
  const nPeople = Math.min(nExpected, nInvited);
  const shares = sharesOf(
    nPeople,
    units.map(({ size }) => size),
  );
  const counts = units.map(({ unitId, size }) => ({ key: unitId, people: size, count: size }));
  const hidden = new Set(units.length > 0 ? suppress(countTable('hours', counts)).hidden : []);
  return {
    hoursPerPerson: each,
    nPeople,
    hours: tenths(nPeople * each),
    fewest: defaultRules.k,
    byUnit: units.map(({ unitId, name }, at) => {
      const shown = !hidden.has(keyOf('hours', { unit: unitId }));
      const n = shares[at]!;
      return { unitId, name, nPeople: shown ? n : null, hours: shown ? tenths(n * each) : null };
    }),
  };
}
