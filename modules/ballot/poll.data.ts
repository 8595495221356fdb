import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { BallotTables } from './ballot.tables.ts';

const open = on<BallotTables>;

export type PollRow = Selectable<BallotTables['ballot.poll']>;
/** What decides in which phase a poll is. */
export type DatesRow = Pick<
  PollRow,
  'stage' | 'issue_from' | 'issue_to' | 'cast_from' | 'cast_to' | 'complaints_until'
>;
export type StratumRow = Selectable<BallotTables['ballot.stratum']>;
export type KeyringRow = Selectable<BallotTables['ballot.keyring']>;
export type EligibleRow = Selectable<BallotTables['ballot.eligible']>;

export const insertPoll = (db: Db, row: Insertable<BallotTables['ballot.poll']>) =>
  open(db).insertInto('ballot.poll').values(row).execute();

export const insertStrata = (db: Db, rows: readonly StratumRow[]) =>
  open(db)
    .insertInto('ballot.stratum')
    .values([...rows])
    .execute();

const batch = 1000;

export async function insertEligible(db: Db, rows: readonly EligibleRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += batch)
    await open(db)
      .insertInto('ballot.eligible')
      .values(rows.slice(from, from + batch))
      .execute();
}

export const findPoll = (db: Db, pollId: string): Promise<PollRow | undefined> =>
  open(db).selectFrom('ballot.poll').selectAll().where('poll_id', '=', pollId).executeTakeFirst();

export const lockPoll = (db: Db, pollId: string): Promise<PollRow | undefined> =>
  open(db).selectFrom('ballot.poll').selectAll().where('poll_id', '=', pollId).forUpdate().executeTakeFirst();

export const listPolls = (db: Db): Promise<PollRow[]> =>
  open(db).selectFrom('ballot.poll').selectAll().orderBy('poll_id').execute();

export const updatePoll = (
  db: Db,
  bureauId: string,
  pollId: string,
  change: Updateable<BallotTables['ballot.poll']>,
) =>
  open(db)
    .updateTable('ballot.poll')
    .set(change)
    .where('bureau_id', '=', bureauId)
    .where('poll_id', '=', pollId)
    .execute();

export const listStrata = (db: Db, pollId: string): Promise<StratumRow[]> =>
  open(db)
    .selectFrom('ballot.stratum')
    .selectAll()
    .where('poll_id', '=', pollId)
    .orderBy('position')
    .execute();

export const insertKeyring = (db: Db, row: Insertable<BallotTables['ballot.keyring']>) =>
  open(db)
    .insertInto('ballot.keyring')
    .values({ ...row, spki: JSON.stringify(row.spki) as never })
    .execute();

export const listKeyrings = (db: Db, pollId: string): Promise<KeyringRow[]> =>
  open(db).selectFrom('ballot.keyring').selectAll().where('poll_id', '=', pollId).orderBy('role').execute();

export const signKeyring = (
  db: Db,
  { bureau_id, poll_id, role }: Pick<KeyringRow, 'bureau_id' | 'poll_id' | 'role'>,
  signature: string,
) =>
  open(db)
    .updateTable('ballot.keyring')
    .set({ signature })
    .where('bureau_id', '=', bureau_id)
    .where('poll_id', '=', poll_id)
    .where('role', '=', role)
    .execute();
