/**
 * Facts of the kinds that questions ask for, kept as columns between questions: PostgreSQL took 90–130 ms to look into
 * the data of 100,000 facts, the columns take 1–5.
 *
 * The chain says whether what is kept still holds: if the newest fact that was read is still there with its hash, so is
 * everything before it, and only what came after is read. Otherwise (an act that read its own facts was rolled back)
 * everything is read anew. Rows come through the wall of the asking transaction, and the bureau they are kept under
 * is read from them.
 */
import { on, sql, type Db } from '../db/index.ts';
import { FactTable, type FactRow } from './fact-table.ts';

interface Place {
  seq: number;
  hash: string;
}

interface Kept {
  through: Place;
  tables: Map<string, FactTable>;
  /** How many facts of each kind there are, voided ones too. */
  counts: Map<string, number>;
  /** One question at a time reads on; the others wait for it. */
  turn: Promise<unknown>;
}

/** About 100 bytes a fact: those of the bureau asked longest ago go first. */
const mostRows = 2_000_000;
/** Decoding a page keeps other requests waiting: 10–20 ms. */
const rowsAtATime = 2000;
const none: Place = { seq: 0, hash: '' };

const keptOf = new Map<string, Kept>();

type End = (Place & { bureau: string }) | null;

/** How far each open transaction looks: all its questions are of one moment, until it appends facts itself. */
const endOf = new WeakMap<Db, Promise<End>>();

/** To be called where a transaction has written facts. */
export const lookFurther = (db: Db): void => void endOf.delete(db);

/** Newest fact of the bureau; null where it has none. */
function newest(db: Db): Promise<End> {
  const known = endOf.get(db);
  if (known) return known;
  const found = sql<Place & { bureau: string }>`select bureau_id as bureau, seq, hash
    from platform.fact where bureau_id = platform.bureau() order by seq desc limit 1`
    .execute(on(db))
    .then(({ rows }) => rows[0] ?? null);
  endOf.set(db, found);
  return found;
}

const holds = async (db: Db, { seq, hash }: Place): Promise<boolean> =>
  seq === 0 ||
  (await sql`select from platform.fact where bureau_id = platform.bureau() and seq = ${seq} and hash = ${hash}`
    .execute(on(db))
    .then(({ rows }) => rows.length === 1));

/** Looks at all the facts of the bureau that this transaction sees, with the asked kinds as columns; `look` must not wait. */
export async function withStanding<T>(
  db: Db,
  kinds: readonly string[],
  look: (standing: Pick<Kept, 'tables' | 'counts'>) => T,
  signal?: AbortSignal,
): Promise<T> {
  const last = await newest(db);
  if (!last) return look({ tables: new Map(), counts: new Map() });
  const kept = keptFor(last.bureau);
  const turn = kept.turn.then(async () => {
    await readOn(db, kept, last);
    await readKinds(db, kept, kinds, signal);
    return look(kept);
  });
  kept.turn = turn.catch(() => undefined);
  return turn;
}

function keptFor(bureau: string): Kept {
  const kept = keptOf.get(bureau) ?? fresh();
  // The newest stand last: who was asked longest ago is found first.
  keptOf.delete(bureau);
  keptOf.set(bureau, kept);
  let total = 0;
  for (const { tables } of keptOf.values()) for (const { n } of tables.values()) total += n;
  for (const [other, { tables }] of keptOf) {
    if (total <= mostRows || other === bureau) break;
    for (const { n } of tables.values()) total -= n;
    keptOf.delete(other);
  }
  return kept;
}

const fresh = (): Kept => ({
  through: none,
  tables: new Map(),
  counts: new Map(),
  turn: Promise.resolve(),
});

