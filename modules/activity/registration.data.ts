import type { Insertable, Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { RegistrationTables } from './registration.tables.ts';

const open = on<RegistrationTables>;

export type RegistrationRow = Selectable<RegistrationTables['activity.registration']>;
export type RegistrationStep = Omit<RegistrationTables['activity.registration_step'], 'step'>;

/** Everybody ever registered for an activity, withdrawn ones too, in order of place. */
export const listRegistrationRows = (db: Db, activityId: string): Promise<RegistrationRow[]> =>
  open(db)
    .selectFrom('activity.registration')
    .selectAll()
    .where('activity_id', '=', activityId)
    .orderBy('place')
    .execute();

/** A person's registrations, withdrawn ones too. */
export const listRegistrationsOf = (db: Db, personId: string): Promise<RegistrationRow[]> =>
  open(db).selectFrom('activity.registration').selectAll().where('person_id', '=', personId).execute();

/**
 * Person ids of those who had a seat at an instant (ISO 8601), that instant's own changes included:
 * who entered a draw made then.
 */
export async function listInAt(db: Db, activityId: string, at: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('activity.registration_step')
    .select(['person_id', 'state'])
    .distinctOn('person_id')
    .where('activity_id', '=', activityId)
    .where('at', '<=', at)
    .orderBy('person_id')
    .orderBy('step', 'desc')
    .execute();
  return rows.filter(({ state }) => state === 'in').map((row) => row.person_id);
}

/** Person ids of those whom the waiting list gave a seat at an instant (ISO 8601). */
export async function listMovedUpAt(db: Db, activityId: string, at: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('activity.registration_step')
    .select('person_id')
    .where('activity_id', '=', activityId)
    .where('how', '=', 'moved-up')
    .where('at', '=', at)
    .execute();
  return rows.map((row) => row.person_id);
}

/** People per activity and state; those who withdrew are not counted. */
export const countRegistrations = (db: Db) =>
  open(db)
    .selectFrom('activity.registration')
    .select(['activity_id', 'state'])
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('state', '<>', 'withdrawn')
    .groupBy(['activity_id', 'state'])
    .execute();

/** Puts a registration into a state and notes the step; the activity must be locked. */
export async function saveRegistration(
  db: Db,
  row: Insertable<RegistrationTables['activity.registration']>,
  step: Pick<RegistrationStep, 'how' | 'at'>,
): Promise<void> {
  const { bureau_id, activity_id, person_id, state, place } = row;
  await open(db)
    .insertInto('activity.registration')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['bureau_id', 'activity_id', 'person_id']).doUpdateSet({ state, place }),
    )
    .execute();
  await open(db)
    .insertInto('activity.registration_step')
    .values({
      bureau_id,
      activity_id,
      person_id,
      state,
      ...step,
      step: sql<number>`(select coalesce(max(step), 0) + 1 from activity.registration_step where activity_id = ${activity_id})`,
    })
    .execute();
}
