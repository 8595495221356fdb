/** The box of level P2, seen from the main server: a process that is asked over its channel and started anew when it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SecondPlace } from '#platform/module/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import type { Box } from './box.work.ts';
import { refuse } from './slot.work.ts';

export const boxMethods = [
  'prepare',
  'register',
  'manifest',
  'cast',
  'bulletin',
  'close',
  'sealed',
  'destroy',
] as const satisfies readonly (keyof Box)[];
export type BoxMethod = (typeof boxMethods)[number];

export interface BoxAsked {
  id: number;
  method: BoxMethod;
  args: unknown[];
}
export type BoxSaid =
  | { ready: number }
  | { id: number; result: unknown }
  | { id: number; refusal: { code: string; facts: Readonly<Record<string, unknown>> } }
  | { id: number; fault: string };

export interface RemoteBox extends Box {
  /** Where browsers reach it; starts it if it does not run. */
  origin(): Promise<string>;
  /** Starts it in the background and keeps it running. */
  wake(): void;
  stop(): Promise<void>;
}

interface Running {
  child: ChildProcess;
  port: number;
  ask(method: BoxMethod, args: unknown[]): Promise<unknown>;
}

const program = join(import.meta.dirname, '../../ballot-box.ts');
const patienceMs = 60_000;
const leaveWithinMs = 20_000;

/** @param folder data folder of the box's own */
export function remoteBox(folder: string, second: SecondPlace): RemoteBox {
  let running: Promise<Running> | null = null;
  let stopping = false;
  let { port } = second;

  const start = async (): Promise<Running> => {
    const started = await launch(folder, { ...second, port });
    port = started.port;
    started.child.once('exit', () => {
      running = null;
      if (!stopping) void revive();
    });
    return started;
  };
  const revive = async (): Promise<void> => {
    for (let pause = 250; ; pause = Math.min(2 * pause, 30_000)) {
      if (stopping || (await up().then(Boolean, () => false))) return;
      await sleep(pause, undefined, { ref: false });
    }
  };
  const up = (): Promise<Running> => {
    if (stopping) return Promise.reject(refuse('ballot/no-box'));
    running ??= start().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
  const ask = async (method: BoxMethod, args: unknown[]): Promise<unknown> => (await up()).ask(method, args);
  const methods = Object.fromEntries(
    boxMethods.map((method) => [method, (...args: unknown[]) => ask(method, args)]),
  ) as unknown as Box;
  return {
    ...methods,
    origin: async () => second.origin || `http://${second.host}:${(await up()).port}`,
    wake: () => void revive(),
    async stop() {
      stopping = true;
      const left = await running?.catch(() => null);
      if (left) await end(left.child);
    },
  };
}

async function launch(folder: string, second: SecondPlace): Promise<Running> {
  const { command, args } = withoutCores();
  const child = spawn(command, [...args, program], {
    cwd: join(program, '..'),
    env: { ...plainEnvironment(), ...settingsOf(folder, second) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(why: unknown): void }>();
  let asked = 0;
  const port = new Promise<number>((resolve, reject) => {
    child.on('message', (said: BoxSaid) => ('ready' in said ? resolve(said.ready) : answer(waiting, said)));
    child.once('error', reject);
    child.once('exit', () => {
      reject(refuse('ballot/no-box'));
      for (const one of waiting.values()) one.reject(refuse('ballot/no-box'));
    });
    setTimeout(() => reject(refuse('ballot/no-box')), patienceMs).unref();
  });
  const ask = (method: BoxMethod, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      child.send(
        { id, method, args } satisfies BoxAsked,
        (error) => error && reject(refuse('ballot/no-box')),
      );
    });
  return { child, port: await port.catch(killing(child)), ask };
}

const killing = (child: ChildProcess) => (error: unknown) => {
  child.kill('SIGKILL');
  throw error;
};

function answer(
  waiting: Map<number, { resolve(value: unknown): void; reject(why: unknown): void }>,
  said: Exclude<BoxSaid, { ready: number }>,
): void {
  const one = waiting.get(said.id);
  waiting.delete(said.id);
  if ('result' in said) one?.resolve(said.result);
  else if ('refusal' in said) one?.reject(new Refusal(said.refusal.code, said.refusal.facts));
  else one?.reject(new Error(`the box: ${said.fault}`));
}

/** A dump of its memory would hold ballots in the order they came. */
const withoutCores = (): { command: string; args: string[] } =>
  process.platform === 'win32'
    ? { command: process.execPath, args: [] }
    : { command: '/bin/sh', args: ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath] };

const settingsOf = (folder: string, { host, port }: SecondPlace) => ({
  WENRONG_DATA: folder,
  WENRONG_HOST: host,
  WENRONG_BALLOT_PORT: String(port),
});

/** The address of the main database among others is nothing that the box should know. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(WENRONG_|DATABASE_URL$|NODE_OPTIONS$|NODE_CHANNEL|VITEST|LEAVE_WITH)/.test(name),
    ),
  );

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) child.disconnect();
  const kill = setTimeout(() => child.kill('SIGKILL'), leaveWithinMs);
  await gone;
  clearTimeout(kill);
}
