import { Client, Pool, type ClientConfig } from 'pg';

import './index.ts'; // how values of the database are read
import type { AsOwner } from './migrate.ts';

const MOST_CONNECTIONS = 10;

/** Connections of the runtime role. A connection that drops while idle is replaced in silence. */
export function openPool(config: ClientConfig): Pool {
  const pool = new Pool({ application_name: 'wenrong', ...config, max: MOST_CONNECTIONS });
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
