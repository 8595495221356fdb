import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ModulePages } from '#web/pages.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startSampleServer } from './sample-bureau.ts';
import { startServer, type RunningServer } from './server.ts';
import { ourBureau } from './our-bureau.ts';
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

const officer = {
  工号: 'LC0001',
  姓名: '王建砚',
  单位: '质量科',
  原单位: '原质监',
  编制类型: '行政编制',
  到岗日期: '2019-01-30',
};

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

/** A second look at each page: what changes it, what such a change can break, what changes it back. */
interface Second {
  change: (page: Page) => Promise<void>;
  rules: readonly string[];
  back: (page: Page) => Promise<void>;
}
const colours = (colorScheme: 'dark' | 'light') => (page: Page) => page.emulateMedia({ colorScheme });
const dark: Second = { change: colours('dark'), rules: ['color-contrast'], back: colours('light') };
const large = (page: Page) => page.getByRole('button', { name: '大字' }).first().click();
const largeType: Second = {
  change: large,
  rules: ['target-size', 'scrollable-region-focusable'],
  back: large,
};

async function walk(role: string, device: 'desktop' | 'phone', open: boolean, second?: Second) {
  const visitor = await newVisitor(browser, server.address, { device });
  await enterSample(visitor, role);
  for (const path of await ownAddresses(visitor, open)) {
    await visitor.page.goto(path.slice(1));
    await visitor.findsNoFault();
    if (path !== '/welcome')
      expect(await visitor.page.getByText('演示数据，纯属虚构').count(), path).toBeGreaterThan(0);
    await second?.change(visitor.page);
    if (second) await visitor.findsNoFault(second.rules);
    await second?.back(visitor.page);
  }
  await visitor.close();
}

// Side by side: most of a visit is waiting for the page to come to rest.
describe.concurrent('every page, without an accessibility fault, a sideways scroll or an error', () => {
  test('for the programme office at a desk, in the light and in the dark', () =>
    walk('领导组办公室', 'desktop', true, dark));
  test('for staff on a phone, also in large type', () => walk('职工', 'phone', true, largeType));
  test('for a leader', () => walk('局领导', 'phone', false));
  test.each(['系统管理员', '安全管理员', '审计管理员'])('for the %s', (role) => walk(role, 'desktop', false));
});

test('every page of a bureau in which there is nothing yet says so under a heading', async () => {
  const own = await startServer();
  const bureau = await ourBureau(own, [officer], { [officer.工号]: ['office'] });
  const visitor = await newVisitor(browser, own.address);
  await bureau.enter(visitor, officer.工号);
  for (const path of await ownAddresses(visitor, false)) {
    await visitor.open(path);
    expect(visitor.problems.splice(0), path).toEqual([]);
  }
  await own.stop();
});
