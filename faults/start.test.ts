import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { joinDatabase } from '#platform/db/open.ts';
import {
  postmasterOf,
  refusedStart,
  scratchFolder,
  startServer,
  untilGone,
  type Ended,
  type ServerProcess,
} from './server-process.ts';

let scratch: ReturnType<typeof scratchFolder>;
let data: string;
let running: ServerProcess[] = [];
beforeEach(() => {
  scratch = scratchFolder();
  data = join(scratch.path, 'data');
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running = [];
  scratch.remove();
});

async function start(program?: string[]): Promise<ServerProcess> {
  const server = await startServer({ WENRONG_DATA: data }, program);
  running.push(server);
  return server;
}

/** One sentence in each language, no trace, and an exit code that a service manager notices. */
function expectSentence({ code, stderr }: Ended, ...mentions: string[]): void {
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(code).toBe(1);
  for (const line of lines) for (const mention of mentions) expect(line).toContain(mention);
}

const healthy = async ({ url }: ServerProcess): Promise<boolean> => (await fetch(`${url}/healthz`)).ok;

describe('Wenrong does not start, says why, and damages nothing', () => {
  test('over wrong settings, all told at once', async () => {
    const settings = { WENRONG_DATA: data, WENRONG_PORT: 'many', WENRONG_LOG: 'loud', WENRONG_HOME: '/srv' };
    const { code, stderr } = await refusedStart(settings);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(6);
    for (const name of ['WENRONG_PORT', 'WENRONG_LOG', 'WENRONG_HOME']) expect(stderr).toContain(name);
    expect(readdirSync(scratch.path)).toEqual([]);
  });

  test('on a busy port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = String((other.address() as AddressInfo).port);
    expectSentence(await refusedStart({ WENRONG_DATA: data, WENRONG_PORT: port }), port, 'WENRONG_PORT');
    other.close();
    expect(postmasterOf(data)).toBeUndefined();
    expect(await healthy(await start())).toBe(true);
  });

  test('at an address of another machine', async () => {
    expectSentence(await refusedStart({ WENRONG_DATA: data, WENRONG_HOST: '192.0.2.1' }), 'WENRONG_HOST');
  });

  test('on a folder that another one uses, which goes on undisturbed', async () => {
    const first = await start();
    expectSentence(await refusedStart({ WENRONG_DATA: data }), String(first.pid), 'WENRONG_DATA');
    expect(await healthy(first)).toBe(true);
  });

  test('on a data folder of a newer version', async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'version'), '99\n');
    expectSentence(await refusedStart({ WENRONG_DATA: data }), '99');
    expect(readdirSync(data)).toEqual(['version']);
    expect(readFileSync(join(data, 'version'), 'utf8')).toBe('99\n');
  });

  test('on a database of a newer version', async () => {
    await (await start()).stop();
    await onDatabase("insert into public.migration values ('modules/later/2031-01-01T0900-create.sql', 'x')");
    expectSentence(await refusedStart({ WENRONG_DATA: data }), 'modules/later/2031-01-01T0900-create.sql');
    expect(postmasterOf(data)).toBeUndefined();
    await onDatabase("delete from public.migration where sha256 = 'x'");
    expect(await healthy(await start())).toBe(true);
  });

  test('where a file is in the way', async () => {
    writeFileSync(data, 'precious');
    expectSentence(await refusedStart({ WENRONG_DATA: join(data, 'below') }), data);
    expect(readFileSync(data, 'utf8')).toBe('precious');
  });

  test('without its external database', async () => {
    const settings = { WENRONG_DATA: data, DATABASE_URL: 'postgres://wenrong:secret@127.0.0.1:9/wenrong' };
    const ended = await refusedStart(settings);
    expectSentence(ended, 'DATABASE_URL', '127.0.0.1:9/wenrong');
    expect(ended.stderr).not.toContain('secret');
  });
});

async function onDatabase(sql: string): Promise<void> {
  const database = await joinDatabase({ dataFolder: data, databaseUrl: undefined });
  await database.owner((client) => client.query(sql));
  await database.close();
}

test('the ballot box on a busy port names its own setting, goes on trying, and leaves no database behind', async () => {
  await (await start()).stop();
  mkdirSync(join(data, 'ballot/own'), { recursive: true }); // as if it had been used
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const port = String((other.address() as AddressInfo).port);
  const server = await startServer({ WENRONG_DATA: data, WENRONG_BALLOT_PORT: port });
  running.push(server);
  while (!server.output().includes(`choose another port with WENRONG_BALLOT_PORT`)) await sleep(20);
  other.close();
  while (
    !(await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await sleep(50);
  const database = postmasterOf(join(data, 'ballot/own'))!;
  await server.stop();
  await untilGone(database);
  expect(readdirSync(join(data, 'ballot/own'))).not.toContain('server.lock');
}, 60_000);

describe('nothing is left running', () => {
  test('after SIGTERM', async () => {
    const server = await start();
    const database = postmasterOf(data)!;
    expect(await server.stop()).toBe(0);
    await untilGone(database);
    expect(readdirSync(data)).not.toContain('server.lock');
  });

  test('after SIGKILL to the launcher of npm start', async () => {
    const launcher = await start(['tools/run.mjs', 'start']);
    const database = postmasterOf(data)!;
    await launcher.kill('process');
    await untilGone(database);
    await expect(fetch(`${launcher.url}/healthz`)).rejects.toThrow('fetch failed');
  });
});
