/** Questions to the ledger: how many, how much, how many different, over facts that nothing voids. */
import { on, sql, type Db } from '../db/index.ts';
import type { Fact } from './chain.ts';
import { factOf, type FactRow } from './ledger.data.ts';

export type FieldTest =
  | { readonly field: string; readonly is: 'one-of'; readonly values: readonly (string | number | boolean)[] }
  | { readonly field: string; readonly is: 'at-least' | 'at-most'; readonly value: number };

/** Which facts. Days are inclusive. `tags` and `campaign` are `data.tags` (all of them) and `data.campaign`. */
export interface FactFilter {
  readonly kinds: readonly string[];
  /** Ids of units; null: wherever. */
  readonly units: readonly string[] | null;
  readonly subject: string | null;
  readonly tags: readonly string[];
  readonly campaign: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly fields: readonly FieldTest[];
}

/** Where a number, or a name to be told apart, stands in a fact. */
export type Place = 'quantity' | 'subject' | 'actor' | { readonly field: string };

export interface Tally {
  nFacts: number;
  /** Facts whose place holds a number, and their sum; the sum of none is 0. */
  nValues: number;
  sum: number;
  /** Whether any of the facts is about a person. */
  aboutPeople: boolean;
}

type Sql = ReturnType<typeof sql>;

const fieldTest = (test: FieldTest): Sql =>
  test.is === 'one-of'
    ? sql`f.data ->> ${test.field} = any(${test.values.map(String)}::text[])`
    : sql`jsonb_typeof(f.data -> ${test.field}) = 'number' and (f.data ->> ${test.field})::numeric ${sql.raw(
        test.is === 'at-least' ? '>=' : '<=',
      )} ${test.value}::numeric`;

/** The voids of a bureau are few: read once and hashed. An anti-join sorted 100,000 facts instead (69 ms for 16). */
const standing = sql`f.fact_id not in (select v.voids from platform.fact v where v.voids is not null)`;

/** PostgreSQL knows no year 0, which ISO 8601 does. */
const knownDay = (day: string): string => (day < '0001-01-01' ? '0001-01-01' : day);

function condition(filter: FactFilter): Sql {
  const parts = [sql`f.kind = any(${filter.kinds}::text[])`, standing];
  if (filter.units) parts.push(sql`f.unit = any(${filter.units}::text[])`);
  if (filter.subject !== null) parts.push(sql`f.subject = ${filter.subject}`);
  if (filter.tags.length > 0) parts.push(sql`f.data -> 'tags' @> ${JSON.stringify(filter.tags)}::jsonb`);
  if (filter.campaign !== null) parts.push(sql`f.data ->> 'campaign' = ${filter.campaign}`);
  if (filter.from !== null) parts.push(sql`f.on_day >= ${knownDay(filter.from)}::date`);
  if (filter.to !== null) parts.push(sql`f.on_day <= ${knownDay(filter.to)}::date`);
  return sql.join([...parts, ...filter.fields.map(fieldTest)], sql` and `);
}

const numberAt = (place: Place): Sql => {
  if (place === 'quantity') return sql`f.quantity`;
  if (typeof place === 'string') throw new RangeError(`${place} holds no number`);
  const { field } = place;
  return sql`case when jsonb_typeof(f.data -> ${field}) = 'number' then (f.data -> ${field})::numeric end`;
};

const nameAt = (place: Place): Sql => {
  if (place === 'quantity') return sql`f.quantity::text`;
  return typeof place === 'string' ? sql`f.${sql.raw(place)}` : sql`f.data ->> ${place.field}`;
};

/** Counts and adds up in one pass. Cost: 100,000 facts of one kind in some 30 ms, a field of their data in 80. */
export async function tallyFacts(db: Db, filter: FactFilter, place: Place = 'quantity'): Promise<Tally> {
  const value = numberAt(place);
  const { rows } = await sql<{ n: number; values: number; sum: number; people: boolean }>`
    select count(*) as n, count(${value}) as values, coalesce(sum(${value}), 0) as sum,
      coalesce(bool_or(f.subject ^@ 'person/'), false) as people
    from platform.fact f where ${condition(filter)}`.execute(on(db));
  const { n, values, sum, people } = rows[0]!;
  return { nFacts: n, nValues: values, sum, aboutPeople: people };
}

/** How many different names stand at a place; facts without one do not count. */
export async function countDifferent(db: Db, filter: FactFilter, place: Place): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select distinct ${nameAt(place)} as name from platform.fact f where ${condition(filter)}) names
    where name is not null`.execute(on(db));
  return rows[0]!.n;
}

/** The number at a place of the newest fact that has one; null where none has. */
export async function latestValue(
  db: Db,
  filter: FactFilter,
  place: Place,
): Promise<{ value: number; on: string } | null> {
  const value = numberAt(place);
  const { rows } = await sql<{ value: number; on: string }>`select ${value} as value, f.on_day as on
    from platform.fact f where ${condition(filter)} and ${value} is not null
    order by f.on_day desc, f.seq desc limit 1`.execute(on(db));
  return rows[0] ?? null;
}

/** The facts behind an answer, newest first, a page at a time. */
export async function matchingFacts(
  db: Db,
  filter: FactFilter,
  page: { limit: number; before?: number | undefined },
): Promise<Fact[]> {
  const before = page.before === undefined ? sql`true` : sql`f.seq < ${page.before}`;
  const { rows } = await sql<FactRow>`select f.* from platform.fact f
    where ${condition(filter)} and ${before} order by f.seq desc limit ${page.limit}`.execute(on(db));
  return rows.map(factOf);
}

/** The kinds that have ever been recorded, with how often: what an indicator can find anything in. */
export async function countKinds(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`select kind, count(*) as n from platform.fact
    group by kind`.execute(on(db));
  return new Map(rows.map(({ kind, n }) => [kind, n]));
}
