import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';

export { sql } from 'kysely';

declare const opaque: unique symbol;

/** An open transaction, without a table in sight: only data files may look inside, with `on<Tables>(db)`. */
export interface Db {
  readonly [opaque]: never;
}

/** The query builder over one module's tables. To be called in `*.data.ts` only. */
export const on = <Tables>(db: Db): Kysely<Tables> => db as unknown as Kysely<Tables>;

/** Days stay `YYYY-MM-DD` strings, instants become ISO strings, counts become numbers. */
export const parsers = {
  1082: (text: string) => text,
  1184: (text: string) => new Date(text).toISOString(),
  20: Number,
  1700: Number,
} as const;
for (const [oid, parse] of Object.entries(parsers)) pg.types.setTypeParser(Number(oid), parse);

/** Who acts, as the database's second wall (row-level security) sees it. */
export interface Wall {
  bureauId: string;
  personId: string | null;
  roles: readonly string[];
}

export type Transact = <T>(wall: Wall, work: (db: Db) => Promise<T>) => Promise<T>;

/**
 * One transaction with bureau, person and roles set for its length.
 * `undo` decides by the result whether to roll back although nothing was thrown.
 */
export function transactor(pool: pg.Pool): Transact {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return (wall, work) =>
    kysely.transaction().execute(async (transaction: Transaction<unknown>) => {
      await sql`select set_config('app.bureau', ${wall.bureauId}, true),
        set_config('app.person', ${wall.personId ?? ''}, true),
        set_config('app.roles', ${wall.roles.join(',')}, true)`.execute(transaction);
      return work(transaction as unknown as Db);
    });
}

/**
 * Rewrites one table without what deleted rows left behind. Needs the owner, or `grant maintain` (version 17 on):
 * where the role may do neither, PostgreSQL warns and leaves the table as it is.
 */
export const sweeper =
  (pool: pg.Pool) =>
  async (table: string): Promise<void> =>
    void (await pool.query(`vacuum full ${table.split('.').map(pg.escapeIdentifier).join('.')}`));

/** PostgreSQL's code of an error, e.g. `23505` for a unique violation; null for anything else. */
export const sqlState = (error: unknown): string | null =>
  error instanceof pg.DatabaseError ? (error.code ?? null) : null;

const LOST_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']);
const LOST_WORDS = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/** Whether the database went away under the question, or is just starting: nobody's fault, and soon over. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', message = '', syscall } = error as { code?: string; message?: string; syscall?: string };
  if (code === 'ENOENT') return syscall === 'connect';
  return LOST_CODES.has(code) || code.startsWith('08') || LOST_WORDS.test(message);
}
