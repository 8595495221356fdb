import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Secret keys, one file each, apart from the database: a copy of the database alone
 * links no pseudonym to a person, and what a destroyed key protected is gone for good.
 */
export interface Keys {
  /** The key of a bureau for one purpose; made at first use. 32 bytes. */
  key(bureauId: string, purpose: string): Promise<Uint8Array>;
  destroy(bureauId: string, purpose: string): Promise<void>;
  destroyAll(bureauId: string): Promise<void>;
}

export function keysIn(folder: string): Keys {
  const pathOf = (bureauId: string, purpose: string) => join(folder, bureauId, `${purpose}.key`);
  return {
    async key(bureauId, purpose) {
      const path = pathOf(bureauId, purpose);
      await mkdir(join(folder, bureauId), { recursive: true, mode: 0o700 });
      // Two first uses at once: the one that makes the file wins, the other reads it.
      const made = await make(path);
      return made ?? readWhole(path);
    },
    destroy: (bureauId, purpose) => rm(pathOf(bureauId, purpose), { force: true }),
    destroyAll: (bureauId) => rm(join(folder, bureauId), { recursive: true, force: true }),
  };
}

async function make(path: string): Promise<Uint8Array | null> {
  const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!handle) return null;
  const key = randomBytes(32);
  await handle.writeFile(key);
  await handle.sync();
  await handle.close();
  return key;
}

async function readWhole(path: string): Promise<Uint8Array> {
  for (let tries = 0; tries < 50; tries++) {
    const key = await readFile(path);
    if (key.length === 32) return key;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the key file ${path} is not whole`);
}
