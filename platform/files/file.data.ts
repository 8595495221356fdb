import { on, sql, type Db } from '../db/index.ts';

interface FileTables {
  'platform.file': {
    bureau_id: string;
    sha256: string;
    name: string;
    type: string;
    size: number;
    created_at: string;
    created_by: string | null;
  };
  'platform.file_keeper': { bureau_id: string; sha256: string; keeper: string };
}

export interface FileRow {
  sha256: string;
  name: string;
  type: string;
  size: number;
  createdAt: string;
}

/** Lets one transaction at a time keep or remove the same bytes of a bureau. */
export const lockFile = (db: Db, bureauId: string, sha256: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`file ${bureauId} ${sha256}`}, 0))`.execute(on(db));

export async function saveFileRow(
  db: Db,
  bureauId: string,
  accountId: string | null,
  row: FileRow,
): Promise<void> {
  await sql`insert into platform.file (bureau_id, sha256, name, type, size, created_at, created_by)
    values (${bureauId}, ${row.sha256}, ${row.name}, ${row.type}, ${row.size}, ${row.createdAt}, ${accountId})
    on conflict (bureau_id, sha256) do nothing`.execute(on(db));
}

export async function findFileRow(db: Db, bureauId: string, sha256: string): Promise<FileRow | null> {
  const row = await on<FileTables>(db)
    .selectFrom('platform.file')
    .select(['sha256', 'name', 'type', 'size', 'created_at'])
    .where('bureau_id', '=', bureauId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!row) return null;
  return { sha256: row.sha256, name: row.name, type: row.type, size: row.size, createdAt: row.created_at };
}

export const saveKeeper = (db: Db, row: FileTables['platform.file_keeper']) =>
  on<FileTables>(db)
    .insertInto('platform.file_keeper')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** True where somebody else keeps it still. */
export async function deleteKeeper(
  db: Db,
  { sha256, keeper }: { sha256: string; keeper: string },
): Promise<boolean> {
  const own = on<FileTables>(db).deleteFrom('platform.file_keeper').where('sha256', '=', sha256);
  await own.where('keeper', '=', keeper).execute();
  const other = on<FileTables>(db)
    .selectFrom('platform.file_keeper')
    .select('keeper')
    .where('sha256', '=', sha256);
  return (await other.executeTakeFirst()) !== undefined;
}

export async function deleteFileRow(db: Db, bureauId: string, sha256: string): Promise<void> {
  await on<FileTables>(db)
    .deleteFrom('platform.file')
    .where('bureau_id', '=', bureauId)
    .where('sha256', '=', sha256)
    .execute();
}
