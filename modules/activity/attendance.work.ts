/** Signing in: by the organiser's scan, by one's own, or from a signed sheet. */
import type { Act } from '#platform/act/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import type { PersonInPost } from '#modules/people/index.ts';
import {
  attendanceRefusals,
  daysKept,
  type MyAttendance,
  type Present,
  type Roll,
  type RollPerson,
  type ScanBatch,
} from './attendance.contract.ts';
import {
  findRoll,
  insertScans,
  listScans,
  listScansOf,
  listSessionsHeld,
  type SessionHeld,
} from './attendance.data.ts';
import { codesOf, isOneOf } from './attendance-code.work.ts';
import { closeList, creditedHours, settleClosed } from './attendance-close.work.ts';
import {
  headOf,
  listExpected,
  loadSession,
  loadSessionToOrganise,
  refuse,
  timesOf,
} from './attendance-load.work.ts';
import * as rules from './attendance.rules.ts';
import { loadActivity, mayOrganise } from './organise.work.ts';
import { teamNumbers } from './team-sheet.work.ts';

const mayUnless = (code: keyof typeof attendanceRefusals | null, facts: Record<string, string> = {}) =>
  code === null ? { may: true } : { may: false, whyNot: fillBoth(attendanceRefusals[code], facts) };

/** The list as organisers see it: those who are expected, those who came all the same, or everybody in post. */
export async function readRoll(act: Act, sessionId: string, whom: 'expected' | 'everybody'): Promise<Roll> {
  const session = await loadSessionToOrganise(act, sessionId);
  const present = rules.presentAmong(await listScans(act.db, sessionId));
  const roll = await findRoll(act.db, sessionId);
  const begun = rules.isBegun(timesOf(session), act.now);
  return {
    session: headOf(session),
    people: await rollPeople(act, session, whom, present),
    present,
    hours: session.sign_in === 'training' ? rules.trainingHours(timesOf(session)) : null,
    closedAt: roll?.closed_at ?? null,
    deletedOn: rules.deletionDay(session.held_on, daysKept),
    may: { close: mayUnless(begun ? null : 'activity/too-early-to-close') },
  };
}

async function rollPeople(
  act: Act,
  session: SessionHeld,
  whom: 'expected' | 'everybody',
  present: readonly Present[],
): Promise<RollPerson[]> {
  const { activity_id: activityId, session_id: sessionId, held_on: heldOn, unit_ids: unitIds } = session;
  const { people, expected } = await listExpected(act, activityId, { heldOn, unitIds });
  const there = new Set(present.map(({ personId }) => personId));
  const [codes, teams] = [await codesOf(act), await teamNumbers(act, activityId, sessionId)];
  const rollPerson = ({ personId, name, pinyin, initials, unitName: unit }: PersonInPost): RollPerson => ({
    personId,
    name,
    pinyin,
    initials,
    unit,
    team: teams.get(personId) ?? null,
    code: codes.ofPerson(activityId, personId),
    expected: expected.has(personId),
  });
  return people
    .filter(({ personId }) => whom === 'everybody' || expected.has(personId) || there.has(personId))
    .map(rollPerson);
}

/** Adds what the devices of organisers have scanned. The same batch again changes nothing; order does not matter. */
export async function sendScans(
  act: Act,
  sessionId: string,
  batch: ScanBatch,
): Promise<{ present: Present[]; refused: string[] }> {
  const session = await loadSessionToOrganise(act, sessionId);
  if ((await findRoll(act.db, sessionId))?.forgotten_at) throw refuse('activity/list-gone');
  const { people } = await listExpected(act, session.activity_id, {
    heldOn: session.held_on,
    unitIds: session.unit_ids,
  });
  const known = new Set(people.map(({ personId }) => personId));
  const rows = batch.scans
    .filter(({ personId }) => known.has(personId))
    .map((scan) => rowOf(act, sessionId, { ...scan, at: rules.trueInstant(scan.at, batch.sentAt, act.now) }));
  await insertScans(act.db, rows);
  await settleClosed(act, session);
  return {
    present: rules.presentAmong(await listScans(act.db, sessionId)),
    refused: batch.scans.flatMap(({ personId, scanId }) => (known.has(personId) ? [] : [scanId])),
  };
}

