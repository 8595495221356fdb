// Format, lint, types, boundaries, sizes, unused code: one line each, and the findings.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';

import { inRoot, pinnedNode, root } from './ground.mjs';

const STEPS = [
  { name: 'format', program: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'] },
  { name: 'lint', program: 'node_modules/oxlint/bin/oxlint', args: ['--quiet'] },
  {
    name: 'types',
    program: 'node_modules/vue-tsc/bin/vue-tsc.js',
    args: ['--noEmit', '-p', 'tsconfig.json'],
  },
  {
    name: 'page types',
    program: 'node_modules/vue-tsc/bin/vue-tsc.js',
    args: ['--noEmit', '-p', 'tsconfig.web.json'],
  },
  {
    name: 'journey types',
    program: 'node_modules/vue-tsc/bin/vue-tsc.js',
    args: ['--noEmit', '-p', 'tsconfig.e2e.json'],
  },
  { name: 'boundaries', program: 'tools/boundaries.ts', args: [] },
  { name: 'sizes', program: 'tools/sizes.ts', args: ['--check'] },
  { name: 'unused', program: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
].filter(({ program, args }) => [program, ...args.filter((arg) => arg.endsWith('.json'))].every(isHere));

function isHere(file) {
  return existsSync(inRoot(file));
}

export async function check() {
  let failed = 0;
  for (const step of STEPS) {
    const began = performance.now();
    const { status, output } = await quietly(step);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)`);
    if (status === 0) continue;
    failed++;
    console.log(output.trimEnd());
  }
  process.exit(failed === 0 ? 0 : 1);
}

function quietly({ program, args }) {
  const PATH = inRoot('node_modules/.bin') + delimiter + process.env.PATH;
  const child = spawn(pinnedNode(), [program, ...args], { cwd: root, env: { ...process.env, PATH } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, output }));
  });
}
