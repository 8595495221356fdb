/**
 * The second process: the ballot box of level P2, on a port and a database of its own. Started by the main server,
 * which alone can register, close and empty it, over the channel between the two; the port takes ballots only.
 * Its one line of log is a day and how many ballots came on it.
 */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nobody } from '#platform/act/index.ts';
import { systemClock } from '#platform/clock/index.ts';
import { listenRefusal, readConfig, refuseToStart } from '#platform/config/index.ts';
import { startCluster } from '#platform/db/embedded.ts';
import { openFolder } from '#platform/db/folder.ts';
import { transactor } from '#platform/db/index.ts';
import { findMigrations, migrate } from '#platform/db/migrate.ts';
import { asSuperuser, endOtherSessions, openOn, prepareCluster } from '#platform/db/open-embedded.ts';
import { buildHttp, closeCalmly } from '#platform/http/index.ts';
import { keysIn } from '#platform/keys/index.ts';
import { silentLog } from '#platform/log/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { platformRefusals } from '#platform/refuse/platform.refusals.ts';
import { ballotRefusals } from '#modules/ballot/ballot-sayings.contract.ts';
import { boxBoundRoutes } from '#modules/ballot/box.routes.ts';
import { openBox, type LocalBox } from '#modules/ballot/box.work.ts';
import { boxMethods, type BoxAsked, type BoxSaid } from '#modules/ballot/box-remote.work.ts';

const database = 'wenrong_box';

/**
 * A cluster and not only a database: the write-ahead log belongs to the cluster, so that in a shared one the order
 * of ballots would travel with every archive, replica and backup of the main database.
 */
const settings = {
  archive_mode: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  track_commit_timestamp: 'off',
  track_activities: 'off',
  wal_recycle: 'off',
  max_wal_size: '64MB',
  min_wal_size: '32MB',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_min_messages: 'fatal',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_line_prefix: '',
  shared_buffers: '16MB',
  max_connections: '20',
};

async function openDatabase(folder: string) {
  const cluster = await startCluster(join(folder, 'database'), { keepAlive: true, settings });
  if (cluster.adopted) await endOtherSessions(cluster);
  await prepareCluster(cluster, database);
  const { pool, owner, close } = openOn(cluster, database);
  const own = ({ name }: { name: string }) =>
    name.startsWith('platform/') || /^modules\/ballot\/.*-ballot-box\.sql$/.test(name);
  await migrate(owner, findMigrations(import.meta.dirname).filter(own));
  /** What was written before a sweep is gone from the files, and from the write-ahead log with the next segment. */
  const sweep = async (table: string): Promise<void> => {
    await owner((client) => client.query(`vacuum full ${table}`));
    await asSuperuser(cluster, async (client) => {
      await client.query('checkpoint');
      await client.query('select pg_switch_wal()');
      await client.query('checkpoint');
    });
  };
  const shut = async (): Promise<void> => {
    await close();
    await cluster.stop();
  };
  return { pool, sweep, shut };
}

async function serve(box: LocalBox, host: string, port: number) {
  const app = await buildHttp({
    routes: boxBoundRoutes,
    refusals: { ...platformRefusals, ...ballotRefusals },
    runAct: () => Promise.reject(new Error('the box has no acts')),
    residents: new Map([['ballot', { here: box, close: async () => undefined }]]),
    connectTo: [],
    whoIs: async () => nobody,
    log: silentLog,
    basePath: '/',
    pages: null,
    version: '',
    healthy: async () => undefined,
  });
  // Pages of the main server may ask, without their cookies; a connection serves one question and no other.
  app.addHook('onRequest', async (request, reply) => {
    reply.header('access-control-allow-origin', '*').header('connection', 'close');
    if (request.method !== 'OPTIONS') return;
    const allowed = reply.header('access-control-allow-headers', 'content-type');
    await allowed.header('access-control-allow-methods', 'GET, POST').code(204).send();
  });
  await app.listen({ host, port }).catch((error: unknown) => {
    throw listenRefusal(error, { host, port });
  });
  return app;
}

async function answer(box: LocalBox, { id, method, args }: BoxAsked): Promise<BoxSaid> {
  if (!boxMethods.includes(method)) return { id, fault: 'unknown method' };
  try {
    const asked = box[method] as (...given: unknown[]) => Promise<unknown>;
    return { id, result: await asked(...args) };
  } catch (error) {
    if (error instanceof Refusal) return { id, refusal: { code: error.code, facts: error.facts } };
    return { id, fault: String((error as Error).message) };
  }
}

async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const folder = await openFolder(config.dataFolder);
  const { pool, sweep, shut } = await openDatabase(config.dataFolder).catch((error: unknown) => {
    folder.release();
    throw error;
  });
  const box = await openBox({
    transact: transactor(pool),
    clock: systemClock,
    keys: keysIn(join(config.dataFolder, 'keys')),
    folder: config.dataFolder,
    sweep,
    note: (day, nCast) =>
      void appendFile(join(config.dataFolder, 'ballot.log'), `${day} ${nCast}\n`, { mode: 0o600 }),
    ownDatabase: true,
  });
  const app = await serve(box, config.host, config.ballotPort);
  process.on('message', (asked: BoxAsked) => void answer(box, asked).then((said) => process.send?.(said)));
  process.send?.({ ready: (app.server.address() as { port: number }).port } satisfies BoxSaid);
  return async () => {
    await closeCalmly(app, 2000);
    await box.stop();
    await shut();
    folder.release();
  };
}

let closing: Promise<never> | undefined;
const closeOnce = (): void => {
  closing ??= opening
    .then(
      (close) => close(),
      () => undefined,
    )
    .then(() => process.exit(0));
};
// Ctrl-C reaches this process too; it waits until the main server, which may still need it, lets go.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', closeOnce);
process.on('disconnect', closeOnce);
const opening = start();
opening.catch(refuseToStart);
