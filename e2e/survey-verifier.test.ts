import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { aPublishedPoll, type PublishedPoll } from '#engines/ballots/published.fixtures.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { verifierPage } from '../web/vite.verifier.ts';

/** The one file that staff take home, opened from a disk without any server. */
let browser: Browser;
let folder: string;
let poll: PublishedPoll;
const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  folder = await mkdtemp(join(tmpdir(), 'wenrong-verifier-'));
  poll = await aPublishedPoll();
  await writeFile(join(folder, 'verifier.html'), await verifierPage());
  const { manifest, bulletin } = poll;
  await json('bulletin.json', { v: 1, title: '调查', polls: [{ of: 'ratings', manifest, bulletin }] });
  await json('mine.json', { v: 1, receipts: [poll.receipts[0]] });
  await json('lost.json', { v: 1, receipts: [poll.lost] });
  await json('other.json', ['nothing']);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

test('from file:// it finds the own ballot, names a lost one, and asks nobody', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(join(folder, 'verifier.html')).href);
  const check = async (receipt: string, bulletin = 'bulletin.json') => {
    await page.setInputFiles('#bulletin', join(folder, bulletin));
    await page.setInputFiles('#receipt', join(folder, receipt));
    await page.fill('#hash', poll.manifest.hash);
    await page.evaluate(() => document.getElementById('findings')!.replaceChildren());
    await page.click('button');
    await page.waitForSelector('#findings li');
    return page.$$eval('#findings li', (items) => items.map((item) => [item.className, item.textContent]));
  };
  const sound = await check('mine.json');
  expect(sound.map(([kind]) => kind)).toEqual(['good', 'good', 'good']);
  expect(sound.at(-1)![1]).toContain('您的票在公告里');
  const lost = await check('lost.json');
  expect(lost.at(-1)).toEqual(['bad', expect.stringContaining('可以凭它申诉')]);
  expect((await check('mine.json', 'other.json'))[0]![0]).toBe('bad');
  expect(asked.filter((address) => !address.startsWith('file:'))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
