import { on, sql, type Db } from '#platform/db/index.ts';
import type { LedgerLayout, PlanTables } from './plan.tables.ts';
import type { PlanContent } from './plan.contract.ts';

const open = on<PlanTables>;
export type PlanRow = PlanTables['plan.plan'];
export type VersionRow = PlanTables['plan.version'];
export type SourceRow = PlanTables['plan.source'];
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export const listPlanRows = (db: Db): Promise<PlanRow[]> =>
  open(db).selectFrom('plan.plan').selectAll().orderBy('created_at', 'desc').orderBy('plan_id').execute();

export const findPlanRow = (db: Db, planId: string): Promise<PlanRow | undefined> =>
  open(db).selectFrom('plan.plan').selectAll().where('plan_id', '=', planId).executeTakeFirst();

export const lockPlanRow = (db: Db, planId: string): Promise<PlanRow | undefined> =>
  open(db).selectFrom('plan.plan').selectAll().where('plan_id', '=', planId).forUpdate().executeTakeFirst();

export const insertPlan = (db: Db, row: Omit<PlanRow, 'revision'>) =>
  open(db)
    .insertInto('plan.plan')
    .values({ ...row, revision: 0, content: json(row.content), ledger: row.ledger && json(row.ledger) })
    .execute();

export const updatePlanContent = (db: Db, planId: string, content: PlanContent) =>
  open(db)
    .updateTable('plan.plan')
    .set({ content: json(content), revision: sql`revision + 1` })
    .where('plan_id', '=', planId)
    .execute();

export const updateLedger = (db: Db, planId: string, ledger: LedgerLayout) =>
  open(db)
    .updateTable('plan.plan')
    .set({ ledger: json(ledger) })
    .where('plan_id', '=', planId)
    .execute();

/** Newest first. */
export const listVersionRows = (db: Db, planId: string): Promise<VersionRow[]> =>
  open(db)
    .selectFrom('plan.version')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('version', 'desc')
    .execute();

export const insertVersion = (db: Db, row: VersionRow) =>
  open(db)
    .insertInto('plan.version')
    .values({ ...row, snapshot: json(row.snapshot) })
    .execute();

export const updateVersion = (
  db: Db,
  { planId, version }: { planId: string; version: number },
  change: Partial<Pick<VersionRow, 'state' | 'decided_by' | 'decided_on' | 'note' | 'published_on'>>,
) =>
  open(db)
    .updateTable('plan.version')
    .set(change)
    .where('plan_id', '=', planId)
    .where('version', '=', version)
    .execute();

export const supersedeVersions = (db: Db, planId: string) =>
  open(db)
    .updateTable('plan.version')
    .set({ state: 'superseded' })
    .where('plan_id', '=', planId)
    .where('state', '=', 'published')
    .execute();

export const listSourceRows = (db: Db, planId: string): Promise<SourceRow[]> =>
  open(db)
    .selectFrom('plan.source')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('kind')
    .orderBy('source_id')
    .execute();

/** A finding taken up later loses its reason, one declined later its measure. */
export const saveSource = (db: Db, row: SourceRow) =>
  open(db)
    .insertInto('plan.source')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['bureau_id', 'plan_id', 'kind', 'source_id'])
        .doUpdateSet({ title: row.title, measure_id: row.measure_id, reason: row.reason }),
    )
    .execute();
