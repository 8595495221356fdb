import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client, Pool } from 'pg';

import { startupRefusal } from '#platform/config/index.ts';

import type { AsOwner } from './migrate.ts';
import type { Database } from './database.ts';
import { APP_ROLE } from './open-embedded.ts';
import { openPools, ownerOn } from './open-pool.ts';

const OLDEST_VERSION = 15;
const STARTING_UP = '57P03';
const WRONG_PASSWORD = '28P01';
const MAY_NOT = '42501';
const WAIT_FOR_START_MS = 30_000;

const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;

/**
 * Opens the PostgreSQL that `url` names. Its role owns the schemas; the runtime
 * role is made by it where it may, else the refusal holds the statements to run.
 * @throws StartupRefusal `database/…`
 */
export async function openExternal(url: string, dataFolder: string): Promise<Database> {
  const owner = ownerOn({ connectionString: url });
  const password = appPassword(url, dataFolder);
  await firstContact(owner, url, (client) => checkServer(client, url));
  await owner((client) => ensureAppRole(client, password));
  const { end, ...pools } = openPools({ connectionString: asAppRole(url, password) });
  try {
    await proveLogin(pools.pool, owner, url, password);
  } catch (error) {
    await end();
    throw error;
  }
  return { ...pools, owner, kind: 'external', adopted: false, close: end };
}

/** Address without the secrets, as it is told to people. */
function whereOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${decodeURIComponent(host) || (searchParams.get('host') ?? 'localhost')}${pathname}`;
}

function asAppRole(url: string, password: string): string {
  const address = new URL(url);
  address.username = APP_ROLE;
  address.password = password;
  return address.href;
}

/**
 * Follows from the owner's password, so that several servers of one database
 * agree on it; where the owner signs in without one, it is kept in the data folder.
 */
function appPassword(url: string, dataFolder: string): string {
  const secret = decodeURIComponent(new URL(url).password) || keptSecret(join(dataFolder, 'database.secret'));
  return createHmac('sha256', secret).update(APP_ROLE).digest('base64url');
}

function keptSecret(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  return readFileSync(file, 'utf8').trim();
}

/** A database that is just starting gets time to do so: servers often start together with theirs. */
async function firstContact(
  owner: AsOwner,
  url: string,
  check: (client: Client) => Promise<void>,
): Promise<void> {
  const until = Date.now() + WAIT_FOR_START_MS;
  for (;;) {
    try {
      return await owner(check);
    } catch (error) {
      if (error instanceof Error && error.name === 'StartupRefusal') throw error;
      if (codeOf(error) !== STARTING_UP || Date.now() > until) throw unreachable(url, error);
      await sleep(500);
    }
  }
}

function unreachable(url: string, error: unknown): Error {
  const { message, errors } = error as Error & { errors?: Error[] };
  const reason = message || errors?.[0]?.message || String(codeOf(error));
  return startupRefusal('database/unreachable', { where: whereOf(url), reason }, error);
}

async function checkServer(client: Client, url: string): Promise<void> {
  const where = whereOf(url);
  const { rows } = await client.query<{ version: string; encoding: string; owner: string; may: boolean }>(
    `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
       current_user as owner, has_database_privilege(current_database(), 'create')
         and has_schema_privilege('public', 'create') as may`,
  );
  const { version, encoding, owner, may } = rows[0]!;
  if (Number.parseInt(version) < OLDEST_VERSION) throw startupRefusal('database/too-old', { where, version });
  if (encoding !== 'UTF8') throw startupRefusal('database/not-utf8', { where, encoding });
  if (may) return;
  const statements = [
    `alter database ${databaseIn(url, client)} owner to ${client.escapeIdentifier(owner)};`,
  ];
  throw startupRefusal('database/owner-too-weak', { owner, statements });
}

const databaseIn = (url: string, client: Client): string =>
  client.escapeIdentifier(decodeURIComponent(new URL(url).pathname.slice(1)));

async function ensureAppRole(client: Client, password: string): Promise<void> {
  const { rows } = await client.query<{ strong: boolean }>(
    'select rolsuper or rolbypassrls as strong from pg_roles where rolname = $1',
    [APP_ROLE],
  );
  if (rows[0]?.strong) throw startupRefusal('database/app-role-too-strong', { role: APP_ROLE });
  if (rows.length > 0) return;
  await tellHow(client, `create role ${APP_ROLE} login password ${client.escapeLiteral(password)};`);
}

/** Runs the statement, or refuses with it where the owner may not. */
async function tellHow(client: Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    if (codeOf(error) !== MAY_NOT) throw error;
    const { rows } = await client.query<{ owner: string; database: string }>(
      'select current_user as owner, quote_ident(current_database()) as database',
    );
    const { owner, database } = rows[0]!;
    const statements = [statement, `grant connect on database ${database} to ${APP_ROLE};`];
    throw startupRefusal('database/app-role', { owner, statements, reason: (error as Error).message }, error);
  }
}

/** The role may exist with another password: after the owner's was changed, or made by hand. */
async function proveLogin(pool: Pool, owner: AsOwner, url: string, password: string): Promise<void> {
  try {
    await pool.query('select');
  } catch (error) {
    if (codeOf(error) !== WRONG_PASSWORD) throw unreachable(asAppRole(url, ''), error);
    await owner((client) =>
      tellHow(client, `alter role ${APP_ROLE} login password ${client.escapeLiteral(password)};`),
    );
    await pool.query('select').catch((again: unknown) => {
      throw unreachable(asAppRole(url, ''), again);
    });
  }
}
