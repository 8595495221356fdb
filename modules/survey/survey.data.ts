import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { SurveyTables } from './survey.tables.ts';

const open = on<SurveyTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type SurveyRow = Selectable<SurveyTables['survey.survey']>;
export type AnswerRow = Selectable<SurveyTables['survey.answer']>;
export type TextRow = Selectable<SurveyTables['survey.text']>;
export type ComplaintRow = Selectable<SurveyTables['survey.complaint']>;
type SurveyChange = Updateable<SurveyTables['survey.survey']>;

const prepared = <T extends SurveyChange>(change: T): T => ({
  ...change,
  ...(change.strata === undefined ? {} : { strata: json(change.strata) }),
  ...(change.tally === undefined || change.tally === null ? {} : { tally: json(change.tally) }),
  ...(change.paper_counts ? { paper_counts: json(change.paper_counts) } : {}),
});

export const listSurveyRows = (db: Db): Promise<SurveyRow[]> =>
  open(db)
    .selectFrom('survey.survey')
    .selectAll()
    .orderBy('cast_from', 'desc')
    .orderBy('survey_id', 'desc')
    .execute();

export const findSurveyRow = (db: Db, surveyId: string): Promise<SurveyRow | undefined> =>
  open(db).selectFrom('survey.survey').selectAll().where('survey_id', '=', surveyId).executeTakeFirst();

/** The survey, locked until the transaction ends, so that its life goes one step at a time. */
export const lockSurveyRow = (db: Db, surveyId: string): Promise<SurveyRow | undefined> =>
  open(db)
    .selectFrom('survey.survey')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .forUpdate()
    .executeTakeFirst();

export const insertSurvey = (db: Db, row: Insertable<SurveyTables['survey.survey']>) =>
  open(db).insertInto('survey.survey').values(prepared(row)).execute();

export const updateSurvey = (db: Db, bureauId: string, surveyId: string, change: SurveyChange) =>
  open(db)
    .updateTable('survey.survey')
    .set(prepared(change))
    .where('bureau_id', '=', bureauId)
    .where('survey_id', '=', surveyId)
    .execute();

const atOnce = 500;

/** Written in the order of their random ids, so that the order of rows in the table tells nothing either. */
export async function insertAnswers(db: Db, rows: readonly AnswerRow[]): Promise<void> {
  const ordered = rows.toSorted((a, b) => (a.answer_id < b.answer_id ? -1 : 1));
  for (let at = 0; at < ordered.length; at += atOnce)
    await open(db)
      .insertInto('survey.answer')
      .values(
        ordered.slice(at, at + atOnce).map((row) => ({
          ...row,
          self_report: json(row.self_report),
          answers: json(row.answers),
        })),
      )
      .execute();
}

export async function insertTexts(db: Db, rows: readonly TextRow[]): Promise<void> {
  const ordered = rows.toSorted((a, b) => (a.text_id < b.text_id ? -1 : 1));
  for (let at = 0; at < ordered.length; at += atOnce)
    await open(db)
      .insertInto('survey.text')
      .values(ordered.slice(at, at + atOnce))
      .execute();
}

export const listAnswers = (db: Db, surveyId: string): Promise<AnswerRow[]> =>
  open(db)
    .selectFrom('survey.answer')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('answer_id')
    .execute();

export const listTexts = (db: Db, surveyId: string): Promise<TextRow[]> =>
  open(db)
    .selectFrom('survey.text')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('text_id')
    .execute();

/** What `deleteAnswers` empties. */
export const answerTables = [
  'survey.text',
  'survey.envelope',
  'survey.sealed_form',
  'survey.complaint',
  'survey.answer',
] as const;

/** Raw answers and texts; how many answers there were. */
export async function deleteAnswers(db: Db, bureauId: string, surveyId: string): Promise<number> {
  let n = 0;
  for (const table of answerTables) {
    const gone = await open(db)
      .deleteFrom(table)
      .where('bureau_id', '=', bureauId)
      .where('survey_id', '=', surveyId)
      .executeTakeFirst();
    if (table === 'survey.answer') n = Number(gone.numDeletedRows);
  }
  return n;
}

export const listComplaints = (db: Db, surveyId: string): Promise<ComplaintRow[]> =>
  open(db)
    .selectFrom('survey.complaint')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('ballot_id')
    .execute();

/** False where this receipt was shown before. */
export async function insertComplaint(db: Db, row: Omit<ComplaintRow, 'answer'>): Promise<boolean> {
  const done = await open(db)
    .insertInto('survey.complaint')
    .values({ ...row, receipt: json(row.receipt) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows) === 1;
}

export const answerComplaintRow = (
  db: Db,
  of: { bureauId: string; surveyId: string; ballotId: string; answer: string; on: string },
) =>
  open(db)
    .updateTable('survey.complaint')
    .set({ answer: of.answer, answered_on: of.on })
    .where('bureau_id', '=', of.bureauId)
    .where('survey_id', '=', of.surveyId)
    .where('ballot_id', '=', of.ballotId)
    .execute();

export async function countEnvelopes(db: Db, surveyId: string): Promise<number> {
  const { n } = await open(db)
    .selectFrom('survey.envelope')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export const insertEnvelopes = (db: Db, rows: readonly Selectable<SurveyTables['survey.envelope']>[]) =>
  open(db).insertInto('survey.envelope').values(rows).execute();

/** Takes a code out of use; its stratum, or null where it is unknown or was used. */
export async function spendEnvelope(
  db: Db,
  of: { bureauId: string; surveyId: string; codeHash: string },
): Promise<string | null> {
  const row = await open(db)
    .deleteFrom('survey.envelope')
    .where('bureau_id', '=', of.bureauId)
    .where('survey_id', '=', of.surveyId)
    .where('code_hash', '=', of.codeHash)
    .returning('stratum')
    .executeTakeFirst();
  return row?.stratum ?? null;
}

export async function listStackIds(db: Db, surveyId: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('survey.envelope_stack')
    .select('stack_id')
    .where('survey_id', '=', surveyId)
    .orderBy('stack_id')
    .execute();
  return rows.map(({ stack_id }) => stack_id);
}

/** False where the stack is counted with a survey already. */
export async function insertStackOf(
  db: Db,
  row: Selectable<SurveyTables['survey.envelope_stack']>,
): Promise<boolean> {
  const done = await open(db)
    .insertInto('survey.envelope_stack')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows) === 1;
}
