// `npm ci`, only when package-lock.json or the machine is not the one that was installed for.

import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, sep } from 'node:path';

import { alone, digest, giveUp, inRoot, root, say } from './ground.mjs';

const MARK = inRoot('node_modules', '.installed');
const ROOM_MB = 900; // node_modules takes about 650 MB

const ARGUMENTS = [
  'ci',
  // A NODE_ENV of "production" would leave out what builds the pages.
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=2000',
  '--fetch-retry-maxtimeout=15000',
];

const wanted = () => digest([readFileSync(inRoot('package-lock.json')), process.platform, process.arch]);
const isInstalled = () => existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted();

class Interrupted extends Error {}

export async function installPackages() {
  if (isInstalled()) return;
  try {
    await alone('install', isInstalled, installNow);
  } catch (error) {
    if (error instanceof Interrupted) process.exit(130);
    explain(error.code ?? '', String(error.message));
  }
}

async function installNow() {
  if (!wasInstalledByHand()) await runNpm();
  writeFileSync(MARK, wanted());
}

/** Someone may have called `npm ci` already; npm then leaves its own record of what it laid down. */
function wasInstalledByHand() {
  const record = inRoot('node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const have = JSON.parse(readFileSync(record, 'utf8')).packages;
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const isRight = ([path, entry]) =>
    path === '' || (have[path] ? have[path].integrity === entry.integrity : !isForThisMachine(entry));
  return Object.entries(lock).every(isRight) && Object.keys(have).every((path) => lock[path]);
}

/**
 * Only optional packages may be missing: those for other machines, and what only those need.
 * `libc` tells apart packages of one machine, of which one is enough.
 */
const isForThisMachine = ({ optional, devOptional, os, cpu, libc }) =>
  !(optional || devOptional) ||
  Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);

async function runNpm() {
  needRoom();
  say('正在安装依赖包', 'Installing packages …');
  const began = Date.now();
  const node = nodeOutsideOfPackages();
  try {
    const { status, output } = await npm(node.path, ARGUMENTS);
    if (status !== 0) explain(output, output);
  } finally {
    node.remove();
  }
  say('已安装', `Installed in ${Math.round((Date.now() - began) / 1000)} s`);
}

/** Seen before npm removes the packages that are there. */
function needRoom() {
  const { bavail, bsize, blocks } = statfsSync(root);
  if (blocks > 0 && (bavail * bsize) / 2 ** 20 < ROOM_MB) explain('ENOSPC', '');
}

/** `npm ci` removes node_modules first: the very Node that runs this may live there. */
function nodeOutsideOfPackages() {
  if (!process.execPath.startsWith(inRoot('node_modules') + sep))
    return { path: process.execPath, remove() {} };
  const folder = mkdtempSync(join(tmpdir(), 'wenrong-node-'));
  const path = join(folder, basename(process.execPath));
  copyFileSync(process.execPath, path);
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function npm(node, args) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [node, [cli]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      env: { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command === 'npm' && process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    // npm must not go on alone, nor may its lock fall to another while it still writes.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (status, signal) => (signal ? reject(new Interrupted()) : resolve({ status, output })));
  });
}

/** The three things that really happen get a sentence; anything else is told in npm's own words. */
function explain(symptoms, output) {
  if (/ENOSPC|EDQUOT|no space left/i.test(symptoms))
    giveUp(
      `磁盘空间不足，依赖包需要约 ${ROOM_MB} MB：请腾出空间后再试。`,
      `The disk is too full to install the packages (about ${ROOM_MB} MB): make room and try again.`,
    );
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET|network/i.test(symptoms))
    giveUp(
      '连不上 npm 软件源：请检查网络和代理，或用 npm config set registry 改用镜像，然后再试。',
      'The npm registry cannot be reached: check network and proxy, or set a mirror with npm config set registry, then try again.',
    );
  if (/EACCES|EPERM|EROFS/.test(symptoms))
    giveUp(
      `当前用户不能写入 ${root}：请修改它的权限后再试。`,
      `This user cannot write to ${root}: change its permissions and try again.`,
    );
  giveUp(
    `依赖包没有装成 The packages could not be installed:`,
    output.trim().split('\n').slice(-15).join('\n'),
  );
}
