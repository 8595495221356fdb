import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, sql, sqlState, type Db } from '#platform/db/index.ts';
import type { ActivityTables } from './activity.tables.ts';

const open = on<ActivityTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type ActivityRow = Selectable<ActivityTables['activity.activity']>;
export type SessionRow = Selectable<ActivityTables['activity.session']>;
export type DecisionRow = Selectable<ActivityTables['activity.decision']>;
type ActivityChange = Updateable<ActivityTables['activity.activity']>;

const jsonColumns = ['budget', 'safety', 'teams', 'approved_plan'] as const;

/** Columns of type jsonb must not go to the driver as arrays. */
function prepared<T extends ActivityChange>(change: T): T {
  const ready: Record<string, unknown> = { ...change };
  for (const name of jsonColumns)
    if (ready[name] !== undefined && ready[name] !== null) ready[name] = json(ready[name]);
  return ready as T;
}

/** Newest plan last. */
export const listActivityRows = (db: Db): Promise<ActivityRow[]> =>
  open(db).selectFrom('activity.activity').selectAll().orderBy('created_at').orderBy('activity_id').execute();

export const findActivityRow = (db: Db, activityId: string): Promise<ActivityRow | undefined> =>
  open(db)
    .selectFrom('activity.activity')
    .selectAll()
    .where('activity_id', '=', activityId)
    .executeTakeFirst();

/** The activity, locked until the transaction ends: seats are given one at a time. */
export const lockActivityRow = (db: Db, activityId: string): Promise<ActivityRow | undefined> =>
  open(db)
    .selectFrom('activity.activity')
    .selectAll()
    .where('activity_id', '=', activityId)
    .forUpdate()
    .executeTakeFirst();

export const insertActivity = (db: Db, row: Insertable<ActivityTables['activity.activity']>) =>
  open(db).insertInto('activity.activity').values(prepared(row)).execute();

export const updateActivity = (db: Db, bureauId: string, activityId: string, change: ActivityChange) =>
  open(db)
    .updateTable('activity.activity')
    .set(prepared(change))
    .where('bureau_id', '=', bureauId)
    .where('activity_id', '=', activityId)
    .execute();

export const deleteActivity = (db: Db, bureauId: string, activityId: string) =>
  open(db)
    .deleteFrom('activity.activity')
    .where('bureau_id', '=', bureauId)
    .where('activity_id', '=', activityId)
    .execute();

/** Sessions in order of time; of one activity, or of all. */
export function listSessionRows(db: Db, activityId?: string): Promise<SessionRow[]> {
  let query = open(db).selectFrom('activity.session').selectAll();
  if (activityId !== undefined) query = query.where('activity_id', '=', activityId);
  return query.orderBy('held_on').orderBy('starts_at').orderBy('session_id').execute();
}

/** Sessions in the same rooms on the same days as those given, of other activities that still stand. */
export const listNeighbours = (db: Db, activityId: string) =>
  open(db)
    .selectFrom('activity.session as mine')
    .innerJoin('activity.session as s', (join) =>
      join
        .onRef('s.bureau_id', '=', 'mine.bureau_id')
        .onRef('s.venue_id', '=', 'mine.venue_id')
        .onRef('s.held_on', '=', 'mine.held_on'),
    )
    .innerJoin('activity.activity as a', (join) =>
      join.onRef('a.bureau_id', '=', 's.bureau_id').onRef('a.activity_id', '=', 's.activity_id'),
    )
    .select(['mine.session_id as beside', 's.session_id', 's.activity_id', 's.starts_at', 's.ends_at'])
    .select(['s.held_on', 'a.name', 'a.approved_plan'])
    .where('mine.activity_id', '=', activityId)
    .where('a.state', '<>', 'cancelled')
    .whereRef('s.session_id', '<>', 'mine.session_id')
    .orderBy('s.starts_at')
    .orderBy('s.session_id')
    .execute();

const changeOf = ({ name, held_on, starts_at, ends_at, venue_id, place, sign_in }: SessionRow) => ({
  name,
  held_on,
  starts_at,
  ends_at,
  venue_id,
  place,
  sign_in,
});

/**
 * Writes an activity's sessions: those with a known id are changed, new ones added, the rest removed.
 * Returns false where one cannot be removed because other records hang on it.
 */
export async function saveSessions(
  db: Db,
  activityId: string,
  rows: readonly SessionRow[],
): Promise<boolean> {
  for (const row of rows)
    await open(db)
      .insertInto('activity.session')
      .values(row)
      .onConflict((conflict) => conflict.columns(['bureau_id', 'session_id']).doUpdateSet(changeOf(row)))
      .execute();
  const kept = rows.map((row) => row.session_id);
  try {
    await open(db)
      .deleteFrom('activity.session')
      .where('activity_id', '=', activityId)
      .where('session_id', 'not in', kept)
      .execute();
    return true;
  } catch (error) {
    if (sqlState(error) === '23503') return false;
    throw error;
  }
}

/** Persons who answer for an activity; of one, or of all. */
export function listOrganiserRows(db: Db, activityId?: string) {
  let query = open(db).selectFrom('activity.organiser').selectAll();
  if (activityId !== undefined) query = query.where('activity_id', '=', activityId);
  return query.orderBy('person_id').execute();
}

export async function saveOrganisers(
  db: Db,
  bureauId: string,
  activityId: string,
  personIds: readonly string[],
): Promise<void> {
  await open(db).deleteFrom('activity.organiser').where('activity_id', '=', activityId).execute();
  const rows = [...new Set(personIds)].map((person_id) => ({
    bureau_id: bureauId,
    activity_id: activityId,
    person_id,
  }));
  if (rows.length > 0) await open(db).insertInto('activity.organiser').values(rows).execute();
}

export const listDecisions = (db: Db, activityId: string): Promise<DecisionRow[]> =>
  open(db)
    .selectFrom('activity.decision')
    .selectAll()
    .where('activity_id', '=', activityId)
    .orderBy('at')
    .orderBy('decision_id')
    .execute();

export const insertDecision = (db: Db, row: Insertable<ActivityTables['activity.decision']>) =>
  open(db).insertInto('activity.decision').values(row).execute();
