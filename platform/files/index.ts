import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../db/index.ts';
import { refusePlatform } from '../refuse/platform.refusals.ts';
import { writeDurably } from './durable.ts';
import {
  deleteFileRow,
  deleteKeeper,
  findFileRow,
  lockFile,
  saveFileRow,
  saveKeeper,
  type FileRow,
} from './file.data.ts';
import { kindOf, typesOf, type FileKind } from './kind.ts';

/** The bytes on disk; rows in the database say whose they are and what they are called. */
export interface Files {
  write(bureauId: string, bytes: Uint8Array): Promise<string>;
  read(bureauId: string, sha256: string): Promise<Uint8Array>;
  remove(bureauId: string, sha256: string): Promise<void>;
  removeAll(bureauId: string): Promise<void>;
}

/** Content-addressed files below a folder: written aside, flushed, then named by their SHA-256. */
export function filesIn(folder: string): Files {
  const pathOf = (bureauId: string, sha256: string) => join(folder, bureauId, sha256.slice(0, 2), sha256);
  return {
    async write(bureauId, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(bureauId, sha256);
      await writeDurably(path, bytes);
      return sha256;
    },
    read: (bureauId, sha256) => readFile(pathOf(bureauId, sha256)),
    remove: (bureauId, sha256) => rm(pathOf(bureauId, sha256), { force: true }),
    removeAll: (bureauId) => rm(join(folder, bureauId), { recursive: true, force: true }),
  };
}

export interface Filing {
  db: Db;
  bureauId: string;
  now: string;
  files: Files;
  who: { accountId: string | null };
}

/**
 * Keeps an uploaded file for its `keeper`, a module or a matter of it, if its content (not its name) is of an allowed kind.
 * Refuses with `file/type`. Keeping the same bytes twice keeps one, also where two modules do.
 */
export async function keepFile(
  filing: Filing,
  keeper: string,
  upload: { name: string; bytes: Uint8Array },
  allowed: readonly FileKind[],
): Promise<FileRow> {
  const kind = kindOf(upload.bytes);
  if (!allowed.includes(kind)) throw refusePlatform('file/type', { allowed: allowed.join('、') });
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex');
  await lockFile(filing.db, filing.bureauId, sha256);
  await filing.files.write(filing.bureauId, upload.bytes);
  const row = {
    sha256,
    name: upload.name,
    type: typesOf[kind],
    size: upload.bytes.length,
    createdAt: filing.now,
  };
  await saveFileRow(filing.db, filing.bureauId, filing.who.accountId, row);
  await saveKeeper(filing.db, { bureau_id: filing.bureauId, sha256, keeper });
  return row;
}

export async function readKeptFile(
  filing: Filing,
  sha256: string,
): Promise<(FileRow & { bytes: Uint8Array }) | null> {
  const row = await findFileRow(filing.db, filing.bureauId, sha256);
  return row ? { ...row, bytes: await filing.files.read(filing.bureauId, sha256) } : null;
}

/**
 * Lets go of a file unless its keeper still uses it; when the last keeper has let go, it is forgotten. Its bytes go once that is committed, so that an act undone has
 * lost nothing, and only if nobody has kept the same bytes again in between.
 */
export async function removeKeptFile(
  filing: Filing & { onCommit(then: (filing: Filing) => Promise<void>): void },
  keeper: string,
  sha256: string,
  isStillUsed: () => Promise<boolean> = async () => false,
): Promise<void> {
  await lockFile(filing.db, filing.bureauId, sha256);
  if (await isStillUsed()) return;
  if (await deleteKeeper(filing.db, { sha256, keeper })) return;
  await deleteFileRow(filing.db, filing.bureauId, sha256);
  filing.onCommit(async ({ db, bureauId, files }) => {
    await lockFile(db, bureauId, sha256);
    if (!(await findFileRow(db, bureauId, sha256))) await files.remove(bureauId, sha256);
  });
}
