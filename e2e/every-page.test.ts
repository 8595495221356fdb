import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ModulePages } from '#web/pages.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startSampleServer } from './sample-bureau.ts';
import type { RunningServer } from './server.ts';
import { enterSample, newVisitor, type Visitor } from './visitor.ts';

const root = join(import.meta.dirname, '..');
const files = globSync('{modules,platform}/*/web/pages.ts', { cwd: root });

interface Address {
  path: string;
  permit: string;
}

/** Addresses of all pages that can be opened without knowing an id. */
async function addresses(): Promise<Address[]> {
  const found = await Promise.all(
    files.map((file) => import(join(root, file)) as Promise<{ pages: ModulePages | ModulePages[] }>),
  );
  return found
    .flatMap(({ pages }) => [pages].flat().flatMap((part) => part.pages))
    .map(({ path, permit = 'signed-in' }) => ({ path, permit }))
    .filter(({ path }) => !path.includes(':'));
}

/** What this visitor may open, with the pages `open` to anyone or without, and one page that is closed to them. */
async function ownAddresses({ page }: Visitor, open: boolean): Promise<string[]> {
  const { session } = (await (await page.request.get('api/session')).json()) as {
    session: { permits: string[] };
  };
  const may = ({ permit }: Address) =>
    (open && permit === 'anyone') || permit === 'signed-in' || session.permits.includes(permit);
  const all = await addresses();
  return [...all.filter(may), ...all.filter((one) => one.permit !== 'anyone' && !may(one)).slice(0, 1)].map(
    ({ path }) => path,
  );
}

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startSampleServer();
  browser = await launchBrowser(inject('browser'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function walk(
  role: string,
  options: Parameters<typeof newVisitor>[2],
  prepare?: (visitor: Visitor) => Promise<void>,
  open = true,
) {
  const visitor = await newVisitor(browser, server.address, options);
  await enterSample(visitor, role);
  await prepare?.(visitor);
  for (const path of await ownAddresses(visitor, open)) {
    await visitor.page.goto(path.slice(1));
    await visitor.findsNoFault();
    if (path !== '/welcome')
      expect(await visitor.page.getByText('演示数据，纯属虚构').count(), path).toBeGreaterThan(0);
  }
  await visitor.close();
}

// Side by side: most of a visit is waiting for the page to come to rest.
describe.concurrent('every page, without an accessibility fault, a sideways scroll or an error', () => {
  test('for the programme office at a desk', () => walk('领导组办公室', { device: 'desktop' }));
  test('for the programme office in the dark', () => walk('领导组办公室', { device: 'desktop', dark: true }));
  test('for staff on a phone', () => walk('职工', { device: 'phone' }));
  test('for staff on a phone in large type', () =>
    walk('职工', { device: 'phone' }, async ({ page }) => {
      await page.getByRole('button', { name: '大字' }).first().click();
    }));
  test('for a leader', () => walk('局领导', { device: 'phone' }, undefined, false));
  test.each(['系统管理员', '安全管理员', '审计管理员'])('for the %s', (role) =>
    walk(role, { device: 'desktop' }, undefined, false),
  );
});
