import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser } from 'playwright-core';
import type { TestProject } from 'vitest/node';

/** A Chromium to start and what it needs in its environment. */
export interface BrowserProgram {
  path: string;
  env: Record<string, string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserProgram;
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export default function setup({ provide }: TestProject): void {
  provide('browser', findBrowser());
}

/** `CHROMIUM_PATH`, else one that is installed, else the one in node_modules (also forced by `CHROMIUM_FROM_NPM=1`). */
export function findBrowser(): BrowserProgram {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH names ${asked}, which is not there`);
  const installed = process.env['CHROMIUM_FROM_NPM'] ? undefined : INSTALLED.find((path) => existsSync(path));
  const path = asked || installed;
  return path ? { path, env: {} } : packagedBrowser();
}

/** Starts it headless. Root cannot use Chromium's sandbox; the tests only open our own pages. */
export const launchBrowser = ({ path, env }: BrowserProgram): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...env },
    args: ['--no-sandbox', '--disable-background-networking'],
  });

/** Unpacked once per version, with the system libraries that the package brings along. */
function packagedBrowser(): BrowserProgram {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chromium found: install one, or name it with CHROMIUM_PATH');
  const manifest = join(ROOT, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(ROOT, `.cache/chromium-${version}`);
  if (!existsSync(folder)) unpackInto(folder);
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return { path: join(folder, 'chromium'), env };
}

function unpackInto(folder: string): void {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  // The package unpacks to the temporary folder and trusts whatever lies there; it brings its libraries only to AWS.
  const script = "const { default: c } = await import('@sparticuz/chromium'); await c.executablePath();";
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(join(half, 'fonts.conf'), fontsConfig(folder));
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another run was quicker
  }
}

/** The package's own names /tmp/fonts, and without any font Chromium dies at its first page. */
const fontsConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