const rowOf = (act: Act, sessionId: string, scan: rules.KeptScan) => ({
  bureau_id: act.bureauId,
  session_id: sessionId,
  scan_id: scan.scanId,
  person_id: scan.personId,
  kind: scan.kind,
  how: scan.how,
  at: scan.at,
});

/** The code on the organiser's screen in this minute. */
export async function readSessionCode(act: Act, sessionId: string) {
  const session = await loadSessionToOrganise(act, sessionId);
  const code = (await codesOf(act)).ofSession(sessionId, rules.stepOf(act.now));
  const { activity_id: activityId } = session;
  return { activityId, code, secondsLeft: rules.secondsLeft(act.now), ...rules.windowOf(timesOf(session)) };
}

export async function closeRoll(act: Act, sessionId: string): Promise<Roll> {
  await closeList(act, await loadSessionToOrganise(act, sessionId));
  return readRoll(act, sessionId, 'expected');
}

/** One's own sign-ins of an activity; nobody else's. */
export async function readMyAttendance(act: Act, activityId: string): Promise<MyAttendance> {
  await loadActivity(act, activityId);
  const { personId, name } = act.who;
  const sessions = await listSessionsHeld(act.db, activityId);
  const ids = sessions.map((session) => session.session_id);
  const scans = personId ? await listScansOf(act.db, personId, ids) : [];
  return {
    sessions: sessions.map((session) => {
      const own = scans.filter(({ sessionId }) => sessionId === session.session_id);
      return mineOf(act, session, rules.presentAmong(own)[0] ?? null);
    }),
    code: personId && (await codesOf(act)).ofPerson(activityId, personId),
    name,
    hoursCredited: personId ? await creditedHours(act, personId, ids) : 0,
    may: { organise: { may: await mayOrganise(act, activityId) } },
  };
}

function mineOf(act: Act, session: SessionHeld, present: Present | null): MyAttendance['sessions'][number] {
  const window = rules.windowOf(timesOf(session));
  const no = rules.whyNotSelf(session.sign_in, window, { at: act.now, now: act.now });
  return {
    ...headOf(session),
    ...window,
    signedInAt: present?.at ?? null,
    may: { signIn: mayUnless(no, windowFacts(window)) },
  };
}

const windowFacts = ({ opensAt, closesAt }: rules.Window) => ({
  opens: rules.clockTime(opensAt),
  closes: rules.clockTime(closesAt),
});

/** One's own scan of the code on the screen; made without a line it may arrive later. */
export async function signMyselfIn(
  act: Act,
  sessionId: string,
  sent: { scanId: string; code: string; at: string; sentAt: string },
): Promise<{ signedInAt: string | null }> {
  const session = await loadSession(act, sessionId);
  const window = rules.windowOf(timesOf(session));
  const at = rules.trueInstant(sent.at, sent.sentAt, act.now);
  const no = rules.whyNotSelf(session.sign_in, window, { at, now: act.now });
  if (no) throw refuse(no, windowFacts(window));
  const codes = await codesOf(act);
  const taken = rules.stepsTaken(at, act.now).map((step) => codes.ofSession(sessionId, step));
  if (!isOneOf(sent.code, taken)) throw refuse('activity/wrong-code');
  return writeOwn(act, session, { scanId: sent.scanId, kind: 'in', at });
}

/** Takes one's own sign-in back, whoever made it. */
export async function takeMineBack(act: Act, sessionId: string): Promise<{ signedInAt: string | null }> {
  const session = await loadSession(act, sessionId);
  return writeOwn(act, session, { scanId: newId(), kind: 'out', at: act.now });
}

async function writeOwn(
  act: Act,
  session: SessionHeld,
  scan: Pick<rules.KeptScan, 'scanId' | 'kind' | 'at'>,
): Promise<{ signedInAt: string | null }> {
  const { personId } = act.who;
  if (!personId) throw refuse('activity/no-person');
  const { session_id: sessionId } = session;
  if ((await findRoll(act.db, sessionId))?.forgotten_at) throw refuse('activity/list-gone');
  await insertScans(act.db, [rowOf(act, sessionId, { ...scan, personId, how: 'self' })]);
  await settleClosed(act, session);
  const own = await listScansOf(act.db, personId, [sessionId]);
  return { signedInAt: rules.presentAmong(own)[0]?.at ?? null };
}
