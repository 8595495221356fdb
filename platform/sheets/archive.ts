import { crc32, inflateRawSync } from 'node:zlib';
import type { SheetLimits } from './limits.ts';
import { damaged, SheetFault } from './refusal.ts';

/**
 * ZIP as OOXML uses it (APPNOTE 6.3: stored or deflated, ZIP64 sizes allowed), opened part by part.
 *
 * Why not fflate's `unzipSync`: it allocates what the directory declares and inflates every part. Here only
 * the parts asked for are inflated, each by zlib with a hard cap, so a lying directory is found at the moment
 * it lies; overlapping or doubled entries cost nothing, since every inflated byte counts against one total.
 */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The inflated part, checked by length and CRC; a part that is not there is a damaged file. */
  read(name: string): Uint8Array;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const ratioFrom = 10_000_000;

export function openArchive(bytes: Uint8Array, limits: SheetLimits): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = listEntries(bytes, view, limits);
  let left = limits.totalBytes;
  const read = (name: string): Uint8Array => {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw damaged(name, 'missing');
    const part = inflate(bytes, view, entry, Math.min(limits.partBytes, left));
    left -= part.length;
    return part;
  };
  return { names: [...entries.keys()], has: (name) => entries.has(name.toLowerCase()), read };
}

function listEntries(bytes: Uint8Array, view: DataView, limits: SheetLimits): Map<string, Entry> {
  const { count, start } = findDirectory(view);
  if (count > limits.entries) throw bomb('entries', limits.entries, count);
  const entries = new Map<string, Entry>();
  let total = 0;
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
      throw damaged('zip', 'directory');
    const { entry, next } = readEntry(bytes, view, at);
    at = next;
    if (entries.has(entry.name)) throw damaged(entry.name, 'twice');
    entries.set(entry.name, entry);
    total += entry.size;
    refuseBomb(entry, total, limits);
  }
  return entries;
}

function refuseBomb(entry: Entry, total: number, limits: SheetLimits): void {
  if (entry.size > limits.partBytes) throw bomb('part', limits.partBytes, entry.size);
  if (total > limits.totalBytes) throw bomb('total', limits.totalBytes, total);
  const ratio = entry.size / Math.max(entry.packed, 1);
  if (entry.size > ratioFrom && ratio > limits.ratio) throw bomb('ratio', limits.ratio, Math.round(ratio));
}

function bomb(what: string, limit: number, found: number): SheetFault {
  return new SheetFault('sheets/zip-bomb', { what, limit, found });
}

function findDirectory(view: DataView): { count: number; start: number } {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 65_535; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (count === 0xffff || start === 0xffffffff) return findDirectory64(view, at);
    return { count, start };
  }
  throw damaged('zip', 'truncated');
}

function findDirectory64(view: DataView, end: number): { count: number; start: number } {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) throw damaged('zip', 'directory');
  const at = safeNumber(view, locator + 8);
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== 0x06064b50) throw damaged('zip', 'directory');
  return { count: safeNumber(view, at + 32), start: safeNumber(view, at + 48) };
}

function safeNumber(view: DataView, at: number): number {
  if (at + 8 > view.byteLength) throw damaged('zip', 'directory');
  const value = view.getBigUint64(at, true);
  if (value > 0xffff_ffff_ffffn) throw damaged('zip', 'directory');
  return Number(value);
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: Entry; next: number } {
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw damaged('zip', 'directory');
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  const sizes = readSizes(view, at, at + 46 + nameLength, extraLength);
  const entry: Entry = {
    // Part names compare without case (ECMA-376 part 2, 6.2.2.3); some writers put backslashes.
    name: name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    ...sizes,
  };
  return { entry, next };
}

/** Sizes and offset, taken from the ZIP64 field (id 1) where the 32-bit ones are all ones. */
function readSizes(view: DataView, at: number, extraAt: number, extraLength: number) {
  let packed = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let offset = view.getUint32(at + 42, true);
  for (let field = extraAt; field + 4 <= extraAt + extraLength;) {
    const id = view.getUint16(field, true);
    let value = field + 4;
    field = value + view.getUint16(field + 2, true);
    if (id !== 1) continue;
    if (size === 0xffffffff) [size, value] = [safeNumber(view, value), value + 8];
    if (packed === 0xffffffff) [packed, value] = [safeNumber(view, value), value + 8];
    if (offset === 0xffffffff) offset = safeNumber(view, value);
  }
  return { packed, size, offset };
}

function inflate(bytes: Uint8Array, view: DataView, entry: Entry, cap: number): Uint8Array {
  if (entry.flags & 1) throw new SheetFault('sheets/encrypted');
  const data = packedBytes(bytes, view, entry);
  if (entry.size > cap) throw bomb('total', cap, entry.size);
  const part = unpack(data, entry);
  if (part.length !== entry.size) throw damaged(entry.name, 'length');
  if (crc32(part) !== entry.crc) throw damaged(entry.name, 'checksum');
  return part;
}

function packedBytes(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const at = entry.offset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== 0x04034b50)
    throw damaged(entry.name, 'header');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.packed > view.byteLength) throw damaged(entry.name, 'truncated');
  return bytes.subarray(start, start + entry.packed);
}

function unpack(data: Uint8Array, entry: Entry): Uint8Array {
  if (entry.method === 0) return data;
  if (entry.method !== 8) throw damaged(entry.name, 'method');
  const chunkSize = Math.min(Math.max(entry.size, 1024), 1_048_576);
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(entry.size, 1), chunkSize });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw bomb('declared', entry.size, entry.size + 1);
    throw damaged(entry.name, 'inflate');
  }
}
