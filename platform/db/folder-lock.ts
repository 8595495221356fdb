import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startupRefusal } from '#platform/config/index.ts';

import { beginningOf, isAlive } from './folder-process.ts';

interface Holder {
  pid: number;
  began: string | undefined;
}

const LOCK = 'server.lock';
const TRIES = 20;

/**
 * Holds the folder for this process; the answer lets it go. A lock whose holder
 * was killed, or whose process id now belongs to another program, is taken over.
 * @throws StartupRefusal `data/in-use` naming the process that holds it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const lock = join(folder, LOCK);
  const mine: Holder = { pid: process.pid, began: beginningOf(process.pid) };
  const text = JSON.stringify(mine);
  for (let tries = 0; !tryToCreate(lock, text); tries++) {
    const found = readLock(lock);
    const holder = parseHolder(found);
    if (holder && isSameProcess(holder))
      throw startupRefusal('data/in-use', { path: folder, pid: holder.pid });
    if (holder || tries >= TRIES) takeAway(lock, found);
    else await sleep(25); // its owner is between creating and writing it
  }
  return () => {
    if (readLock(lock) === text) rmSync(lock, { force: true });
  };
}

/** The process that holds the folder now, if any. */
export function holderOf(folder: string): number | undefined {
  const holder = parseHolder(readLock(join(folder, LOCK)));
  return holder && isSameProcess(holder) ? holder.pid : undefined;
}

function tryToCreate(lock: string, text: string): boolean {
  try {
    writeFileSync(lock, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'ENOSPC') rmSync(lock, { force: true });
    throw error;
  }
}

function readLock(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function parseHolder(text: string | undefined): Holder | undefined {
  try {
    const holder = JSON.parse(text ?? '') as Holder;
    return Number.isInteger(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isSameProcess({ pid, began }: Holder): boolean {
  if (!isAlive(pid)) return false;
  return began === undefined || beginningOf(pid) === began;
}

/**
 * Removes a stale lock. Two starters may find the same one: the slower would
 * carry off the lock that the quicker has just made, so it is put back then.
 */
function takeAway(lock: string, stale: string | undefined): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const isFresh = readLock(aside) !== stale;
  if (isFresh) renameSync(aside, lock);
  else rmSync(aside, { force: true });
}
