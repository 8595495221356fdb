/**
 * Brings answers to the server as they are given: at once when the line is free, together when it
 * was busy, again and again when it is down. An answer is forgotten here only when it has arrived.
 */
import type { Said } from '../fusion.contract.ts';
import type { Entry } from './unsent.ts';

export interface Batch {
  people: { personId: string; said: Said }[];
  domains: { code: string; said: Said }[];
}

export interface Wire {
  put: (batch: Batch) => Promise<unknown>;
  /** Does something later; handed in so that tests need no clock. */
  later: (ms: number, wake: () => void) => void;
  /** Keeps what has not arrived yet. */
  keep: (entries: readonly Entry[]) => void;
  changed: () => void;
}

/** `down`: no answer from the server, asked again by itself. `stopped`: it said no, and asking again will not help. */
export type Line = 'free' | 'busy' | 'down' | 'stopped';

export interface Sender {
  readonly line: Line;
  /** Why it stopped, or what kept it waiting. */
  readonly error: unknown;
  readonly unsent: number;
  say(key: string, said: Said): void;
  /** Tries at once: the line is back, the page is being left. */
  hurry(): void;
  /** Forgets everything: consent was withdrawn. */
  forget(): void;
}

/** Answers that one request may carry. */
const most = { people: 100, domains: 20 } as const;
const waits = [1000, 2000, 4000, 8000, 15_000] as const;

export function makeSender(start: readonly Entry[], wire: Wire): Sender {
  const waiting = new Map<string, Said>(start);
  let line: Line = 'free';
  let error: unknown = null;
  let failures = 0;
  /** Only the last wait that was begun may wake the sender. */
  let turn = 0;

  function become(now: Line): void {
    line = now;
    wire.changed();
  }

  async function send(): Promise<void> {
    if (line === 'busy' || line === 'stopped' || waiting.size === 0) return;
    turn += 1;
    const taken = take(waiting);
    const wasDown = line === 'down';
    line = 'busy';
    try {
      await wire.put(batchOf(taken));
      // Said anew while it was under way: the newer answer still has to go.
      for (const [key, said] of taken) if (waiting.get(key) === said) waiting.delete(key);
      wire.keep([...waiting]);
      [failures, error] = [0, null];
      become('free');
      void send();
    } catch (reason) {
      failed(reason, wasDown);
    }
  }

  function failed(reason: unknown, wasDown: boolean): void {
    error = reason;
    if (!mayPass(reason)) return become('stopped');
    const mine = (turn += 1);
    wire.later(waits[Math.min(failures, waits.length - 1)]!, () => mine === turn && void send());
    failures += 1;
    if (!wasDown) become('down');
    else line = 'down';
  }

  const sender: Sender = {
    get line() {
      return line;
    },
    get error() {
      return error;
    },
    get unsent() {
      return waiting.size;
    },
    say(key, said) {
      // Moved to the end, so that the order of the batch is that of the answers.
      waiting.delete(key);
      waiting.set(key, said);
      wire.keep([...waiting]);
      wire.changed();
      if (line !== 'down') void send();
    },
    hurry: () => void send(),
    forget() {
      waiting.clear();
      wire.keep([]);
      wire.changed();
    },
  };
  return sender;
}

function take(waiting: ReadonlyMap<string, Said>): Entry[] {
  const entries = [...waiting];
  const people = entries.filter(([key]) => key.startsWith('p/')).slice(0, most.people);
  return [...people, ...entries.filter(([key]) => key.startsWith('d/')).slice(0, most.domains)];
}

const batchOf = (entries: readonly Entry[]): Batch => ({
  people: entries.flatMap(([key, said]) => (key.startsWith('p/') ? [{ personId: key.slice(2), said }] : [])),
  domains: entries.flatMap(([key, said]) => (key.startsWith('d/') ? [{ code: key.slice(2), said }] : [])),
});

/** No answer, too busy, broken or signed out: it may be taken another time. Anything else is a "no". */
function mayPass(reason: unknown): boolean {
  const status = (reason as { status?: number } | null)?.status ?? 0;
  return status === 0 || status === 401 || status === 429 || status >= 500;
}
