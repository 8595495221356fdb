import { join } from 'node:path';
import { findCluster } from '#platform/db/embedded.ts';
import { ownerOn } from '#platform/db/open-pool.ts';

/** With the database's own tools, past the program; `folder` is the server's data folder. */
export async function meddleIn(folder: string, sql: string): Promise<void> {
  const { host, port, user, password } = (await findCluster(join(folder, 'database')))!;
  await ownerOn({ host, port, user, password, database: 'wenrong' })((client) => client.query(sql));
}
