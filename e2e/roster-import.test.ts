import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { aRosterFile } from '../modules/people/roster.fixtures.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startSampleServer } from './sample-bureau.ts';
import type { RunningServer } from './server.ts';
import { enterSample, newVisitor, settled, type Visitor } from './visitor.ts';

let server: RunningServer;
let browser: Browser;
let office: Visitor;
let security: Visitor;
beforeAll(async () => {
  server = await startSampleServer();
  browser = await launchBrowser(inject('browser'));
  office = await newVisitor(browser, server.address);
  await enterSample(office, '领导组办公室');
  security = await newVisitor(browser, server.address);
  await enterSample(security, '安全管理员');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const heading = ({ page }: Visitor, words: string | RegExp) =>
  page.getByRole('heading', { level: 1, name: words }).waitFor();

async function upload(name: string, bytes: Uint8Array): Promise<void> {
  await office.open('imports');
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  await office.page.locator('input[type=file]').setInputFiles(file);
  await office.page.getByRole('button', { name: '上传并读取' }).click();
}

/** What the directory shows for somebody typed in, letters of the pinyin at a time. */
async function found(typed: string): Promise<number> {
  await office.open('people');
  await office.page.locator('main').getByRole('searchbox').fill(typed);
  await office.page.waitForTimeout(200);
  return office.page.locator('main').getByRole('link', { name: '苗若遥' }).count();
}

test('the office imports, the security administrator approves, the office takes it back', async () => {
  const bad = { 工号: 'LC0902', 姓名: '岳承珩', 原单位: '税务局' };
  await upload('新进人员.xlsx', aRosterFile({ 工号: 'LC0901', 姓名: '苗若遥', 原单位: '改革后新进' }, bad));
  await heading(office, '新增 1 人，变更 0 人');
  await office.page.getByText('原单位“税务局”不在名单里').waitFor();
  await office.findsNoFault();

  await office.page.getByRole('button', { name: '提交批准' }).click();
  await office.page.getByText('还有 1 行有问题').waitFor();
  await office.page.getByRole('checkbox', { name: /跳过/ }).check();
  office.problems.length = 0;
  await office.page.getByRole('button', { name: '提交批准' }).click();
  await heading(office, /等安全管理员批准/);
  const address = office.page.url();
  expect(await found('mry')).toBe(0);

  await security.page.goto(address);
  await settled(security.page);
  await security.page.getByRole('button', { name: '批准并写入' }).click();
  await heading(security, '已写入：新增 1 人');
  await security.findsNoFault();
  expect(await found('mry')).toBe(1);

  await office.page.goto(address);
  await settled(office.page);
  await office.page.getByRole('button', { name: '整体撤销' }).click();
  await office.page.getByRole('dialog').getByRole('button', { name: '整体撤销' }).click();
  await heading(office, '已整体撤销');
  await office.findsNoFault();
  expect(await found('mry')).toBe(0);
});

test('a damaged file is told in a sentence, and nothing changes', async () => {
  await upload('花名册.xlsx', aRosterFile({}).subarray(0, 900));
  await heading(office, '“花名册.xlsx”没有读成');
  await office.page.getByText('花名册没有任何改动').waitFor();
  await office.findsNoFault();
});
