/** The anonymous side's rows. Nothing in here knows of a person. */
import { on, sql, type Db } from '#platform/db/index.ts';
import type { BoxTables } from './ballot.tables.ts';
import type { Ballot, Bulletin, SignedManifest } from './box.rules.ts';

const open = on<BoxTables>;

export interface BoxPlace {
  bureauId: string;
  pollId: string;
}

export interface StoredBallot extends Ballot {
  ballotId: string;
  day: string;
}

/** In a database of its own the box has no bureaus yet; of one it needs no more than the id. */
export const ensureBureau = (db: Db, bureauId: string): Promise<unknown> =>
  sql`insert into platform.bureau (bureau_id, name, sample, created_at)
    values (${bureauId}, '—', false, '2000-01-01') on conflict do nothing`.execute(open(db));

export const insertBoxPoll = (db: Db, { bureauId, pollId }: BoxPlace, signed: SignedManifest) =>
  open(db)
    .insertInto('ballot_box.poll')
    .values({
      bureau_id: bureauId,
      poll_id: pollId,
      manifest: JSON.stringify(signed),
      superseded: 0,
      bulletin: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export interface BoxPoll {
  signed: SignedManifest;
  superseded: number;
  bulletin: Bulletin | null;
}

export async function findBoxPoll(db: Db, { bureauId, pollId }: BoxPlace): Promise<BoxPoll | null> {
  const row = await open(db)
    .selectFrom('ballot_box.poll')
    .select(['manifest', 'superseded', 'bulletin'])
    .where('bureau_id', '=', bureauId)
    .where('poll_id', '=', pollId)
    .executeTakeFirst();
  if (!row) return null;
  const { manifest, superseded, bulletin } = row;
  return { signed: manifest as SignedManifest, superseded, bulletin: bulletin as Bulletin | null };
}

/** All ballots of a poll by their names, which say nothing of when they came. */
export async function listBallots(db: Db, { bureauId, pollId }: BoxPlace): Promise<StoredBallot[]> {
  const rows = await open(db)
    .selectFrom('ballot_box.ballot')
    .selectAll()
    .where('bureau_id', '=', bureauId)
    .where('poll_id', '=', pollId)
    .orderBy(sql`ballot_id collate "C"`)
    .execute();
  return rows.map((row) => ({
    pollId,
    ballotId: row.ballot_id,
    tokenId: row.token_id,
    stratum: row.stratum,
    version: row.version,
    ballotPk: row.ballot_pk,
    nonce: row.nonce,
    sigs: row.sigs,
    enc: row.enc,
    sig: row.sig,
    day: row.day,
  }));
}

/** What each token was last spent on, without the ballots themselves. */
export const listSpent = (db: Db, { bureauId, pollId }: BoxPlace) =>
  open(db)
    .selectFrom('ballot_box.ballot')
    .select(['token_id', 'version', 'ballot_id'])
    .where('bureau_id', '=', bureauId)
    .where('poll_id', '=', pollId)
    .execute();

const batch = 200;

/** Stores a batch in the order it is given, which must be a random one; what it replaces goes. */
export async function storeBatch(
  db: Db,
  place: BoxPlace,
  ballots: readonly StoredBallot[],
  nSuperseded: number,
): Promise<void> {
  const tokens = ballots.map(({ tokenId }) => tokenId);
  const replaced = await open(db)
    .deleteFrom('ballot_box.ballot')
    .where('bureau_id', '=', place.bureauId)
    .where('poll_id', '=', place.pollId)
    .where('token_id', 'in', tokens)
    .executeTakeFirst();
  await insertBallots(db, place, ballots);
  const n = nSuperseded + Number(replaced.numDeletedRows);
  if (n > 0)
    await open(db)
      .updateTable('ballot_box.poll')
      .set((eb) => ({ superseded: eb('superseded', '+', n) }))
      .where('bureau_id', '=', place.bureauId)
      .where('poll_id', '=', place.pollId)
      .execute();
}

async function insertBallots(
  db: Db,
  { bureauId, pollId }: BoxPlace,
  ballots: readonly StoredBallot[],
): Promise<void> {
  for (let from = 0; from < ballots.length; from += batch)
    await open(db)
      .insertInto('ballot_box.ballot')
      .values(
        ballots.slice(from, from + batch).map((ballot) => ({
          bureau_id: bureauId,
          poll_id: pollId,
          ballot_id: ballot.ballotId,
          token_id: ballot.tokenId,
          stratum: ballot.stratum,
          version: ballot.version,
          ballot_pk: ballot.ballotPk,
          nonce: ballot.nonce,
          sigs: ballot.sigs,
          enc: ballot.enc,
          sig: ballot.sig,
          day: ballot.day,
        })),
      )
      .execute();
}

/**
 * Writes all ballots of a poll anew by their names, in one transaction and under one day: place, number and date of
 * a row tell nothing more. Beside the days of drawing, the days of casting would: nobody casts before drawing.
 */
export async function rewriteBallots(
  db: Db,
  place: BoxPlace,
  ballots: readonly StoredBallot[],
  day: string,
): Promise<void> {
  await deleteBallots(db, place);
  await insertBallots(
    db,
    place,
    ballots.map((ballot) => ({ ...ballot, day })),
  );
}

export async function deleteBallots(db: Db, { bureauId, pollId }: BoxPlace): Promise<number> {
  const gone = await open(db)
    .deleteFrom('ballot_box.ballot')
    .where('bureau_id', '=', bureauId)
    .where('poll_id', '=', pollId)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

export const saveBulletin = (db: Db, { bureauId, pollId }: BoxPlace, bulletin: Bulletin) =>
  open(db)
    .updateTable('ballot_box.poll')
    .set({ bulletin: JSON.stringify(bulletin) })
    .where('bureau_id', '=', bureauId)
    .where('poll_id', '=', pollId)
    .execute();

/** The number of the transaction under way. */
export async function transactionOf(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(open(db));
  return rows[0]!.id;
}

/** Whether no transaction is under way that began before the end of that one. */
export async function isOver(db: Db, transaction: string): Promise<boolean> {
  const { rows } = await sql<{ past: boolean }>`
    select pg_snapshot_xmin(pg_current_snapshot()) > ${transaction}::xid8 as past`.execute(open(db));
  return rows[0]!.past;
}
