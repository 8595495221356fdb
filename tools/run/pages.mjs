// Builds the pages with Vite, only when something they are made of has changed.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { alone, digest, inRoot, pinnedNode, root, say } from './ground.mjs';

const SOURCES = ['web', 'modules', 'engines', 'platform'];
const IS_SOURCE = /(?<!\.test)\.(ts|vue|css|html|svg|json|png|woff2)$/;
const BUILT = inRoot('dist/web');
const MARK = inRoot('dist/web.sha256');

export async function buildPages() {
  if (!existsSync(inRoot('web/vite.config.ts'))) return;
  const wanted = digestOfSources();
  const isBuilt = () =>
    existsSync(join(BUILT, 'index.html')) && existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted;
  let status = 0;
  if (!isBuilt()) await alone('pages', isBuilt, () => (status = build(wanted)));
  if (status !== 0) process.exit(status);
}

function digestOfSources() {
  const files = SOURCES.map((folder) => inRoot(folder))
    .filter(existsSync)
    .flatMap(filesIn);
  const parts = [inRoot('package-lock.json'), ...files].map((file) => [
    relative(root, file),
    readFileSync(file),
  ]);
  return digest(parts.flat());
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && IS_SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

/** Built aside and then put in place, so that a server that is running never serves half of it. Answers Vite's exit code. */
function build(wanted) {
  say('正在生成网页', 'Building the pages …');
  const fresh = inRoot('dist', `web.${process.pid}`);
  const vite = inRoot('node_modules/vite/bin/vite.js');
  const args = ['build', '--config', 'web/vite.config.ts', '--outDir', fresh, '--logLevel', 'warn'];
  mkdirSync(inRoot('dist'), { recursive: true });
  // What Vite tells (weights of pages, hints for developers) matters only where it fails.
  const { status, stdout, stderr, error } = spawnSync(pinnedNode(), [vite, ...args], {
    cwd: root,
    // Whoever starts us may be a test: the pages are the same all the same.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    console.error([stdout, stderr, error?.message].filter(Boolean).join('\n').trimEnd());
    rmSync(fresh, { recursive: true, force: true });
    return status ?? 1;
  }
  rmSync(MARK, { force: true });
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(fresh, BUILT);
  writeFileSync(MARK, wanted);
  return 0;
}
