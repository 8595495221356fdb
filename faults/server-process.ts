import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { isAlive } from '#platform/db/folder-process.ts';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));
const READY_WITHIN_MS = 60_000;

export type Settings = Readonly<Record<string, string>>;

/** A real server in a process group of its own. */
export interface ServerProcess {
  url: string;
  setUpCode: string;
  /** Of the program that was started: the server, or the launcher. */
  pid: number;
  output(): string;
  /** SIGTERM, and answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to the program, or to its whole process group. */
  kill(whom: 'process' | 'group'): Promise<void>;
}

/** What a server that did not start left behind. */
export interface Ended {
  code: number | null;
  stderr: string;
}

/** A new folder that every user can walk into, wherever the checkout is; removed by the function that comes with it. */
export function scratchFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'wenrong-fault-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `server.ts` (or another program) with these settings and waits until it serves. */
export async function startServer(settings: Settings, program = ['server.ts']): Promise<ServerProcess> {
  const started = launch(settings, program);
  const { child, output } = started;
  const until = Date.now() + READY_WITHIN_MS;
  while (!/open: http/.test(output())) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`the server did not start:\n${output()}`);
    await sleep(10);
  }
  const pid = child.pid!;
  return {
    url: /open: (http:\/\/[^\s/]+)/.exec(output())![1]!,
    setUpCode: /set-up code: (\S+)/.exec(output())?.[1] ?? '',
    pid,
    output,
    stop: () => {
      child.kill('SIGTERM');
      return started.ended;
    },
    kill: async (whom) => {
      process.kill(whom === 'group' ? -pid : pid, 'SIGKILL');
      await started.ended;
    },
  };
}

/** Starts the server where it is expected to refuse. */
export async function refusedStart(settings: Settings): Promise<Ended> {
  const { child, errors, ended, output } = launch(settings, ['server.ts']);
  const timer = setTimeout(() => child.kill('SIGTERM'), READY_WITHIN_MS);
  const code = await ended;
  clearTimeout(timer);
  if (/open: http/.test(output())) throw new Error('the server started');
  return { code, stderr: errors() };
}

interface Launched {
  child: ChildProcess;
  output(): string;
  errors(): string;
  ended: Promise<number | null>;
}

function launch(settings: Settings, program: readonly string[]): Launched {
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    env: { ...ownEnvironment(), WENRONG_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let [out, err] = ['', ''];
  child.stdout!.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr!.on('data', (text: Buffer) => (err += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, output: () => out + err, errors: () => err };
}

/** Without the settings of whoever runs the tests. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(WENRONG_|DATABASE_URL$|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** The embedded database's process, while it runs. */
export function postmasterOf(dataFolder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'database/pg/postmaster.pid'), 'utf8').split('\n')[0]);
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

export async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(10);
}
