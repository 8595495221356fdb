import type { Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { AssignmentKind, PeopleTables, PostType } from './people.tables.ts';

const open = on<PeopleTables>;
const batch = 1000;

export type PersonRow = Selectable<PeopleTables['people.person']>;

/**
 * One span of a person's history. `fromOn` is its first day, `untilOn` the first day after it.
 */
export interface Assignment {
  kind: AssignmentKind;
  unitId: string | null;
  post: string;
  rank: string;
  postType: PostType | null;
  fromOn: string;
  untilOn: string | null;
}

/** A person on a day, light enough to send by the thousand. */
export interface PersonOn {
  personId: string;
  staffNo: string;
  name: string;
  pinyin: string;
  initials: string;
  legacyCode: string;
  postType: PersonRow['post_type'];
  rank: string;
  rankOrder: number | null;
  joinedOn: string;
  leftOn: string | null;
  /** The seat of that day; null before the first or after the last. */
  unitId: string | null;
  post: string;
  away: 'secondment' | 'leave' | null;
  awayUnitId: string | null;
}

/**
 * Everybody ever on the roster, with where they sat on that day, in roster order.
 * Two plain scans put together here: right after a large import the planner has no statistics yet,
 * and joins three tables row by row, which takes seconds for 5,000 people.
 */
export async function listPersonsOn(db: Db, day: string): Promise<PersonOn[]> {
  const spans = await open(db)
    .selectFrom('people.assignment')
    .selectAll()
    .where('from_on', '<=', day)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>', day)]))
    .execute();
  const seats = new Map(spans.filter(({ layer }) => layer === 'seat').map((span) => [span.person_id, span]));
  const away = new Map(spans.filter(({ layer }) => layer === 'away').map((span) => [span.person_id, span]));
  const rows = await open(db)
    .selectFrom('people.person')
    .selectAll()
    .orderBy('rank_order', (order) => order.asc().nullsLast())
    .orderBy('pinyin')
    .orderBy('staff_no')
    .execute();
  return rows.map((row) => personOn(row, seats.get(row.person_id), away.get(row.person_id)));
}

type SpanRow = Selectable<PeopleTables['people.assignment']>;

const personOn = (row: PersonRow, seat: SpanRow | undefined, away: SpanRow | undefined): PersonOn => ({
  personId: row.person_id,
  staffNo: row.staff_no,
  name: row.name,
  pinyin: row.pinyin,
  initials: row.initials,
  legacyCode: row.legacy_code,
  postType: seat?.post_type ?? row.post_type,
  rank: seat?.rank ?? row.rank,
  rankOrder: row.rank_order,
  joinedOn: row.joined_on,
  leftOn: row.left_on,
  unitId: seat?.unit_id ?? null,
  post: seat?.post ?? '',
  away: away ? (away.kind as PersonOn['away']) : null,
  awayUnitId: away?.unit_id ?? null,
});

export const listPersonRows = (db: Db): Promise<PersonRow[]> =>
  open(db).selectFrom('people.person').selectAll().orderBy('staff_no').execute();

export const findPersonRow = (db: Db, personId: string): Promise<PersonRow | undefined> =>
  open(db).selectFrom('people.person').selectAll().where('person_id', '=', personId).executeTakeFirst();

/** Locked until the transaction ends: a history is changed by one hand at a time. */
export const lockPersonRow = (db: Db, personId: string): Promise<PersonRow | undefined> =>
  open(db)
    .selectFrom('people.person')
    .selectAll()
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();

/** All rows, locked, in one order: nobody changes the roster while an import is applied or undone. */
export const lockAllPersons = (db: Db): Promise<PersonRow[]> =>
  open(db).selectFrom('people.person').selectAll().orderBy('person_id').forUpdate().execute();

export async function countPersons(db: Db): Promise<number> {
  const row = await open(db)
    .selectFrom('people.person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Histories by person, oldest first; of all persons, or of those named. */
export async function listAssignments(
  db: Db,
  personIds?: readonly string[],
): Promise<Map<string, Assignment[]>> {
  let select = open(db).selectFrom('people.assignment').selectAll();
  if (personIds) select = select.where(sql<boolean>`person_id = any(${personIds}::uuid[])`);
  const histories = new Map<string, Assignment[]>();
  for (const row of await select.orderBy('from_on').orderBy('layer', 'desc').execute()) {
    const history = histories.get(row.person_id) ?? [];
    history.push({
      kind: row.kind,
      unitId: row.unit_id,
      post: row.post,
      rank: row.rank,
      postType: row.post_type,
      fromOn: row.from_on,
      untilOn: row.until_on,
    });
    histories.set(row.person_id, history);
  }
  return histories;
}

async function inBatches<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await write(rows.slice(from, from + batch));
}

/** Inserts or overwrites persons whole, keyed by id. */
export const savePersons = (db: Db, rows: readonly PersonRow[]): Promise<void> =>
  inBatches(rows, (part) =>
    open(db)
      .insertInto('people.person')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['bureau_id', 'person_id']).doUpdateSet((eb) => ({
          staff_no: eb.ref('excluded.staff_no'),
          name: eb.ref('excluded.name'),
          pinyin: eb.ref('excluded.pinyin'),
          initials: eb.ref('excluded.initials'),
          legacy_code: eb.ref('excluded.legacy_code'),
          post_type: eb.ref('excluded.post_type'),
          rank: eb.ref('excluded.rank'),
          rank_order: eb.ref('excluded.rank_order'),
          joined_on: eb.ref('excluded.joined_on'),
          left_on: eb.ref('excluded.left_on'),
          phone_sealed: eb.ref('excluded.phone_sealed'),
          version: eb.ref('excluded.version'),
        })),
      )
      .execute(),
  );

