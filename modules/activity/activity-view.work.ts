/** Activities as people read them. */
import type { Act } from '#platform/act/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { spellingOf } from '#platform/search/index.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import type { ActivitySummary, ActivityView } from './activity.contract.ts';
import {
  listActivityRows,
  listDecisions,
  listNeighbours,
  listOrganiserRows,
  listSessionRows,
  type ActivityRow,
  type SessionRow,
} from './activity.data.ts';
import {
  lifeOf,
  planOf,
  programmeNames,
  readerOf,
  refuse,
  venuesById,
  wholeOf,
  type Whole,
} from './activity-load.work.ts';
import { clash } from './day.rules.ts';
import { hoursAsked, type UnitSize } from './hours.rules.ts';
import { unitsBelow } from './invited.rules.ts';
import { maysOf, takesRegistrations } from './life.rules.ts';
import { loadActivity } from './organise.work.ts';
import { budgetYuan, changedParts, firstOn, lastOn, safetyAsked, type KnownVenue } from './plan.rules.ts';
import type { RegistrationState } from './registration.contract.ts';
import { countRegistrations, listRegistrationsOf } from './registration.data.ts';
import { placeOf } from './seat.rules.ts';

/** What summaries need of the whole bureau, asked once. */
export interface Surroundings {
  programmes: ReadonlyMap<string, string>;
  venues: ReadonlyMap<string, KnownVenue>;
  counts: ReadonlyMap<string, number>;
  mine: ReadonlyMap<string, RegistrationState>;
}

export async function surroundingsOf(act: Act): Promise<Surroundings> {
  const { personId } = act.who;
  const own = personId === null ? [] : await listRegistrationsOf(act.db, personId);
  return {
    programmes: await programmeNames(act),
    venues: await venuesById(act),
    counts: new Map(
      (await countRegistrations(act.db)).map((row) => [`${row.activity_id} ${row.state}`, row.n]),
    ),
    mine: new Map(own.map((row) => [row.activity_id, row.state])),
  };
}

export type Gathered = Pick<Whole, 'row' | 'sessions' | 'organiserIds' | 'plan'>;

/** Every activity, with sessions and organisers. One without a session was removed between two of these questions. */
export async function gatherAll(act: Act): Promise<Gathered[]> {
  const rows = await listActivityRows(act.db);
  const sessions = Map.groupBy(await listSessionRows(act.db), (row) => row.activity_id);
  const organisers = Map.groupBy(await listOrganiserRows(act.db), (row) => row.activity_id);
  return rows.flatMap((row) => {
    const own = sessions.get(row.activity_id);
    if (!own) return [];
    const organiserIds = (organisers.get(row.activity_id) ?? []).map((one) => one.person_id);
    return [{ row, sessions: own, organiserIds, plan: planOf(row, own, organiserIds) }];
  });
}

/** Every activity that this person may see. */
export const gatherVisible = async (act: Act): Promise<Gathered[]> =>
  (await gatherAll(act)).filter((one) => isVisible(act, one));

/** Drafts belong to those who work on them; what was submitted, to those who plan or decide as well. */
function isVisible(act: Act, { row, organiserIds }: Pick<Whole, 'row' | 'organiserIds'>): boolean {
  const { personId, roles } = act.who;
  if (row.approved_plan !== null || roles.includes('office')) return true;
  if (personId !== null && organiserIds.includes(personId)) return true;
  return (
    row.state === 'submitted' && (permitted('activity/plan', roles) || permitted('activity/approve', roles))
  );
}

export const whereOf = (session: SessionRow, venues: ReadonlyMap<string, KnownVenue>): string =>
  [session.venue_id && venues.get(session.venue_id)?.name, session.place].filter(Boolean).join(' · ');

export function summaryOf(act: Act, gathered: Gathered, around: Surroundings): ActivitySummary {
  const { row, sessions, organiserIds, plan } = gathered;
  const next = sessions.find((session) => session.held_on >= act.today) ?? sessions[0]!;
  const count = (state: RegistrationState): number => around.counts.get(`${row.activity_id} ${state}`) ?? 0;
  return {
    id: row.activity_id,
    name: row.name,
    spelling: spellingOf(row.name).pinyin,
    state: row.state,
    revision: row.revision,
    programmeId: row.programme_id,
    programme: row.programme_id && (around.programmes.get(row.programme_id) ?? null),
    firstOn: firstOn(plan.sessions),
    lastOn: lastOn(plan.sessions),
    nextOn: next.held_on,
    startsAt: next.starts_at,
    where: whereOf(next, around.venues),
    nSessions: sessions.length,
    closesOn: row.closes_on,
    takesRegistrations: takesRegistrations(lifeOf(gathered, act.today)),
    capacity: row.capacity,
    nIn: count('in'),
    nWaiting: count('waiting'),
    mine: around.mine.get(row.activity_id) ?? null,
    organising: act.who.personId !== null && organiserIds.includes(act.who.personId),
  };
}

