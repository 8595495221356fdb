import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { startupRefusal } from '#platform/config/index.ts';

/** Whom the database runs as. Empty: as ourselves. */
export interface DatabaseUser {
  uid?: number;
  gid?: number;
}

/** Where the program and the files of the database are. */
export interface Place {
  home: string;
  folder: string;
}

const ORDINARY_USERS = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root: as root we lend it the owner of the files
 * that exist already, else the user `postgres`, else `nobody`.
 * @throws StartupRefusal `database/no-ordinary-user`
 */
export function databaseUser(files: string): DatabaseUser {
  if (process.getuid?.() !== 0) return {};
  const owned = statSync(files, { throwIfNoEntry: false });
  if (owned && owned.uid !== 0) return { uid: owned.uid, gid: owned.gid };
  const user = ORDINARY_USERS.map(idsOf).find((ids) => ids !== undefined);
  if (user === undefined) throw startupRefusal('database/no-ordinary-user', { tried: ORDINARY_USERS });
  return user;
}

/** Files that root brought back from a backup without their owner. */
export function giveTo({ uid, gid }: DatabaseUser, files: string): void {
  if (uid === undefined || statSync(files, { throwIfNoEntry: false })?.uid !== 0) return;
  execFileSync('chown', ['-R', `${uid}:${gid}`, files]);
}

function idsOf(name: string): Required<DatabaseUser> | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/**
 * Makes sure the database's user can walk to the program and to its files. The
 * data folder is opened to that user's group for walking only. What lies below
 * root's closed home cannot be opened so, and moves under /var/lib: the program
 * as a copy, the files with a note in the data folder that remembers where.
 */
export function placeFor(user: DatabaseUser, home: string, folder: string): Place {
  return { home: canWalk(user, home) ? home : copyOf(home), folder: reachableFolder(user, folder) };
}

/** Where the files of a data folder are; throws `database/elsewhere-missing` where they should be but are not. */
function reachableFolder(user: DatabaseUser, folder: string): string {
  const note = join(folder, 'elsewhere');
  if (existsSync(note)) return claimed(readFileSync(note, 'utf8').trim(), folder);
  for (const one of [...ownFolders(folder), folder]) letWalk(user, one);
  if (canWalk(user, folder)) return folder;
  if (existsSync(join(folder, 'pg'))) throw startupRefusal('database/out-of-reach', { path: folder });
  return moveElsewhere(user, folder, note);
}

/**
 * A copied data folder brings its note along: two servers on one database would end each other's sessions. One that
 * was moved, or restored where the first is gone, takes the database over.
 */
function claimed(path: string, folder: string): string {
  if (!existsSync(path)) throw startupRefusal('database/elsewhere-missing', { path });
  const claim = join(path, 'of');
  const first = existsSync(claim) ? readFileSync(claim, 'utf8').trim() : folder;
  if (first !== folder && readNote(first) === path)
    throw startupRefusal('database/elsewhere-shared', { path, first, note: join(folder, 'elsewhere') });
  writeFileSync(claim, `${folder}\n`, { mode: 0o600 });
  return path;
}

function readNote(folder: string): string | undefined {
  const note = join(folder, 'elsewhere');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined;
}

/** The data folder that the database lies in, and what is between: the ballot box's lies two folders deeper. */
function ownFolders(folder: string): string[] {
  const above = [dirname(folder), join(folder, '../..'), join(folder, '../../..')];
  const top = above.findLastIndex((one) => existsSync(join(one, 'version')));
  return above.slice(0, top + 1);
}

function moveElsewhere(user: DatabaseUser, folder: string, note: string): string {
  // A random name: one derived from the path would find an older database of a folder deleted since.
  const path = `/var/lib/wenrong-${randomBytes(5).toString('hex')}`;
  mkdirSync(path, { mode: 0o700 });
  letWalk(user, path);
  writeFileSync(note, `${path}\n`, { mode: 0o600 });
  return claimed(path, folder);
}

/** One copy of the program for each version of it. */
function copyOf(home: string): string {
  const copy = `/var/lib/wenrong-postgres-${hash(readFileSync(join(home, '../package.json'), 'utf8'))}`;
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  cpSync(home, half, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', half]); // npm follows the umask of whoever installs
  try {
    renameSync(half, copy);
  } catch {
    rmSync(half, { recursive: true, force: true }); // another starter was quicker
  }
  return copy;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** Opens a folder of root's to the user's group, for walking through and nothing else. */
function letWalk(user: DatabaseUser, folder: string): void {
  const { uid, mode } = statSync(folder);
  const isClosed = (mode & 0o777) === 0o700 || (mode & 0o777) === 0o710; // the latter: opened before it was copied
  if (user.gid === undefined || uid !== 0 || !isClosed) return;
  chownSync(folder, 0, user.gid);
  chmodSync(folder, 0o710);
}

function canWalk({ uid, gid }: DatabaseUser, path: string): boolean {
  if (uid === undefined) return true;
  const stat = statSync(path);
  const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
  if ((stat.mode & bit) === 0) return false;
  return path === dirname(path) || canWalk({ uid, gid: gid! }, dirname(path));
}
