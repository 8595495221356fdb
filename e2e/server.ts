import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

export interface RunningServer {
  /** Where it listens, with the base path and a closing slash. */
  address: string;
  setUpCode: string;
  dataFolder: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Every user can walk in: in a closed room root's database moves under /var/lib, and copies would not bring it along. */
export function openRoom(prefix: string): string {
  const room = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(room, 0o755);
  return room;
}

/** A port that nobody listens at, for what has to keep its address over several starts. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The real server, started as `npm start` starts it, on a data folder of its own and a free port. */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const dataFolder = settings['WENRONG_DATA'] ?? openRoom('wenrong-journey-');
  const env = { ...process.env, WENRONG_PORT: '0', WENRONG_DATA: dataFolder, ...settings };
  const child = spawn(process.execPath, ['server.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const text = await firstWords(child);
  const address = /http:\/\/\S+/.exec(text)?.[0];
  if (!address) throw new Error(`the server did not start:\n${text}`);
  const setUpCode = /[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(text)?.[0] ?? '';
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null) child.kill('SIGTERM');
    if (child.exitCode === null) await ended;
    if (!settings['WENRONG_DATA']) await rm(dataFolder, { recursive: true, force: true });
  };
  return { address, setUpCode, dataFolder, process: child, stop };
}

/** What it prints until it says where to find it, or ends. */
function firstWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    let timer: NodeJS.Timeout | undefined;
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      // The set-up code follows the address on the next line.
      if (text.includes('http://')) timer ??= setTimeout(() => resolve(text), 100);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', () => resolve(text));
  });
}

/** The same server again, on the same port and data, with a clock so many days ahead of the machine's. */
export async function startLater(
  server: RunningServer,
  folder: string,
  daysAhead: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  await server.stop();
  return startServer({
    ...settings,
    WENRONG_DATA: folder,
    WENRONG_PORT: new URL(server.address).port,
    DAYS_AHEAD: String(daysAhead),
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'days-ahead.ts')}`,
  });
}
