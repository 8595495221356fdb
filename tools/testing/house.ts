import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { bureauItself, type Act, type Who } from '#platform/act/index.ts';
import type { Route } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { buildHouse, type House } from '#platform/house/index.ts';
import { foundBureau, listAccounts, openAccounts, openSession } from '#platform/identity/index.ts';
import { silentLog, type Log } from '#platform/log/index.ts';
import type { Role } from '#platform/permit/table.ts';
import type { Database } from '#platform/db/database.ts';
import { modules } from '#modules/index.ts';
import { openTestDatabase } from './world.ts';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Record<string, unknown>;
  bytes: Uint8Array;
}

type Args = { params?: object; query?: object; body?: unknown; file?: { name: string; bytes: Uint8Array } };

/** Somebody signed in, as a test speaks for them: `call(route, …)` goes through the whole server. */
export interface Caller {
  who: Who;
  cookie: string;
  call<R extends z.ZodType>(route: Route<any, any, any, R>, args?: Args): Promise<Answer<z.output<R>>>;
}

/** A fact as it lies in the ledger; `whole` is its row as text. */
export interface KnownFact {
  kind: string;
  actor: string | null;
  subject: string;
  data: Record<string, unknown>;
  whole: string;
}

export interface TestHouse {
  house: House;
  database: Database;
  /** Where residents of modules keep files. */
  residentsFolder: string;
  /** Moves the house's clock. */
  setClock(instant: string): void;
  /** A bureau of its own, empty but for its row. */
  newBureau(name?: string): Promise<string>;
  signIn(bureauId: string, role: Role | readonly Role[], personId?: string | null): Promise<Caller>;
  nobody: Caller;
  /** One act as the bureau itself. */
  act<T>(bureauId: string, work: (act: Act) => Promise<T>): Promise<T>;
  /** The facts whose kind is like the pattern (`activity/%`), in the order they were recorded. */
  facts(bureauId: string, like: string): Promise<KnownFact[]>;
  /** Waits until every job of the bureau has ended; throws after ten seconds. */
  settled(bureauId: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The whole of Wenrong on a database of its own, for one test file:
 *
 *     const world = await openTestHouse('people');
 *     afterAll(() => world.close());
 *     const office = await world.signIn(await world.newBureau(), 'office');
 *     const reply = await office.call(peopleRoutes.listPeople, { query: { q: '王' } });
 */
export async function openTestHouse(name: string): Promise<TestHouse> {
  const database = await openTestDatabase(name);
  const folder = await mkdtemp(join(tmpdir(), 'wenrong-test-'));
  // A second process may keep a database in it, which runs as another user where we are root.
  await chmod(folder, 0o755);
  const log = { ...silentLog, error: (event: string, fields: unknown) => console.error(event, fields) };
  const open = async () => ({ database, log, residentsFolder: join(folder, 'residents') });
  const world = await worldOver({ folder, open });
  return {
    ...world,
    async close() {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a house stands on. */
export interface Standing {
  database: Database;
  log: Log;
  residentsFolder: string;
}

export interface WorldGround {
  folder: string;
  open(): Promise<Standing>;
  clock?: { now(): Date };
}

/** A house over what `open` opens, that can be stopped and started again. */
export async function worldOver({ folder, open, clock = { now: () => new Date() } }: WorldGround) {
  const start = async () => {
    const standing = await open();
    return { ...standing, house: await houseOn(folder, standing, clock) };
  };
  let now = await start();
  const end = async () => {
    await now.house.close();
    await now.database.close();
  };
  const houseNow = () => now.house;
  return {
    get house() {
      return now.house;
    },
    get database() {
      return now.database;
    },
    residentsFolder: now.residentsFolder,
    setClock: (instant: string) => {
      clock.now = () => new Date(instant);
    },
    async newBureau(bureauName = '测试局') {
      const bureauId = newId();
      await now.house.runAct(bureauItself(bureauId), (act) => foundBureau(act, bureauName, false));
      return bureauId;
    },
    signIn: (bureauId: string, role: Role | readonly Role[], personId: string | null = null) =>
      signIn(houseNow, bureauId, [role].flat(), personId),
    nobody: callerOf(houseNow, bureauItself(newId()), ''),
    act: <T>(bureauId: string, work: (act: Act) => Promise<T>) =>
      now.house.runAct(bureauItself(bureauId), work),
    facts: (bureauId: string, like: string) => factsLike(now.database, bureauId, like),
    settled: (bureauId: string) => settled(now.database, bureauId),
    async restart(meanwhile: () => Promise<void>) {
      await end();
      await meanwhile();
      now = await start();
    },
    close: end,
  };
}

const houseOn = (
  folder: string,
  { database, log, residentsFolder }: Standing,
  clock: { now(): Date },
): Promise<House> =>
  buildHouse({
    pool: database.pool,
    apart: database.apart,
    modules,
    filesFolder: join(folder, 'files'),
    keysFolder: join(folder, 'keys'),
    clock: { now: () => clock.now() },
    log,
    basePath: '/',
    pages: null,
    version: 'test',
    setUpCode: 'TEST-TEST-TEST',
    residentsFolder,
    second: { host: '127.0.0.1', port: 0, origin: '' },
    messageHosts: ['127.0.0.1'],
    publicAddress: 'https://wenrong.example/',
    daily: false,
  });

let counted = 0;

async function signIn(
  house: () => House,
  bureauId: string,
  roles: readonly Role[],
  personId: string | null,
): Promise<Caller> {
  const login = `${roles.join('-')}-${++counted}`;
  return house().runAct(bureauItself(bureauId), async (act) => {
    await openAccounts(act, [{ personId, login, name: login, roles }]);
    const account = (await listAccounts(act.db)).find((row) => row.login === login)!;
    const token = await openSession(act, account.account_id);
    const who = { bureauId, accountId: account.account_id, personId, name: login, roles };
    return callerOf(house, who, `wenrong=${bureauId}.${token}`);
  });
}

const callerOf = (house: () => House, who: Who, cookie: string): Caller => ({
  who,
  cookie,
  async call(route, { params = {}, query, body, file } = {}) {
    const url = route.path.replace(/:(\w+)/g, (_, key: string) =>
      String((params as Record<string, unknown>)[key]),
    );
    const fields = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
    const answer = await house().app.inject({
      method: route.method,
      url,
      query: Object.fromEntries(fields.map(([key, value]) => [key, String(value)])),
      headers: {
        'x-requested-with': 'wenrong',
        ...(cookie ? { cookie } : {}),
        ...(file ? form.headers : {}),
      },
      ...(file
        ? { payload: form.payload(file, body) }
        : body === undefined
          ? {}
          : { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: (isJson ? answer.json() : null) as never,
      headers: answer.headers,
      bytes: answer.rawPayload,
    };
  },
});

const boundary = 'wenrong-test-boundary';
const form = {
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  payload(file: { name: string; bytes: Uint8Array }, body: unknown): Buffer {
    const fields = Object.entries((body as Record<string, string> | undefined) ?? {}).map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    return Buffer.concat([
      Buffer.from(fields.join('') + head),
      Buffer.from(file.bytes),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  },
};

async function settled(database: Database, bureauId: string): Promise<void> {
  const open = () =>
    database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      const { rows } = await client.query<{ n: string }>(
        "select count(*) as n from platform.job where bureau_id = $1 and state in ('waiting', 'running') and run_at <= now()",
        [bureauId],
      );
      return Number(rows[0]!.n);
    });
  for (let tries = 0; tries < 600; tries++) {
    if ((await open()) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('jobs did not end within a minute');
}

const factsLike = (database: Database, bureauId: string, like: string): Promise<KnownFact[]> =>
  database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    const { rows } = await client.query<KnownFact>(
      `select kind, actor, subject, data, f::text as whole from platform.fact f
        where kind like $1 order by seq`,
      [like],
    );
    return rows;
  });
