import { on, type Db } from '../db/index.ts';

interface HomeTables {
  'platform.unfollowed': { bureau_id: string; account_id: string; subject: string };
}
const open = on<HomeTables>;

export async function listUnfollowed(db: Db, accountId: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('platform.unfollowed')
    .select('subject')
    .where('account_id', '=', accountId)
    .execute();
  return rows.map(({ subject }) => subject);
}

export const insertUnfollowed = (db: Db, row: HomeTables['platform.unfollowed']) =>
  open(db)
    .insertInto('platform.unfollowed')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export const deleteUnfollowed = (db: Db, accountId: string, subject?: string) => {
  const own = open(db).deleteFrom('platform.unfollowed').where('account_id', '=', accountId);
  return (subject === undefined ? own : own.where('subject', '=', subject)).execute();
};
