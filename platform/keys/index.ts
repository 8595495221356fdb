import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../files/durable.ts';

/**
 * Secret keys, one file each, apart from the database: a copy of the database alone
 * links no pseudonym to a person, and what a destroyed key protected is gone for good.
 */
export interface Keys {
  /** The key of a bureau for one purpose; made at first use. 32 bytes. */
  key(bureauId: string, purpose: string): Promise<Uint8Array>;
  /** Keeps bytes that are sealed already, such as a key under somebody's passphrase; nothing may be there yet. */
  keep(bureauId: string, purpose: string, bytes: Uint8Array): Promise<void>;
  /** What was kept; null where nothing is. */
  kept(bureauId: string, purpose: string): Promise<Uint8Array | null>;
  destroy(bureauId: string, purpose: string): Promise<void>;
  destroyAll(bureauId: string): Promise<void>;
}

export function keysIn(folder: string): Keys {
  const pathOf = (bureauId: string, purpose: string) => join(folder, bureauId, `${purpose}.key`);
  // One server holds the data folder, so two first uses at once are both in this process.
  const asked = new Map<string, Promise<Uint8Array>>();
  return {
    key(bureauId, purpose) {
      const path = pathOf(bureauId, purpose);
      const asking = asked.get(path) ?? readOrMake(path).finally(() => asked.delete(path));
      asked.set(path, asking);
      return asking;
    },
    async keep(bureauId, purpose, bytes) {
      const path = pathOf(bureauId, purpose);
      if ((await readIfThere(path)) !== null) throw new Error(`there is a key file ${path} already`);
      await writeDurably(path, bytes);
    },
    kept: (bureauId, purpose) => readIfThere(pathOf(bureauId, purpose)),
    destroy: (bureauId, purpose) => rm(pathOf(bureauId, purpose), { force: true }),
    destroyAll: (bureauId) => rm(join(folder, bureauId), { recursive: true, force: true }),
  };
}

const readIfThere = (path: string): Promise<Uint8Array | null> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

async function readOrMake(path: string): Promise<Uint8Array> {
  const kept = await readIfThere(path);
  if (kept?.length === keyBytes) return kept;
  // Cut short is a disk's fault, and no key may silently take the place of one in use.
  if (kept !== null) throw new Error(`the key file ${path} is not whole`);
  const key = randomBytes(keyBytes);
  await writeDurably(path, key);
  return key;
}

const keyBytes = 32;
