import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, sql, type Db } from '../db/index.ts';
import type { IdentityTables } from './identity.tables.ts';

const open = on<IdentityTables>;

export type AccountRow = Selectable<IdentityTables['platform.account']>;
export type NewAccountRow = Insertable<IdentityTables['platform.account']>;

export const listBureaus = (db: Db) =>
  open(db)
    .selectFrom('platform.bureau')
    .select(['bureau_id', 'name', 'sample'])
    .orderBy('created_at')
    .execute();

export const insertBureau = (db: Db, row: Insertable<IdentityTables['platform.bureau']>) =>
  open(db).insertInto('platform.bureau').values(row).execute();

/** Lets one request at a time set a bureau up. */
export const lockSetUp = (db: Db) => sql`select pg_advisory_xact_lock(7030)`.execute(open(db));

/**
 * Takes the sample bureau of this transaction away. @throws SQLSTATE 55P03 where somebody holds a row of it for longer
 * than a second: whoever holds it may wait, outside the database's sight, for somebody who waits for this removal.
 */
export async function removeSampleBureau(db: Db): Promise<void> {
  await sql`select set_config('lock_timeout', '1s', true)`.execute(open(db));
  await sql`select platform.remove_sample()`.execute(open(db));
}

export const listAccounts = (db: Db): Promise<AccountRow[]> =>
  open(db).selectFrom('platform.account').selectAll().orderBy('login').execute();

export const findAccount = (db: Db, accountId: string): Promise<AccountRow | undefined> =>
  open(db).selectFrom('platform.account').selectAll().where('account_id', '=', accountId).executeTakeFirst();

/** The account with this login, locked until the transaction ends: tries are counted one at a time. */
export const lockAccount = (db: Db, login: string): Promise<AccountRow | undefined> =>
  open(db)
    .selectFrom('platform.account')
    .selectAll()
    .where('login', '=', login)
    .forUpdate()
    .executeTakeFirst();

export async function insertAccounts(db: Db, rows: readonly NewAccountRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await open(db)
      .insertInto('platform.account')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
}

export const updateAccount = (
  db: Db,
  bureauId: string,
  accountId: string,
  change: Updateable<IdentityTables['platform.account']>,
) =>
  open(db)
    .updateTable('platform.account')
    .set(change)
    .where('bureau_id', '=', bureauId)
    .where('account_id', '=', accountId)
    .execute();

export const insertSession = (db: Db, row: Insertable<IdentityTables['platform.session']>) =>
  open(db).insertInto('platform.session').values(row).execute();

export const findSession = (db: Db, bureauId: string, tokenHash: string) =>
  open(db)
    .selectFrom('platform.session as s')
    .innerJoin('platform.account as a', (join) =>
      join.onRef('a.bureau_id', '=', 's.bureau_id').onRef('a.account_id', '=', 's.account_id'),
    )
    .select([
      's.created_at',
      's.seen_at',
      'a.account_id',
      'a.person_id',
      'a.name',
      'a.roles',
      'a.disabled_at',
    ])
    .where('s.bureau_id', '=', bureauId)
    .where('s.token_hash', '=', tokenHash)
    .executeTakeFirst();

export async function touchSession(db: Db, bureauId: string, tokenHash: string, now: string): Promise<void> {
  // Nobody waits for the disk here: what a crash forgets is that somebody was seen within the last second.
  await sql`set local synchronous_commit = off`.execute(open(db));
  await open(db)
    .updateTable('platform.session')
    .set({ seen_at: now })
    .where('bureau_id', '=', bureauId)
    .where('token_hash', '=', tokenHash)
    .execute();
}

export const deleteSession = (db: Db, bureauId: string, tokenHash: string) =>
  open(db)
    .deleteFrom('platform.session')
    .where('bureau_id', '=', bureauId)
    .where('token_hash', '=', tokenHash)
    .execute();

export const deleteSessionsOf = (db: Db, bureauId: string, accountId: string) =>
  open(db)
    .deleteFrom('platform.session')
    .where('bureau_id', '=', bureauId)
    .where('account_id', '=', accountId)
    .execute();

/** Forgets sessions of an account that were last seen before an instant: nobody else would. */
export const deleteOldSessions = (db: Db, bureauId: string, accountId: string, before: string) =>
  open(db)
    .deleteFrom('platform.session')
    .where('bureau_id', '=', bureauId)
    .where('account_id', '=', accountId)
    .where('seen_at', '<', before)
    .execute();
