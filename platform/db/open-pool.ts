import { Client, Pool, type ClientConfig } from 'pg';

import './index.ts'; // how values of the database are read
import type { AsOwner } from './migrate.ts';

const MOST_CONNECTIONS = 10;
const MOST_APART = 4;

/** Connections of the runtime role, which row-level security holds. */
export interface Pools {
  /** For acts: one request, one connection. */
  pool: Pool;
  /**
   * For what modules keep alive beside requests. An act may wait for it while it holds a connection of `pool`; ten
   * that waited so for an eleventh of the same pool would wait for good.
   */
  apart: Pool;
  end(): Promise<void>;
}

export function openPools(config: ClientConfig): Pools {
  const [pool, apart] = [openPool(config, MOST_CONNECTIONS), openPool(config, MOST_APART)];
  return { pool, apart, end: async () => void (await Promise.all([pool.end(), apart.end()])) };
}

/** A connection that drops while idle is replaced in silence. */
function openPool(config: ClientConfig, max: number): Pool {
  const pool = new Pool({ application_name: 'wenrong', ...config, max });
  // Without a listener the end of the database would end this process; the next query tells of the failure.
  pool.on('error', () => {});
  // The pool listens to idle connections only; one in use tells its query as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** One connection per act of the owner: those are rare (start, migrations, repairs). */
export const ownerOn =
  (config: ClientConfig): AsOwner =>
  async (fn) => {
    const client = new Client({ application_name: 'wenrong owner', ...config });
    client.on('error', () => {}); // as above; the query in hand is rejected as well
    await client.connect();
    try {
      return await fn(client);
    } finally {
      await client.end();
    }
  };
