import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { ResultTables } from './result.tables.ts';

const open = on<ResultTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type RedactionRow = Selectable<ResultTables['survey.redaction']>;
export type ShownTextRow = Selectable<ResultTables['survey.shown_text']>;

export const listRedactions = (db: Db, surveyId: string): Promise<RedactionRow[]> =>
  open(db).selectFrom('survey.redaction').selectAll().where('survey_id', '=', surveyId).execute();

export const saveRedaction = (db: Db, row: RedactionRow) =>
  open(db)
    .insertInto('survey.redaction')
    .values({ ...row, marks: json(row.marks) })
    .onConflict((conflict) =>
      conflict
        .columns(['bureau_id', 'survey_id', 'text_id', 'redactor_id'])
        .doUpdateSet({ marks: json(row.marks), withheld: row.withheld }),
    )
    .execute();

export const listShownTexts = (db: Db, surveyId: string): Promise<ShownTextRow[]> =>
  open(db)
    .selectFrom('survey.shown_text')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('place')
    .execute();

export const insertShownTexts = (db: Db, rows: readonly ShownTextRow[]) =>
  open(db).insertInto('survey.shown_text').values(rows).execute();
