import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** Is there a process with this id? A zombie counts as gone: it holds nothing any more. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return procStat(pid)?.state !== 'Z';
}

/**
 * When the process began, in whatever unit the system has: process ids are
 * reused, id and beginning together are not. `undefined` where it cannot be told.
 */
export function beginningOf(pid: number): string | undefined {
  if (process.platform === 'linux') return procStat(pid)?.began;
  if (process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The folder a process works in; `undefined` for zombies, strangers' processes and off Linux. */
export function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** State and start of a process from proc_pid_stat(5); the name before them may contain anything, also ")". */
function procStat(pid: number): { state: string; began: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, began: `${bootId()}/${fields[19]!}` };
  } catch {
    return undefined;
  }
}

/** Starts are counted from the boot, so they only compare within one. */
const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
