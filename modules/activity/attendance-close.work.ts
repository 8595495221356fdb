/** What a list comes to in the ledger: how many, and training hours to those who have them. */
import type { Act } from '#platform/act/index.ts';
import { addDays } from '#platform/contract/day.ts';
import { listFacts, type Fact } from '#platform/ledger/index.ts';
import type { Present } from './attendance.contract.ts';
import {
  deleteScans,
  findRoll,
  insertRoll,
  listOldRolls,
  listOpenRolls,
  listScans,
  lockRoll,
  lockSession,
  updateRoll,
  type SessionHeld,
} from './attendance.data.ts';
import { loadSession, refuse, timesOf, titleOf } from './attendance-load.work.ts';
import { creditChanges, isBegun, presentAmong, trainingHours } from './attendance.rules.ts';
import { daysKept } from './attendance.contract.ts';
import { subjectOf } from './organise.work.ts';
import { findCampaign } from './programme.data.ts';

const personSubject = (personId: string): string => `person/${personId}`;

/** Facts of one kind that still stand, of one session. A subject has far fewer than are read. */
async function standing(act: Act, kind: string, subject: string, sessionId: string): Promise<Fact[]> {
  const facts = await listFacts(act.db, { subject, limit: 1000 });
  const voided = new Set(facts.map(({ voids }) => voids));
  return facts.filter(
    (fact) => fact.kind === kind && fact.data['sessionId'] === sessionId && !voided.has(fact.factId),
  );
}

async function recordNumber(act: Act, session: SessionHeld, n: number, voids: string | null): Promise<void> {
  const campaign = await findCampaign(act.db, session.activity_id);
  const { session_id: sessionId, sign_in: reason, held_on: on } = session;
  act.record({
    kind: 'activity/attended',
    subject: subjectOf(session.activity_id),
    on,
    quantity: n,
    data: { name: titleOf(session), sessionId, n, reason, campaign },
    voids,
  });
}

/** Credits hours to those who were not credited yet, takes them back from those who are not there; who has them now. */
async function recordHours(
  act: Act,
  session: SessionHeld,
  present: readonly Present[],
  before: readonly string[],
) {
  if (session.sign_in !== 'training') return [];
  const { session_id: sessionId, held_on: on } = session;
  const { gains, loses } = creditChanges(new Set(before), present);
  const hours = trainingHours(timesOf(session));
  const name = titleOf(session);
  for (const personId of gains.toSorted()) {
    const [kind, subject] = ['activity/training-credited', personSubject(personId)];
    act.record({ kind, subject, on, quantity: hours, data: { name, sessionId, hours } });
  }
  for (const personId of loses.toSorted()) {
    const subject = personSubject(personId);
    const [credit] = await standing(act, 'activity/training-credited', subject, sessionId);
    const voids = credit?.factId ?? null;
    act.record({
      kind: 'activity/training-taken-back',
      subject,
      on,
      data: { name, sessionId, hours: 0 },
      voids,
    });
  }
  return present.map(({ personId }) => personId);
}

/** Closes the list and records what it comes to; closing it again changes nothing. */
export async function closeList(act: Act, session: SessionHeld): Promise<void> {
  if (!isBegun(timesOf(session), act.now)) throw refuse('activity/too-early-to-close');
  await lockSession(act.db, session.session_id);
  if (await findRoll(act.db, session.session_id)) return;
  const present = presentAmong(await listScans(act.db, session.session_id));
  await recordNumber(act, session, present.length, null);
  const credited = await recordHours(act, session, present, []);
  const row = { bureau_id: act.bureauId, session_id: session.session_id, n: present.length, credited };
  await insertRoll(act.db, { ...row, closed_at: act.now, forgotten_at: null });
}

/**
 * After scans of a list that was closed already (a device was without a line until now, or a mistake is taken
 * back): what has changed is recorded, and the old fact voided.
 */
export async function settleClosed(act: Act, session: SessionHeld): Promise<void> {
  const roll = await lockRoll(act.db, session.session_id);
  if (!roll) return;
  const present = presentAmong(await listScans(act.db, session.session_id));
  const credited = await recordHours(act, session, present, roll.credited);
  if (present.length !== roll.n) {
    const subject = subjectOf(session.activity_id);
    const [number] = await standing(act, 'activity/attended', subject, session.session_id);
    await recordNumber(act, session, present.length, number?.factId ?? null);
  }
  await updateRoll(act.db, act.bureauId, session.session_id, { n: present.length, credited });
}

/** Training hours of a person from these sessions, as the ledger has them. */
export async function creditedHours(
  act: Act,
  personId: string,
  sessionIds: readonly string[],
): Promise<number> {
  const facts = await Promise.all(
    sessionIds.map((id) => standing(act, 'activity/training-credited', personSubject(personId), id)),
  );
  return facts.flat().reduce((sum, fact) => sum + (fact.quantity ?? 0), 0);
}

/** Once a day: lists nobody closed are closed, and the names of old ones deleted. */
export async function settleLists(act: Act): Promise<void> {
  for (const sessionId of await listOpenRolls(act.db, act.today)) {
    const session = await loadSession(act, sessionId).catch(() => null);
    if (session) await closeList(act, session);
  }
  for (const sessionId of await listOldRolls(act.db, addDays(act.today, -daysKept))) {
    await deleteScans(act.db, act.bureauId, sessionId);
    await updateRoll(act.db, act.bureauId, sessionId, { forgotten_at: act.now, credited: [] });
  }
}
