import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startCluster, type Cluster } from './embedded.ts';
import { asSuperuser } from './open-embedded.ts';
import { openExternal } from './open-external.ts';
import { joinDatabase } from './open.ts';

/** A second PostgreSQL plays the agency's own; it is reached by its socket, which to our code is an address like any. */
let cluster: Cluster;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wenrong-external-'));
  chmodSync(folder, 0o755);
  cluster = await startCluster(join(folder, 'database'), { throwAway: true });
});
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...statements: string[]) =>
  asSuperuser(cluster, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

const addressOf = (user: string, password: string, database = 'culture'): string =>
  `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(cluster.host)}`;

const open = (url: string) => openExternal(url, folder);

beforeEach(() =>
  run(
    'drop database if exists culture with (force)',
    'drop role if exists wenrong_app, dba, clerk',
    "create role dba login createrole password 'dba-secret'",
    "create role clerk login password 'clerk-secret'",
    'create database culture owner dba',
  ),
);

test('an owner that may create roles needs no preparation', async () => {
  const database = await open(addressOf('dba', 'dba-secret'));
  const { rows } = await database.pool.query('select current_user as app');
  const asOwner = await database.owner((client) => client.query('select current_user as owner'));
  expect([rows[0], asOwner.rows[0], database.kind]).toEqual([
    { app: 'wenrong_app' },
    { owner: 'dba' },
    'external',
  ]);
  await database.close();
});

test('a command makes nothing where no server has been yet', async () => {
  const nothing = { code: 'database/nothing-yet' };
  const dataFolder = join(folder, 'no-server');
  const databaseUrl = addressOf('dba', 'dba-secret');
  await expect(joinDatabase({ dataFolder: folder, databaseUrl })).rejects.toMatchObject(nothing);
  await expect(joinDatabase({ dataFolder, databaseUrl: undefined })).rejects.toMatchObject(nothing);
  expect(existsSync(dataFolder)).toBe(false);
});

test('several servers of one database agree on the password of the runtime role', async () => {
  const databases = [await open(addressOf('dba', 'dba-secret')), await open(addressOf('dba', 'dba-secret'))];
  for (const { pool, close } of databases) {
    await pool.query('select 1');
    await close();
  }
});

test('after the password of the owner was changed the runtime role follows', async () => {
  await (await open(addressOf('dba', 'dba-secret'))).close();
  await run("alter role dba password 'new-secret'");
  const database = await open(addressOf('dba', 'new-secret'));
  await database.pool.query('select 1');
  await database.close();
});

test('an owner that may not create roles is told the statements, and they suffice', async () => {
  await run('alter database culture owner to clerk');
  const refusal = (await open(addressOf('clerk', 'clerk-secret')).catch((error: unknown) => error)) as Error;
  expect(refusal).toMatchObject({ code: 'database/app-role' });
  const statements = refusal.message.split('\n').filter((line) => /^ {4}(create|grant)/.test(line));
  expect(new Set(statements).size).toBe(2);
  await run(...new Set(statements));
  await (await open(addressOf('clerk', 'clerk-secret'))).close();
});

test('a runtime role that could see through row-level security is refused', async () => {
  await run("create role wenrong_app login bypassrls password 'x'");
  await expect(open(addressOf('dba', 'dba-secret'))).rejects.toMatchObject({
    code: 'database/app-role-too-strong',
  });
});

test('an owner that may not create tables is told how to get there', async () => {
  await expect(open(addressOf('clerk', 'clerk-secret'))).rejects.toThrow(
    'alter database "culture" owner to "clerk"',
  );
});

test.each([
  ['a wrong password', () => addressOf('dba', 'wrong')],
  ['a database that is not there', () => addressOf('dba', 'dba-secret', 'absent')],
  ['a port where nothing listens', () => 'postgres://dba:dba-secret@127.0.0.1:9/culture'],
])('%s gets one sentence without any password', async (_, url) => {
  const refusal = (await open(url()).catch((error: unknown) => error)) as Error;
  expect(refusal).toMatchObject({ code: 'database/unreachable' });
  expect(refusal.message.split('\n')).toHaveLength(2);
  expect(refusal.message).not.toMatch(/secret|wrong@/);
});

test('a database that is not in UTF-8 is refused', async () => {
  await run(
    "create database latin owner dba encoding 'LATIN1' locale 'C' template template0 locale_provider libc",
  );
  await expect(open(addressOf('dba', 'dba-secret', 'latin'))).rejects.toMatchObject({
    code: 'database/not-utf8',
  });
  await run('drop database latin');
});
