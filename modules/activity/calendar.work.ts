/** A person's sessions, on the page and for the platform's calendar. */
import type { Act } from '#platform/act/index.ts';
import type { CalendarEntry } from '#platform/calendar/index.ts';
import { venuesById } from './activity-load.work.ts';
import { gatherAll, spanOf, whereOf, type Gathered } from './activity-view.work.ts';
import type { MySession } from './calendar.contract.ts';
import { clash, instantOf } from './day.rules.ts';
import { listRegistrationsOf } from './registration.data.ts';

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

export async function readCalendar(act: Act): Promise<{ sessions: MySession[] }> {
  const { personId } = act.who;
  if (personId === null) return { sessions: [] };
  return { sessions: (await sessionsOf(act, personId)).filter(({ heldOn }) => heldOn >= act.today) };
}

export const calendarOf = async (act: Act, personId: string): Promise<CalendarEntry[]> =>
  (await sessionsOf(act, personId)).map(calendarEntry);

const parts = {
  in: { zh: '已报名', en: 'registered' },
  waiting: { zh: '候补中', en: 'on the waiting list' },
  organiser: { zh: '组织', en: 'organiser' },
} as const;

function calendarEntry(session: Entry): CalendarEntry {
  const title = session.name ? `${session.activity} · ${session.name}` : session.activity;
  return {
    id: session.sessionId,
    revision: session.revision,
    when: {
      startsAt: instantOf(session.heldOn, session.startsAt),
      endsAt: instantOf(session.heldOn, session.endsAt),
    },
    title: { zh: title, en: title },
    where: session.where,
    text: parts[session.as],
    status: session.cancelled ? 'cancelled' : session.as === 'waiting' ? 'tentative' : 'confirmed',
    to: `/activities/${session.activityId}`,
  };
}
