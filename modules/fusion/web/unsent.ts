/**
 * What has been answered and not yet reached the server, kept on this device so that a dropped
 * connection or a closed page loses nothing. Under a name that tells neither person nor wave;
 * each answer is removed when the server has acknowledged it, everything when the wave is closed
 * or consent withdrawn. Names are never written, only the ids of the list.
 */
import type { Said } from '../fusion.contract.ts';

/** `p/<person>` or `d/<domain>`, and what was said. */
export type Entry = readonly [key: string, said: Said];

export interface UnsentBox {
  read(): Entry[];
  write(entries: readonly Entry[]): void;
}

/** Storage may be absent or forbidden (private windows, policy): then answers wait in memory alone. */
export function unsentBox(
  accountId: string,
  waveId: string,
  storage: Storage | undefined = storageOfDevice(),
): UnsentBox {
  const name = `wenrong.unsent.${opaque(`${accountId} ${waveId}`)}`;
  return {
    read: () => {
      try {
        return (JSON.parse(storage?.getItem(name) ?? '[]') as unknown[]).filter(isEntry);
      } catch {
        return [];
      }
    },
    write: (entries) => {
      try {
        if (entries.length === 0) storage?.removeItem(name);
        else storage?.setItem(name, JSON.stringify(entries));
      } catch {
        // Full or forbidden: memory holds them until the page is closed.
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

const isEntry = (value: unknown): value is Entry =>
  Array.isArray(value) && /^[pd]\/./.test(String(value[0])) && [0, 1, 2, 'skip'].includes(value[1] as Said);

/** FNV-1a, two lanes: `crypto.subtle` is not there on plain http, as in most intranets. */
function opaque(text: string): string {
  const lane = (start: number): string => {
    let hash = start;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, '0');
  };
  return lane(0x811c9dc5) + lane(0x5bd1e995);
}
