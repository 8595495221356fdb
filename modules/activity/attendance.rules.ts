/** What counts as signed in, when one's own scan is taken, and what a list comes to. Pure. */
import { addDays } from '#platform/contract/day.ts';
import { codeSeconds, lateHours, opensMinutesBefore, type Present } from './attendance.contract.ts';
import type { SignIn } from './activity-plan.contract.ts';

/** One scan as it is kept: its time is the server's, whatever the device believed. */
export interface KeptScan {
  scanId: string;
  personId: string;
  kind: 'in' | 'out';
  how: Present['how'];
  at: string;
}

const ms = (instant: string): number => Date.parse(instant);

/**
 * The instant at which a scan was made, by the server's clock: what the device's clock was off when it sent
 * the batch is taken from it. Never later than now.
 */
export function trueInstant(at: string, sentAt: string, now: string): string {
  const corrected = ms(at) + ms(now) - ms(sentAt);
  return new Date(Math.min(corrected, ms(now))).toISOString();
}

/**
 * Who is signed in, from all scans of a session. Depends on the set of scans alone: scans that arrive twice,
 * in another order or from several devices come to the same. Of a person who was signed in more than once the
 * earliest counts; a sign-in taken back is gone unless the person was signed in after that; at one and the
 * same instant taking back wins.
 */
export function presentAmong(scans: Iterable<KeptScan>): Present[] {
  const byPerson = new Map<string, Map<string, KeptScan>>();
  for (const scan of scans) {
    const own = byPerson.get(scan.personId) ?? new Map<string, KeptScan>();
    byPerson.set(scan.personId, own.set(scan.scanId, scan));
  }
  const present = [...byPerson.values()].flatMap((own) => standing([...own.values()]) ?? []);
  return present.sort((a, b) => ms(a.at) - ms(b.at) || (a.personId < b.personId ? -1 : 1));
}

function standing(scans: readonly KeptScan[]): Present | null {
  const outs = scans.filter(({ kind }) => kind === 'out').map(({ at }) => ms(at));
  const lastOut = Math.max(-Infinity, ...outs);
  const [first] = scans
    .filter(({ kind, at }) => kind === 'in' && ms(at) > lastOut)
    .sort((a, b) => ms(a.at) - ms(b.at) || (a.scanId < b.scanId ? -1 : 1));
  return first ? { personId: first.personId, at: first.at, how: first.how } : null;
}

export interface SessionTimes {
  heldOn: string;
  /** `HH:MM` in Asia/Shanghai, which keeps one time all year. */
  startsAt: string;
  endsAt: string;
}

export interface Window {
  opensAt: string;
  closesAt: string;
}

const instantOf = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

/** When one's own scan is taken. */
export function windowOf({ heldOn, startsAt, endsAt }: SessionTimes): Window {
  return {
    opensAt: new Date(instantOf(heldOn, startsAt) - opensMinutesBefore * 60_000).toISOString(),
    closesAt: new Date(instantOf(heldOn, endsAt)).toISOString(),
  };
}

/** Number of the minute that a code is made for. */
export const stepOf = (instant: string): number => Math.floor(ms(instant) / (codeSeconds * 1000));

/** Seconds until the code on the screen changes. */
export const secondsLeft = (now: string): number =>
  codeSeconds - Math.floor((ms(now) % (codeSeconds * 1000)) / 1000);

/** A scan that arrives later than this was made without a line. */
const promptMs = 2 * 60_000;

/**
 * The minutes whose code is taken for a scan. With a line the server's clock decides: this minute and the two
 * before, for those whose phone opens the page slowly. Without one: the minute it was made in and its neighbours.
 */
export function stepsTaken(at: string, now: string): number[] {
  const [made, arrived] = [stepOf(at), stepOf(now)];
  return ms(now) - ms(at) <= promptMs ? [arrived, arrived - 1, arrived - 2] : [made, made - 1, made + 1];
}

/** A device's clock that was set between scan and sending may be off by a little. */
const toleranceMs = 2 * 60_000;

export type WhyNotSelf = 'activity/no-sign-in' | 'activity/sign-in-not-open' | 'activity/sign-in-over';

/** Why one's own scan is not taken, before its code is looked at; null if it is. */
export function whyNotSelf(
  signIn: SignIn,
  { opensAt, closesAt }: Window,
  scan: { at: string; now: string },
): WhyNotSelf | null {
  if (signIn === 'none') return 'activity/no-sign-in';
  const late = ms(scan.now) - ms(scan.at) > promptMs;
  const at = late ? ms(scan.at) : ms(scan.now);
  const slack = late ? toleranceMs : 0;
  if (at < ms(opensAt) - slack) return 'activity/sign-in-not-open';
  const tooLate = ms(scan.now) > ms(closesAt) + lateHours * 3_600_000;
  return at > ms(closesAt) + slack || tooLate ? 'activity/sign-in-over' : null;
}

/** Hours credited for a session that was attended: its length, to the half hour, at least half an hour. */
export function trainingHours({ heldOn, startsAt, endsAt }: SessionTimes): number {
  const hours = (instantOf(heldOn, endsAt) - instantOf(heldOn, startsAt)) / 3_600_000;
  return Math.max(0.5, Math.round(hours * 2) / 2);
}

/** Who gains and who loses a credit when a list that was closed is read again. */
export function creditChanges(
  credited: ReadonlySet<string>,
  present: readonly Present[],
): { gains: string[]; loses: string[] } {
  const there = new Set(present.map(({ personId }) => personId));
  return {
    gains: [...there].filter((personId) => !credited.has(personId)),
    loses: [...credited].filter((personId) => !there.has(personId)),
  };
}

/** Letters and digits that nobody confuses when reading them aloud (Crockford's base 32). */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code as somebody typed it: small letters, blanks, dashes, O for 0, I and L for 1. */
export const tidyCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** Day on which the names of a list are deleted. */
export const deletionDay = (heldOn: string, days: number): string => addDays(heldOn, days + 1);

export const isBegun = ({ heldOn, startsAt }: SessionTimes, now: string): boolean =>
  ms(now) >= instantOf(heldOn, startsAt);

/** `09:30` in Asia/Shanghai. */
export const clockTime = (instant: string): string =>
  new Date(ms(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
