import type { Selectable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { FusionTables } from './fusion.tables.ts';

const open = on<FusionTables>;

export type MemberRow = Selectable<FusionTables['fusion.member']>;
export type RingRow = Selectable<FusionTables['fusion.ring']>;
export type Member = Omit<MemberRow, 'bureau_id' | 'wave_id'>;
export type RingOfAliases = Pick<RingRow, 'ring' | 'kept' | 'aliases'>;

interface Place {
  bureauId: string;
  waveId: string;
}

/** Sets the members of a wave, in the order of their aliases so that nothing of the roster's order stays. */
export async function insertMembers(
  db: Db,
  { bureauId, waveId }: Place,
  members: readonly Member[],
): Promise<void> {
  const rows = members
    .toSorted((a, b) => (a.alias < b.alias ? -1 : 1))
    .map((member) => ({ bureau_id: bureauId, wave_id: waveId, ...member }));
  for (let from = 0; from < rows.length; from += 2000) {
    await open(db)
      .insertInto('fusion.member')
      .values(rows.slice(from, from + 2000))
      .execute();
  }
}

export const listMembers = (db: Db, waveId: string): Promise<MemberRow[]> =>
  open(db).selectFrom('fusion.member').selectAll().where('wave_id', '=', waveId).orderBy('alias').execute();

export const findMember = (db: Db, waveId: string, alias: string): Promise<MemberRow | undefined> =>
  open(db)
    .selectFrom('fusion.member')
    .selectAll()
    .where('wave_id', '=', waveId)
    .where('alias', '=', alias)
    .executeTakeFirst();

/** Memberships of one alias in the waves given. */
export const listMemberships = (db: Db, alias: string, waveIds: readonly string[]): Promise<MemberRow[]> =>
  waveIds.length === 0
    ? Promise.resolve([])
    : open(db)
        .selectFrom('fusion.member')
        .selectAll()
        .where('alias', '=', alias)
        .where('wave_id', 'in', waveIds)
        .execute();

export const listListedAliases = async (db: Db, waveId: string): Promise<string[]> =>
  (
    await open(db)
      .selectFrom('fusion.member')
      .select('alias')
      .where('wave_id', '=', waveId)
      .where('listed', '=', true)
      .orderBy('alias')
      .execute()
  ).map(({ alias }) => alias);

export async function insertRings(
  db: Db,
  { bureauId, waveId }: Place,
  rings: readonly RingOfAliases[],
): Promise<void> {
  if (rings.length === 0) return;
  await open(db)
    .insertInto('fusion.ring')
    .values(rings.map((ring) => ({ bureau_id: bureauId, wave_id: waveId, ...ring })))
    .execute();
}

export const listRings = (db: Db, waveId: string): Promise<RingRow[]> =>
  open(db).selectFrom('fusion.ring').selectAll().where('wave_id', '=', waveId).orderBy('ring').execute();

/** Deletes members and rings of a wave (sheets hang on members); answers how many of each. */
export async function deleteMembersAndRings(
  db: Db,
  { bureauId, waveId }: Place,
): Promise<{ nMembers: number; nRings: number }> {
  const rings = await open(db)
    .deleteFrom('fusion.ring')
    .where('bureau_id', '=', bureauId)
    .where('wave_id', '=', waveId)
    .executeTakeFirst();
  const members = await open(db)
    .deleteFrom('fusion.member')
    .where('bureau_id', '=', bureauId)
    .where('wave_id', '=', waveId)
    .executeTakeFirst();
  return { nMembers: Number(members.numDeletedRows), nRings: Number(rings.numDeletedRows) };
}

export async function findPreference(
  db: Db,
  alias: string,
): Promise<{ unlisted: boolean; unasked: boolean }> {
  const row = await open(db)
    .selectFrom('fusion.preference')
    .select(['unlisted', 'unasked'])
    .where('alias', '=', alias)
    .executeTakeFirst();
  return row ?? { unlisted: false, unasked: false };
}

export const listPreferences = (db: Db) =>
  open(db).selectFrom('fusion.preference').select(['alias', 'unlisted', 'unasked']).execute();

export async function savePreference(
  db: Db,
  bureauId: string,
  alias: string,
  preference: { unlisted: boolean; unasked: boolean },
): Promise<void> {
  await open(db)
    .insertInto('fusion.preference')
    .values({ bureau_id: bureauId, alias, ...preference })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'alias']).doUpdateSet(preference))
    .execute();
}
