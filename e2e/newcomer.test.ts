import { existsSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startServer, type RunningServer } from './server.ts';
import { newVisitor, settled, type Visitor } from './visitor.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ WENRONG_BASE_PATH: '/wenrong/' });
  browser = await launchBrowser(inject('browser'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * Seconds of processor time the server took so far; null where the system does not tell. The clock on the wall would
 * measure what else this machine does.
 */
function processorSeconds(): number | null {
  const file = `/proc/${server.process.pid}/stat`;
  if (!existsSync(file)) return null;
  const [user, system] = readFileSync(file, 'utf8').split(') ')[1]!.split(' ').slice(11, 13).map(Number);
  return (user! + system!) / 100;
}

/** Answers what the server had spent when the sample stood ready; what it tells afterwards nobody waits for. */
async function lookAtFusion(visitor: Visitor): Promise<number> {
  const { page } = visitor;
  await visitor.open('');
  await page.waitForURL('**/welcome');
  await visitor.findsNoFault();
  await page.getByRole('button', { name: '看看示例局' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.waitForURL('**/sample', { timeout: 300_000 });
  const spent = processorSeconds() ?? 0;
  await visitor.findsNoFault();
  await page.getByRole('button', { name: /靳文澄/ }).click();
  await page.waitForURL((url) => url.pathname === '/wenrong/');
  await page.getByRole('navigation').getByRole('link', { name: /融/ }).first().click();
  await page.waitForURL('**/fusion');
  await settled(page);
  return spent;
}

test('a newcomer reaches a fusion picture of the sample bureau within two minutes of the start, under a sub-path', async () => {
  expect((await fetch(server.address.replace(/\/$/, ''))).url).toBe(server.address);
  const visitor = await newVisitor(browser, server.address);
  const spent = await lookAtFusion(visitor);
  expect(await visitor.page.locator('main h1').textContent()).toMatch(
    /不同原单位的同事，每 100 对里 \d+(\.\d+)? 对相识（区间/,
  );
  expect(await visitor.page.getByRole('img').count()).toBeGreaterThan(0);
  // With as much again for the database and the browser that is within two minutes on one core.
  expect(spent).toBeLessThan(50);
  await visitor.close();
});

test('and can take the sample bureau away again, with a typed word', async () => {
  const visitor = await newVisitor(browser, server.address);
  const { page } = visitor;
  await visitor.open('sample');
  await page.getByRole('button', { name: /靳文澄/ }).click();
  await page.waitForURL((url) => url.pathname === '/wenrong/');
  await visitor.open('sample');
  await page.getByRole('button', { name: '移除示例局' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: '移除示例局' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('移除');
  await dialog.getByRole('button', { name: '移除示例局' }).click();
  await page.waitForURL('**/welcome');
  const { bureaus } = (await (await page.request.get('api/session')).json()) as { bureaus: unknown[] };
  expect(bureaus).toEqual([]);
  await visitor.close();
});
