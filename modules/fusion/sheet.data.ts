/**
 * Raw answers. The purpose lock: every way in here first says what for, and the database lets no
 * transaction near the table that has not (policy `purpose` in the migration).
 */
import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { Said } from './fusion.contract.ts';
import type { FusionTables } from './fusion.tables.ts';

/**
 * `answer` and `card`: the person's own sheet. `turnout`: which sheets are finished, no answer among it.
 * `measure`: this wave's fusion measurement. `draw`: teams of strangers, formed by the machine. `effect`: what an
 * activity changed, over all its pairs. `delete`: its end.
 */
export type Purpose = 'answer' | 'card' | 'turnout' | 'measure' | 'draw' | 'effect' | 'delete';

export type SheetRow = Selectable<FusionTables['fusion.sheet']>;

export interface SheetAnswers {
  alias: string;
  reports: Record<string, Said>;
  knowledge: Record<string, Said>;
}

async function open(db: Db, purpose: Purpose) {
  const tables = on<FusionTables>(db);
  await sql`select set_config('app.fusion_purpose', ${purpose}, true)`.execute(tables);
  return tables;
}

interface Place {
  bureauId: string;
  waveId: string;
}

export async function findSheet(
  db: Db,
  purpose: 'answer' | 'card',
  waveId: string,
  alias: string,
): Promise<SheetRow | undefined> {
  return (await open(db, purpose))
    .selectFrom('fusion.sheet')
    .selectAll()
    .where('wave_id', '=', waveId)
    .where('alias', '=', alias)
    .executeTakeFirst();
}

export async function listOwnSheets(db: Db, purpose: 'answer' | 'card', alias: string): Promise<SheetRow[]> {
  return (await open(db, purpose))
    .selectFrom('fusion.sheet')
    .selectAll()
    .where('alias', '=', alias)
    .execute();
}

/** Every sheet of a wave, by alias. For machines that reckon over all of them. */
export async function listSheets(
  db: Db,
  waveId: string,
  purpose: 'measure' | 'draw' | 'effect' = 'measure',
): Promise<SheetRow[]> {
  return (await open(db, purpose))
    .selectFrom('fusion.sheet')
    .selectAll()
    .where('wave_id', '=', waveId)
    .orderBy('alias')
    .execute();
}

/** Aliases that finished: what turnout is counted from. */
export async function listFinishedAliases(db: Db, waveId: string): Promise<string[]> {
  const rows = await (
    await open(db, 'turnout')
  )
    .selectFrom('fusion.sheet')
    .select('alias')
    .where('wave_id', '=', waveId)
    .where('finished', '=', true)
    .execute();
  return rows.map(({ alias }) => alias);
}

/** Makes the empty sheet of somebody who consents; consenting twice changes nothing. */
export async function insertSheet(
  db: Db,
  { bureauId, waveId }: Place,
  alias: string,
  consent: string,
): Promise<void> {
  await (
    await open(db, 'answer')
  )
    .insertInto('fusion.sheet')
    .values({ bureau_id: bureauId, wave_id: waveId, alias, consent, finished: false, ...jsonOf({}, {}) })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'wave_id', 'alias']).doNothing())
    .execute();
}

/** Lays answers over what is saved; the same batch again changes nothing. One statement for any number of people. */
export async function mergeAnswers(
  db: Db,
  { bureauId, waveId }: Place,
  answers: readonly SheetAnswers[],
  finished?: boolean,
): Promise<void> {
  const tables = await open(db, 'answer');
  await sql`update fusion.sheet as s
    set reports = s.reports || a.reports, knowledge = s.knowledge || a.knowledge,
      finished = coalesce(${finished ?? null}::boolean, s.finished)
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as a(alias text, reports jsonb, knowledge jsonb)
    where s.bureau_id = ${bureauId} and s.wave_id = ${waveId} and s.alias = a.alias`.execute(tables);
}

/** Whole sheets at once, for imported waves. */
export async function insertSheets(
  db: Db,
  { bureauId, waveId }: Place,
  answers: readonly SheetAnswers[],
  consent: string,
): Promise<void> {
  const tables = await open(db, 'answer');
  const sorted = answers.toSorted((a, b) => (a.alias < b.alias ? -1 : 1));
  for (let from = 0; from < sorted.length; from += 1000) {
    await sql`insert into fusion.sheet (bureau_id, wave_id, alias, consent, finished, reports, knowledge)
      select ${bureauId}::uuid, ${waveId}::uuid, a.alias, ${consent}, true, a.reports, a.knowledge
      from jsonb_to_recordset(${JSON.stringify(sorted.slice(from, from + 1000))}::jsonb)
        as a(alias text, reports jsonb, knowledge jsonb)`.execute(tables);
  }
}

export async function deleteSheet(db: Db, { bureauId, waveId }: Place, alias: string): Promise<void> {
  await (
    await open(db, 'answer')
  )
    .deleteFrom('fusion.sheet')
    .where('bureau_id', '=', bureauId)
    .where('wave_id', '=', waveId)
    .where('alias', '=', alias)
    .execute();
}

/** Deletes all sheets of a wave; answers how many sheets and reports went. */
export async function deleteSheets(
  db: Db,
  { bureauId, waveId }: Place,
): Promise<{ nSheets: number; nReports: number }> {
  const tables = await open(db, 'delete');
  const { rows } = await sql<{ sheets: number; reports: number }>`with gone as (
      delete from fusion.sheet where bureau_id = ${bureauId} and wave_id = ${waveId} returning reports, knowledge
    ) select count(*) as sheets, coalesce(sum((select count(*) from jsonb_object_keys(reports))
      + (select count(*) from jsonb_object_keys(knowledge))), 0) as reports from gone`.execute(tables);
  return { nSheets: Number(rows[0]!.sheets), nReports: Number(rows[0]!.reports) };
}

/**
 * Writes the sheets of a closed wave anew in the order of their aliases, so that neither the order of
 * rows nor their transaction numbers tell who answered early, late or together.
 */
export async function shuffleSheets(db: Db, { bureauId, waveId }: Place): Promise<number> {
  const tables = await open(db, 'measure');
  const rows = await tables
    .selectFrom('fusion.sheet')
    .selectAll()
    .where('wave_id', '=', waveId)
    .orderBy('alias')
    .execute();
  await tables
    .deleteFrom('fusion.sheet')
    .where('bureau_id', '=', bureauId)
    .where('wave_id', '=', waveId)
    .execute();
  const written = rows.map((row) => ({ ...row, ...jsonOf(row.reports, row.knowledge) }));
  for (let from = 0; from < written.length; from += 1000) {
    await tables
      .insertInto('fusion.sheet')
      .values(written.slice(from, from + 1000))
      .execute();
  }
  return rows.length;
}

const jsonOf = (reports: object, knowledge: object) => ({
  reports: sql`${JSON.stringify(reports)}::jsonb` as never,
  knowledge: sql`${JSON.stringify(knowledge)}::jsonb` as never,
});
