import { join } from 'node:path';
import { findCluster } from '#platform/db/embedded.ts';
import { findMigrations, migrate } from '#platform/db/migrate.ts';
import { asSuperuser } from '#platform/db/open-embedded.ts';
import { openDatabase } from '#platform/db/open.ts';
import { logFileIn } from '#platform/log/file.ts';
import { logTo } from '#platform/log/index.ts';
import { worldOver, type TestHouse } from './house.ts';

export interface WholeHouse extends TestHouse {
  dataFolder: string;
  /** Stops everything, runs `meanwhile`, and starts everything again; whoever is signed in stays so. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
}

/**
 * A test house laid out as `server.ts` lays it: database, files, keys, ballots and the log (at level trace) in one data
 * folder, with a PostgreSQL of its own, so that the whole can be stopped, backed up and started again.
 */
export async function openWholeHouse(dataFolder: string): Promise<WholeHouse> {
  const clock = { now: (): Date => new Date() };
  const open = async () => {
    const database = await openDatabase({ dataFolder, databaseUrl: undefined });
    await hurry(dataFolder);
    await migrate(database.owner, findMigrations(join(import.meta.dirname, '../..')));
    const file = logFileIn(join(dataFolder, 'log'), clock);
    const close = async () => {
      await file.close();
      await database.close();
    };
    const log = logTo(file.write, 'trace', clock.now);
    return { database: { ...database, close }, log, residentsFolder: dataFolder };
  };
  const world = await worldOver({ folder: dataFolder, open, clock });
  return Object.assign(world, { dataFolder });
}

/** Nobody waits for the disk in a test. */
const hurry = async (dataFolder: string): Promise<void> =>
  asSuperuser((await findCluster(join(dataFolder, 'database')))!, async (client) => {
    for (const setting of ['fsync', 'synchronous_commit'])
      await client.query(`alter system set ${setting} = off`);
    await client.query('select pg_reload_conf()');
  });
