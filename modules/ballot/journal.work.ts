/**
 * Ballots that have a receipt and are not yet in the database, on disk in random places. A slot that holds a ballot
 * and one that holds none look the same: both are random bytes to whoever has not the key. So the file shows neither
 * how many there are nor in which order they came, only when it was last written.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomInt } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

const nonceBytes = 12;
const tagBytes = 16;
const lengthBytes = 4;
/**
 * Room for what comes while a batch is on its way to a slow disk: a slot is taken until the batch is stored and the
 * slot wiped, two flushes. 64 slots carried 33 casts a second where a flush took half a second.
 */
const slotsFor = (slotBytes: number): number => Math.max(64, Math.min(512, Math.floor(2 ** 23 / slotBytes)));

export interface Journal {
  /** What was found in it when it was opened. */
  readonly found: readonly { slot: number; text: string }[];
  /** On disk when the promise is kept. Null where every slot is taken. @throws where the disk does not take it */
  put(text: string): Promise<number | null>;
  /** Overwrites slots with random bytes; free when the promise is kept. */
  wipe(slots: readonly number[]): Promise<void>;
  close(): Promise<void>;
  /** Overwrites all of it and takes the file away. */
  destroy(): Promise<void>;
}

interface Place {
  path: string;
  /** 32 bytes. */
  key: Uint8Array;
  /** Longest text, in bytes. */
  mostBytes: number;
  /** As many as fit into 8 MB, but 64 to 512, unless given. */
  nSlots?: number;
}

/** Opens a journal, or lays one down: slots of random bytes, before anything is written to it. */
export async function openJournal({ path, key, mostBytes, ...wish }: Place): Promise<Journal> {
  const slotBytes = nonceBytes + tagBytes + lengthBytes + mostBytes;
  const nSlots = wish.nSlots ?? slotsFor(slotBytes);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await openWhole(path, slotBytes * nSlots);
  const found = await readSlots(file, { slotBytes, nSlots, key });
  const free = new Set(Array.from({ length: nSlots }, (_, slot) => slot));
  for (const { slot } of found) free.delete(slot);
  const sync = together(() => file.datasync());
  const write = (slot: number, bytes: Uint8Array) => file.write(bytes, 0, slotBytes, slot * slotBytes);
  const wipe = async (slots: readonly number[]): Promise<void> => {
    await Promise.all(slots.map((slot) => write(slot, randomBytes(slotBytes))));
    await sync();
    for (const slot of slots) free.add(slot);
  };
  return {
    found,
    wipe,
    async put(text) {
      if (free.size === 0) return null;
      const slot = [...free][randomInt(free.size)]!;
      free.delete(slot);
      try {
        await write(slot, sealSlot(text, key, mostBytes));
        await sync();
        return slot;
      } catch (error) {
        free.add(slot);
        throw error;
      }
    },
    close: () => file.close(),
    async destroy() {
      await wipe(Array.from({ length: nSlots }, (_, slot) => slot));
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/** A file of the full length; one cut short by a crash while it was laid down is filled up with random bytes. */
async function openWhole(path: string, bytes: number): Promise<FileHandle> {
  const file = await open(path, 'a+', 0o600).then(async (touched) => {
    await touched.close();
    return open(path, 'r+');
  });
  const { size } = await file.stat();
  for (let at = size; at < bytes; at += 2 ** 20)
    await file.write(randomBytes(Math.min(2 ** 20, bytes - at)), 0, null, at);
  await file.sync();
  return file;
}

async function readSlots(
  file: FileHandle,
  { slotBytes, nSlots, key }: { slotBytes: number; nSlots: number; key: Uint8Array },
) {
  const found: { slot: number; text: string }[] = [];
  for (let slot = 0; slot < nSlots; slot++) {
    const bytes = Buffer.alloc(slotBytes);
    await file.read(bytes, 0, slotBytes, slot * slotBytes);
    const text = openSlot(bytes, key);
    if (text !== null) found.push({ slot, text });
  }
  return found;
}

function sealSlot(text: string, key: Uint8Array, mostBytes: number): Buffer {
  const body = Buffer.from(text);
  if (body.length > mostBytes) throw new RangeError('longer than a slot');
  const plain = Buffer.alloc(lengthBytes + mostBytes);
  plain.writeUInt32BE(body.length);
  body.copy(plain, lengthBytes);
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([sealing.update(plain), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]);
}

/** Null for random bytes, and for a slot that a crash left half written: its ballot had no receipt. */
function openSlot(bytes: Buffer, key: Uint8Array): string | null {
  const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
  opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const opened = [opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()];
    const plain = Buffer.concat(opened);
    return plain.subarray(lengthBytes, lengthBytes + plain.readUInt32BE()).toString();
  } catch {
    return null;
  }
}

/** One flush for all who ask while another is under way: a flush that began before a write does not count for it. */
function together(flush: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    const mine = flush().finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  };
  const after = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => undefined);
    next = null;
    return begin();
  };
  return () => {
    if (running === null) return begin();
    next ??= after(running);
    return next;
  };
}
