import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { EffectTables } from './effect.tables.ts';

const open = on<EffectTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type EffectRow = Selectable<EffectTables['activity.effect']>;
export type ForetoldRow = Selectable<EffectTables['activity.foretold']>;

export const findForetold = (db: Db, activityId: string): Promise<ForetoldRow | undefined> =>
  open(db)
    .selectFrom('activity.foretold')
    .selectAll()
    .where('activity_id', '=', activityId)
    .executeTakeFirst();

export const saveForetold = (db: Db, row: ForetoldRow) => {
  const change = { draw_id: row.draw_id, foretold: json(row.foretold), foretold_on: row.foretold_on };
  return open(db)
    .insertInto('activity.foretold')
    .values({ ...row, foretold: json(row.foretold) })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'activity_id']).doUpdateSet(change))
    .execute();
};

export const listEffectRows = (db: Db, activityId: string): Promise<EffectRow[]> =>
  open(db)
    .selectFrom('activity.effect')
    .selectAll()
    .where('activity_id', '=', activityId)
    .orderBy('estimated_on', 'desc')
    .orderBy('wave_id')
    .execute();

export const findEffectRow = (db: Db, activityId: string, waveId: string): Promise<EffectRow | undefined> =>
  open(db)
    .selectFrom('activity.effect')
    .selectAll()
    .where('activity_id', '=', activityId)
    .where('wave_id', '=', waveId)
    .executeTakeFirst();

/** Writes an effect once; false where it is there already. */
export async function insertEffect(db: Db, row: EffectRow): Promise<boolean> {
  const written = await open(db)
    .insertInto('activity.effect')
    .values({ ...row, release: json(row.release) })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'activity_id', 'wave_id']).doNothing())
    .returning('activity_id')
    .execute();
  return written.length > 0;
}

/** Effects estimated on or after a day, newest first. */
export const listEffectsSince = (db: Db, day: string): Promise<EffectRow[]> =>
  open(db)
    .selectFrom('activity.effect')
    .selectAll()
    .where('estimated_on', '>=', day)
    .orderBy('estimated_on', 'desc')
    .orderBy('activity_id')
    .execute();
