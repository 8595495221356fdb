/**
 * The second process: the ballot box of level P2, on a port and a database of its own. Started by the main server,
 * which alone can register, close and empty it, over the channel between the two; the port takes ballots only.
 * Its one line of log is a day and how many ballots came on it.
 */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nobody } from '#platform/act/index.ts';
import { systemClock } from '#platform/clock/index.ts';
import { listenRefusal, readConfig, refuseToStart, type Config } from '#platform/config/index.ts';
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
import { batchRestMs, openBox, type LocalBox } from '#modules/ballot/box.work.ts';
import { boxMethods, type BoxAsked, type BoxSaid } from '#modules/ballot/box-remote.work.ts';

/** Takes note of how to close what was just opened. */
type Closes = (one: () => void | Promise<void>) => void;

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

async function openDatabase(folder: string, closes: Closes) {
  const cluster = await startCluster(join(folder, 'database'), { keepAlive: true, settings });
  closes(() => cluster.stop());
  if (cluster.adopted) await endOtherSessions(cluster);
  await prepareCluster(cluster, database);
  const { pool, owner, close } = openOn(cluster, database);
  closes(close);
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
  return { pool, sweep };
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
    throw listenRefusal(error, { host, port, setting: 'WENRONG_BALLOT_PORT' });
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

/** Opens everything in order; what was opened is closed in the other order, at the end or where the next fails. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const opened: Parameters<Closes>[0][] = [];
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).toReversed()) await one();
  };
  try {
    const app = await open(config, (one) => opened.push(one));
    process.send?.({ ready: (app.server.address() as { port: number }).port } satisfies BoxSaid);
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

async function open({ dataFolder, host, ballotPort }: Config, closes: Closes) {
  const folder = await openFolder(dataFolder);
  closes(() => folder.release());
  const { pool, sweep } = await openDatabase(dataFolder, closes);
  const box = await openBox({
    transact: transactor(pool),
    clock: systemClock,
    keys: keysIn(join(dataFolder, 'keys')),
    folder: dataFolder,
    sweep,
    note: (day, nCast) =>
      void appendFile(join(dataFolder, 'ballot.log'), `${day} ${nCast}\n`, { mode: 0o600 }),
    ownDatabase: true,
    restMs: batchRestMs,
  });
  closes(() => box.stop());
  const app = await serve(box, host, ballotPort);
  closes(() => closeCalmly(app, 2000));
  process.on('message', (asked: BoxAsked) => void answer(box, asked).then((said) => process.send?.(said)));
  return app;
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
