import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { ResultTables } from './result.tables.ts';

const open = on<ResultTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type ResultRow = Selectable<ResultTables['survey.result']>;
export type FindingRow = Selectable<ResultTables['survey.finding']>;

/** Newest first. */
export const listResultRows = (db: Db): Promise<ResultRow[]> =>
  open(db)
    .selectFrom('survey.result')
    .selectAll()
    .orderBy('released_on', 'desc')
    .orderBy('survey_id', 'desc')
    .execute();

/** In the order of their release, which is the order of the register. */
export const listReleases = (db: Db): Promise<ResultRow[]> =>
  open(db)
    .selectFrom('survey.result')
    .selectAll()
    .orderBy('release_no', (place) => place.asc().nullsFirst())
    .orderBy('released_on')
    .orderBy('survey_id')
    .execute();

/** Lets one release of a bureau wait for the other, so that each is judged beside all that is out. */
export const lockRegister = (db: Db, bureauId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`survey.register ${bureauId}`}, 0))`.execute(open(db));

export const listReleasedIds = async (db: Db): Promise<string[]> =>
  (await open(db).selectFrom('survey.result').select('survey_id').execute()).map(
    ({ survey_id }) => survey_id,
  );

export const findResultRow = (db: Db, surveyId: string): Promise<ResultRow | undefined> =>
  open(db).selectFrom('survey.result').selectAll().where('survey_id', '=', surveyId).executeTakeFirst();

export const insertResult = (db: Db, row: ResultRow) =>
  open(db)
    .insertInto('survey.result')
    .values({ ...row, memory: json(row.memory) })
    .execute();

export const listFindingRows = (db: Db, surveyId: string): Promise<FindingRow[]> =>
  open(db)
    .selectFrom('survey.finding')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('place')
    .execute();

/** Findings of all surveys that ask for an answer and have none. */
export const listOpenFindings = (db: Db): Promise<FindingRow[]> =>
  open(db)
    .selectFrom('survey.finding')
    .selectAll()
    .where('answer_kind', 'is', null)
    .where(sql<boolean>`(line ->> 'asksAnswer')::boolean`)
    .orderBy('published_on')
    .orderBy('place')
    .execute();

export const findFindingRow = (db: Db, findingId: string): Promise<FindingRow | undefined> =>
  open(db).selectFrom('survey.finding').selectAll().where('finding_id', '=', findingId).executeTakeFirst();

type NewFinding = Pick<
  FindingRow,
  'bureau_id' | 'finding_id' | 'survey_id' | 'place' | 'code' | 'line' | 'published_on'
>;

export const insertFindings = (db: Db, rows: readonly NewFinding[]) =>
  open(db)
    .insertInto('survey.finding')
    .values(
      rows.map((row) => ({
        ...row,
        line: json(row.line),
        answer_kind: null,
        answer_words: '',
        answer_subject: '',
        answered_on: null,
      })),
    )
    .execute();

export const answerFindingRow = (
  db: Db,
  of: {
    bureauId: string;
    findingId: string;
    kind: 'measure' | 'declined';
    words: string;
    subject: string;
    on: string;
  },
) =>
  open(db)
    .updateTable('survey.finding')
    .set({
      answer_kind: of.kind,
      answer_words: of.words,
      answer_subject: of.subject,
      answered_on: of.on,
    })
    .where('bureau_id', '=', of.bureauId)
    .where('finding_id', '=', of.findingId)
    .execute();
