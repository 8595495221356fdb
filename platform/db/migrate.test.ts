import { createHash } from 'node:crypto';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openTestDatabase } from '../../tools/testing/world.ts';
import { migrate, type Migration } from './migrate.ts';
import type { Database } from './database.ts';

let database: Database;
beforeEach(async () => {
  database = await openTestDatabase('migrate');
  // The program's own migrations are not the matter here.
  await database.owner((client) => client.query('drop table if exists public.migration'));
});
afterEach(() => database.close());

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  sha256: createHash('sha256').update(sql).digest('hex'),
});
const first = migration('modules/a/2026-01-01T0900-create.sql', 'create table public.a (x int)');
const second = migration('modules/a/2026-01-02T0900-fill.sql', 'insert into public.a values (1)');
const rowsOf = (sql: string) => database.owner(async (client) => (await client.query(sql)).rows as unknown[]);

test('each migration runs once', async () => {
  expect(await migrate(database.owner, [first])).toEqual([first.name]);
  expect(await migrate(database.owner, [first, second])).toEqual([second.name]);
  expect(await migrate(database.owner, [first, second])).toEqual([]);
  expect(await rowsOf('select * from public.a')).toHaveLength(1);
});

test('programs that start at the same moment migrate once', async () => {
  const ran = await Promise.all([1, 2, 3].map(() => migrate(database.owner, [first, second])));
  expect(ran.flat()).toEqual([first.name, second.name]);
});

test('a failing migration leaves nothing of itself, and those before it stand', async () => {
  const failing = migration('modules/b/2026-01-03T0900-bad.sql', 'create table public.b (x int); select 1/0');
  await expect(migrate(database.owner, [first, failing])).rejects.toMatchObject({
    code: 'database/migration-failed',
  });
  expect(await rowsOf("select to_regclass('public.a') a, to_regclass('public.b') b")).toEqual([
    { a: 'a', b: null },
  ]);
});

test('a migration changed after it ran is an error', async () => {
  await migrate(database.owner, [first]);
  const changed = migration(first.name, `${first.sql} -- touched`);
  await expect(migrate(database.owner, [changed])).rejects.toMatchObject({
    code: 'database/migration-changed',
  });
});

test('a database of a newer program is left as it is', async () => {
  await migrate(database.owner, [first, second]);
  const other = migration('modules/c/2026-01-01T1000-create.sql', 'create table public.c (x int)');
  await expect(migrate(database.owner, [first, other])).rejects.toMatchObject({ code: 'database/newer' });
  expect(await rowsOf("select to_regclass('public.c') c")).toEqual([{ c: null }]);
});

test('a change of data under row-level security fails loudly instead of missing every row', async () => {
  const walled = migration(
    'modules/d/2026-01-04T0900-walled.sql',
    'create table public.d (x int); alter table public.d enable row level security, force row level security',
  );
  const blind = migration('modules/d/2026-01-05T0900-blind.sql', 'update public.d set x = 2');
  await expect(migrate(database.owner, [walled, blind])).rejects.toThrow('row-level security');
});
