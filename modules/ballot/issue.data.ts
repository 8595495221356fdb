import type { Selectable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { BallotTables } from './ballot.tables.ts';
import type { DatesRow, EligibleRow } from './poll.data.ts';

const open = on<BallotTables>;

export type IssuanceRow = Selectable<BallotTables['ballot.issuance']>;
export type ReissueRow = Selectable<BallotTables['ballot.reissue']>;

export const findEligible = (db: Db, pollId: string, personId: string): Promise<EligibleRow | undefined> =>
  open(db)
    .selectFrom('ballot.eligible')
    .selectAll()
    .where('poll_id', '=', pollId)
    .where('person_id', '=', personId)
    .executeTakeFirst();

export const listEligible = (db: Db, pollId: string): Promise<EligibleRow[]> =>
  open(db).selectFrom('ballot.eligible').selectAll().where('poll_id', '=', pollId).execute();

export const listIssuances = (db: Db, pollId: string, personId: string): Promise<IssuanceRow[]> =>
  open(db)
    .selectFrom('ballot.issuance')
    .selectAll()
    .where('poll_id', '=', pollId)
    .where('person_id', '=', personId)
    .orderBy('reissue')
    .execute();

export interface Asking {
  poll: DatesRow;
  /** Null for who is not on the list. */
  stratum: string | null;
  /** What the person drew so far, the first token first. */
  drawn: Pick<IssuanceRow, 'issued_on' | 'blinded_hash' | 'blind_sigs'>[];
}

/** All that drawing asks about one person, in one statement; undefined where there is no such poll. */
export async function findAsking(db: Db, pollId: string, personId: string): Promise<Asking | undefined> {
  const rows = await open(db)
    .selectFrom('ballot.poll as p')
    .leftJoin('ballot.eligible as e', (join) =>
      join
        .onRef('e.bureau_id', '=', 'p.bureau_id')
        .onRef('e.poll_id', '=', 'p.poll_id')
        .on('e.person_id', '=', personId),
    )
    .leftJoin('ballot.issuance as i', (join) =>
      join
        .onRef('i.bureau_id', '=', 'p.bureau_id')
        .onRef('i.poll_id', '=', 'p.poll_id')
        .on('i.person_id', '=', personId),
    )
    .select(['p.stage', 'p.issue_from', 'p.issue_to', 'p.cast_from', 'p.cast_to', 'p.complaints_until'])
    .select(['e.stratum', 'i.issued_on', 'i.blinded_hash', 'i.blind_sigs'])
    .where('p.poll_id', '=', pollId)
    .orderBy('i.reissue')
    .execute();
  const [first] = rows;
  if (!first) return undefined;
  const drawn = rows.flatMap(({ issued_on, blinded_hash, blind_sigs }) =>
    issued_on === null || blinded_hash === null || blind_sigs === null
      ? []
      : [{ issued_on, blinded_hash, blind_sigs }],
  );
  return { poll: first, stratum: first.stratum, drawn };
}

export const insertIssuance = (db: Db, row: IssuanceRow) =>
  open(db).insertInto('ballot.issuance').values(row).execute();

export interface IssuedCount {
  stratum: string;
  reissue: number;
  n: number;
}

/** Tokens by stratum; of one day where it is given. */
export const countIssuances = (db: Db, pollId: string, day?: string): Promise<IssuedCount[]> =>
  open(db)
    .selectFrom('ballot.issuance')
    .select(['stratum', 'reissue'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('poll_id', '=', pollId)
    .$if(day !== undefined, (query) => query.where('issued_on', '=', day!))
    .groupBy(['stratum', 'reissue'])
    .execute();

export const listReissues = (db: Db, pollId: string, personId: string): Promise<ReissueRow[]> =>
  open(db)
    .selectFrom('ballot.reissue')
    .selectAll()
    .where('poll_id', '=', pollId)
    .where('person_id', '=', personId)
    .execute();

/** Given again, it is consent to what stands now. */
export const saveReissue = (db: Db, row: ReissueRow) =>
  open(db)
    .insertInto('ballot.reissue')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['bureau_id', 'poll_id', 'person_id', 'role'])
        .doUpdateSet({ had_drawn: row.had_drawn }),
    )
    .execute();

/** What `deleteIssuance` empties. */
export const issuanceTables = ['ballot.reissue', 'ballot.issuance', 'ballot.eligible'] as const;

/** Nobody can look up any more who drew a token, nor who was on the list. */
export async function deleteIssuance(db: Db, bureauId: string, pollId: string): Promise<void> {
  for (const table of issuanceTables)
    await open(db)
      .deleteFrom(table)
      .where('bureau_id', '=', bureauId)
      .where('poll_id', '=', pollId)
      .execute();
}
