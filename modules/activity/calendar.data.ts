import { on, type Db } from '#platform/db/index.ts';
import type { RegistrationTables } from './registration.tables.ts';

const open = on<RegistrationTables>;

export const findFeed = (db: Db, personId: string) =>
  open(db).selectFrom('activity.feed').selectAll().where('person_id', '=', personId).executeTakeFirst();

export const findFeedByHash = (db: Db, hash: string) =>
  open(db).selectFrom('activity.feed').selectAll().where('token_hash', '=', hash).executeTakeFirst();

/** One feed per person: a new address ends the one before. */
export const saveFeed = (db: Db, row: RegistrationTables['activity.feed']) =>
  open(db)
    .insertInto('activity.feed')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['bureau_id', 'person_id'])
        .doUpdateSet({ token_hash: row.token_hash, made_at: row.made_at }),
    )
    .execute();

/** False where there was none. */
export async function deleteFeed(db: Db, personId: string): Promise<boolean> {
  const { numDeletedRows } = await open(db)
    .deleteFrom('activity.feed')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
