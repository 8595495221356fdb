import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock/index.ts';
import { dayOf } from '../clock/index.ts';

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/**
 * One log file a day below a folder, so that a site can keep or rotate them as its rules ask
 * (GB/T 22239: at least six months). A full disk costs log lines, never the server.
 */
export function logFileIn(folder: string, clock: Clock): LogFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let open: { day: string; stream: WriteStream } | undefined;
  const streamFor = (day: string): WriteStream => {
    if (open?.day === day) return open.stream;
    open?.stream.end();
    const stream = createWriteStream(join(folder, `${day}.log`), { flags: 'a', mode: 0o600 });
    stream.on('error', () => undefined);
    open = { day, stream };
    return stream;
  };
  return {
    write: (line) => void streamFor(dayOf(clock.now())).write(line),
    close: () => new Promise((resolve) => (open ? open.stream.end(() => resolve()) : resolve())),
  };
}
