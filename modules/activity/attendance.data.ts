import type { Insertable, Selectable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { ActivityTables } from './activity.tables.ts';
import type { KeptScan } from './attendance.rules.ts';
import type { AttendanceTables } from './attendance.tables.ts';

const open = on<AttendanceTables & ActivityTables>;

export type RollRow = Selectable<AttendanceTables['activity.roll']>;

/** A session with the name and the state of its activity, and the room it is in. */
const sessions = (db: Db) =>
  open(db)
    .selectFrom('activity.session as s')
    .innerJoin('activity.activity as a', (join) =>
      join.onRef('a.bureau_id', '=', 's.bureau_id').onRef('a.activity_id', '=', 's.activity_id'),
    )
    .leftJoin('activity.venue as v', (join) =>
      join.onRef('v.bureau_id', '=', 's.bureau_id').onRef('v.venue_id', '=', 's.venue_id'),
    )
    .select(['s.session_id', 's.activity_id', 's.name', 's.held_on', 's.starts_at', 's.ends_at'])
    .select(['s.place', 's.sign_in', 'a.name as activity', 'a.state', 'a.unit_ids', 'v.name as venue']);

export type SessionHeld = Awaited<ReturnType<typeof listSessionsHeld>>[number];

export const findSessionHeld = (db: Db, sessionId: string) =>
  sessions(db).where('s.session_id', '=', sessionId).executeTakeFirst();

export const listSessionsHeld = (db: Db, activityId: string) =>
  sessions(db)
    .where('s.activity_id', '=', activityId)
    .orderBy('s.held_on')
    .orderBy('s.starts_at')
    .orderBy('s.session_id')
    .execute();

/** Waits for scans that are being written, and lets later ones wait: a list is closed whole. */
export const lockSession = (db: Db, sessionId: string) =>
  open(db)
    .selectFrom('activity.session')
    .select('session_id')
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();

/** Adds scans; those that are there already stay as they came first. */
export async function insertScans(
  db: Db,
  rows: readonly Insertable<AttendanceTables['activity.scan']>[],
): Promise<void> {
  if (rows.length === 0) return;
  await open(db)
    .insertInto('activity.scan')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['bureau_id', 'session_id', 'scan_id']).doNothing())
    .execute();
}

export const listScans = (db: Db, sessionId: string): Promise<KeptScan[]> =>
  open(db)
    .selectFrom('activity.scan')
    .select(['scan_id as scanId', 'person_id as personId', 'kind', 'how', 'at'])
    .where('session_id', '=', sessionId)
    .execute();

/** One person's scans of some sessions. */
export const listScansOf = (db: Db, personId: string, sessionIds: readonly string[]) =>
  sessionIds.length === 0
    ? Promise.resolve([])
    : open(db)
        .selectFrom('activity.scan')
        .select([
          'session_id as sessionId',
          'scan_id as scanId',
          'person_id as personId',
          'kind',
          'how',
          'at',
        ])
        .where('person_id', '=', personId)
        .where('session_id', 'in', [...sessionIds])
        .execute();

export const findRoll = (db: Db, sessionId: string): Promise<RollRow | undefined> =>
  open(db).selectFrom('activity.roll').selectAll().where('session_id', '=', sessionId).executeTakeFirst();

/** The same, locked until the transaction ends. */
export const lockRoll = (db: Db, sessionId: string): Promise<RollRow | undefined> =>
  open(db)
    .selectFrom('activity.roll')
    .selectAll()
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();

export const insertRoll = (db: Db, row: Insertable<AttendanceTables['activity.roll']>) =>
  open(db).insertInto('activity.roll').values(row).execute();

export const updateRoll = (
  db: Db,
  bureauId: string,
  sessionId: string,
  change: { n: number; credited: string[] } | { forgotten_at: string; credited: string[] },
) =>
  open(db)
    .updateTable('activity.roll')
    .set(change)
    .where('bureau_id', '=', bureauId)
    .where('session_id', '=', sessionId)
    .execute();

/** Sessions held before a day at which people were signed in and whose list nobody has closed. */
export async function listOpenRolls(db: Db, before: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('activity.scan as c')
    .innerJoin('activity.session as s', (join) =>
      join.onRef('s.bureau_id', '=', 'c.bureau_id').onRef('s.session_id', '=', 'c.session_id'),
    )
    .leftJoin('activity.roll as r', (join) =>
      join.onRef('r.bureau_id', '=', 'c.bureau_id').onRef('r.session_id', '=', 'c.session_id'),
    )
    .select('c.session_id')
    .distinct()
    .where('s.held_on', '<', before)
    .where('r.session_id', 'is', null)
    .execute();
  return rows.map((row) => row.session_id);
}

/** Closed lists of sessions held before a day that still have their names. */
export async function listOldRolls(db: Db, before: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('activity.roll as r')
    .innerJoin('activity.session as s', (join) =>
      join.onRef('s.bureau_id', '=', 'r.bureau_id').onRef('s.session_id', '=', 'r.session_id'),
    )
    .select('r.session_id')
    .where('s.held_on', '<', before)
    .where('r.forgotten_at', 'is', null)
    .execute();
  return rows.map((row) => row.session_id);
}

export const deleteScans = (db: Db, bureauId: string, sessionId: string) =>
  open(db)
    .deleteFrom('activity.scan')
    .where('bureau_id', '=', bureauId)
    .where('session_id', '=', sessionId)
    .execute();
