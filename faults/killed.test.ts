import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { unitRoutes } from '#modules/people/unit.contract.ts';
import { identityRoutes } from '#platform/identity/identity.contract.ts';
import { ledgerRoutes } from '#platform/ledger/ledger.contract.ts';
import { sampleRoutes } from '#platform/sample/sample.contract.ts';
import { Client } from './client.ts';
import { postmasterOf, scratchFolder, startServer, untilGone, type ServerProcess } from './server-process.ts';

const PASSWORD = 'Lan-chuan 7030 lu';
const N_CLIENTS = 12;

const scratch = scratchFolder();
const settings = { WENRONG_DATA: join(scratch.path, 'data') };
let server: ServerProcess;
let admin: Client;
let auditor: Client;
/** Names of the units whose opening was answered with success, in all rounds so far. */
const promised = new Set<string>();

beforeAll(async () => {
  server = await startServer(settings);
  ({ admin, auditor } = await foundBureau());
});
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

const named = (login: string) => ({ login, name: login });

async function foundBureau(): Promise<{ admin: Client; auditor: Client }> {
  const founder = new Client(server.url);
  const { body } = await founder.call(identityRoutes.setUp, {
    body: {
      code: server.setUpCode,
      bureau: '岚川市局',
      systemAdmin: { ...named('sys'), password: PASSWORD },
      securityAdmin: named('sec'),
      auditAdmin: named('aud'),
    },
  });
  const code = body.codes.find(({ login }) => login === 'aud')!.code;
  const audit = new Client(server.url);
  await audit.call(identityRoutes.activate, {
    body: { bureauId: body.bureauId, login: 'aud', code, password: PASSWORD },
  });
  return { admin: founder, auditor: audit };
}

/** Opens one unit after another until the server is gone. */
async function writeUntilItDies(client: number, round: number): Promise<void> {
  for (let n = 0; ; n++) {
    const name = `科室 ${round}/${client}/${n}`;
    const body = { name, kind: 'section', parentId: null, openedOn: '2026-01-01' };
    const answer = await admin.call(unitRoutes.openUnit, { body }).catch(() => undefined);
    if (answer === undefined) return;
    // Where the database died first, the server says so until it is killed as well: nothing was promised.
    if (answer.status === 503) await sleep(5);
    else if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
    else promised.add(name);
  }
}

/** Lets all clients write, kills in their midst, and starts anew. */
async function killUnderLoad(round: number, kill: () => Promise<void>): Promise<void> {
  const writing = Promise.all(
    Array.from({ length: N_CLIENTS }, (_, client) => writeUntilItDies(client, round)),
  );
  const before = promised.size;
  while (promised.size < before + 60) await sleep(5);
  await kill();
  await writing;
  await startAnew();
}

async function startAnew(): Promise<void> {
  server = await startServer(settings);
  [admin, auditor] = [admin.at(server.url), auditor.at(server.url)];
}

async function expectPromisesKept(): Promise<void> {
  const { body } = await admin.call(unitRoutes.listUnits);
  const names = body.units.map(({ name }) => name);
  const missing = [...promised].filter((name) => !names.includes(name));
  expect(missing).toEqual([]);
  expect(names).toHaveLength(new Set(names).size);
  const check = await auditor.call(ledgerRoutes.verifyLedger);
  expect(check.body.fault).toBeNull();
  expect(check.body.nFacts).toBeGreaterThanOrEqual(promised.size);
}

describe('under the writes of many, no write that was answered with success is lost', () => {
  test('when the server is killed', async () => {
    await killUnderLoad(1, () => server.kill('process'));
    await expectPromisesKept();
  });

  test('when its whole process group is killed', async () => {
    await killUnderLoad(2, () => server.kill('group'));
    await expectPromisesKept();
  });

  test('when its database is killed with it', async () => {
    await killUnderLoad(3, async () => {
      const database = postmasterOf(settings.WENRONG_DATA)!;
      const backends = execFileSync('pgrep', ['-P', String(database)], { encoding: 'utf8' });
      for (const pid of [database, ...backends.trim().split('\n').map(Number)]) killQuietly(pid);
      await sleep(100); // the server answers some more without its database
      await server.kill('group');
      await untilGone(database);
    });
    await expectPromisesKept();
  });
});

test('a server whose database alone is killed starts it again and serves on', async () => {
  const database = postmasterOf(settings.WENRONG_DATA)!;
  process.kill(database, 'SIGKILL');
  const isServed = async () => (await fetch(`${server.url}/healthz`)).ok;
  await untilGone(database);
  await expect.poll(isServed, { timeout: 30_000, interval: 50 }).toBe(true);
  await expectPromisesKept();
});

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it left with the postmaster
  }
}

test('a job that was answered with success is finished, however often the server is killed over it', async () => {
  expect((await admin.call(sampleRoutes.loadSample)).body.state).toBe('loading');
  for (const afterMs of [0, 0, 40, 120]) {
    await sleep(afterMs);
    await server.kill('group');
    await startAnew();
  }
  const readSample = async () => (await admin.call(sampleRoutes.readSample)).body;
  // 15 s of processor time, of which other tests leave little at times.
  await expect.poll(readSample, { timeout: 400_000, interval: 250 }).toMatchObject({ state: 'ready' });
  await expectPromisesKept();
}, 480_000);