/** Brings counts and the kinds at hand up to the newest fact. */
async function readOn(db: Db, kept: Kept, last: Place): Promise<void> {
  if (kept.through.seq === last.seq && kept.through.hash === last.hash) return;
  if (!(await holds(db, kept.through)))
    Object.assign(kept, { through: none, tables: new Map(), counts: new Map() });
  if (kept.through.seq >= last.seq) return; // another question has read further meanwhile
  const between = sql`f.seq > ${kept.through.seq} and f.seq <= ${last.seq}`;
  const counted = await sql<{ kind: string; n: number }>`select f.kind, count(*) as n from platform.fact f
    where ${between} group by f.kind`.execute(on(db));
  const added: [string, FactRow][] = [];
  if (kept.tables.size > 0)
    await eachFact(
      db,
      sql`${between} and f.kind = any(${[...kept.tables.keys()]}::text[])`,
      last.seq,
      (...row) => added.push(row),
    );
  const voided = await sql<{ kind: string; seq: number }>`select t.kind, t.seq from platform.fact f
    join platform.fact t on t.bureau_id = f.bureau_id and t.fact_id = f.voids
    where ${between} and f.voids is not null and t.seq <= ${kept.through.seq}`.execute(on(db));
  // Nothing waits from here on: what is kept never stands half-way.
  for (const { kind, n } of counted.rows) kept.counts.set(kind, (kept.counts.get(kind) ?? 0) + n);
  for (const [kind, row] of added) kept.tables.get(kind)!.add(row);
  for (const { kind, seq } of voided.rows) kept.tables.get(kind)?.void(seq);
  kept.through = { seq: last.seq, hash: last.hash };
}

/** Reads kinds that were not asked for before. Cost: 100,000 facts in half a second to a second, once. */
async function readKinds(
  db: Db,
  kept: Kept,
  kinds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const missing = kinds.filter((kind) => !kept.tables.has(kind));
  if (missing.length === 0) return;
  const tables = new Map(missing.map((kind) => [kind, new FactTable()]));
  const { seq } = kept.through;
  if (missing.some((kind) => kept.counts.has(kind)))
    await eachFact(
      db,
      sql`f.seq <= ${seq} and f.kind = any(${missing}::text[])`,
      seq,
      (kind, row) => void tables.get(kind)!.add(row),
      signal,
    );
  for (const [kind, table] of tables) kept.tables.set(kind, table);
}

/** Facts as arrays, one for each attribute: PostgreSQL writes them and we read them twice as fast as rows. */
type Arrays = {
  [name in 'kind' | keyof FactRow]: (name extends 'kind' ? string : FactRow[name & keyof FactRow])[];
};

/** By pages, in the order of the chain, so that other requests have their turn while many are read. */
async function eachFact(
  db: Db,
  which: ReturnType<typeof sql>,
  upTo: number,
  take: (kind: string, row: FactRow) => void,
  signal?: AbortSignal,
): Promise<void> {
  let after = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await sql<Arrays | { kind: null }>`select json_agg(kind) as kind, json_agg(seq) as seq,
        json_agg(on_day) as on, json_agg(unit) as unit, json_agg(subject) as subject, json_agg(actor) as actor,
        json_agg(quantity) as quantity, json_agg(data) as data, json_agg(fact_id in
          (select v.voids from platform.fact v where v.voids is not null and v.seq <= ${upTo})) as voided
      from (select f.* from platform.fact f where ${which} and f.seq > ${after}
        order by f.seq limit ${rowsAtATime}) f`.execute(on(db));
    const page = rows[0]!;
    if (page.kind === null) return;
    page.kind.forEach((kind, at) => take(kind, rowOf(page, at)));
    if (page.kind.length < rowsAtATime) return;
    after = page.seq.at(-1)!;
  }
}

const rowOf = (page: Arrays, at: number): FactRow => ({
  seq: page.seq[at]!,
  on: page.on[at]!,
  unit: page.unit[at]!,
  subject: page.subject[at]!,
  actor: page.actor[at]!,
  quantity: page.quantity[at]!,
  data: page.data[at]!,
  voided: page.voided[at]!,
});
