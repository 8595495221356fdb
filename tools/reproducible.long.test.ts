import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

/**
 * The pages' hash stands on a survey's notice, so whoever builds them from the same source must get the same files.
 * Built here twice, in two folders with other names, the second from a copy of the source.
 */
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'wenrong-build-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = [
  'web',
  'modules',
  'engines',
  'platform',
  'demo',
  'package.json',
  'tsconfig.json',
  'tsconfig.web.json',
];

function copyOf(name: string): string {
  const copy = join(folder, name);
  for (const source of sources) cpSync(join(root, source), join(copy, source), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

async function build(at: string): Promise<string> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const out = join(at, 'out');
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', 'web/vite.config.ts', '--outDir', out], {
    cwd: at,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return out;
}

/** SHA-256 of each file by its path, but for the builder's own list, which says where the packages lay. */
function hashesIn(out: string): Record<string, string> {
  const paths = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => !path.startsWith('.vite') && statSync(join(out, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(out, path)))
        .digest('hex'),
    ]),
  );
}

test('two builds of the pages, in two places, are the same byte for byte', async () => {
  const one = await build(copyOf('one'));
  const other = await build(copyOf('a-longer-name/other'));
  const first = hashesIn(one);
  expect(Object.keys(first).length).toBeGreaterThan(50);
  expect(hashesIn(other)).toEqual(first);
  console.log(`the hash on the notice: ${onNotice(one)}`);
  expect(onNotice(one)).toMatch(/^[\w-]{43}$/);
  expect(onNotice(other)).toBe(onNotice(one));
}, 1_800_000);

/** What manifest and printed notice name (`web/vite.verifier.ts`). */
const onNotice = (out: string): string =>
  (JSON.parse(readFileSync(join(out, 'client-hash.json'), 'utf8')) as { hash: string }).hash;
