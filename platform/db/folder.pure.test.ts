import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { FOLDER_FORMAT, openFolder } from './folder.ts';
import { holderOf } from './folder-lock.ts';
import { beginningOf } from './folder-process.ts';

let base: string;
let path: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wenrong-folder-'));
  path = join(base, 'data');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const lock = (): string => join(path, 'server.lock');

test('a missing folder is made, closed to others, and its parents are left open', async () => {
  path = join(base, 'deep/data');
  const folder = await openFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(base, 'deep')).mode & 0o055).toBe(0o055);
  folder.release();
  expect(readdirSync(path)).toEqual(['version']);
});

test('a folder is held by one process at a time', async () => {
  const folder = await openFolder(path);
  expect(holderOf(path)).toBe(process.pid);
  await expect(openFolder(path)).rejects.toMatchObject({ code: 'data/in-use' });
  await expect(openFolder(path)).rejects.toThrow(String(process.pid));
  folder.release();
  expect(holderOf(path)).toBeUndefined();
  (await openFolder(path)).release();
});

test('the lock of a killed process is taken over', async () => {
  const child = spawn('sleep', ['60']);
  mkdirSync(path);
  writeFileSync(lock(), JSON.stringify({ pid: child.pid, began: beginningOf(child.pid!) }));
  await expect(openFolder(path)).rejects.toMatchObject({ code: 'data/in-use' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  (await openFolder(path)).release();
});

test('a process id that was given to another program holds nothing', async () => {
  mkdirSync(path);
  writeFileSync(lock(), JSON.stringify({ pid: process.pid, began: 'another boot/1' }));
  (await openFolder(path)).release();
});

test('a lock without a name, of a process killed while writing it, is taken over', async () => {
  mkdirSync(path);
  writeFileSync(lock(), '');
  (await openFolder(path)).release();
});

test('of many that start at once, one gets the folder', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => openFolder(path)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a folder of a newer version is left untouched', async () => {
  mkdirSync(path);
  writeFileSync(join(path, 'version'), `${FOLDER_FORMAT + 1}\n`);
  await expect(openFolder(path)).rejects.toMatchObject({ code: 'data/newer' });
  expect(readdirSync(path)).toEqual(['version']);
  expect(readFileSync(join(path, 'version'), 'utf8')).toBe(`${FOLDER_FORMAT + 1}\n`);
});

test("a folder with other people's things is left untouched", async () => {
  mkdirSync(path, { mode: 0o755 });
  writeFileSync(join(path, 'thesis.docx'), '');
  await expect(openFolder(path)).rejects.toThrow('thesis.docx');
  expect(readdirSync(path)).toEqual(['thesis.docx']);
});

test.each(['data', 'data/below'])('a file in the way (%s) is named as such', async (name) => {
  writeFileSync(path, 'a file');
  await expect(openFolder(join(base, name))).rejects.toMatchObject({ code: 'data/not-a-folder' });
  expect(readFileSync(path, 'utf8')).toBe('a file');
});

test('a place where nobody may write is named as such', async () => {
  await expect(openFolder('/proc/wenrong')).rejects.toMatchObject({ code: 'data/unwritable' });
});
