import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { ImportCounts, ImportDifference, ImportProblem } from './import.contract.ts';
import type { PeopleTables } from './people.tables.ts';

const open = on<PeopleTables>;

type Row = Selectable<PeopleTables['people.import']>;

/** A row without what is heavy: problems and difference are read apart. */
export type ImportRow = Omit<Row, 'counts' | 'difference' | 'failure' | 'problems' | 'reading'> & {
  counts: ImportCounts | null;
  failure: { code: string; detail: { zh: string; en: string } } | null;
};

const light = [
  'bureau_id',
  'import_id',
  'state',
  'file_name',
  'file_sha256',
  'job_id',
  'effective_on',
  'counts',
  'failure',
  'mark_left',
  'created_by',
  'created_at',
  'proposed_by',
  'proposed_at',
  'decided_by',
  'decided_at',
  'applied_at',
  'undone_at',
] as const;

export const listImportRows = async (db: Db): Promise<ImportRow[]> =>
  (await open(db)
    .selectFrom('people.import')
    .select(light)
    .orderBy('import_id', 'desc')
    .limit(200)
    .execute()) as ImportRow[];

export const findImport = async (db: Db, importId: string): Promise<ImportRow | undefined> =>
  (await open(db)
    .selectFrom('people.import')
    .select(light)
    .where('import_id', '=', importId)
    .executeTakeFirst()) as ImportRow | undefined;

export const lockImport = async (db: Db, importId: string): Promise<ImportRow | undefined> =>
  (await open(db)
    .selectFrom('people.import')
    .select(light)
    .where('import_id', '=', importId)
    .forUpdate()
    .executeTakeFirst()) as ImportRow | undefined;

export const insertImport = (db: Db, row: Insertable<PeopleTables['people.import']>) =>
  open(db).insertInto('people.import').values(row).execute();

export const updateImport = (
  db: Db,
  importId: string,
  change: Omit<Updateable<PeopleTables['people.import']>, 'counts' | 'difference' | 'failure' | 'problems'>,
) => open(db).updateTable('people.import').set(change).where('import_id', '=', importId).execute();

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

export interface Preview {
  /** Encrypted. */
  reading: string;
  problems: readonly ImportProblem[];
  difference: ImportDifference;
  counts: ImportCounts;
}

export const savePreview = (db: Db, importId: string, preview: Preview) =>
  open(db)
    .updateTable('people.import')
    .set({
      state: 'ready',
      reading: preview.reading,
      problems: json(preview.problems),
      difference: json(preview.difference),
      counts: json(preview.counts),
    })
    .where('import_id', '=', importId)
    .execute();

export const saveFailure = (db: Db, importId: string, failure: NonNullable<ImportRow['failure']>) =>
  open(db)
    .updateTable('people.import')
    .set({ state: 'unreadable', failure: json(failure), file_sha256: null })
    .where('import_id', '=', importId)
    .execute();

export async function findPreview(
  db: Db,
  importId: string,
): Promise<{ problems: ImportProblem[]; difference: ImportDifference } | null> {
  const row = await open(db)
    .selectFrom('people.import')
    .select(['problems', 'difference'])
    .where('import_id', '=', importId)
    .executeTakeFirst();
  if (!row?.difference) return null;
  return { problems: row.problems as ImportProblem[], difference: row.difference as ImportDifference };
}

export const findReading = async (db: Db, importId: string): Promise<string | null> =>
  (
    await open(db)
      .selectFrom('people.import')
      .select('reading')
      .where('import_id', '=', importId)
      .executeTakeFirst()
  )?.reading ?? null;

/** Imports that still need a file; another import may have brought the same bytes. */
export async function countImportsOfFile(db: Db, sha256: string): Promise<number> {
  const row = await open(db)
    .selectFrom('people.import')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('file_sha256', '=', sha256)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Pending imports that nobody touched since. */
export const listPendingBefore = async (db: Db, before: string): Promise<string[]> =>
  (
    await open(db)
      .selectFrom('people.import')
      .select('import_id')
      .where('state', 'in', ['reading', 'ready', 'proposed'])
      .where('created_at', '<', before)
      .execute()
  ).map((row) => row.import_id);
