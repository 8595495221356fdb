import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startSampleServer } from './sample-bureau.ts';
import type { RunningServer } from './server.ts';
import { enterSample, newVisitor, type Visitor } from './visitor.ts';

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

const subject = (page: Page) => page.locator('main h1').textContent();
const asked = (page: Page) => page.getByRole('progressbar').getAttribute('aria-valuemax').then(Number);

async function begin(role: string, device: 'phone' | 'desktop'): Promise<Visitor> {
  const visitor = await newVisitor(browser, server.address, { device });
  await enterSample(visitor, role);
  await visitor.open('fusion/answer');
  await visitor.findsNoFault();
  await visitor.page.getByRole('button', { name: '同意，开始' }).click();
  await visitor.page.getByRole('button', { name: /^不认识/ }).waitFor();
  return visitor;
}

describe('answering a wave on a phone', () => {
  test('asks for consent first, then a name a screen that fits without scrolling', async () => {
    const visitor = await begin('职工', 'phone');
    const { page } = visitor;
    await visitor.findsNoFault();
    const box = await page.getByRole('button', { name: '这位不答' }).boundingBox();
    expect(box!.y + box!.height).toBeLessThanOrEqual(page.viewportSize()!.height);
    const target = await page.getByRole('button', { name: /^熟悉/ }).boundingBox();
    expect(target!.height).toBeGreaterThanOrEqual(48);
    await visitor.close();
  });

  test('loses nothing when the line drops, and ends with thanks', async () => {
    const visitor = await newVisitor(browser, server.address, { device: 'phone' });
    const { page, context } = visitor;
    await enterSample(visitor, '职工');
    await visitor.open('fusion/answer');
    const n = await asked(page);
    for (let i = 0; i < n; i++) {
      if (i === 5) await context.setOffline(true);
      if (i === 12) {
        await page.getByText('网络断了').waitFor();
        await context.setOffline(false);
      }
      const before = await subject(page);
      const choice = i % 4 === 3 ? page.locator('.skip') : page.locator('.choice').nth(i % 3);
      await choice.click();
      if (i < n - 1)
        await page.waitForFunction((name) => document.querySelector('main h1')?.textContent !== name, before);
    }
    await page.getByText('谢谢，都答完了').waitFor();
    const { waves } = (await (await page.request.get('api/fusion/mine')).json()) as {
      waves: { finished: boolean; nAnswered: number }[];
    };
    expect(waves.some(({ finished }) => finished)).toBe(true);
    // What went wrong was the dropped line, and nothing else.
    visitor.problems.splice(0);
    await visitor.findsNoFault();
    await visitor.close();
  });
});

describe('answering with the keyboard alone', () => {
  test('1, 2, 3 answer, the left arrow goes back', async () => {
    const visitor = await begin('科室负责人', 'desktop');
    const { page } = visitor;
    const first = await subject(page);
    await page.keyboard.press('2');
    await page.waitForFunction((name) => document.querySelector('main h1')?.textContent !== name, first);
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((name) => document.querySelector('main h1')?.textContent === name, first);
    expect(await page.getByRole('button', { name: /^认识/ }).getAttribute('aria-pressed')).toBe('true');
    await visitor.close();
  });
});

describe('the first load of the answering page', () => {
  test('is at most 100 KB of compressed script on the wire', async () => {
    const visitor = await newVisitor(browser, server.address, { device: 'phone' });
    await enterSample(visitor, '职工');
    const fresh = await visitor.context.newPage();
    const client = await visitor.context.newCDPSession(fresh);
    await client.send('Network.enable');
    await client.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Set<string>();
    let bytes = 0;
    client.on(
      'Network.responseReceived',
      ({ requestId, type }) => type === 'Script' && scripts.add(requestId),
    );
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await fresh.goto(`${server.address}fusion/answer`);
    await fresh.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(100 * 1024);
    await visitor.close();
  });
});
