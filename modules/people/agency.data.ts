import { on, sql, type Db } from '#platform/db/index.ts';
import type { LegacyAgency } from './agency.contract.ts';
import type { PeopleTables } from './people.tables.ts';

const open = on<PeopleTables>;

/** The bureau's own list in its order; empty where it has none yet. */
export async function listAgencies(db: Db): Promise<LegacyAgency[]> {
  const rows = await open(db).selectFrom('people.legacy_agency').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    synonyms: row.synonyms,
  }));
}

export async function saveAgencies(
  db: Db,
  bureauId: string,
  agencies: readonly LegacyAgency[],
): Promise<void> {
  const codes = agencies.map(({ code }) => code);
  await open(db).deleteFrom('people.legacy_agency').where('code', 'not in', codes).execute();
  // Two agencies may swap their names: the old ones step aside first.
  await sql`update people.legacy_agency set name = code || ' ' || name where bureau_id = ${bureauId}`.execute(
    open(db),
  );
  const rows = agencies.map((agency, i) => ({
    bureau_id: bureauId,
    code: agency.code,
    name: agency.name,
    short_name: agency.shortName,
    position: i + 1,
    synonyms: agency.synonyms,
  }));
  await open(db)
    .insertInto('people.legacy_agency')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['bureau_id', 'code']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        short_name: eb.ref('excluded.short_name'),
        position: eb.ref('excluded.position'),
        synonyms: eb.ref('excluded.synonyms'),
      })),
    )
    .execute();
}

/** How many persons, here or left, name each agency. */
export async function countByAgency(db: Db): Promise<Map<string, number>> {
  const rows = await open(db)
    .selectFrom('people.person')
    .select((eb) => ['legacy_code', eb.fn.countAll<number>().as('n')])
    .groupBy('legacy_code')
    .execute();
  return new Map(rows.map((row) => [row.legacy_code, row.n]));
}
