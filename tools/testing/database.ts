import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TestProject } from 'vitest/node';

import { StartupRefusal } from '#platform/config/index.ts';
import { startCluster, type Cluster, type ClusterAddress } from '#platform/db/embedded.ts';
import { openFolder, type DataFolder } from '#platform/db/folder.ts';
import { findMigrations, migrate, type Migration } from '#platform/db/migrate.ts';
import { asSuperuser, openOn, prepareCluster } from '#platform/db/open-embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterAddress;
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOST_RUNS_AT_ONCE = 16;

/** Cloned for every test file; `t_` names are throw-away. */
export const TEMPLATE = 'template_wenrong';

/** Before the tests: one throw-away cluster with a migrated template. After them: nothing is left running. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await freeFolder();
  forgetLost(join(folder.path, 'database'));
  const cluster = await startCluster(join(folder.path, 'database'), { throwAway: true });
  await dropLeftovers(cluster);
  await prepareTemplate(cluster, findMigrations(ROOT));
  const { host, port, user, password } = cluster;
  provide('cluster', { host, port, user, password });
  return async () => {
    await cluster.stop();
    folder.release();
  };
}

/** Several test runs may go on in one checkout: each takes the first folder that no other holds. */
async function freeFolder(): Promise<DataFolder> {
  for (let i = 0; i < MOST_RUNS_AT_ONCE; i++) {
    try {
      return await openFolder(join(ROOT, `.cache/test-pg/${i}`));
    } catch (error) {
      if (!(error instanceof StartupRefusal && error.code === 'data/in-use')) throw error;
    }
  }
  throw new Error(`${MOST_RUNS_AT_ONCE} test runs are going on already`);
}

/** A checkout under root's home keeps its test database elsewhere; where that was cleared away, it is made anew. */
function forgetLost(database: string): void {
  const note = join(database, 'elsewhere');
  if (existsSync(note) && !existsSync(readFileSync(note, 'utf8').trim()))
    rmSync(database, { recursive: true });
}

function dropLeftovers(cluster: Cluster): Promise<void> {
  return asSuperuser(cluster, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like 't\\_%'",
    );
    for (const { name } of rows)
      await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`);
  });
}

/** Migrates the template anew where any migration differs from those it was made of. */
async function prepareTemplate(cluster: Cluster, migrations: readonly Migration[]): Promise<void> {
  const made = createHash('sha256').update(JSON.stringify(migrations)).digest('hex');
  if ((await templateMadeOf(cluster)) === made) return;
  await asSuperuser(cluster, (client) => client.query(`drop database if exists ${TEMPLATE} with (force)`));
  await prepareCluster(cluster, TEMPLATE);
  const { owner, close } = openOn(cluster, TEMPLATE);
  await migrate(owner, migrations);
  await close();
  await asSuperuser(cluster, (client) => client.query(`comment on database ${TEMPLATE} is '${made}'`));
}

async function templateMadeOf(cluster: Cluster): Promise<string | undefined> {
  const { rows } = await asSuperuser(cluster, (client) =>
    client.query<{ made: string }>(
      "select shobj_description(oid, 'pg_database') as made from pg_database where datname = $1",
      [TEMPLATE],
    ),
  );
  return rows[0]?.made;
}
