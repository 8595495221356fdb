import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { MeasureContent } from './measure.contract.ts';
import type { PlanTables } from './plan.tables.ts';

const open = on<PlanTables>;
export type MeasureRow = Selectable<PlanTables['plan.measure']>;
export type CheckRow = PlanTables['plan.check'];
export type ObjectionRow = PlanTables['plan.objection'];
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

/** In the order of the 任务分解表. */
export const listMeasureRows = (db: Db, planId: string): Promise<MeasureRow[]> =>
  open(db).selectFrom('plan.measure').selectAll().where('plan_id', '=', planId).orderBy('number').execute();

export const findMeasureRow = (db: Db, measureId: string): Promise<MeasureRow | undefined> =>
  open(db).selectFrom('plan.measure').selectAll().where('measure_id', '=', measureId).executeTakeFirst();

export const lockMeasureRow = (db: Db, measureId: string): Promise<MeasureRow | undefined> =>
  open(db)
    .selectFrom('plan.measure')
    .selectAll()
    .where('measure_id', '=', measureId)
    .forUpdate()
    .executeTakeFirst();

/** Every measure of the plan, held until the act ends. */
export const lockMeasureRows = (db: Db, planId: string): Promise<MeasureRow[]> =>
  open(db).selectFrom('plan.measure').selectAll().where('plan_id', '=', planId).forUpdate().execute();

export async function insertMeasures(db: Db, rows: readonly Omit<MeasureRow, 'revision'>[]): Promise<void> {
  const written = rows.map((row) => ({
    ...row,
    content: json(row.content),
    cancelled: row.cancelled && json(row.cancelled),
    delay: row.delay && json(row.delay),
  }));
  // A statement takes at most 65,535 values.
  for (let at = 0; at < written.length; at += 1000)
    await open(db)
      .insertInto('plan.measure')
      .values(written.slice(at, at + 1000))
      .execute();
}

export const updateMeasureContent = (db: Db, measureId: string, content: MeasureContent) =>
  open(db)
    .updateTable('plan.measure')
    .set({ content: json(content), number: content.number, revision: sql`revision + 1` })
    .where('measure_id', '=', measureId)
    .execute();

export const updateMeasureState = (
  db: Db,
  measureId: string,
  change: Partial<Pick<MeasureRow, 'state' | 'done_on' | 'cancelled' | 'delay'>>,
) =>
  open(db)
    .updateTable('plan.measure')
    .set({
      ...change,
      ...(change.cancelled ? { cancelled: json(change.cancelled) } : {}),
      ...(change.delay ? { delay: json(change.delay) } : {}),
    })
    .where('measure_id', '=', measureId)
    .execute();

export const deleteMeasure = (db: Db, measureId: string) =>
  open(db).deleteFrom('plan.measure').where('measure_id', '=', measureId).execute();

/** Newest first. */
export const listCheckRows = (db: Db, measureId: string): Promise<CheckRow[]> =>
  open(db)
    .selectFrom('plan.check')
    .selectAll()
    .where('measure_id', '=', measureId)
    .orderBy('check_id', 'desc')
    .execute();

export const insertCheck = (db: Db, row: CheckRow) =>
  open(db)
    .insertInto('plan.check')
    .values({ ...row, sample: json(row.sample), faults: json(row.faults) })
    .execute();

export const closeCheck = (
  db: Db,
  checkId: string,
  change: Pick<CheckRow, 'checked_by' | 'checked_on' | 'verdict' | 'faults' | 'note'>,
) =>
  open(db)
    .updateTable('plan.check')
    .set({ ...change, faults: json(change.faults) })
    .where('check_id', '=', checkId)
    .execute();

export const listObjectionRows = (db: Db, measureId: string): Promise<ObjectionRow[]> =>
  open(db)
    .selectFrom('plan.objection')
    .selectAll()
    .where('measure_id', '=', measureId)
    .orderBy('objection_id', 'desc')
    .execute();

export const insertObjection = (db: Db, row: ObjectionRow) =>
  open(db).insertInto('plan.objection').values(row).execute();

export const withdrawObjectionRow = (db: Db, objectionId: string, on: string) =>
  open(db)
    .updateTable('plan.objection')
    .set({ withdrawn_on: on })
    .where('objection_id', '=', objectionId)
    .execute();

/** Objections that stand, by measure. */
export async function countObjections(db: Db, planId: string): Promise<Map<string, number>> {
  const rows = await open(db)
    .selectFrom('plan.objection as o')
    .innerJoin('plan.measure as m', (join) =>
      join.onRef('m.bureau_id', '=', 'o.bureau_id').onRef('m.measure_id', '=', 'o.measure_id'),
    )
    .select(['o.measure_id', sql<number>`count(*)`.as('n')])
    .where('m.plan_id', '=', planId)
    .where('o.withdrawn_on', 'is', null)
    .groupBy('o.measure_id')
    .execute();
  return new Map(rows.map((row) => [row.measure_id, row.n]));
}

export const listSourcesOfMeasure = (db: Db, measureId: string) =>
  open(db).selectFrom('plan.source').selectAll().where('measure_id', '=', measureId).execute();
