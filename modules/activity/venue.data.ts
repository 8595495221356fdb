import type { Insertable, Selectable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { ActivityTables } from './activity.tables.ts';

const open = on<ActivityTables>;

export type VenueRow = Selectable<ActivityTables['activity.venue']>;

/** All venues by name, retired ones last. */
export const listVenueRows = (db: Db): Promise<VenueRow[]> =>
  open(db).selectFrom('activity.venue').selectAll().orderBy('retired').orderBy('name').execute();

export const insertVenue = (db: Db, row: Insertable<ActivityTables['activity.venue']>) =>
  open(db).insertInto('activity.venue').values(row).execute();

/** False where there is no such venue. */
export async function updateVenue(db: Db, { bureau_id, venue_id, ...change }: VenueRow): Promise<boolean> {
  const { numUpdatedRows } = await open(db)
    .updateTable('activity.venue')
    .set(change)
    .where('bureau_id', '=', bureau_id)
    .where('venue_id', '=', venue_id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Sessions in rooms from a day on, of activities that still stand, in order of time. */
export const listBookings = (db: Db, from: string) =>
  open(db)
    .selectFrom('activity.session as s')
    .innerJoin('activity.activity as a', (join) =>
      join.onRef('a.bureau_id', '=', 's.bureau_id').onRef('a.activity_id', '=', 's.activity_id'),
    )
    .select(['s.session_id', 's.activity_id', 's.venue_id', 's.held_on', 's.starts_at', 's.ends_at'])
    .select(['a.name', 'a.approved_plan'])
    .where('s.venue_id', 'is not', null)
    .where('s.held_on', '>=', from)
    .where('a.state', '<>', 'cancelled')
    .orderBy('s.held_on')
    .orderBy('s.starts_at')
    .orderBy('s.session_id')
    .execute();
