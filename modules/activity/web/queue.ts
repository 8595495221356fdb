/**
 * Things that must reach the server although the line drops: kept on this device until they have arrived,
 * sent at once when the line is free and again, later and later, when it is down. What is sent carries an id
 * made here, so that sending it twice does no harm.
 */
export interface Kept {
  id: string;
}

/** Each thing under a name of its own: two windows on one device do not write over each other. */
export interface Box<T extends Kept> {
  read(): T[];
  add(thing: T): void;
  remove(ids: readonly string[]): void;
}

/** Storage may be absent or forbidden (private windows, policy): then things wait in memory, and are lost on closing. */
export function deviceBox<T extends Kept>(
  name: string,
  isThing: (value: unknown) => value is T,
  storage: Storage | undefined = storageOfDevice(),
): Box<T> & { lasting: boolean } {
  const prefix = `wenrong.${name}.`;
  const memory = new Map<string, T>();
  const lasting = writes(storage);
  const read = (): T[] => {
    if (!lasting) return [...memory.values()];
    const names = Array.from({ length: storage!.length }, (_, i) => storage!.key(i)!);
    return names
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => parsed(storage!.getItem(key)))
      .filter(isThing);
  };
  return {
    lasting,
    read,
    add(thing) {
      try {
        if (lasting) return storage!.setItem(prefix + thing.id, JSON.stringify(thing));
      } catch {
        // Full: it waits in memory.
      }
      memory.set(thing.id, thing);
    },
    remove(ids) {
      for (const id of ids) {
        memory.delete(id);
        if (lasting) storage!.removeItem(prefix + id);
      }
    },
  };
}

function storageOfDevice(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function writes(storage: Storage | undefined): boolean {
  try {
    storage?.setItem('wenrong.try', '1');
    storage?.removeItem('wenrong.try');
    return storage !== undefined;
  } catch {
    return false;
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

export interface Wire<T> {
  put: (things: T[]) => Promise<unknown>;
  /** Does something later; handed in so that tests need no clock. */
  later: (ms: number, wake: () => void) => void;
  changed: () => void;
  /** Things that one request may carry. */
  most: number;
}

/** `down`: tried again by itself. `stopped`: the server said no, and asking again will not help. */
export type Line = 'free' | 'busy' | 'down' | 'stopped';

export interface Queue<T> {
  readonly line: Line;
  readonly error: unknown;
  readonly waiting: readonly T[];
  add(thing: T): void;
  /** Tries at once: the line is back. */
  hurry(): void;
  /** Gives up what the server will not take. */
  drop(): void;
}

const waits = [1000, 2000, 4000, 8000, 15_000] as const;

export function makeQueue<T extends Kept>(box: Box<T>, wire: Wire<T>): Queue<T> {
  let line: Line = 'free';
  let error: unknown = null;
  let failures = 0;
  /** Only the last wait that was begun may wake the queue. */
  let turn = 0;

  function become(now: Line): void {
    line = now;
    wire.changed();
  }

  async function send(): Promise<void> {
    const things = box.read().slice(0, wire.most);
    if (line === 'busy' || line === 'stopped' || things.length === 0) return;
    turn += 1;
    line = 'busy';
    try {
      await wire.put(things);
      box.remove(things.map(({ id }) => id));
      [failures, error] = [0, null];
      become('free');
      void send();
    } catch (reason) {
      failed(reason);
    }
  }

  function failed(reason: unknown): void {
    error = reason;
    if (!mayPass(reason)) return become('stopped');
    const mine = (turn += 1);
    wire.later(waits[Math.min(failures, waits.length - 1)]!, () => mine === turn && void send());
    failures += 1;
    become('down');
  }

  return {
    get line() {
      return line;
    },
    get error() {
      return error;
    },
    get waiting() {
      return box.read();
    },
    add(thing) {
      box.add(thing);
      wire.changed();
      // Down: the wait that has begun decides, else each scan in a dead corner would cost a timeout.
      if (line !== 'down') void send();
    },
    hurry: () => void send(),
    drop() {
      box.remove(box.read().map(({ id }) => id));
      error = null;
      become('free');
    },
  };
}

/** No answer, too busy, broken or signed out: it may be taken another time. Anything else is a "no". */
function mayPass(reason: unknown): boolean {
  const status = (reason as { status?: number } | null)?.status ?? 0;
  return status === 0 || status === 401 || status === 429 || status >= 500;
}
