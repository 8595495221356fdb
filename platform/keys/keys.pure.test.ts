import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keysIn } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wenrong-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keys = keysIn(folder);
const bureau = '00000000-0000-7000-8000-000000000001';

test('a key is made at first use, once for all who ask at the same moment, and stays', async () => {
  const asked = await Promise.all(Array.from({ length: 20 }, () => keys.key(bureau, 'alias')));
  expect(new Set(asked.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  expect(await keysIn(folder).key(bureau, 'alias')).toEqual(Buffer.from(asked[0]!));
  expect(await keys.key(bureau, 'other')).not.toEqual(asked[0]);
});

test('lies in a file of its own for its owner alone, with nothing left beside it', () => {
  expect(readdirSync(join(folder, bureau)).sort()).toEqual(['alias.key', 'other.key']);
  if (process.platform === 'win32') return;
  expect(statSync(join(folder, bureau, 'alias.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, bureau)).mode & 0o777).toBe(0o700);
});

test('that a disk cut short is not replaced in silence', async () => {
  truncateSync(join(folder, bureau, 'other.key'), 5);
  await expect(keys.key(bureau, 'other')).rejects.toThrow('not whole');
});

test('is gone for good when it is destroyed', async () => {
  const before = await keys.key(bureau, 'alias');
  await keys.destroy(bureau, 'alias');
  expect(await keys.key(bureau, 'alias')).not.toEqual(before);
});
