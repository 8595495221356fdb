/** A person's sessions, on the page and as a feed for their phone. */
import { createHash, randomBytes } from 'node:crypto';
import { bureauItself, type Act } from '#platform/act/index.ts';
import { calendarOf, calendarType, type CalendarEntry } from '#platform/calendar/index.ts';
import type { Download } from '#platform/contract/index.ts';
import { Id } from '#platform/contract/index.ts';
import type { Caller } from '#platform/module/index.ts';
import { refuser, type Refusal } from '#platform/refuse/index.ts';
import { findPerson, inPostOn } from '#modules/people/index.ts';
import { refuse, venuesById } from './activity-load.work.ts';
import { gatherAll, spanOf, whereOf, type Gathered } from './activity-view.work.ts';
import { calendarRefusals, type MySession } from './calendar.contract.ts';
import { deleteFeed, findFeed, findFeedByHash, saveFeed } from './calendar.data.ts';
import { addDays, clash, instantOf } from './day.rules.ts';
import { listRegistrationsOf } from './registration.data.ts';

const refuseFeed = refuser(calendarRefusals);
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
/** Days of the past that stay in the calendar. */
const daysBehind = 60;

interface Entry extends MySession {
  revision: number;
}

/** Sessions of activities that were approved once, in which this person has a part; in order of time. */
async function sessionsOf(act: Act, personId: string): Promise<Entry[]> {
  const states = new Map(
    (await listRegistrationsOf(act.db, personId)).map((row) => [row.activity_id, row.state]),
  );
  const venues = await venuesById(act);
  const entries = (await gatherAll(act)).flatMap((gathered) => {
    const as = partIn(gathered, personId, states.get(gathered.row.activity_id));
    return as === null ? [] : gathered.sessions.map((session) => entryOf(gathered, session, as, venues));
  });
  const standing = entries.filter(({ cancelled }) => !cancelled);
  return entries
    .map((entry) => ({
      ...entry,
      clashes:
        !entry.cancelled &&
        standing.some((other) => other.sessionId !== entry.sessionId && clash(entry, other)),
    }))
    .toSorted((a, b) => (a.heldOn + a.startsAt < b.heldOn + b.startsAt ? -1 : 1));
}

function partIn({ row, organiserIds }: Gathered, personId: string, state?: string): MySession['as'] | null {
  if (row.approved_plan === null) return null;
  if (state === 'in' || state === 'waiting') return state;
  return organiserIds.includes(personId) ? 'organiser' : null;
}

const entryOf = (
  { row }: Gathered,
  session: Gathered['sessions'][number],
  as: MySession['as'],
  venues: Awaited<ReturnType<typeof venuesById>>,
): Entry => ({
  sessionId: session.session_id,
  activityId: row.activity_id,
  activity: row.name,
  name: session.name,
  ...spanOf(session),
  where: whereOf(session, venues),
  as,
  cancelled: row.state === 'cancelled',
  clashes: false,
  revision: row.revision,
});

export async function readCalendar(act: Act) {
  const { personId } = act.who;
  if (personId === null) return { feedMadeAt: null, sessions: [] };
  const feed = await findFeed(act.db, personId);
  const sessions = (await sessionsOf(act, personId)).filter(({ heldOn }) => heldOn >= act.today);
  return { feedMadeAt: feed?.made_at ?? null, sessions };
}

/** Makes a new secret address, and thereby ends the old one. The secret itself is not kept. */
export async function renewFeed(act: Act) {
  const { personId } = act.who;
  if (personId === null) throw refuse('activity/no-person');
  const token = `${act.bureauId}.${randomBytes(32).toString('base64url')}`;
  await saveFeed(act.db, {
    bureau_id: act.bureauId,
    person_id: personId,
    token_hash: hashOf(token),
    made_at: act.now,
  });
  act.record({ kind: 'activity/feed-made', subject: `person/${personId}` });
  return { path: `/api/calendar/feeds/${token}/wenrong.ics`, feedMadeAt: act.now };
}

export async function revokeFeed(act: Act): Promise<void> {
  const { personId } = act.who;
  if (personId === null || !(await deleteFeed(act.db, personId))) throw refuseFeed('activity/no-feed');
  act.record({ kind: 'activity/feed-revoked', subject: `person/${personId}` });
}

/** The feed of whoever holds its address; nobody signs in. The address names the bureau, its hash the person. */
export async function downloadFeed(token: string, { runAct }: Caller): Promise<Download | Refusal> {
  const bureauId = token.split('.')[0]!;
  if (!Id.safeParse(bureauId).success) return refuseFeed('activity/no-feed');
  return runAct(bureauItself(bureauId), async (act) => {
    const feed = await findFeedByHash(act.db, hashOf(token));
    const person = feed && (await findPerson(act, feed.person_id));
    if (!person || !inPostOn(person, act.today)) return refuseFeed('activity/no-feed');
    const sessions = await sessionsOf(act, person.personId);
    const shown = sessions.filter(({ heldOn }) => heldOn >= addDays(act.today, -daysBehind));
    const text = calendarOf('文融 · 我的活动', shown.map(calendarEntry), act.now);
    return { name: 'wenrong.ics', type: calendarType, bytes: new TextEncoder().encode(text) };
  });
}

const parts = { in: '已报名', waiting: '候补中', organiser: '组织' } as const;

const calendarEntry = (session: Entry): CalendarEntry => ({
  id: session.sessionId,
  revision: session.revision,
  startsAt: instantOf(session.heldOn, session.startsAt),
  endsAt: instantOf(session.heldOn, session.endsAt),
  title: session.name ? `${session.activity} · ${session.name}` : session.activity,
  where: session.where,
  text: parts[session.as],
  status: session.cancelled ? 'cancelled' : session.as === 'waiting' ? 'tentative' : 'confirmed',
});
