import { createHmac } from 'node:crypto';

import type { Client, ClientConfig } from 'pg';

import type { ClusterAddress } from './embedded.ts';
import type { Database } from './database.ts';
import { openPools, ownerOn } from './open-pool.ts';

/** The runtime role: under row-level security, owns nothing. */
export const APP_ROLE = 'wenrong_app';

/**
 * Owns schemas and tables and runs migrations. No superuser, so that the
 * embedded database refuses what an external one would refuse.
 */
export const OWNER_ROLE = 'wenrong_owner';

/** The passwords of the roles follow from the superuser's: one secret on disk. */
const passwordOf = (role: string, { password }: ClusterAddress): string =>
  createHmac('sha256', password).update(role).digest('base64url');

const as = (role: string, cluster: ClusterAddress, database: string): ClientConfig => {
  const { host, port } = cluster;
  return { host, port, database, user: role, password: passwordOf(role, cluster) };
};

/** Runs `fn` as the superuser; only for making roles and databases. */
export function asSuperuser<T>(
  { host, port, user, password }: ClusterAddress,
  fn: (client: Client) => Promise<T>,
): Promise<T> {
  return ownerOn({ host, port, user, password, database: 'postgres' })(fn);
}

/** Makes the two roles and the database where they are missing. */
export function prepareCluster(cluster: ClusterAddress, database: string): Promise<void> {
  return asSuperuser(cluster, async (client) => {
    const { rows: roles } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    for (const role of [OWNER_ROLE, APP_ROLE]) {
      if (roles.some(({ rolname }) => rolname === role)) continue;
      const password = client.escapeLiteral(passwordOf(role, cluster));
      await client.query(`create role ${role} login nosuperuser nobypassrls password ${password}`);
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${OWNER_ROLE}`);
  });
}

/** Ends what a killed server left open, so that its locks do not outlive it. */
export function endOtherSessions(cluster: ClusterAddress): Promise<void> {
  return asSuperuser(cluster, async (client) => {
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`);
  });
}

/** The face of a prepared database; closing it leaves the cluster running. */
export function openOn(cluster: ClusterAddress, database: string): Database {
  const { end, ...pools } = openPools(as(APP_ROLE, cluster, database));
  return {
    ...pools,
    owner: ownerOn(as(OWNER_ROLE, cluster, database)),
    kind: 'embedded',
    adopted: false,
    close: end,
  };
}
