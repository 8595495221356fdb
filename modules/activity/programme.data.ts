import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { ActivityTables } from './activity.tables.ts';

const open = on<ActivityTables>;

export type ProgrammeRow = Selectable<ActivityTables['activity.programme']>;

/** Newest first. */
export const listProgrammeRows = (db: Db): Promise<ProgrammeRow[]> =>
  open(db)
    .selectFrom('activity.programme')
    .selectAll()
    .orderBy('starts_on', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('programme_id')
    .execute();

/** The programme, locked until the transaction ends. */
export const lockProgrammeRow = (db: Db, programmeId: string): Promise<ProgrammeRow | undefined> =>
  open(db)
    .selectFrom('activity.programme')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .forUpdate()
    .executeTakeFirst();

export const insertProgramme = (db: Db, row: Insertable<ActivityTables['activity.programme']>) =>
  open(db).insertInto('activity.programme').values(row).execute();

export const updateProgramme = (
  db: Db,
  bureauId: string,
  programmeId: string,
  change: Updateable<ActivityTables['activity.programme']>,
) =>
  open(db)
    .updateTable('activity.programme')
    .set(change)
    .where('bureau_id', '=', bureauId)
    .where('programme_id', '=', programmeId)
    .execute();

export const deleteProgramme = (db: Db, bureauId: string, programmeId: string) =>
  open(db)
    .deleteFrom('activity.programme')
    .where('bureau_id', '=', bureauId)
    .where('programme_id', '=', programmeId)
    .execute();

/** Name of the programme that holds an activity; null: none does. */
export const findCampaign = async (db: Db, activityId: string): Promise<string | null> =>
  (
    await open(db)
      .selectFrom('activity.activity as a')
      .innerJoin('activity.programme as p', 'p.programme_id', 'a.programme_id')
      .select('p.name')
      .where('a.activity_id', '=', activityId)
      .executeTakeFirst()
  )?.name ?? null;

/** Activity ids of a programme. */
export const listIdsOfProgramme = async (db: Db, programmeId: string): Promise<string[]> =>
  (
    await open(db)
      .selectFrom('activity.activity')
      .select('activity_id')
      .where('programme_id', '=', programmeId)
      .orderBy('created_at')
      .orderBy('activity_id')
      .execute()
  ).map((row) => row.activity_id);
