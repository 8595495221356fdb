import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import type { SurveyTables } from './survey.tables.ts';

const open = on<SurveyTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type VersionRow = Selectable<SurveyTables['survey.questionnaire_version']>;

/** The newest version of every questionnaire, the last changed first. */
export const listNewestVersions = (db: Db): Promise<VersionRow[]> =>
  open(db)
    .selectFrom('survey.questionnaire_version')
    .distinctOn('questionnaire_id')
    .selectAll()
    .orderBy('questionnaire_id')
    .orderBy('version', 'desc')
    .execute();

/** All versions of one questionnaire, newest first. */
export const listVersions = (db: Db, questionnaireId: string): Promise<VersionRow[]> =>
  open(db)
    .selectFrom('survey.questionnaire_version')
    .selectAll()
    .where('questionnaire_id', '=', questionnaireId)
    .orderBy('version', 'desc')
    .execute();

/** Holds the questionnaire until the transaction ends, so that versions follow one by one. */
export const lockQuestionnaire = (db: Db, questionnaireId: string) =>
  open(db)
    .selectFrom('survey.questionnaire')
    .selectAll()
    .where('questionnaire_id', '=', questionnaireId)
    .forUpdate()
    .executeTakeFirst();

export async function insertQuestionnaire(
  db: Db,
  row: { bureauId: string; id: string; title: string; by: string | null; today: string },
): Promise<void> {
  await open(db)
    .insertInto('survey.questionnaire')
    .values({
      bureau_id: row.bureauId,
      questionnaire_id: row.id,
      title: row.title,
      created_by: row.by,
      created_on: row.today,
    })
    .execute();
}

export interface NewVersion {
  bureauId: string;
  id: string;
  version: number;
  body: Questionnaire;
  hash: string;
  by: string | null;
  today: string;
}

export async function insertVersion(db: Db, row: NewVersion): Promise<void> {
  await open(db)
    .insertInto('survey.questionnaire_version')
    .values({
      bureau_id: row.bureauId,
      questionnaire_id: row.id,
      version: row.version,
      body: json(row.body),
      hash: row.hash,
      changed_by: row.by,
      changed_on: row.today,
      locked_on: null,
    })
    .execute();
}

export async function replaceVersion(db: Db, row: NewVersion): Promise<void> {
  await open(db)
    .updateTable('survey.questionnaire_version')
    .set((eb) => ({
      body: json(row.body),
      hash: row.hash,
      changed_by: row.by,
      changed_on: row.today,
      revision: eb('revision', '+', 1),
    }))
    .where('bureau_id', '=', row.bureauId)
    .where('questionnaire_id', '=', row.id)
    .where('version', '=', row.version)
    .execute();
}

export const renameQuestionnaire = (db: Db, bureauId: string, id: string, title: string) =>
  open(db)
    .updateTable('survey.questionnaire')
    .set({ title })
    .where('bureau_id', '=', bureauId)
    .where('questionnaire_id', '=', id)
    .execute();

export const markLocked = (db: Db, bureauId: string, id: string, version: number, on: string) =>
  open(db)
    .updateTable('survey.questionnaire_version')
    .set({ locked_on: on })
    .where('bureau_id', '=', bureauId)
    .where('questionnaire_id', '=', id)
    .where('version', '=', version)
    .execute();

export const deleteQuestionnaire = (db: Db, bureauId: string, id: string) =>
  open(db)
    .deleteFrom('survey.questionnaire')
    .where('bureau_id', '=', bureauId)
    .where('questionnaire_id', '=', id)
    .execute();
