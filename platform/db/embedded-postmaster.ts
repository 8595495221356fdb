import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startupRefusal } from '#platform/config/index.ts';

import { isAlive, workingFolderOf } from './folder-process.ts';
import type { DatabaseUser } from './embedded-user.ts';

/** Where one cluster keeps its things. */
export interface ClusterPaths {
  /** PostgreSQL's data directory. */
  data: string;
  /** Folder of the socket. */
  socket: string;
  log: string;
}

export interface Launch {
  program: string;
  settings: Readonly<Record<string, string>>;
  user: DatabaseUser;
  environment: NodeJS.ProcessEnv;
  /** The database is to die with this process, even when that is killed with SIGKILL (Linux; for tests). */
  diesWithUs: boolean;
}

/** Only names the socket's file: no TCP port is opened. */
export const SOCKET_PORT = 5432;

const READY_WITHIN_MS = 60_000;
const LEAVE_WITHIN_MS = 20_000;
const ORPHANS_LEAVE_WITHIN_MS = 2_000;
const LOG_TURNS_AT_BYTES = 10 * 2 ** 20;

export const socketFile = (folder: string): string => join(folder, `.s.PGSQL.${SOCKET_PORT}`);
const pidFile = (data: string): string => join(data, 'postmaster.pid');

/**
 * Finds the database that a killed server has left running on these files, or
 * clears the way for a new one. Answers its process id, or `undefined`.
 */
export async function adoptPostmaster(paths: ClusterPaths): Promise<number | undefined> {
  const pid = recordedPid(paths.data);
  if (pid === undefined) return undefined;
  if (isPostmasterOf(pid, paths)) {
    if (await isReachable(pid, paths)) return pid;
    await stopPostmaster(pid, paths.data); // alive without its socket: of no use to anybody
  }
  if (recordedPid(paths.data) !== undefined) await clearStaleFiles(paths);
  return undefined;
}

function recordedPid(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile(data), 'utf8').split('\n')[0]);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A postmaster works in its data directory; that also holds after the folder was moved, where its command line does not. */
function isPostmasterOf(pid: number, { data }: ClusterPaths): boolean {
  if (!isAlive(pid)) return false;
  return process.platform !== 'linux' || workingFolderOf(pid) === realpathSync(data);
}

/** Waits while it is starting up or recovering. */
async function isReachable(pid: number, paths: ClusterPaths): Promise<boolean> {
  const until = Date.now() + READY_WITHIN_MS;
  while (isAlive(pid) && Date.now() < until) {
    if (isReady(paths.data)) return answers(socketFile(paths.socket));
    await sleep(20);
  }
  return false;
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });

/**
 * PostgreSQL refuses to start where postmaster.pid names a living process, be
 * it a zombie or another program that was given the number since. Removing the
 * file also removes PostgreSQL's own guard against orphaned backends, so we see
 * to it that none is left.
 */
async function clearStaleFiles({ data, socket }: ClusterPaths): Promise<void> {
  await outliveBackends(data);
  const file = socketFile(socket);
  for (const stale of [pidFile(data), `${file}.lock`, file]) rmSync(stale, { force: true });
}

/** Backends of a killed postmaster notice by themselves; one deep in a query may need to be told. */
async function outliveBackends(data: string): Promise<void> {
  const until = Date.now() + ORPHANS_LEAVE_WITHIN_MS;
  for (let left = processesIn(data); left.length > 0; left = processesIn(data)) {
    if (Date.now() > until) for (const pid of left) process.kill(pid, 'SIGKILL');
    await sleep(20);
  }
}

function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  const path = realpathSync(folder);
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => workingFolderOf(pid) === path);
}

/**
 * Starts the database and waits until it takes connections.
 * @throws StartupRefusal `database/did-not-start`, `data/full`
 */
export async function launchPostmaster(paths: ClusterPaths, launch: Launch): Promise<number> {
  turnLog(paths.log);
  const log = openSync(paths.log, 'a', 0o600); // a file: a pipe would break when this process is killed
  const { command, args, user } = commandLine(paths, launch);
  const child = spawn(command, args, {
    ...user,
    env: launch.environment,
    cwd: paths.socket,
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C in the terminal is for the server, which then stops the database in its turn
  });
  closeSync(log);
  child.unref();
  let end: string | undefined;
  child.once('exit', (code, signal) => (end = `exit ${code ?? signal}`));
  child.once('error', (error) => (end = error.message));
  const until = Date.now() + READY_WITHIN_MS;
  while (!(child.pid !== undefined && recordedPid(paths.data) === child.pid && isReady(paths.data))) {
    if (end === undefined && Date.now() > until) end = `not ready after ${READY_WITHIN_MS / 1000} s`;
    if (end !== undefined) throw didNotStart(paths, end);
    await sleep(4);
  }
  return child.pid;
}

function commandLine(
  { data }: ClusterPaths,
  launch: Launch,
): { command: string; args: string[]; user: DatabaseUser } {
  const { program, settings, user, diesWithUs } = launch;
  const args = ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  if (!diesWithUs || !existsSync('/usr/bin/setpriv')) return { command: program, args, user };
  const drop = user.uid === undefined ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return { command: '/usr/bin/setpriv', args: ['--pdeathsig', 'INT', ...drop, program, ...args], user: {} };
}

/** The eighth line of postmaster.pid says "ready" once connections are taken. */
function isReady(data: string): boolean {
  try {
    return readFileSync(pidFile(data), 'utf8').split('\n')[7]?.startsWith('ready') ?? false;
  } catch {
    return false;
  }
}

function turnLog(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_TURNS_AT_BYTES) renameSync(log, `${log}.1`);
}

function didNotStart({ data, log }: ClusterPaths, end: string): Error {
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-6);
  if (lines.some((line) => line.includes('No space left on device')))
    return startupRefusal('data/full', { path: data, freeMb: 0, needMb: 32 });
  const reason = lines
    .findLast((line) => /FATAL|PANIC|ERROR/.test(line))
    ?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
  return startupRefusal('database/did-not-start', { log, reason: reason ?? end });
}

/** Fast shutdown: open transactions are rolled back, the rest is written. Harder only where that does not end. */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const until = Date.now() + LEAVE_WITHIN_MS;
    while (isAlive(pid) && Date.now() < until) {
      await sleep(5);
      // Without someone to reap it the process stays in the table; the file goes when all is written.
      if (signal === 'SIGINT' && recordedPid(data) !== pid) return;
    }
  }
}
