/** Backups as `docs/operations.md` tells to make them, by its own commands, and what lies in one that was restored. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCluster, startCluster } from '#platform/db/embedded.ts';
import { copyDatabase, copyFolder, marksIn, type LootRow, type Mark } from './attack-loot.fixtures.ts';

const page = join(import.meta.dirname, '../../docs/operations.md');

/** The commands under the heading of backups. */
export function backupCommands(): string {
  const chapter = readFileSync(page, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith('备份与恢复'))!;
  return /```sh\n([^]*?)```/.exec(chapter)![1]!;
}

/** A stopped service's two archives, in folders `backup` and `safe` of `to`. @param srv holds the folder `wenrong` */
export function backUp(srv: string, to: string): void {
  for (const folder of ['backup', 'safe']) mkdirSync(join(to, folder), { recursive: true });
  const places: Record<string, string> = {
    '/srv': srv,
    '/backup': join(to, 'backup'),
    '/safe': join(to, 'safe'),
  };
  const commands = backupCommands().replaceAll(/\/(?:srv|backup|safe)\b/g, (place) => places[place]!);
  execFileSync('/bin/sh', ['-e', '-c', commands], { stdio: 'pipe' });
}

export interface Found {
  rows: LootRow[];
  marks: Mark[];
}

/** Restores both archives side by side and reads all in them that holds one of the names, each place under `called`. */
export async function lootBackup(to: string, called: string, names: readonly string[]): Promise<Found> {
  const restored = join(to, 'restored');
  mkdirSync(restored, { mode: 0o755 });
  for (const archive of ['backup/wenrong.tar', 'safe/wenrong-keys.tar'])
    execFileSync('tar', ['-C', restored, '-xf', join(to, archive)]);
  // Before PostgreSQL, which writes when it starts.
  const files = copyFolder(restored).map((file) => ({ ...file, kind: `${called}: ${file.kind}` }));
  const cluster = await startCluster(join(restored, 'wenrong/database'));
  const rows = await copyDatabase(cluster, 'wenrong', new Set(names)).finally(() => cluster.stop());
  return {
    rows: rows.map((row) => ({ ...row, table: `${called}: ${row.table}` })),
    marks: marksIn(files, names),
  };
}

/** The databases of a house that stands: its own, and that of the box apart if there is one. */
export async function databasesOf(dataFolder: string) {
  const main = (await findCluster(join(dataFolder, 'database')))!;
  const box = await findCluster(join(dataFolder, 'ballot/own/database'));
  return [
    { cluster: main, database: 'wenrong' },
    ...(box ? [{ cluster: box, database: 'wenrong_box' }] : []),
  ];
}
