import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { startupRefusal, type Config } from '#platform/config/index.ts';

import { findCluster, startCluster } from './embedded.ts';
import { openFolder } from './folder.ts';
import { holderOf } from './folder-lock.ts';
import type { Database } from './database.ts';
import { endOtherSessions, openOn, prepareCluster } from './open-embedded.ts';
import { openExternal } from './open-external.ts';

export type { Database } from './database.ts';

type Where = Pick<Config, 'dataFolder' | 'databaseUrl'>;

const DATABASE = 'wenrong';
const folderOf = ({ dataFolder }: Where): string => join(dataFolder, 'database');

/**
 * Opens the database for the server, which holds the data folder (`openFolder`).
 * Closing stops the embedded PostgreSQL, adopted or not.
 * @throws StartupRefusal `database/…`, `data/full`
 */
export async function openDatabase(config: Where): Promise<Database> {
  if (config.databaseUrl !== undefined) return openExternal(config.databaseUrl, config.dataFolder);
  const cluster = await startCluster(folderOf(config), { keepAlive: true });
  try {
    if (cluster.adopted) await endOtherSessions(cluster);
    await prepareCluster(cluster, DATABASE);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  const database = openOn(cluster, DATABASE);
  const close = async () => {
    await database.close();
    await cluster.stop();
  };
  return { ...database, adopted: cluster.adopted, close };
}

/**
 * Opens the database for a command: beside the running server where there is
 * one, else for itself, with the data folder held until it is closed.
 * @throws StartupRefusal also `database/nothing-yet`, where no server has ever been
 */
export async function joinDatabase(config: Where): Promise<Database> {
  const isMade = config.databaseUrl !== undefined || existsSync(folderOf(config));
  if (!isMade) throw startupRefusal('database/nothing-yet', { where: config.dataFolder });
  const database = await joinWhatIsThere(config);
  try {
    const { rows } = await database.pool.query("select to_regclass('public.migration') as found");
    if (rows[0].found !== null) return database;
    throw startupRefusal('database/nothing-yet', {
      where: config.databaseUrl ? 'DATABASE_URL' : config.dataFolder,
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function joinWhatIsThere(config: Where): Promise<Database> {
  if (config.databaseUrl !== undefined) return openExternal(config.databaseUrl, config.dataFolder);
  const isServed = holderOf(config.dataFolder) !== undefined;
  const running = isServed ? await findCluster(folderOf(config)) : undefined;
  if (running) return openOn(running, DATABASE);
  const folder = await openFolder(config.dataFolder);
  const database = await openDatabase(config).catch((error: unknown) => {
    folder.release();
    throw error;
  });
  const close = async () => {
    await database.close();
    folder.release();
  };
  return { ...database, close };
}
