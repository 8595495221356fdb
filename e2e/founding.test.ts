import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { aRosterFile } from '#modules/people/roster.fixtures.ts';
import { xlsxType } from '#platform/contract/index.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startServer, type RunningServer } from './server.ts';
import { newVisitor, settled, type Visitor } from './visitor.ts';

/** A bureau's first job, from the set-up code to the first result: 40 people out of two agencies. */
const password = 'Shan-xi 7030 lu';
const people = Array.from({ length: 40 }, (_, i) => ({
  工号: `LC${String(i + 1).padStart(4, '0')}`,
  姓名: `${'王李张刘陈杨赵黄周吴'[i % 10]}${'建志永文'[Math.floor(i / 10)]}${'砚霁湛樾'[i % 4]}`,
  单位: i % 2 === 0 ? '食品科' : '质量科',
  原单位: i < 20 ? '原工商' : '原质监',
  编制类型: '行政编制',
  到岗日期: '2019-01-30',
}));

let server: RunningServer;
let browser: Browser;
const codes = new Map<string, string>();
beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser(inject('browser'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const visitor = () => newVisitor(browser, server.address);
const headers = { 'x-requested-with': 'wenrong' };
const post = (page: Page, path: string, data?: unknown) =>
  page.request.post(path, { headers, ...(data === undefined ? {} : { data }) });

async function activate(login: string): Promise<Visitor> {
  const somebody = await visitor();
  const { page } = somebody;
  await somebody.open('activate');
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('激活码').fill(codes.get(login)!.toLowerCase());
  await page.getByLabel('新密码').fill(password);
  await page.getByRole('button', { name: '设置密码并登录' }).click();
  await page.waitForURL(server.address);
  await settled(page);
  return somebody;
}

describe('our own bureau', () => {
  let admin: Visitor;
  let office: Visitor;
  let waveAddress: string;

  test('is set up with the code from the terminal; the other three get one-time codes', async () => {
    admin = await visitor();
    const { page } = admin;
    await admin.open('');
    await page.getByRole('link', { name: '建立我们的局' }).click();
    await page.getByLabel('设置码').fill(server.setUpCode);
    await page.getByLabel('单位全称').fill('测试市市场监督管理局');
    for (const [i, login] of ['sys', 'sec', 'aud', 'off'].entries()) {
      const part = page.getByRole('group').nth(i);
      await part.getByLabel('姓名').fill(['甲某', '乙某', '丙某', '丁某'][i]!);
      await part.getByLabel('账号').fill(login);
    }
    await page.getByLabel('密码').fill(password);
    await admin.findsNoFault();
    await page.getByRole('button', { name: '建立' }).click();
    await page.getByRole('heading', { name: '测试市市场监督管理局建好了' }).waitFor();
    for (const line of await page.locator('.codes li').allTextContents()) {
      const [, login, code] = / · (.+?)([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})/.exec(line)!;
      codes.set(login!, code!);
    }
    expect([...codes.keys()]).toEqual(['sec', 'aud', 'off']);
    await admin.findsNoFault();
  });

  test('imports its roster: looks at the difference first, then writes it', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: '下一步：导入花名册' }).click();
    const file = { name: '花名册.xlsx', mimeType: xlsxType, buffer: Buffer.from(aRosterFile(...people)) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: '上传' }).click();
    await page.getByRole('heading', { name: '新增 40 人，变更 0 人，0 人没有变化' }).waitFor();
    await admin.findsNoFault();
    await page.getByRole('button', { name: '写入花名册' }).click();
    await page.getByRole('heading', { name: '已写入：新增 40 人，变更 0 人' }).waitFor();
    await admin.open('people');
    await page.getByRole('searchbox').first().fill('wjy');
    await page.getByText('王建砚').first().waitFor();
    await admin.findsNoFault();
  });

  test('opens accounts for everybody', async () => {
    const { page } = admin;
    const { people: listed } = (await (await page.request.get('api/people')).json()) as {
      people: { id: string; staffNo: string; name: string }[];
    };
    expect(listed).toHaveLength(40);
    const body = { people: listed.map(({ id, staffNo, name }) => ({ personId: id, login: staffNo, name })) };
    const issued = (await (await post(page, 'api/accounts', body)).json()) as {
      codes: { login: string; code: string }[];
    };
    for (const { login, code } of issued.codes) codes.set(login, code);
    await admin.open('admin/accounts');
    await admin.findsNoFault();
    await admin.close();
  });

  test('plans a wave; the office sees what it costs and what it can show before it opens', async () => {
    office = await activate('off');
    const { page } = office;
    await office.open('fusion/waves/new');
    await page.getByLabel('名称').fill('第一轮');
    await page.getByLabel('开放').fill(await page.getByLabel('按哪天的名册').inputValue());
    const purpose = page.getByLabel('用途');
    if ((await purpose.inputValue()) === '') await purpose.fill('了解不同原单位的同事相识到什么程度。');
    await office.findsNoFault();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForURL(/fusion\/waves\/[0-9a-f-]{36}$/);
    await settled(page);
    await office.findsNoFault();
    waveAddress = page.url();
    await page.getByRole('button', { name: '开放填答' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开放填答' }).click();
    await page.getByRole('heading', { name: /正在填答/ }).waitFor();
  });

  test('is answered by everybody, is closed, measured and published, with one sentence on top', async () => {
    const waveId = waveAddress.split('/').at(-1)!;
    for (const [i, { 工号 }] of people.entries()) await answer(工号, i, waveId);
    const { page } = office;
    await page.goto(waveAddress);
    await page.getByRole('button', { name: '现在截止' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '现在截止' }).click();
    await page.getByRole('button', { name: '向全体职工公布' }).click({ timeout: 60_000 });
    await page.getByRole('dialog').getByRole('button', { name: '向全体职工公布' }).click();
    await page.getByRole('link', { name: '看结果' }).first().waitFor();
    await office.open('fusion');
    // Everybody knows the own agency and every fourth colleague of the other.
    expect(await page.locator('main h1').textContent()).toMatch(/每 100 对里 25 对相识/);
    await office.findsNoFault();
    await office.close();
  });

  /** One person, through the interface alone: consent, every name, every domain, done. */
  async function answer(login: string, i: number, waveId: string): Promise<void> {
    const { page, close } = await visitor();
    await page.goto('');
    const { bureaus } = (await (await page.request.get('api/session')).json()) as {
      bureaus: { id: string }[];
    };
    await post(page, 'api/activation', {
      bureauId: bureaus[0]!.id,
      login,
      code: codes.get(login.toLowerCase()) ?? codes.get(login),
      password,
    });
    const reply = await post(page, `api/fusion/waves/${waveId}/consent`);
    expect(reply.status(), await reply.text()).toBe(200);
    const sheet = (await reply.json()) as {
      people: { personId: string; name: string }[];
      domains: { code: string }[];
    };
    const indexOf = (name: string) => people.findIndex((person) => person.姓名 === name);
    const said = (j: number) => (i < 20 === j < 20 ? 2 : (i + j) % 4 === 0 ? 1 : 0);
    const answers = {
      people: sheet.people.map(({ personId, name }) => ({ personId, said: said(indexOf(name)) })),
      domains: sheet.domains.map(({ code }) => ({ code, said: 1 })),
    };
    const saved = await page.request.patch(`api/fusion/waves/${waveId}/sheet`, { headers, data: answers });
    expect(saved.status()).toBe(200);
    await post(page, `api/fusion/waves/${waveId}/sheet/finish`);
    await close();
  }
});
