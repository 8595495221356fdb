// What all parts of the launcher stand on.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const inRoot = (...parts) => join(root, ...parts);

/** Messages go to stderr: stdout belongs to the command that is run. */
export const say = (zh, en) => console.error(en ? `${zh} ${en}` : zh);

/** A sentence for people, then the end. */
export function giveUp(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

export function digest(texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}

const FALLBACK_NODE = [24, 7]; // argon2 is built in from here on

/** The Node that runs Wenrong: the one npm installed for this machine, else this one if it is new enough. */
export function pinnedNode() {
  const isWindows = process.platform === 'win32';
  const machine = `${isWindows ? 'win' : process.platform}-${process.arch}`;
  for (const name of [`node-${machine}`, `node-bin-${machine}`]) {
    const program = inRoot('node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
    if (existsSync(program)) return program;
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > FALLBACK_NODE[0] || (major === FALLBACK_NODE[0] && minor >= FALLBACK_NODE[1]))
    return process.execPath;
  const needed = FALLBACK_NODE.join('.');
  return giveUp(
    `npm 没有适合 ${machine} 的 Node，而本机的是 ${process.version}：请安装 Node ${needed} 或更高版本。`,
    `npm has no Node for ${machine} and this one is ${process.version}: install Node ${needed} or later.`,
  );
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/**
 * Runs `work` while no other launcher of this checkout does the same. A lock
 * left by a killed launcher is taken over. `isDone` ends the wait early.
 */
export async function alone(name, isDone, work) {
  const lock = inRoot('.cache', `${name}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  for (let tries = 0; !tryLock(lock); tries++) {
    const holder = readHolder(lock);
    if (tries === 1 && holder)
      say(`等待另一个进程（${holder}）完成`, `Waiting for process ${holder} to finish`);
    // A lock without a name is being written, or its writer was killed in that very moment.
    if (holder ? !isAlive(holder) : tries > 10) takeAway(lock);
    await sleep(250);
    if (isDone()) return;
  }
  try {
    if (!isDone()) await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8'));
  } catch {
    return 0;
  }
}

function takeAway(lock) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // another waiter was quicker
  }
  rmSync(aside, { recursive: true, force: true });
}
