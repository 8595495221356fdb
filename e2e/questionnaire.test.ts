import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../tools/testing/browser.ts';
import { press, saved } from './page-steps.ts';
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

/** As Excel, Word and JSON; a file with a fault in it names the fault and leaves nothing. */
async function goesOutAndComesBack({ page, open, findsNoFault }: Visitor, at: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wenrong-questionnaire-'));
  const bring = async (file: string): Promise<void> => {
    await open('survey/questionnaires');
    await press(page, '从文件导入');
    await page.locator('dialog input[type=file]').setInputFiles(file);
    await page.getByRole('dialog').getByRole('button', { name: '读取' }).click();
  };
  const asked = /第 1 版 · \d+ 题/.exec(await page.locator('main').innerText())![0];
  for (const format of ['Excel', 'Word', 'JSON']) {
    await open(at);
    const file = await saved(page, `导出 ${format}`, folder);
    await bring(file);
    await page.waitForURL((url) => /[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(at));
    await page.getByRole('heading', { level: 1, name: '听一听' }).waitFor();
    await page.getByText(asked).waitFor();
    await page.getByText('您的年龄？').first().waitFor();
  }
  const torn = join(folder, '听一听-第1版.json');
  await writeFile(torn, (await readFile(torn, 'utf8')).replace('"single"', '"sngle"'));
  await bring(torn);
  await page.getByText('读不通，什么也没有保存').waitFor();
  await findsNoFault();
  await rm(folder, { recursive: true });
}

describe('a questionnaire', () => {
  test('is put together from the bank at a desk, checked, and answered on a phone', async () => {
    const office = await newVisitor(browser, server.address);
    await enterSample(office, '领导组办公室');
    await office.open('survey/questionnaires');
    await office.page.getByRole('button', { name: '新建问卷' }).click();
    await office.page.getByRole('heading', { level: 1, name: '新问卷' }).waitFor();
    await office.page.getByLabel(/^同时写英文/).check();
    await office.page.getByRole('button', { name: '加量表' }).click();
    await office.page.getByRole('button', { name: '加进这一节 归属感' }).click();
    await office.page.getByRole('button', { name: '加一题' }).click();
    await office.page.getByRole('button', { name: '修改 新题目' }).click();
    await office.page.getByLabel('题干', { exact: true }).fill('您的年龄？');
    await office.page.getByLabel('题干，英文').fill('How old are you?');
    await office.page.getByLabel(/^选项/).fill('35岁以下\n36–50岁\n50岁以上');
    await office.page.getByLabel('问卷题目', { exact: true }).fill('听一听');
    await office.page.getByLabel('问卷题目，英文').fill('Listening');
    await office.page.getByLabel('节标题，英文').fill('Belonging');
    await office.page.getByRole('button', { name: '保存', exact: true }).click();
    await office.page.getByText('已存为第 1 版').waitFor();
    await office.page.getByText('看题面像是问“年龄”').waitFor();
    await office.page.getByRole('button', { name: '更新预览' }).click();
    await office.page.locator('.answer-form').getByText('在这里我觉得自己是被接纳的一员').waitFor();
    await office.findsNoFault();
    const at = new URL(office.page.url()).pathname.slice(1);
    await goesOutAndComesBack(office, at);
    await office.close();

    const phone = await newVisitor(browser, server.address, { device: 'phone' });
    const { page } = phone;
    await enterSample(phone, '领导组办公室');
    await phone.open(`${at}/versions/1/try`);
    await phone.findsNoFault();
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await page.getByText('我常觉得自己在这里是个外人').waitFor();
    await phone.findsNoFault();
    await page.getByRole('radio').nth(4).press(' ');
    await page.reload();
    await page.getByRole('button', { name: '接着答' }).first().click();
    await page.getByText('我常觉得自己在这里是个外人').waitFor();
    expect(await page.getByRole('radio').nth(4).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByText('I often feel like an outsider here.').waitFor();
    await page.getByText('Belonging', { exact: true }).first().waitFor();
    expect(await page.getByRole('radio').nth(4).isChecked()).toBe(true);
    await page.getByRole('button', { name: '中文', exact: true }).click();
    await page.getByText('我常觉得自己在这里是个外人').waitFor();
    for (const nth of [6, 12, 18]) await page.getByRole('radio').nth(nth).press(' ');
    await page.locator('input[type=button][value=答完了], button:has-text("答完了")').first().click();
    await page.getByRole('heading', { name: '试答完了' }).waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('answers'))),
    ).toEqual([]);
    await phone.close();
  });
});
