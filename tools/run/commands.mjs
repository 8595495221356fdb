// What `npm start`, `npm test` and the others do.

import { existsSync, readdirSync } from 'node:fs';

import { check } from './check.mjs';
import { giveUp, inRoot, root, say } from './ground.mjs';
import { handOver, run } from './hand-over.mjs';
import { installPackages } from './install.mjs';
import { buildPages } from './pages.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';

const COMMANDS = {
  async start(args) {
    await buildPages();
    await handOver(['server.ts', ...args], { watchesUs: true });
  },
  async dev(args) {
    say('网页 Pages: http://127.0.0.1:7031');
    const pages = run([
      'node_modules/vite/bin/vite.js',
      '--config',
      'web/vite.config.ts',
      '--logLevel',
      'warn',
    ]);
    const server = run(['--watch-preserve-output', '--watch', 'server.ts', ...args]);
    process.exit(await Promise.race([pages, server]));
  },
  async test(args) {
    await buildPages();
    await handOver([VITEST, 'run', '--config', 'tools/testing/short.config.ts', ...args]);
  },
  async 'test:long'(args) {
    await buildPages();
    await handOver([VITEST, 'run', '.long.test.ts', 'faults/', ...args]);
  },
  bench: runBenches,
  check,
  wenrong: (args) => handOver([existing('cli.ts'), ...args]),
  async pictures(args) {
    await buildPages();
    await handOver([existing('e2e/pictures.ts'), ...args]);
  },
  new: (args) => handOver([existing('tools/new.ts'), ...args]),
  async docs(args) {
    await run(['tools/validation.ts']);
    await handOver([existing('tools/docs.ts'), ...args]);
  },
  sizes: (args) => handOver([existing('tools/sizes.ts'), ...args]),
};

export async function runCommand(name, args) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const known = Object.keys(COMMANDS).join(' | ');
  if (!command) giveUp(`用法：node tools/run.mjs ${known}`, `Usage: node tools/run.mjs ${known}`);
  process.chdir(root);
  await installPackages();
  await command(args);
}

function existing(file) {
  if (!existsSync(inRoot(file))) giveUp(`这里还没有 ${file}。`, `There is no ${file} here yet.`);
  return file;
}

/** Every `bench/*.ts` but the houses they open, or those whose names contain one of the arguments. */
async function runBenches(wanted) {
  const names = existsSync(inRoot('bench')) ? readdirSync(inRoot('bench')) : [];
  const benches = names
    .filter((name) => /(?<!-house)\.ts$/.test(name))
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
    .sort();
  let worst = 0;
  for (const name of benches) {
    console.log(`── ${name}`);
    worst = Math.max(worst, await run([`bench/${name}`]));
  }
  process.exit(worst);
}
