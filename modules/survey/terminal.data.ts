import type { Selectable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { SurveyTables } from './survey.tables.ts';

const open = on<SurveyTables>;

export type SealedFormRow = Selectable<SurveyTables['survey.sealed_form']>;

export async function hasEnvelope(db: Db, surveyId: string, codeHash: string): Promise<boolean> {
  const row = await open(db)
    .selectFrom('survey.envelope')
    .select('stratum')
    .where('survey_id', '=', surveyId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
  return row !== undefined;
}

export const listSealedForms = (db: Db, surveyId: string): Promise<SealedFormRow[]> =>
  open(db)
    .selectFrom('survey.sealed_form')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('ballot_id')
    .execute();

/** All that there are, given back as they are taken away. */
export const takeSealedForms = (db: Db, bureauId: string, surveyId: string): Promise<SealedFormRow[]> =>
  open(db)
    .deleteFrom('survey.sealed_form')
    .where('bureau_id', '=', bureauId)
    .where('survey_id', '=', surveyId)
    .returningAll()
    .execute();

/**
 * Lays one more among those of its survey: all of them are written anew in the order of their hashes, so that neither
 * place nor transaction tells which came last.
 */
export async function insertSealedForm(db: Db, row: SealedFormRow): Promise<void> {
  const all = [...(await takeSealedForms(db, row.bureau_id, row.survey_id)), row];
  await open(db)
    .insertInto('survey.sealed_form')
    .values(all.toSorted((a, b) => (a.ballot_id < b.ballot_id ? -1 : 1)))
    .execute();
}
