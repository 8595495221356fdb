import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTestDatabase } from '../../tools/testing/world.ts';
import type { Database } from './database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase('open');
});
afterAll(() => database.close());

const one = async (sql: string): Promise<unknown> =>
  Object.values((await database.pool.query(sql)).rows[0] as object)[0];

test('requests run as an ordinary role that row-level security holds', async () => {
  const { rows } = await database.pool.query(
    'select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  );
  expect(rows).toEqual([
    {
      rolname: 'wenrong_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    },
  ]);
});

test('the runtime role cannot create tables, the owner can', async () => {
  await expect(database.pool.query('create table public.mine (x int)')).rejects.toThrow('permission denied');
  await database.owner((client) => client.query('create table public.mine (x int)'));
});

test('the owner is no superuser either: forced row-level security holds it too', async () => {
  await database.owner(async (client) => {
    await client.query('create table public.walled (x int)');
    await client.query('alter table public.walled enable row level security, force row level security');
    await expect(client.query('insert into public.walled values (1)')).rejects.toThrow('row-level security');
  });
});

test('days stay days and counts are numbers', async () => {
  expect(await one("select date '2026-01-31'")).toBe('2026-01-31');
  expect(await one('select count(*) from generate_series(1, 3)')).toBe(3);
});

test('Chinese is found by trigrams and sorted by pinyin where asked', async () => {
  await database.owner(async (client) => {
    await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query("select show_trgm('市场监管') as grams");
    expect(rows[0]).not.toEqual({ grams: [] });
  });
  const sorted = `select string_agg(n, ' ' order by n collate "zh-Hans-CN-x-icu") from unnest('{重庆,阿克苏,北京}'::text[]) n`;
  expect(await one(sorted)).toBe('阿克苏 北京 重庆');
});

test('a connection ended by the database is replaced', async () => {
  const pid = await one('select pg_backend_pid()');
  await database.owner((client) => client.query('select pg_sleep(0)'));
  await database.pool
    .query('select pg_terminate_backend(pid) from pg_stat_activity where pid = $1', [pid])
    .catch(() => {});
  expect(await one('select 1')).toBe(1);
});

test('a connection that is lost in use fails its query and nothing else', async () => {
  const client = await database.pool.connect();
  const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid as number;
  const ended = new Promise((resolve) => client.once('end', resolve));
  await database.pool.query('select pg_terminate_backend($1)', [pid]);
  await ended;
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  expect(await one('select 1')).toBe(1);
});