/** Replaces the whole history of each person named. */
export async function saveHistories(
  db: Db,
  bureauId: string,
  histories: ReadonlyMap<string, readonly Assignment[]>,
): Promise<void> {
  const ids = [...histories.keys()];
  await open(db)
    .deleteFrom('people.assignment')
    .where(sql<boolean>`person_id = any(${ids}::uuid[])`)
    .execute();
  const rows = [...histories].flatMap(([personId, history]) =>
    history.map((span) => ({
      bureau_id: bureauId,
      person_id: personId,
      from_on: span.fromOn,
      until_on: span.untilOn,
      kind: span.kind,
      unit_id: span.unitId,
      post: span.post,
      rank: span.rank,
      post_type: span.postType,
    })),
  );
  await inBatches(rows, (part) => open(db).insertInto('people.assignment').values(part).execute());
}

export const deletePersons = (db: Db, personIds: readonly string[]) =>
  open(db)
    .deleteFrom('people.person')
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .execute();

/** A person as they were before a change, to be put back by an undo. */
export interface Snapshot {
  person: PersonRow;
  history: Assignment[];
}

export interface Change {
  changeId: string;
  personId: string;
  importId: string | null;
  kind: string;
  before: Snapshot | null;
  versionAfter: number;
  at: string;
}

export const insertChanges = (db: Db, bureauId: string, changes: readonly Change[]): Promise<void> =>
  inBatches(changes, (part) =>
    open(db)
      .insertInto('people.change')
      .values(
        part.map((change) => ({
          bureau_id: bureauId,
          change_id: change.changeId,
          person_id: change.personId,
          import_id: change.importId,
          kind: change.kind,
          before: change.before === null ? null : JSON.stringify(change.before),
          version_after: change.versionAfter,
          at: change.at,
        })),
      )
      .execute(),
  );

const changeOf = (row: Selectable<PeopleTables['people.change']>): Change => ({
  changeId: row.change_id,
  personId: row.person_id,
  importId: row.import_id,
  kind: row.kind,
  before: row.before as Snapshot | null,
  versionAfter: row.version_after,
  at: row.at,
});

/** A person's changes, newest first. */
export const listChanges = async (db: Db, personId: string): Promise<Change[]> =>
  (
    await open(db)
      .selectFrom('people.change')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('version_after', 'desc')
      .execute()
  ).map(changeOf);

export const listChangesOfImport = async (db: Db, importId: string): Promise<Change[]> =>
  (await open(db).selectFrom('people.change').selectAll().where('import_id', '=', importId).execute()).map(
    changeOf,
  );

export const deleteChange = (db: Db, changeId: string) =>
  open(db).deleteFrom('people.change').where('change_id', '=', changeId).execute();

export const deleteChangesOfImport = (db: Db, importId: string) =>
  open(db).deleteFrom('people.change').where('import_id', '=', importId).execute();
