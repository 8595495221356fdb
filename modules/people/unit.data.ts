import type { Insertable, Selectable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { PeopleTables, UnitKind } from './people.tables.ts';

const open = on<PeopleTables>;
const batch = 1000;

export interface UnitOn {
  unitId: string;
  code: string | null;
  kind: UnitKind;
  name: string;
  shortName: string;
  parentId: string | null;
  position: number;
  openedOn: string;
  closedOn: string | null;
  building: string | null;
  floor: number | null;
}

/** All units open on a day as they were called and hung then, in the bureau's order. */
export async function listUnitsOn(db: Db, day: string): Promise<UnitOn[]> {
  const rows = await open(db)
    .selectFrom('people.unit as u')
    .innerJoin('people.unit_form as f', (join) =>
      join
        .onRef('f.bureau_id', '=', 'u.bureau_id')
        .onRef('f.unit_id', '=', 'u.unit_id')
        .on('f.from_on', '<=', day)
        .on((eb) => eb.or([eb('f.until_on', 'is', null), eb('f.until_on', '>', day)])),
    )
    .leftJoin('people.unit_place as p', (join) =>
      join
        .onRef('p.bureau_id', '=', 'u.bureau_id')
        .onRef('p.unit_id', '=', 'u.unit_id')
        .on('p.from_on', '<=', day)
        .on((eb) => eb.or([eb('p.until_on', 'is', null), eb('p.until_on', '>', day)])),
    )
    .select(['u.unit_id', 'u.code', 'u.kind', 'u.opened_on', 'u.closed_on'])
    .select(['f.name', 'f.short_name', 'f.parent_id', 'f.position', 'p.building', 'p.floor'])
    .where('u.opened_on', '<=', day)
    .where((eb) => eb.or([eb('u.closed_on', 'is', null), eb('u.closed_on', '>', day)]))
    .orderBy('f.position')
    .orderBy('u.unit_id')
    .execute();
  return rows.map((row) => ({
    unitId: row.unit_id,
    code: row.code,
    kind: row.kind,
    name: row.name,
    shortName: row.short_name,
    parentId: row.parent_id,
    position: row.position,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    building: row.building,
    floor: row.floor,
  }));
}

export type UnitRow = Insertable<PeopleTables['people.unit']>;
export type FormRow = Selectable<PeopleTables['people.unit_form']>;
export type PlaceRow = Selectable<PeopleTables['people.unit_place']>;

async function insertAll<T>(rows: readonly T[], insert: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await insert(rows.slice(from, from + batch));
}

/** Parents must come before children, or in the same call. */
export async function insertUnits(
  db: Db,
  units: readonly UnitRow[],
  forms: readonly FormRow[],
  places: readonly PlaceRow[] = [],
): Promise<void> {
  await insertAll(units, (part) => open(db).insertInto('people.unit').values(part).execute());
  await insertAll(forms, (part) => open(db).insertInto('people.unit_form').values(part).execute());
  await insertAll(places, (part) => open(db).insertInto('people.unit_place').values(part).execute());
}

export const lockUnit = (db: Db, unitId: string) =>
  open(db).selectFrom('people.unit').selectAll().where('unit_id', '=', unitId).forUpdate().executeTakeFirst();

/** A unit's names and places in the tree, oldest first. */
export const listForms = (db: Db, unitId: string): Promise<FormRow[]> =>
  open(db)
    .selectFrom('people.unit_form')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('from_on')
    .execute();

export const listPlaces = (db: Db, unitId: string): Promise<PlaceRow[]> =>
  open(db)
    .selectFrom('people.unit_place')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('from_on')
    .execute();

export async function replaceForms(db: Db, unitId: string, forms: readonly FormRow[]): Promise<void> {
  await open(db).deleteFrom('people.unit_form').where('unit_id', '=', unitId).execute();
  await insertUnits(db, [], forms);
}

export async function replacePlaces(db: Db, unitId: string, places: readonly PlaceRow[]): Promise<void> {
  await open(db).deleteFrom('people.unit_place').where('unit_id', '=', unitId).execute();
  await insertUnits(db, [], [], places);
}

export const closeUnitRow = (db: Db, unitId: string, closedOn: string | null) =>
  open(db).updateTable('people.unit').set({ closed_on: closedOn }).where('unit_id', '=', unitId).execute();

/** Takes away the units that an import made; fails with 23503 where people or other units are in them. */
export async function deleteUnitsOfImport(db: Db, importId: string): Promise<void> {
  const made = open(db).selectFrom('people.unit').select('unit_id').where('import_id', '=', importId);
  // Their own forms first: they name one another as parents.
  await open(db).deleteFrom('people.unit_form').where('unit_id', 'in', made).execute();
  await open(db).deleteFrom('people.unit').where('import_id', '=', importId).execute();
}

/** How many seats each unit has on a day; those lent out or on leave still count at home. */
export async function countSeatsOn(db: Db, day: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ unit_id: string; n: number }>`
    select unit_id, count(*) as n from people.assignment
    where layer = 'seat' and from_on <= ${day} and (until_on is null or until_on > ${day})
    group by unit_id`.execute(open(db));
  return new Map(rows.map((row) => [row.unit_id, row.n]));
}

/** Whether anybody sits, or children hang, under a unit at or after a day. */
export async function unitInUse(
  db: Db,
  unitId: string,
  day: string,
): Promise<{ nPeople: number; nUnits: number }> {
  const { rows } = await sql<{ people: number; units: number }>`select
    (select count(distinct person_id) from people.assignment
      where unit_id = ${unitId} and (until_on is null or until_on > ${day})) as people,
    (select count(distinct f.unit_id) from people.unit_form f join people.unit u using (bureau_id, unit_id)
      where f.parent_id = ${unitId} and (f.until_on is null or f.until_on > ${day})
        and (u.closed_on is null or u.closed_on > ${day})) as units`.execute(open(db));
  return { nPeople: rows[0]!.people, nUnits: rows[0]!.units };
}

/** The latest name of every unit that ever was. */
export async function listUnitNames(db: Db): Promise<Map<string, string>> {
  const rows = await open(db)
    .selectFrom('people.unit_form')
    .select(['unit_id', 'name'])
    .orderBy('from_on')
    .execute();
  return new Map(rows.map((row) => [row.unit_id, row.name]));
}

/** The last name of every unit that ever was, with the days between which it bore it. */
export async function listLastForms(
  db: Db,
): Promise<{ unitId: string; name: string; fromOn: string; untilOn: string | null }[]> {
  const { rows } = await sql<FormRow>`select distinct on (unit_id) * from people.unit_form
    order by unit_id, from_on desc`.execute(open(db));
  return rows.map((row) => ({
    unitId: row.unit_id,
    name: row.name,
    fromOn: row.from_on,
    untilOn: row.until_on,
  }));
}
