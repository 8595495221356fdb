import type { Selectable } from 'kysely';
import { on, sql, type Db } from '../db/index.ts';
import { firstHash, type Fact } from './chain.ts';
import type { LedgerTables } from './ledger.tables.ts';

export type FactRow = Selectable<LedgerTables['platform.fact']>;

export const factOf = (row: FactRow): Fact => ({
  factId: row.fact_id,
  bureauId: row.bureau_id,
  seq: row.seq,
  kind: row.kind,
  subject: row.subject,
  actor: row.actor,
  unit: row.unit,
  on: row.on_day,
  at: row.at,
  quantity: row.quantity,
  data: row.data,
  voids: row.voids,
  previousHash: row.previous_hash,
  hash: row.hash,
});

/** The chain's head, locked until the transaction ends: facts of a bureau are written one transaction at a time. */
export async function lockHead(db: Db, bureauId: string): Promise<{ seq: number; hash: string }> {
  const query = on<LedgerTables>(db)
    .selectFrom('platform.ledger_head')
    .select(['seq', 'hash'])
    .where('bureau_id', '=', bureauId)
    .forUpdate();
  const head = await query.executeTakeFirst();
  if (head) return head;
  await sql`insert into platform.ledger_head (bureau_id, seq, hash)
    values (${bureauId}, 0, ${firstHash}) on conflict do nothing`.execute(on(db));
  return query.executeTakeFirstOrThrow();
}

export async function appendFacts(db: Db, facts: readonly Fact[]): Promise<void> {
  const last = facts.at(-1);
  if (!last) return;
  const rows = facts.map((fact) => ({
    bureau_id: fact.bureauId,
    seq: fact.seq,
    fact_id: fact.factId,
    kind: fact.kind,
    subject: fact.subject,
    actor: fact.actor,
    unit: fact.unit,
    on_day: fact.on,
    at: fact.at,
    quantity: fact.quantity,
    data: JSON.stringify(fact.data) as unknown as Record<string, unknown>,
    voids: fact.voids,
    previous_hash: fact.previousHash,
    hash: fact.hash,
  }));
  // PostgreSQL takes at most 65,535 parameters a statement; a row has 14.
  for (let from = 0; from < rows.length; from += 4000) {
    await on<LedgerTables>(db)
      .insertInto('platform.fact')
      .values(rows.slice(from, from + 4000))
      .execute();
  }
  await on<LedgerTables>(db)
    .updateTable('platform.ledger_head')
    .set({ seq: last.seq, hash: last.hash })
    .where('bureau_id', '=', last.bureauId)
    .execute();
}

export interface FactQuery {
  subject?: string | undefined;
  /** Any of these, instead of one. */
  subjects?: readonly string[] | undefined;
  /** A kind, or with a stroke at its end the beginning of kinds: `activity/`. */
  kind?: string | undefined;
  /** First and last day, YYYY-MM-DD. */
  from?: string | undefined;
  to?: string | undefined;
  before?: number | undefined;
  /** Beginning of kinds to leave out. */
  without?: string | undefined;
  limit: number;
}

/** The newest facts first, a page at a time. */
export async function listFacts(db: Db, query: FactQuery): Promise<Fact[]> {
  let select = on<LedgerTables>(db).selectFrom('platform.fact').selectAll();
  if (query.subject) select = select.where('subject', '=', query.subject);
  if (query.subjects) select = select.where(sql<boolean>`subject = any(${query.subjects})`);
  if (query.kind?.endsWith('/')) select = select.where(sql<boolean>`starts_with(kind, ${query.kind})`);
  else if (query.kind) select = select.where('kind', '=', query.kind);
  if (query.from) select = select.where('on_day', '>=', query.from);
  if (query.to) select = select.where('on_day', '<=', query.to);
  if (query.without) select = select.where('kind', 'not like', `${query.without}%`);
  if (query.before) select = select.where('seq', '<', query.before);
  return (await select.orderBy('seq', 'desc').limit(query.limit).execute()).map(factOf);
}

/** Facts of these subjects from a day on, newest first; none where no subject is named. */
export async function listFactsOf(
  db: Db,
  query: { subjects: readonly string[]; kinds: readonly string[]; from: string; limit: number },
): Promise<Fact[]> {
  if (query.subjects.length === 0) return [];
  const rows = await on<LedgerTables>(db)
    .selectFrom('platform.fact')
    .selectAll()
    .where(sql<boolean>`subject = any(${query.subjects})`)
    .where(sql<boolean>`kind = any(${query.kinds})`)
    .where('on_day', '>=', query.from)
    .orderBy('seq', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(factOf);
}

/** Facts of one bureau in order of the chain, after a given place and up to another. */
export async function factsBetween(
  db: Db,
  bureauId: string,
  place: { after: number; upTo: number },
  limit: number,
): Promise<Fact[]> {
  const rows = await on<LedgerTables>(db)
    .selectFrom('platform.fact')
    .selectAll()
    .where('bureau_id', '=', bureauId)
    .where('seq', '>', place.after)
    .where('seq', '<=', place.upTo)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(factOf);
}

/** The stored head and the last fact there is, of one moment: a fact written between two looks is no fault. */
export async function findEnd(
  db: Db,
  bureauId: string,
): Promise<{ seq: number; hash: string; lastSeq: number }> {
  const lastSeq = sql<number>`coalesce((select max(seq) from platform.fact where bureau_id = ${bureauId}), 0)`;
  const { rows } = await sql<{ seq: number | null; hash: string | null; last: number }>`
    select seq, hash, ${lastSeq} as last from (select ${bureauId}::uuid as bureau_id) bureau
      left join platform.ledger_head using (bureau_id)`.execute(on(db));
  const { seq, hash, last } = rows[0]!;
  return { seq: seq ?? 0, hash: hash ?? firstHash, lastSeq: last };
}
