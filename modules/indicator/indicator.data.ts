import { on, sql, type Db } from '#platform/db/index.ts';
import type { IndicatorContent } from './question.contract.ts';
import type { IndicatorTables } from './indicator.tables.ts';

const open = on<IndicatorTables>;
export type IndicatorRow = IndicatorTables['indicator.indicator'];
export type VersionRow = IndicatorTables['indicator.version'];
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export const listIndicatorRows = (db: Db): Promise<IndicatorRow[]> =>
  open(db)
    .selectFrom('indicator.indicator')
    .selectAll()
    .orderBy('created_at')
    .orderBy('indicator_id')
    .execute();

export const findIndicatorRow = (db: Db, indicatorId: string): Promise<IndicatorRow | undefined> =>
  open(db)
    .selectFrom('indicator.indicator')
    .selectAll()
    .where('indicator_id', '=', indicatorId)
    .executeTakeFirst();

export const lockIndicatorRow = (db: Db, indicatorId: string): Promise<IndicatorRow | undefined> =>
  open(db)
    .selectFrom('indicator.indicator')
    .selectAll()
    .where('indicator_id', '=', indicatorId)
    .forUpdate()
    .executeTakeFirst();

export async function insertIndicator(db: Db, row: IndicatorRow): Promise<void> {
  await open(db)
    .insertInto('indicator.indicator')
    .values({ ...row, content: json(row.content) })
    .execute();
}

export async function insertVersion(db: Db, row: VersionRow): Promise<void> {
  await open(db)
    .insertInto('indicator.version')
    .values({ ...row, content: json(row.content) })
    .execute();
}

export async function updateIndicator(
  db: Db,
  indicatorId: string,
  change: { version: number; content: IndicatorContent } | { retired_on: string | null },
): Promise<void> {
  const values =
    'content' in change ? { ...change, name: change.content.name, content: json(change.content) } : change;
  await open(db)
    .updateTable('indicator.indicator')
    .set(values)
    .where('indicator_id', '=', indicatorId)
    .execute();
}

export const listVersionRows = (db: Db, indicatorId: string): Promise<VersionRow[]> =>
  open(db)
    .selectFrom('indicator.version')
    .selectAll()
    .where('indicator_id', '=', indicatorId)
    .orderBy('version', 'desc')
    .execute();
