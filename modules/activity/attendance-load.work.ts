/** What every act on a sign-in list begins with: the session, whether anybody signs in there, and who is expected. */
import type { Act } from '#platform/act/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { listPeopleOn, listUnits, type PersonInPost } from '#modules/people/index.ts';
import { activityRefusals } from './activity-sayings.contract.ts';
import { attendanceRefusals, type SessionHead } from './attendance.contract.ts';
import { findSessionHeld, type SessionHeld } from './attendance.data.ts';
import type { SessionTimes } from './attendance.rules.ts';
import { unitsBelow } from './invited.rules.ts';
import { mayOrganise } from './organise.work.ts';
import { listRegistrationRows } from './registration.data.ts';

export const refuse = refuser({ ...activityRefusals, ...attendanceRefusals });

export const timesOf = (session: SessionHeld): SessionTimes => ({
  heldOn: session.held_on,
  startsAt: session.starts_at,
  endsAt: session.ends_at,
});

export const headOf = (session: SessionHeld): SessionHead => ({
  sessionId: session.session_id,
  activityId: session.activity_id,
  activity: session.activity,
  name: session.name,
  ...timesOf(session),
  where: [session.venue, session.place].filter(Boolean).join(' · '),
  signIn: session.sign_in,
});

/** What facts call the session. */
export const titleOf = (session: SessionHeld): string =>
  session.name === '' ? session.activity : `${session.activity} · ${session.name}`;

/** The session, where people sign in; refuses where nobody does. */
export async function loadSession(act: Act, sessionId: string): Promise<SessionHeld> {
  const session = await findSessionHeld(act.db, sessionId);
  if (!session) throw refuse('activity/no-such-session');
  if (session.state === 'cancelled') throw refuse('activity/called-off');
  if (session.state === 'draft') throw refuse('activity/not-approved');
  return session;
}

export async function loadSessionToOrganise(act: Act, sessionId: string): Promise<SessionHeld> {
  const session = await loadSession(act, sessionId);
  if (!(await mayOrganise(act, session.activity_id))) throw refuse('activity/not-organiser');
  if (session.sign_in === 'none') throw refuse('activity/no-sign-in');
  return session;
}

export interface Expected {
  /** Everybody in post on the day, in roster order. */
  people: PersonInPost[];
  /** Those who have a seat; where nobody ever registered, those who are invited. */
  expected: ReadonlySet<string>;
}

export async function listExpected(
  act: Act,
  activityId: string,
  { heldOn, unitIds }: { heldOn: string; unitIds: readonly string[] | null },
): Promise<Expected> {
  const people = await listPeopleOn(act, heldOn);
  const registered = await listRegistrationRows(act.db, activityId);
  if (registered.length > 0) {
    const seated = registered.filter(({ state }) => state === 'in').map((row) => row.person_id);
    return { people, expected: new Set(seated) };
  }
  const units = unitIds && unitsBelow(unitIds, await listUnits(act, heldOn));
  const invited = people.filter((person) => !person.onLeave && (!units || units.has(person.unitId)));
  return { people, expected: new Set(invited.map(({ personId }) => personId)) };
}
