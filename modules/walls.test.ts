import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { sampleRoutes } from '#platform/sample/sample.contract.ts';
import type { BoundRoute } from '#platform/module/index.ts';
import { permitted, roles, type Role } from '#platform/permit/table.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';

/**
 * Route × role × bureau. A full bureau (the sample) stands beside an empty one; every role of the
 * empty one asks every route, with the other's ids wherever an id fits, and must get nothing of it
 * and change nothing in it.
 */
let world: TestHouse;
let sample: string;
let stranger: Map<Role, Caller>;
const secrets = { ids: new Map<string, string[]>(), names: [] as string[] };
beforeAll(async () => {
  world = await openTestHouse('walls');
  await world.nobody.call(sampleRoutes.loadSample);
  sample = await loaded();
  // The sample's surveys are still being told by jobs: what is asked below must be all that could change a table.
  await world.house.jobs.stop();
  await collectSecrets();
  const other = await world.newBureau('别的局');
  stranger = new Map();
  for (const role of Object.keys(roles) as Role[]) stranger.set(role, await world.signIn(other, role));
}, 450_000);
afterAll(() => world.close());

async function loaded(): Promise<string> {
  for (let tries = 0; tries < 1600; tries++) {
    const { body } = await world.nobody.call(sampleRoutes.readSample);
    if (body.state === 'failed') throw new Error('the sample bureau could not be loaded');
    if (body.state === 'ready') return body.bureauId!;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the sample bureau was not loaded in 400 seconds');
}

/** Every table behind the wall, with its columns. */
const tables = () =>
  world.database.owner(async (client) => {
    const { rows } = await client.query<{ name: string; uuids: string[]; first: string; walled: boolean }>(`
      select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as walled,
        (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary) as first,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype and a.attname <> 'bureau_id') as uuids
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pg_toast')`);
    return rows;
  });

const inSample = <T>(work: (query: (sql: string) => Promise<{ rows: T[] }>) => Promise<void>) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [sample]);
    await work((sql) => client.query(sql) as unknown as Promise<{ rows: T[] }>);
  });

async function collectSecrets(): Promise<void> {
  for (const { name, uuids } of await tables()) {
    for (const column of uuids) {
      await inSample<{ id: string }>(async (query) => {
        const { rows } = await query(
          `select ${column} as id from ${name} where bureau_id = '${sample}' and ${column} is not null limit 500`,
        );
        const kind = column.replace(/_id$/, '').replace(/_(\w)/g, (_, c: string) => c.toUpperCase());
        secrets.ids.set(kind, [...(secrets.ids.get(kind) ?? []), ...rows.map((row) => row.id)]);
      });
    }
  }
  await inSample<{ name: string }>(async (query) => {
    secrets.names = (await query('select name from platform.account')).rows.map((row) => row.name);
  });
}

/** A hash of every row of the sample bureau, but for the work of the house itself. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const { name } of await tables()) {
    if (name === 'platform.job' || name === 'platform.session') continue;
    await inSample<{ text: string }>(async (query) => {
      const { rows } = await query(
        `select t::text as text from ${name} t where bureau_id = '${sample}' order by 1`,
      );
      for (const row of rows) hash.update(row.text);
    });
  }
  return hash.digest('hex');
}

type Schema = Record<string, any>;
const idFor = (key: string): string => {
  const kind = key.replace(/Ids?$/, '');
  const known = secrets.ids.get(kind) ?? [...secrets.ids.values()].find((ids) => ids.length > 0);
  return known?.[0] ?? sample;
};

/** A value that a schema accepts, with the sample bureau's ids wherever an id may stand. */
function exampleOf(schema: Schema, key = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return exampleOf(choice[0] as Schema, key);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part: Schema) => exampleOf(part, key)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [
          name,
          exampleOf(inner as Schema, name),
        ]),
      );
    case 'array':
      return [exampleOf(schema.items ?? {}, key)];
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'string':
      return stringFor(schema, key);
    default:
      return null;
  }
}

function stringFor(schema: Schema, key: string): string {
  if (schema.format === 'uuid') return idFor(key);
  if (schema.format === 'date') return '2020-06-10';
  return key === 'password' ? 'Shan-xi 7030 lu' : 'x'.repeat(Math.max(3, schema.minLength ?? 1));
}

const exampleFor = (schema: z.ZodType | undefined): unknown =>
  schema && exampleOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema);

const ask = (caller: Caller, { route }: BoundRoute) =>
  caller.call(route, {
    params: exampleFor(route.params) as object,
    query: exampleFor(route.query) as object,
    ...(route.upload
      ? {
          file: { name: 'x.csv', bytes: new TextEncoder().encode('工号,姓名\n1,甲\n') },
          body: exampleFor(route.body),
        }
      : route.body
        ? { body: exampleFor(route.body) }
        : {}),
  });

/** These speak to anyone about the sample bureau on purpose: they are its front door. */
// Signing out would end the stranger's own session before the next question.
const frontDoor = new Set([
  'signOut',
  'readSession',
  'readSample',
  'loadSample',
  'enterSample',
  'removeSample',
]);

describe('every route, as every role of another bureau', () => {
  test('gives nothing of this bureau away and changes nothing in it', async () => {
    const before = await fingerprint();
    const all = new Set([...secrets.ids.values()].flat());
    const leaks: string[] = [];
    for (const bound of world.house.routes) {
      if (frontDoor.has(bound.key)) continue;
      for (const [role, caller] of stranger) {
        const answer = await ask(caller, bound);
        const text = Buffer.from(answer.bytes).toString('utf8');
        if (answer.status >= 500) leaks.push(`${bound.key} as ${role}: status ${answer.status}`);
        if (!permitted(bound.route.permit, [role]) && answer.status !== 403)
          leaks.push(`${bound.key} as ${role}: not refused`);
        const ids = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
        if (ids.some((id) => all.has(id) || id === sample))
          leaks.push(`${bound.key} as ${role}: shows an id`);
        if (secrets.names.some((name) => text.includes(name)))
          leaks.push(`${bound.key} as ${role}: shows a name`);
      }
    }
    expect(leaks).toEqual([]);
    expect(await fingerprint()).toBe(before);
  }, 240_000);

  test('asks for a sign-in where nobody is signed in', async () => {
    for (const bound of world.house.routes) {
      if (bound.route.permit === 'anyone') continue;
      expect(await ask(world.nobody, bound), bound.key).toMatchObject({ status: 401 });
    }
  }, 60_000);
});

describe('the second wall', () => {
  test('stands around every table, and every primary key begins with the bureau', async () => {
    for (const { name, walled, first } of await tables())
      expect({ name, walled, first }).toEqual({ name, walled: true, first: 'bureau_id' });
  });

  test('lets no row through outside a bureau', async () => {
    for (const { name } of await tables()) {
      if (name === 'platform.bureau') continue;
      const rows = await world.database.pool
        .query(`select 1 from ${name} limit 1`)
        .catch((error: { code: string }) => {
          // Tables that the runtime role may not even read are walled twice.
          expect(error.code).toBe('42501');
          return { rowCount: 0 };
        });
      expect({ name, rows: rows.rowCount }).toEqual({ name, rows: 0 });
    }
  });
});
