/**
 * Questions to the ledger: how many, how much, how many different, over facts that nothing voids. Cost of an answer:
 * 1–5 ms for 100,000 facts of one kind, whatever is asked of them. They are read at the start of the server (warm.ts).
 */
import { on, sql, type Db } from '../db/index.ts';
import type { Fact } from './chain.ts';
import { exactSum } from './column.ts';
import type { ColumnName, FactTable, Test } from './fact-table.ts';
import { factOf, type FactRow } from './ledger.data.ts';
import { withStanding } from './standing.data.ts';

export type FieldTest = {
  readonly field: string;
  /** Asked of facts of these kinds; of all where none are named. */
  readonly ofKinds?: readonly string[];
} & (
  | { readonly is: 'one-of'; readonly values: readonly (string | number | boolean)[] }
  | { readonly is: 'at-least' | 'at-most'; readonly value: number }
);

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

type At = ColumnName;
const columnAt = (place: Place): At => (typeof place === 'string' ? place : `data.${place.field}`);

const fieldTested = (test: FieldTest): Test => {
  const column: At = `data.${test.field}`;
  if (test.is === 'one-of') {
    const wanted = new Set(test.values.map(String));
    return {
      column,
      passes: (value) => value !== null && typeof value !== 'object' && wanted.has(String(value)),
    };
  }
  const { value: bound } = test;
  const meets =
    test.is === 'at-least' ? (value: number) => value >= bound : (value: number) => value <= bound;
  return { column, passes: (value) => typeof value === 'number' && meets(value) };
};

/** Of facts of one kind, the cheapest and most selective first. */
function testsOf(filter: FactFilter, kind: string): Test[] {
  const { units, subject, tags, campaign, from, to } = filter;
  const tests: Test[] = [];
  if (from !== null || to !== null)
    tests.push({
      column: 'on',
      passes: (day) => (from === null || (day as string) >= from) && (to === null || (day as string) <= to),
    });
  if (units) tests.push({ column: 'unit', passes: (unit) => units.includes(unit as string) });
  if (subject !== null)
    tests.push({ column: 'subject', only: subject, passes: (value) => value === subject });
  if (campaign !== null) tests.push({ column: 'data.campaign', passes: (value) => value === campaign });
  if (tags.length > 0)
    tests.push({
      column: 'data.tags',
      passes: (held) => Array.isArray(held) && tags.every((tag) => held.includes(tag)),
    });
  const asked = filter.fields.filter(({ ofKinds }) => !ofKinds || ofKinds.includes(kind));
  return [...tests, ...asked.map(fieldTested)];
}

type Found = readonly (readonly [table: FactTable, rows: Int32Array])[];

/** What stands and is meant, kind by kind, handed to `look`. */
const withFound = <T>(db: Db, filter: FactFilter, look: (found: Found) => T): Promise<T> =>
  withStanding(db, filter.kinds, ({ tables }) => {
    const found = [...new Set(filter.kinds)].flatMap((kind) => {
      const table = tables.get(kind);
      return table ? [[table, table.rowsMeeting(testsOf(filter, kind))] as const] : [];
    });
    return look(found);
  });

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isPerson = (value: unknown): boolean => (value as string).startsWith('person/');

/** Counts and adds up. A place that holds no number in a fact adds nothing. */
export const tallyFacts = (db: Db, filter: FactFilter, place: Place = 'quantity'): Promise<Tally> => {
  if (place === 'subject' || place === 'actor') throw new RangeError(`${place} holds no number`);
  return withFound(db, filter, (found) => {
    const values = found
      .flatMap(([table, rows]) => table.column(columnAt(place)).valuesOf(rows))
      .filter((one): one is [number, number] => isNumber(one[0]));
    return {
      nFacts: found.reduce((n, [, rows]) => n + rows.length, 0),
      nValues: values.reduce((n, [, often]) => n + often, 0),
      sum: exactSum(values),
      aboutPeople: found.some(([table, rows]) => table.column('subject').some(rows, isPerson)),
    };
  });
};

/** How many different names stand at a place; facts without one do not count. */
export const countDifferent = (db: Db, filter: FactFilter, place: Place): Promise<number> =>
  withFound(db, filter, (found) => {
    const held = found.map(([table, rows]) => table.column(columnAt(place)).differentIn(rows));
    // A column holds each value once: only 1 and “1”, and values of several kinds, have to be brought together.
    if (held.length === 1 && held[0]!.every((value) => typeof value === 'string')) return held[0]!.length;
    return new Set(held.flat().map(nameOf)).size;
  });

const nameOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The number at a place of the newest fact that has one; null where none has. */
export const latestValue = (
  db: Db,
  filter: FactFilter,
  place: Place,
): Promise<{ value: number; on: string } | null> =>
  withFound(db, filter, (found) => {
    let latest: { value: number; on: string; seq: number } | null = null;
    for (const [table, rows] of found) {
      const [days, values] = [table.column('on'), table.column(columnAt(place))];
      for (const row of values.keep(rows, isNumber)) {
        const [day, seq] = [days.at(row) as string, table.seqOf(row)];
        if (latest && (day < latest.on || (day === latest.on && seq < latest.seq))) continue;
        latest = { value: values.at(row) as number, on: day, seq };
      }
    }
    return latest && { value: latest.value, on: latest.on };
  });

/** The kinds that have ever been recorded, with how often: what an indicator can find anything in. */
export const countKinds = (db: Db): Promise<Map<string, number>> =>
  withStanding(db, [], ({ counts }) => new Map(counts));

/** Reads a kind before it is asked about. @throws the signal's reason where it is aborted meanwhile */
export const readAhead = (db: Db, kind: string, signal: AbortSignal): Promise<void> =>
  withStanding(db, [kind], () => undefined, signal);

/** The words that stand in a field of these kinds (of lists: each of their words), those that stand most often first. */
export const wordsAt = (db: Db, kinds: readonly string[], field: string): Promise<string[]> =>
  withFound(db, { ...everything, kinds }, (found) => {
    const counts = new Map<string, number>();
    for (const [table, rows] of found)
      for (const [value, n] of table.column(`data.${field}`).valuesOf(rows))
        for (const word of [value].flat())
          if (typeof word === 'string' && word !== '') counts.set(word, (counts.get(word) ?? 0) + n);
    return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word);
  });

const everything = { units: null, subject: null, tags: [], campaign: null, from: null, to: null, fields: [] };

export interface Page {
  /** At most so many; Infinity: all of them. */
  limit: number;
  /** Only facts older than this place in the chain. */
  before?: number | undefined;
}

/** The facts behind an answer, newest first, a page at a time: found in the columns, read by their places in the chain. */
export async function matchingFacts(db: Db, filter: FactFilter, page: Page): Promise<Fact[]> {
  const seqs = await withFound(db, filter, (found) => placesOf(found, page));
  if (seqs.length === 0) return [];
  const { rows } = await sql<FactRow>`select * from platform.fact
    where bureau_id = platform.bureau() and seq = any(${seqs}::bigint[]) order by seq desc`.execute(on(db));
  return rows.map(factOf);
}

function placesOf(found: Found, { limit, before = Infinity }: Page): number[] {
  const all = found.flatMap(([table, rows]) => Array.from(rows, (row) => table.seqOf(row)));
  const older = Float64Array.from(all.filter((seq) => seq < before));
  return [...older.toSorted().toReversed().subarray(0, limit)];
}
