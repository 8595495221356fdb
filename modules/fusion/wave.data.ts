import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import type { FusionTables } from './fusion.tables.ts';
import type { Release, ReleaseMemory } from './result.contract.ts';

const open = on<FusionTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type WaveRow = Selectable<FusionTables['fusion.wave']>;
type WaveChange = Updateable<FusionTables['fusion.wave']>;

const jsonColumns = ['domains', 'design', 'import'] as const;

/** Columns of type jsonb must not go to the driver as arrays. */
function prepared<T extends WaveChange>(change: T): T {
  const ready: Record<string, unknown> = { ...change };
  for (const name of jsonColumns)
    if (ready[name] !== undefined && ready[name] !== null) ready[name] = json(ready[name]);
  return ready as T;
}

export const listWaveRows = (db: Db): Promise<WaveRow[]> =>
  open(db)
    .selectFrom('fusion.wave')
    .selectAll()
    .orderBy('as_of_on', 'desc')
    .orderBy('created_at', 'desc')
    .execute();

export const findWaveRow = (db: Db, waveId: string): Promise<WaveRow | undefined> =>
  open(db).selectFrom('fusion.wave').selectAll().where('wave_id', '=', waveId).executeTakeFirst();

/** The wave, locked until the transaction ends, so that its life goes one step at a time. */
export const lockWaveRow = (db: Db, waveId: string): Promise<WaveRow | undefined> =>
  open(db).selectFrom('fusion.wave').selectAll().where('wave_id', '=', waveId).forUpdate().executeTakeFirst();

export const insertWave = (db: Db, row: Insertable<FusionTables['fusion.wave']>) =>
  open(db).insertInto('fusion.wave').values(prepared(row)).execute();

export const updateWave = (db: Db, bureauId: string, waveId: string, change: WaveChange) =>
  open(db)
    .updateTable('fusion.wave')
    .set(prepared(change))
    .where('bureau_id', '=', bureauId)
    .where('wave_id', '=', waveId)
    .execute();

export const deleteWave = (db: Db, bureauId: string, waveId: string) =>
  open(db)
    .deleteFrom('fusion.wave')
    .where('bureau_id', '=', bureauId)
    .where('wave_id', '=', waveId)
    .execute();

export async function saveRelease(
  db: Db,
  row: { bureauId: string; waveId: string; release: Release; memory: ReleaseMemory },
): Promise<void> {
  const values = { release: json(row.release), memory: json(row.memory) };
  await open(db)
    .insertInto('fusion.release')
    .values({ bureau_id: row.bureauId, wave_id: row.waveId, ...values })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'wave_id']).doUpdateSet(values))
    .execute();
}

/** Notes what a wave shows to readers; nothing takes it out again. */
export const insertRegistered = (
  db: Db,
  row: { bureauId: string; waveId: string; tables: readonly unknown[] },
) =>
  open(db)
    .insertInto('fusion.register')
    .values({ bureau_id: row.bureauId, wave_id: row.waveId, tables: json(row.tables) })
    .execute();

/** Tables of all released waves. */
export async function listRegistered(db: Db): Promise<unknown[]> {
  const rows = await open(db).selectFrom('fusion.register').select('tables').orderBy('wave_id').execute();
  return rows.flatMap(({ tables }) => tables);
}

/** Lets one release of a bureau wait for the other, so that each is judged beside all that is out. */
export const lockRegister = (db: Db, bureauId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`fusion.register ${bureauId}`}, 0))`.execute(
    db as never,
  );

export async function findRelease(
  db: Db,
  waveId: string,
): Promise<{ release: Release; memory: ReleaseMemory } | null> {
  const row = await open(db)
    .selectFrom('fusion.release')
    .select(['release', 'memory'])
    .where('wave_id', '=', waveId)
    .executeTakeFirst();
  return row ?? null;
}

/** The sentence on top of the newest result that staff may read; undefined before there is one. */
export const findHeadline = (db: Db) =>
  open(db)
    .selectFrom('fusion.release as r')
    .innerJoin('fusion.wave as w', (join) =>
      join.onRef('w.bureau_id', '=', 'r.bureau_id').onRef('w.wave_id', '=', 'r.wave_id'),
    )
    .select(sql<Saying>`r.release -> 'findings' -> 0 -> 'sentence'`.as('sentence'))
    .where('w.state', '=', 'released')
    .orderBy('w.as_of_on', 'desc')
    .orderBy('w.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();

export const listReleases = (db: Db) =>
  open(db)
    .selectFrom('fusion.release as r')
    .innerJoin('fusion.wave as w', (join) =>
      join.onRef('w.bureau_id', '=', 'r.bureau_id').onRef('w.wave_id', '=', 'r.wave_id'),
    )
    .select(['r.wave_id', 'r.release', 'w.state', 'w.as_of_on'])
    .orderBy('w.as_of_on', 'desc')
    .orderBy('w.created_at', 'desc')
    .execute();
