import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { Answers } from './answers.contract.ts';
import type { SurveyTables } from './survey.tables.ts';

const open = on<SurveyTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type StackRow = Selectable<SurveyTables['survey.paper_stack']>;
export type KeyingRow = Selectable<SurveyTables['survey.paper_keying']>;
export interface FormRow extends Selectable<SurveyTables['survey.paper_form']> {
  readings: KeyingRow[];
}

export const listStackRows = (db: Db): Promise<StackRow[]> =>
  open(db)
    .selectFrom('survey.paper_stack')
    .selectAll()
    .orderBy('opened_on', 'desc')
    .orderBy('stack_id', 'desc')
    .execute();

export const findStackRow = (db: Db, stackId: string): Promise<StackRow | undefined> =>
  open(db).selectFrom('survey.paper_stack').selectAll().where('stack_id', '=', stackId).executeTakeFirst();

/** Held until the transaction ends, so that two clerks at one form come one after the other. */
export const lockStackRow = (db: Db, stackId: string): Promise<StackRow | undefined> =>
  open(db)
    .selectFrom('survey.paper_stack')
    .selectAll()
    .where('stack_id', '=', stackId)
    .forUpdate()
    .executeTakeFirst();

export const insertStack = (db: Db, row: StackRow) =>
  open(db).insertInto('survey.paper_stack').values(row).execute();

export const markStackClosed = (db: Db, bureauId: string, stackId: string, on: string) =>
  open(db)
    .updateTable('survey.paper_stack')
    .set({ closed_on: on })
    .where('bureau_id', '=', bureauId)
    .where('stack_id', '=', stackId)
    .execute();

/** The forms of a stack by their number, each with its readings, the first one first. */
export async function listForms(db: Db, stackId: string, formNo?: number): Promise<FormRow[]> {
  let forms = open(db).selectFrom('survey.paper_form').selectAll().where('stack_id', '=', stackId);
  let readings = open(db).selectFrom('survey.paper_keying').selectAll().where('stack_id', '=', stackId);
  if (formNo !== undefined) {
    forms = forms.where('form_no', '=', formNo);
    readings = readings.where('form_no', '=', formNo);
  }
  const keyed = Map.groupBy(await readings.orderBy('pass').execute(), (row) => row.form_no);
  const rows = await forms.orderBy('form_no').execute();
  return rows.map((row) => ({ ...row, readings: keyed.get(row.form_no) ?? [] }));
}

export const insertForm = (db: Db, bureauId: string, stackId: string, formNo: number) =>
  open(db)
    .insertInto('survey.paper_form')
    .values({ bureau_id: bureauId, stack_id: stackId, form_no: formNo, settled: null, cast_on: null })
    .execute();

export const insertReading = (db: Db, row: KeyingRow) =>
  open(db)
    .insertInto('survey.paper_keying')
    .values({ ...row, answers: json(row.answers) })
    .execute();

/** What was agreed on; the two readings are no longer needed and go. */
export async function settleForm(
  db: Db,
  form: { bureauId: string; stackId: string; formNo: number; answers: Answers; slip: string },
): Promise<void> {
  await open(db)
    .updateTable('survey.paper_form')
    .set({ settled: json(form.answers), slip: form.slip })
    .where('bureau_id', '=', form.bureauId)
    .where('stack_id', '=', form.stackId)
    .where('form_no', '=', form.formNo)
    .execute();
}

/** The forms were cast: answers, readings and codes leave this place. */
export async function wipeCast(db: Db, bureauId: string, stackId: string, on: string): Promise<void> {
  await open(db)
    .deleteFrom('survey.paper_keying')
    .where('bureau_id', '=', bureauId)
    .where('stack_id', '=', stackId)
    .execute();
  await open(db)
    .updateTable('survey.paper_form')
    .set({ settled: null, slip: '', cast_on: on })
    .where('bureau_id', '=', bureauId)
    .where('stack_id', '=', stackId)
    .execute();
}
