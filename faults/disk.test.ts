import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { postmasterOf, refusedStart, scratchFolder, startServer } from './server-process.ts';

let scratch: ReturnType<typeof scratchFolder>;
let disk: string;
beforeEach(() => {
  scratch = scratchFolder();
  disk = join(scratch.path, 'disk');
  mkdirSync(disk);
});
afterEach(() => {
  if (existsSync('/proc/mounts')) execFileSync('sh', ['-c', `umount '${disk}' 2>/dev/null || true`]);
  scratch.remove();
});

/** A small disk of its own in memory, which needs root; without it the test is skipped with the reason. */
function mountDisk(megabytes: number, skip: (reason: string) => never): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'wenrong-test', disk], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch {
    skip('a disk that can be filled needs the right to mount one (root)');
  }
}

function fillUp(file: string, leaveMb: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(file, new Uint8Array(bavail * bsize - leaveMb * 2 ** 20));
}

test('a disk without room for a first start is left empty', async ({ skip }) => {
  mountDisk(60, skip);
  const { code, stderr } = await refusedStart({ WENRONG_DATA: join(disk, 'data') });
  expect(code).toBe(1);
  expect(stderr).toMatch(/磁盘已满.*\n.*is full \(\d+ MB left, at least 120 MB needed\)/);
  expect(readdirSync(join(disk, 'data'))).toEqual([]);
});

test('a disk that has filled up since is named, and all is there once room was made', async ({ skip }) => {
  mountDisk(320, skip);
  const data = join(disk, 'data');
  await (await startServer({ WENRONG_DATA: data })).stop();
  fillUp(join(disk, 'filler'), 3);
  const { code, stderr } = await refusedStart({ WENRONG_DATA: data });
  expect([code, stderr]).toEqual([1, expect.stringContaining('is full')]);
  expect(postmasterOf(data)).toBeUndefined();
  rmSync(join(disk, 'filler'));
  const server = await startServer({ WENRONG_DATA: data });
  expect((await fetch(`${server.url}/healthz`)).ok).toBe(true);
  await server.stop();
});

test('a folder that cannot be written is named', async ({ skip }) => {
  const data = join(disk, 'data');
  if (process.getuid?.() === 0) {
    mountDisk(10, skip);
    execFileSync('mount', ['-o', 'remount,ro', disk]); // permissions do not hold root
  } else chmodSync(disk, 0o500);
  const { code, stderr } = await refusedStart({ WENRONG_DATA: data });
  expect(code).toBe(1);
  for (const line of stderr.trim().split('\n')) expect(line).toContain(data);
  expect(stderr).toContain('cannot write to the data folder');
});
