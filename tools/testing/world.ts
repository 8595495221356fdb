import { inject } from 'vitest';

import type { Database } from '#platform/db/database.ts';
import { asSuperuser, openOn, OWNER_ROLE } from '#platform/db/open-embedded.ts';

import { TEMPLATE } from './database.ts';

let count = 0;

/**
 * A database of its own for one test file: a migrated, empty clone with the
 * same face as the server's. Closing drops it.
 *
 *     const world = await openTestDatabase('survey');
 *     afterAll(() => world.close());
 */
export async function openTestDatabase(name: string): Promise<Database> {
  const cluster = inject('cluster');
  const database = `t_${name.replaceAll(/\W/g, '_').toLowerCase()}_${process.pid}_${++count}`;
  await asSuperuser(cluster, (client) =>
    client.query(`create database ${database} template ${TEMPLATE} owner ${OWNER_ROLE}`),
  );
  const opened = openOn(cluster, database);
  const close = async () => {
    await opened.close();
    await asSuperuser(cluster, (client) => client.query(`drop database if exists ${database} with (force)`));
  };
  return { ...opened, close };
}
