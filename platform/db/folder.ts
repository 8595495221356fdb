import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { startupRefusal } from '#platform/config/index.ts';

import { lockFolder } from './folder-lock.ts';

/** Raised when the arrangement of files in the data folder changes so that older programs would misread it. */
export const FOLDER_FORMAT = 1;

/** A first start lays down a database of about 50 MB; later ones need room for PostgreSQL's next 16 MB log segments. */
const ROOM_MB = { first: 120, later: 32 };

export interface DataFolder {
  path: string;
  /** Lets another process have it. */
  release(): void;
}

/**
 * Opens the data folder for this process alone, making it (mode 0700) where it
 * is missing. Looks before it touches: a folder that is refused is left as it was.
 * @throws StartupRefusal `data/…`
 */
export async function openFolder(path: string): Promise<DataFolder> {
  try {
    make(path);
    const isFirst = readFormat(path) === undefined;
    needRoom(path, isFirst ? ROOM_MB.first : ROOM_MB.later);
    const release = await lockFolder(path);
    try {
      proveWritable(path);
      if (isFirst) writeFileSync(join(path, 'version'), `${FOLDER_FORMAT}\n`, { mode: 0o600 });
    } catch (error) {
      release();
      throw error;
    }
    return { path, release };
  } catch (error) {
    throw asRefusal(error, path);
  }
}

function make(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  // In two steps: with `recursive` the mode would close the parents as well.
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { mode: 0o700 });
}

/** The format the folder is in, or `undefined` for a new one. */
function readFormat(path: string): number | undefined {
  const entries = readdirSync(path);
  if (!entries.includes('version')) {
    const entry = entries.find((name) => name !== 'lost+found' && !name.startsWith('server.lock'));
    if (entry !== undefined) throw startupRefusal('data/foreign', { path, entry });
    return undefined;
  }
  const found = readFileSync(join(path, 'version'), 'utf8').trim();
  if (found === '') return undefined; // the disk was full at the first start
  if (Number(found) <= FOLDER_FORMAT) return Number(found);
  throw startupRefusal('data/newer', { path, found, known: FOLDER_FORMAT });
}

function needRoom(path: string, needMb: number): void {
  const { bavail, bsize, blocks } = statfsSync(path);
  if (blocks === 0) return; // a file system that does not count
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20);
  if (freeMb < needMb) throw startupRefusal('data/full', { path, freeMb, needMb });
}

/** Quotas and read-only mounts show only when something is really written. */
function proveWritable(path: string): void {
  const probe = join(path, 'server.lock.probe');
  const file = openSync(probe, 'w', 0o600);
  try {
    writeFileSync(file, new Uint8Array(1 << 16));
    fsyncSync(file);
  } finally {
    closeSync(file);
    rmSync(probe, { force: true });
  }
}

function asRefusal(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOTDIR':
    case 'EEXIST':
      return startupRefusal('data/not-a-folder', { path }, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return startupRefusal('data/full', { path, freeMb: 0, needMb: ROOM_MB.later }, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT': // the parents were made, and are not there: /proc and its like
    case 'ENAMETOOLONG':
      return startupRefusal('data/unwritable', { path, reason: code }, error);
    default:
      return error;
  }
}