export async function listActivities(act: Act) {
  const around = await surroundingsOf(act);
  return {
    activities: (await gatherVisible(act)).map((one) => summaryOf(act, one, around)),
    may: { plan: { may: permitted('activity/plan', act.who.roles) } },
  };
}

export async function readActivity(act: Act, activityId: string): Promise<ActivityView> {
  const whole = await wholeOf(act, await loadActivity(act, activityId));
  // Somebody else's draft is not there.
  if (!isVisible(act, whole)) throw refuse('activity/no-activity');
  return viewOf(act, whole);
}

async function viewOf(act: Act, whole: Whole): Promise<ActivityView> {
  const { row, plan, seats, organiserIds } = whole;
  const around = await surroundingsOf(act);
  const reader = await readerOf(act, whole);
  const plans = permitted('activity/plan', act.who.roles) || reader.approves;
  const units = new Map((await listUnits(act, act.today)).map(({ unitId, name }) => [unitId, name]));
  const people = new Map((await listPeopleOn(act, act.today)).map(({ personId, name }) => [personId, name]));
  return {
    ...summaryOf(act, whole, around),
    plan,
    sessions: await sessionViews(act, whole, around.venues),
    organisers: organiserIds.map((personId) => ({ personId, name: people.get(personId) ?? '—' })),
    unitNames: (row.unit_ids ?? []).map((id) => units.get(id) ?? '—'),
    budgetYuan: budgetYuan(plan),
    safetyAsked: safetyAsked(plan, around.venues),
    opened: row.opened_at !== null,
    myPlace: act.who.personId === null ? null : placeOf(seats, act.who.personId),
    nSubstitutes: seats.filter(({ state }) => state === 'substitute').length,
    myClashes: await ownClashes(act, whole),
    hours: plans ? hoursAsked(row.n_expected, plan.sessions, await invitedUnits(act, row)) : null,
    changed: row.approved_plan ? changedParts(row.approved_plan, plan) : [],
    decisions: plans ? await decisionsOf(act, row) : [],
    may: maysOf(lifeOf(whole, act.today), reader),
  };
}

const decisionsOf = async (act: Act, row: ActivityRow): Promise<ActivityView['decisions']> =>
  (await listDecisions(act.db, row.activity_id)).map(({ what, by_name, at, note }) => ({
    what,
    by: by_name,
    at,
    note,
  }));

async function sessionViews(
  act: Act,
  { row, sessions, plan }: Whole,
  venues: ReadonlyMap<string, KnownVenue>,
): Promise<ActivityView['sessions']> {
  const neighbours = Map.groupBy(await listNeighbours(act.db, row.activity_id), (one) => one.beside);
  return sessions.map((session, at) => ({
    ...plan.sessions[at]!,
    sessionId: session.session_id,
    venue: session.venue_id && (venues.get(session.venue_id)?.name ?? null),
    roomClashes: (neighbours.get(session.session_id) ?? [])
      .filter((other) => clash(spanOf(session), spanOf(other)))
      .map((other) => ({
        activityId: other.activity_id,
        // Two drafts may meet in a room; what the other is about is its planners' business.
        name: other.approved_plan === null ? '' : other.name,
        startsAt: other.starts_at,
        endsAt: other.ends_at,
        approved: other.approved_plan !== null,
      })),
  }));
}

export const spanOf = (row: { held_on: string; starts_at: string; ends_at: string }) => ({
  heldOn: row.held_on,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
});

/** Where I have a seat, wait for one or organise at the same time. */
async function ownClashes(act: Act, { row, sessions }: Whole): Promise<ActivityView['myClashes']> {
  const { personId } = act.who;
  if (personId === null) return [];
  const mine = new Set(
    (await listRegistrationsOf(act.db, personId))
      .filter(({ state }) => state === 'in' || state === 'waiting')
      .map((one) => one.activity_id),
  );
  const others = (await gatherVisible(act)).filter(
    (one) =>
      one.row.activity_id !== row.activity_id &&
      one.row.state !== 'cancelled' &&
      (mine.has(one.row.activity_id) || one.organiserIds.includes(personId)),
  );
  return others.flatMap((other) =>
    other.sessions
      .filter((theirs) => sessions.some((own) => clash(spanOf(own), spanOf(theirs))))
      .map((theirs) => ({
        activityId: other.row.activity_id,
        name: other.row.name,
        on: theirs.held_on,
        startsAt: theirs.starts_at,
      })),
  );
}

/** Sections right below the bureau's root, with their people who are invited and not on leave. */
async function invitedUnits(act: Act, row: ActivityRow): Promise<UnitSize[]> {
  const units = await listUnits(act, act.today);
  const invited = row.unit_ids && unitsBelow(row.unit_ids, units);
  const people = (await listPeopleOn(act, act.today)).filter(
    ({ onLeave, unitId }) => !onLeave && (invited === null || invited.has(unitId)),
  );
  const sizes = new Map(
    [...Map.groupBy(people, ({ topUnitId }) => topUnitId)].map(([id, of]) => [id, of.length]),
  );
  return units.flatMap(({ unitId, name }) => {
    const size = sizes.get(unitId);
    return size === undefined ? [] : [{ unitId, name, size }];
  });
}
