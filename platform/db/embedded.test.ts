import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { findCluster, startCluster, type Cluster, type ClusterAddress } from './embedded.ts';
import { isAlive } from './folder-process.ts';
import { asSuperuser } from './open-embedded.ts';

let folder: string;
let running: Cluster[] = [];
beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), 'wenrong-embedded-'));
  chmodSync(base, 0o755); // what happens in a closed folder is told below
  folder = join(base, 'database');
});
afterEach(async () => {
  for (const cluster of running) await cluster.stop();
  running = [];
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

async function start(where = folder): Promise<Cluster> {
  const cluster = await startCluster(where, { throwAway: true, settings: { synchronous_commit: 'on' } });
  running.push(cluster);
  return cluster;
}

const query = async (cluster: ClusterAddress, sql: string): Promise<unknown[]> =>
  (await asSuperuser(cluster, (client) => client.query(sql))).rows as unknown[];

const pidFile = (): string => join(folder, 'pg/postmaster.pid');
const postmaster = (): number => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(5);
}

test('the database is reached by a socket only, in a folder closed to others', async () => {
  const cluster = await start();
  expect(await query(cluster, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect(statSync(cluster.host).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'pg.password')).mode & 0o777).toBe(0o600);
  await expect(asSuperuser({ ...cluster, password: 'guess' }, async () => {})).rejects.toThrow('password');
});

test('an orphaned database is adopted with all that it holds', async () => {
  const orphan = await start();
  await query(orphan, 'create table kept as select 7 as n');
  const heir = await start();
  expect([orphan.adopted, heir.adopted]).toEqual([false, true]);
  expect(await query(heir, 'select * from kept')).toEqual([{ n: 7 }]);
});

test('it is adopted even after its folder was moved', async () => {
  await start();
  const moved = join(folder, '../moved');
  renameSync(folder, moved);
  expect(await start(moved)).toMatchObject({ adopted: true });
});

test('a command finds the running database and leaves it running', async () => {
  expect(await findCluster(folder)).toBeUndefined();
  await start();
  const found = await findCluster(folder);
  expect(await query(found!, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('a database killed with SIGKILL recovers by itself', async () => {
  const cluster = await start();
  await query(cluster, 'create table kept as select 7 as n');
  const pid = postmaster();
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  const next = await start();
  expect(next.adopted).toBe(false);
  expect(await query(next, 'select * from kept')).toEqual([{ n: 7 }]);
});

test('its backends are not left behind, however busy', async () => {
  const cluster = await start();
  // A busy one does not wait for anything, and so does not notice by itself.
  const busy = query(cluster, 'select count(*) from generate_series(1, 20000000000)').catch(() => {});
  while (
    (await query(cluster, "select from pg_stat_activity where query like '%2000000%' and state = 'active'"))
      .length < 2
  )
    await sleep(20);
  const pid = postmaster();
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  // The id in the file belongs to another program now: PostgreSQL would refuse to start.
  pretend(process.pid);
  expect(await start()).toMatchObject({ adopted: false });
  await busy;
}, 60_000);

const pretend = (pid: number): void =>
  writeFileSync(pidFile(), readFileSync(pidFile(), 'utf8').replace(/^\d+/, String(pid)));

test('a process id that now belongs to another program does not hinder the start', async () => {
  const cluster = await start();
  const text = readFileSync(pidFile(), 'utf8');
  await cluster.stop();
  writeFileSync(pidFile(), text);
  pretend(process.pid);
  expect(await start()).toMatchObject({ adopted: false });
});

test('a zombie does not hinder the start', async () => {
  const cluster = await start();
  const text = readFileSync(pidFile(), 'utf8');
  await cluster.stop();
  const zombie = await makeZombie();
  writeFileSync(pidFile(), text);
  pretend(zombie.pid);
  expect(await start()).toMatchObject({ adopted: false });
  zombie.parent.kill('SIGKILL');
});

/** A shell that never reaps its child. */
async function makeZombie(): Promise<{ pid: number; parent: ChildProcess }> {
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = await new Promise<number>((resolve) => {
    parent.stdout!.once('data', (text: Buffer) => resolve(Number(text.toString())));
  });
  while (!execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z'))
    await sleep(5);
  return { pid, parent };
}

test('a birth that was interrupted is begun anew', async () => {
  const first = await start();
  await first.stop();
  renameSync(join(folder, 'pg'), join(folder, 'pg.new'));
  expect(await query(await start(), 'select 1 as n')).toEqual([{ n: 1 }]);
  expect(existsSync(join(folder, 'pg.new'))).toBe(false);
});

test('a path too long for a socket is no obstacle', async () => {
  const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60));
  const cluster = await start(deep);
  expect(await query(cluster, 'select 1 as n')).toEqual([{ n: 1 }]);
  expect(statSync(cluster.host).mode & 0o777).toBe(0o700);
  await cluster.stop();
  rmSync(cluster.host, { recursive: true });
});

test.runIf(process.getuid?.() === 0)(
  "root's database moves where an ordinary user can reach it, and is found there again",
  async () => {
    chmodSync(join(folder, '..'), 0o700);
    const first = await start();
    const elsewhere = readFileSync(join(folder, 'elsewhere'), 'utf8').trim();
    try {
      expect(first.host).toBe(join(elsewhere, 'run'));
      await query(first, 'create table kept as select 7 as n');
      await first.stop();
      expect(await query(await start(), 'select * from kept')).toEqual([{ n: 7 }]);
      expect((await findCluster(folder))?.host).toBe(first.host);
      const copy = join(folder, '../copy');
      cpSync(folder, copy, { recursive: true });
      await expect(startCluster(copy)).rejects.toMatchObject({ code: 'database/elsewhere-shared' });
      for (const cluster of running) await cluster.stop();
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
    await expect(startCluster(folder)).rejects.toMatchObject({ code: 'database/elsewhere-missing' });
  },
);

test.runIf(process.getuid?.() === 0)(
  'a database that lies deep in a closed data folder of root stays there, and files that root brought back are lent out',
  async () => {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'version'), '1');
    const deep = join(folder, 'ballot/own/database');
    mkdirSync(join(folder, 'ballot/own'), { recursive: true, mode: 0o700 });
    const first = await start(deep);
    await query(first, 'create table kept as select 7 as n');
    await first.stop();
    execFileSync('chown', ['-R', 'root:', folder]);
    expect(await query(await start(deep), 'select * from kept')).toEqual([{ n: 7 }]);
    expect(existsSync(join(deep, 'elsewhere'))).toBe(false);
    for (const cluster of running) await cluster.stop();
    chmodSync(join(folder, '..'), 0o700);
    await expect(startCluster(deep)).rejects.toMatchObject({ code: 'database/out-of-reach' });
  },
);

test('what the database refuses leaves nothing of what was typed in its log', async () => {
  const cluster = await start();
  await query(cluster, 'create table person (phone text primary key)');
  await query(cluster, "insert into person values ('13912345678')");
  await expect(query(cluster, "insert into person values ('13912345678')")).rejects.toThrow('duplicate');
  await expect(query(cluster, "select '13912345678x'::int")).rejects.toThrow('13912345678x');
  expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toContain('13912345678');
});

test('a database that cannot start says why', async () => {
  const cluster = await start();
  await cluster.stop();
  writeFileSync(join(folder, 'pg/postgresql.conf'), 'shared_buffers = lots\n');
  await expect(startCluster(folder, { settings: { wal_level: 'nonsense' } })).rejects.toMatchObject({
    code: 'database/did-not-start',
  });
});
