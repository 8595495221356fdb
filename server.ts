import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ballotWarning,
  listenRefusal,
  openNetworkWarning,
  readConfig,
  refuseToStart,
} from '#platform/config/index.ts';
import { systemClock } from '#platform/clock/index.ts';
import { openFolder } from '#platform/db/folder.ts';
import { findMigrations, migrate } from '#platform/db/migrate.ts';
import { openDatabase } from '#platform/db/open.ts';
import { buildHouse } from '#platform/house/index.ts';
import { newCode } from '#platform/identity/index.ts';
import { logFileIn } from '#platform/log/file.ts';
import { logTo } from '#platform/log/index.ts';
import { modules } from '#modules/index.ts';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Opens everything in order, and gives back the way to close it in the other order. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const folder = await openFolder(config.dataFolder);
  const database = await openDatabase(config).catch((error: unknown) => {
    folder.release();
    throw error;
  });
  const logFile = logFileIn(join(config.dataFolder, 'log'), systemClock);
  const shut = async () => {
    await logFile.close();
    await database.close();
    folder.release();
  };
  try {
    await migrate(database.owner, findMigrations(root));
    const pages = join(root, 'dist/web');
    const setUpCode = newCode();
    const house = await buildHouse({
      pool: database.pool,
      apart: database.apart,
      modules,
      filesFolder: join(config.dataFolder, 'files'),
      keysFolder: join(config.dataFolder, 'keys'),
      clock: systemClock,
      log: logTo(logFile.write, config.logLevel),
      basePath: config.basePath,
      pages: existsSync(join(pages, 'index.html')) ? pages : null,
      version,
      setUpCode,
      residentsFolder: config.dataFolder,
      messageHosts: config.messageHosts,
      publicAddress: config.publicAddress,
      second: { host: config.host, port: config.ballotPort, origin: config.ballotOrigin },
      servedElsewhere: ballotWarning(config) !== null,
    });
    const close = async () => {
      await house.close();
      await shut();
    };
    await house.app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
      await house.close();
      throw listenRefusal(error, { host: config.host, port: config.port, setting: 'WENRONG_PORT' });
    });
    // People come in meanwhile: nobody waits for it.
    void house.warm();
    await greet(house.app.server.address(), config.basePath, setUpCode, await house.isSetUp());
    for (const warning of [openNetworkWarning(config), ballotWarning(config)])
      if (warning) console.log(`${warning.zh}\n${warning.en}`);
    return close;
  } catch (error) {
    await shut();
    throw error;
  }
}

async function greet(address: unknown, basePath: string, code: string, isSetUp: boolean): Promise<void> {
  const { address: host, port, family } = address as { address: string; port: number; family: string };
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : family === 'IPv6' ? `[${host}]` : host;
  console.log(
    `文融 ${version} 已启动，请在浏览器打开 Wenrong is ready, open: http://${name}:${port}${basePath}`,
  );
  if (!isSetUp) console.log(`一次性设置码 One-time set-up code: ${code}`);
}

// Set before anything is open, so that a signal during the start leaves nothing behind either.
let closing: Promise<never> | undefined;
const closeOnce = (): void => {
  closing ??= opening
    .then(
      (close) => close(),
      () => undefined,
    )
    .then(() => process.exit(0));
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, closeOnce);
// The launcher is gone: nothing may stay behind it.
process.on('disconnect', closeOnce);
const opening = start();
opening.catch(refuseToStart);
