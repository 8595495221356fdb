import { on, type Db } from '../db/index.ts';

interface FeedTables {
  'platform.calendar_feed': { bureau_id: string; account_id: string; token_hash: string; made_at: string };
}
const open = on<FeedTables>;

export const findFeed = (db: Db, accountId: string) =>
  open(db)
    .selectFrom('platform.calendar_feed')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();

export const findFeedByHash = (db: Db, hash: string) =>
  open(db).selectFrom('platform.calendar_feed').selectAll().where('token_hash', '=', hash).executeTakeFirst();

/** One feed per account: a new address ends the one before. */
export const saveFeed = (db: Db, row: FeedTables['platform.calendar_feed']) =>
  open(db)
    .insertInto('platform.calendar_feed')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['bureau_id', 'account_id'])
        .doUpdateSet({ token_hash: row.token_hash, made_at: row.made_at }),
    )
    .execute();

/** False where there was none. */
export async function deleteFeed(db: Db, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await open(db)
    .deleteFrom('platform.calendar_feed')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
