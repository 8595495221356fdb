import type { Insertable } from 'kysely';
import { on, sql, type Db } from '../db/index.ts';
import type { NoticeTables } from './notice.tables.ts';

const open = (db: Db) => on<NoticeTables>(db);
export type NoticeRow = NoticeTables['platform.notice'];

/** Accounts that are not disabled; one not yet activated finds its notices at the first sign-in. */
export const listAccounts = (db: Db) =>
  open(db)
    .selectFrom('platform.account')
    .select(['account_id', 'name', 'person_id', 'roles'])
    .where('disabled_at', 'is', null)
    .execute();

export async function insertNotices(db: Db, rows: readonly NoticeRow[]): Promise<void> {
  const values = rows.map((row) => ({ ...row, text: sql`${JSON.stringify(row.text)}::jsonb` as never }));
  // PostgreSQL takes at most 65,535 parameters a statement; a row has nine.
  for (let from = 0; from < values.length; from += 5000)
    await open(db)
      .insertInto('platform.notice')
      .values(values.slice(from, from + 5000))
      .onConflict((conflict) => conflict.columns(['bureau_id', 'account_id', 'key']).doNothing())
      .execute();
}

export const listNoticesOf = (db: Db, accountId: string, most: number): Promise<NoticeRow[]> =>
  open(db)
    .selectFrom('platform.notice')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('made_at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(most)
    .execute();

export const markSeen = (db: Db, accountId: string, now: string) =>
  open(db)
    .updateTable('platform.notice')
    .set({ seen_at: now })
    .where('account_id', '=', accountId)
    .where('seen_at', 'is', null)
    .execute();

export const deleteNoticesBefore = (db: Db, before: string) =>
  open(db).deleteFrom('platform.notice').where('made_at', '<', before).execute();

export const findChoices = (db: Db, accountId: string) =>
  open(db)
    .selectFrom('platform.notice_choice')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();

export const listChoices = (db: Db) => open(db).selectFrom('platform.notice_choice').selectAll().execute();

export const saveChoiceRow = (db: Db, row: Insertable<NoticeTables['platform.notice_choice']>) =>
  open(db)
    .insertInto('platform.notice_choice')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['bureau_id', 'account_id'])
        .doUpdateSet({ topics_off: row.topics_off, quiet_from: row.quiet_from, quiet_to: row.quiet_to }),
    )
    .execute();
