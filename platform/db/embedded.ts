import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { startupRefusal } from '#platform/config/index.ts';

import { postgresHome } from './embedded-home.ts';
import { watchPostmaster } from './embedded-watch.ts';
import { databaseUser, giveTo, placeFor, type DatabaseUser, type Place } from './embedded-user.ts';
import {
  adoptPostmaster,
  launchPostmaster,
  SOCKET_PORT,
  socketFile,
  stopPostmaster,
  type ClusterPaths,
} from './embedded-postmaster.ts';

/** How to reach a cluster as the superuser that owns it. */
export interface ClusterAddress {
  /** Folder of the socket. */
  host: string;
  port: number;
  user: string;
  password: string;
}

export interface Cluster extends ClusterAddress {
  /** It was left running by a server that was killed. */
  adopted: boolean;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  settings?: Readonly<Record<string, string>>;
  /** For tests: the database dies with this process, and a power cut may spoil it. */
  throwAway?: boolean;
  /** Started again when it dies. */
  keepAlive?: boolean;
}

/** The superuser: makes roles and databases, and is used for nothing else. */
const SUPERUSER = 'wenrong_super';

/** The path of a Unix socket has room for 107 bytes. */
const LONGEST_SOCKET = 100;

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: String(SOCKET_PORT),
  shared_buffers: '128MB',
  max_connections: '60',
  // What the database refuses is told to whoever asked, and in the server's own log without what was typed: texts
  // of errors, their details and statements quote names and answers.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '100',
};

/**
 * Starts the PostgreSQL that npm installed, with its files in `folder`: reached
 * by a socket in a folder closed to others, never by TCP. A database left
 * running by a killed server is adopted.
 * @throws StartupRefusal `database/…`, `data/full`
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const asked = resolve(folder);
  mkdirSync(dirname(asked), { recursive: true }); // apart from the next: a mode given here closes the parents too
  if (!existsSync(asked)) mkdirSync(asked, { mode: 0o700 });
  const user = databaseUser(join(asked, 'pg'));
  const place = placeFor(user, postgresHome(), asked);
  if (place.folder !== asked && !options.throwAway) tellElsewhere(place.folder);
  const paths = preparePaths(place, user);
  const password = passwordIn(place.folder);
  const environment = environmentFor(place);
  giveTo(user, paths.data);
  if (!existsSync(paths.data)) await initialise({ place, user, paths, password, environment, options });
  const startAnew = () => launch(place, user, paths, environment, options);
  const adopted = await adoptPostmaster(paths);
  const stop = attend(adopted ?? (await startAnew()), paths, options.keepAlive ? startAnew : undefined);
  const address = { host: paths.socket, port: SOCKET_PORT, user: SUPERUSER, password };
  return { ...address, adopted: adopted !== undefined, stop };
}

/** Said at every start: whoever makes the backups needs to know. */
const tellElsewhere = (path: string): void =>
  console.error(
    `数据库的用户进不了数据文件夹，数据库在 ${path}：备份时要一并复制。\n` +
      `The database's user cannot reach the data folder; the database is in ${path}: back it up as well.`,
  );

/** Answers the way to stop the database, whichever process it is by then. */
function attend(
  pid: number,
  paths: ClusterPaths,
  startAnew: (() => Promise<number>) | undefined,
): () => Promise<void> {
  const revive = async () => (await adoptPostmaster(paths)) ?? startAnew!();
  const watched = startAnew && watchPostmaster(pid, revive);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await watched?.end();
    await stopPostmaster(watched?.pid() ?? pid, paths.data);
  };
  return () => (stopping ??= stop());
}

/** The cluster that another process runs in this folder, or `undefined`. Neither starts nor stops anything. */
export async function findCluster(folder: string): Promise<ClusterAddress | undefined> {
  const note = join(folder, 'elsewhere');
  const place = existsSync(note) ? readFileSync(note, 'utf8').trim() : resolve(folder);
  const host = socketFolder(place);
  if (!existsSync(socketFile(host))) return undefined;
  return { host, port: SOCKET_PORT, user: SUPERUSER, password: passwordIn(place) };
}

function launch(
  place: Place,
  user: DatabaseUser,
  paths: ClusterPaths,
  environment: NodeJS.ProcessEnv,
  { settings, throwAway = false }: ClusterOptions,
): Promise<number> {
  return launchPostmaster(paths, {
    program: join(place.home, 'bin/postgres'),
    settings: {
      ...SETTINGS,
      ...(throwAway && THROW_AWAY),
      ...settings,
      unix_socket_directories: paths.socket,
    },
    user,
    environment,
    diesWithUs: throwAway,
  });
}

function preparePaths({ folder }: Place, user: DatabaseUser): ClusterPaths {
  const socket = socketFolder(folder);
  makePrivate(socket, user);
  return { data: join(folder, 'pg'), socket, log: join(folder, 'postgres.log') };
}

function makePrivate(folder: string, { uid, gid }: DatabaseUser): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (uid !== undefined) chownSync(folder, uid, gid!);
  chmodSync(folder, 0o700);
}

/** Deep checkouts leave no room for the socket's path: those use a private folder under /tmp. */
function socketFolder(folder: string): string {
  const beside = join(folder, 'run');
  if (Buffer.byteLength(socketFile(beside)) <= LONGEST_SOCKET) return beside;
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return join(tmpdir(), `wenrong-${hash}`);
}

/** Written before the cluster is made with it, so that a crash in between loses nothing. */
function passwordIn(folder: string): string {
  const file = join(folder, 'pg.password');
  if (!existsSync(file)) writeWhole(file, randomBytes(24).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

function environmentFor({ home, folder }: Place): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    // Trigram search reads every row, silently, where LC_CTYPE is not a UTF-8 one.
    LC_ALL: 'C.UTF-8',
    LC_MESSAGES: 'C',
    TZ: 'UTC',
    LD_LIBRARY_PATH: join(home, 'lib'),
  };
}

interface Birth {
  place: Place;
  user: DatabaseUser;
  paths: ClusterPaths;
  password: string;
  environment: NodeJS.ProcessEnv;
  options: ClusterOptions;
}

/** Makes the cluster beside its place and moves it there when whole: killed half-way, it is made anew. */
async function initialise({ place, user, paths, password, environment, options }: Birth): Promise<void> {
  const half = `${paths.data}.new`;
  rmSync(half, { recursive: true, force: true });
  makePrivate(half, user);
  // initdb opens the password by name, which Node's piped stdin (a socket) does not allow.
  const passwordFile = join(paths.socket, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(passwordFile, user.uid, user.gid!);
  const args = ['-D', half, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const text = ['-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await promisify(execFile)(
      join(place.home, 'bin/initdb'),
      [...args, ...text, ...(options.throwAway ? ['--no-sync'] : [])],
      {
        ...user,
        env: environment,
        cwd: paths.socket,
      },
    );
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw initdbRefusal(error, place);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, paths.data);
}

function initdbRefusal(error: unknown, { folder }: Place): Error {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  if (stderr.includes('No space left on device'))
    return startupRefusal('data/full', { path: dirname(folder), freeMb: 0, needMb: 120 }, error);
  const log = join(folder, 'postgres.log');
  writeFileSync(log, stderr || message, { flag: 'a', mode: 0o600 });
  const reason = stderr
    .split('\n')
    .findLast((line) => line.includes('error:'))
    ?.replace(/^initdb: error: /, '');
  return startupRefusal('database/did-not-start', { log, reason: reason ?? 'initdb' }, error);
}
