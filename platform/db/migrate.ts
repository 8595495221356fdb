import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { Client } from 'pg';

import { startupRefusal } from '#platform/config/index.ts';

/** Runs `fn` on a connection of the role that owns the schemas. */
export type AsOwner = <T>(fn: (client: Client) => Promise<T>) => Promise<T>;

export interface Migration {
  /** `2026-11-22T0900-create.sql`, made unique by its folder: `modules/people/2026-11-22T0900-create.sql`. */
  name: string;
  sql: string;
  sha256: string;
}

/** Any number will do, as long as all programs of this database agree on it. */
const LOCK = 0x77656e72;

const NAME = /^\d{4}-\d{2}-\d{2}T\d{4}-[a-z\d-]+\.sql$/;

/** All migrations of the program below `root`, in the one order in which they run: by time, then by folder. */
export function findMigrations(root: string): Migration[] {
  return globSync(['platform/*/migrations/*.sql', 'modules/*/migrations/*.sql'], { cwd: root })
    .map((path) => readMigration(root, path.replaceAll('\\', '/')))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ name }: Migration): string => `${basename(name)} ${name}`;

function readMigration(root: string, path: string): Migration {
  if (!NAME.test(basename(path)))
    throw new Error(`${path}: a migration is named like 2026-11-22T0900-create.sql`);
  const sql = readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
  return {
    name: path.replace('/migrations/', '/'),
    sql,
    sha256: createHash('sha256').update(sql).digest('hex'),
  };
}

/**
 * Brings the database to the state this program knows: each migration in a
 * transaction of its own, all under one lock, what ran is recorded with its
 * hash. Answers the names of those that ran now.
 * @throws StartupRefusal `database/newer`, `database/migration-changed`, `database/migration-failed`
 */
export function migrate(owner: AsOwner, migrations: readonly Migration[]): Promise<string[]> {
  return owner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    try {
      const pending = pendingOf(migrations, await recorded(client));
      for (const migration of pending) await run(client, migration);
      return pending.map(({ name }) => name);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
    }
  });
}

type Recorded = ReadonlyMap<string, string>;

async function recorded(client: Client): Promise<Recorded> {
  await client.query(`create table if not exists public.migration (
    name text primary key, sha256 text not null, at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from public.migration',
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function pendingOf(migrations: readonly Migration[], done: Recorded): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  for (const name of done.keys())
    if (!known.has(name)) throw startupRefusal('database/newer', { migration: name });
  for (const { name, sha256 } of migrations)
    if (done.has(name) && done.get(name) !== sha256)
      throw startupRefusal('database/migration-changed', { migration: name });
  return migrations.filter(({ name }) => !done.has(name));
}

async function run(client: Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin');
    // The owner is under row-level security too: a change of data would quietly miss every row. Now it is an error.
    await client.query('set local row_security = off');
    await client.query(sql);
    await client.query('insert into public.migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw startupRefusal(
      'database/migration-failed',
      { migration: name, reason: (error as Error).message },
      error,
    );
  }
}
