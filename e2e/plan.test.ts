import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { lint } from '#engines/gongwen/index.ts';
import { aLargePlan } from '#modules/plan/large-plan.fixtures.ts';
import { isDocumentRefusal, readDocx } from '#platform/documents/index.ts';
import { openArchive } from '#platform/sheets/archive.ts';
import { sheetLimits } from '#platform/sheets/limits.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startSampleServer } from './sample-bureau.ts';
import { until } from './our-bureau.ts';
import type { RunningServer } from './server.ts';
import { ask } from './small-bureau.ts';
import { newVisitor, settled, type Visitor } from './visitor.ts';
import type { PageOptions } from '../tools/testing/page.ts';

/**
 * In the sample bureau, whose surveys are told and released: from a finding of one to the paper that issues the measure.
 * The second person is head of a section.
 */
let server: RunningServer;
let browser: Browser;
let notice: Buffer;

beforeAll(async () => {
  server = await startSampleServer();
  browser = await launchBrowser(inject('browser'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const [clerk, head, officer, chief] = ['靳文澄', '孟静菀', '薛素笙', '申砚承'];

/** One of the sample's people at a browser. */
async function enter(name: string, options?: PageOptions): Promise<Visitor> {
  const visitor = await newVisitor(browser, server.address, options);
  const { page } = visitor;
  page.setDefaultTimeout(15_000);
  const { parts } = await ask<{ parts: { accountId: string; name: string }[] }>(page, 'api/sample');
  const { accountId } = parts.find((part) => part.name === name)!;
  await ask(page, 'api/sample/session', 'POST', { accountId });
  return visitor;
}

const day = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ahead * 86_400_000);

const press = ({ page }: Visitor, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

async function fillIn({ page }: Visitor, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).first().fill(value);
}

/** What is counted: evidence noted about the measure that asks; and a scale of the surveys on which higher is worse. */
async function defineIndicators({ page }: Visitor): Promise<void> {
  const period = { kind: 'asker' };
  const noted = { kinds: ['plan/evidence-noted'], about: { kind: 'asker' }, period };
  const burden = { field: 'scale', is: 'one-of', values: ['burden'] };
  const measured = { kinds: ['survey/scale-measured'], period, fields: [burden] };
  const rules = [
    {
      name: '交流会场数',
      question: { aggregate: 'sum', of: 'quantity', unit: 'session', source: noted },
      direction: 'more',
      target: 1,
    },
    {
      name: '全局的工作负担',
      question: { aggregate: 'latest', of: 'quantity', unit: 'point', source: measured },
      direction: 'less',
      target: null,
    },
  ];
  for (const rule of rules) await ask(page, 'api/indicators', 'POST', rule);
}

/** The office submits it, a leader approves it on the phone, the office publishes it. */
async function publish(office: Visitor, planId: string): Promise<void> {
  const versions = `plans/${planId}/versions`;
  await office.open(versions);
  await fillIn(office, { 这一版改了什么: '民意调查之后拟定' });
  await press(office, '报批现在的写法');
  const leader = await enter(chief, { device: 'phone' });
  await leader.open(versions);
  await press(leader, '批准');
  await leader.page.locator('strong', { hasText: '已批准，待公布' }).waitFor();
  await leader.close();
  await office.open(versions);
  await press(office, '向全体职工公布');
  await office.page.locator('strong', { hasText: '第 1 版 · 已公布' }).waitFor();
}

/** Where the results of the first survey stand. */
async function firstResults({ page }: Visitor): Promise<string> {
  const results = await ask<{ surveyId: string; title: string }[]>(page, 'api/survey-results');
  return `survey/results/${results.find(({ title }) => title === '2020年6月民意调查')!.surveyId}`;
}

describe('a work plan', () => {
  test('goes from a finding of the survey to a measure, to facts, to a contradiction, to the exported 通知', async () => {
    const office = await enter(clerk);
    const { page } = office;
    await office.open('plans');
    await page.locator('summary', { hasText: '新拟一份方案' }).click();
    await fillIn(office, { 方案名称: '机关文化建设工作方案', 从: '2020-07-13', 到: day(60) });
    await press(office, '新拟一份方案');
    await page.getByRole('link', { name: '修改方案' }).click();
    await page.getByRole('heading', { level: 1, name: '修改方案' }).waitFor();
    await fillIn(office, {
      指导思想: '以文促融，以文促业。',
      组织领导: '成立领导组，办公室设在质量科。',
      实施步骤: '动员部署：印发方案。\n组织实施：按月看记录。',
      主送机关: '各科室',
      机关代字: '测市监发',
      发文序号: '7',
      抄送: '市直机关工委',
    });
    await office.findsNoFault();
    await press(office, '保存');
    await page.getByRole('heading', { level: 1, name: '机关文化建设工作方案' }).waitFor();
    const planId = new URL(page.url()).pathname.split('/').at(-1)!;
    await defineIndicators(office);

    const results = await firstResults(office);
    await office.open(results);
    const finding = page.locator('li', { hasText: '业务互知平均 2.84' });
    await finding.getByRole('link', { name: '到工作方案里答复' }).click();
    await page.getByLabel('放进哪份方案').selectOption({ label: '机关文化建设工作方案' });
    await press(office, '列为一项任务');
    await page.getByText(/^来自：业务互知平均 2\.84/).waitFor();
    await page.locator('form').getByLabel(/^任务/).first().fill('执法交流会');
    await page.getByLabel(/^牵头单位/).selectOption({ label: '质量发展科' });
    await page.getByLabel(/^依据规则/).selectOption({ label: '交流会场数' });
    await page.getByLabel(/^为的是什么/).selectOption({ label: '全局的工作负担' });
    await office.findsNoFault();
    await press(office, '保存');
    await page.getByRole('heading', { level: 1, name: '执法交流会' }).waitFor();
    await page.getByText(/业务互知平均 2\.84/).waitFor();
    const measureAt = new URL(page.url()).pathname.slice(1);

    const isAnswered = async () => {
      await office.open(results);
      return (await finding.getByText('已成为任务：执法交流会').count()) > 0;
    };
    await until(isAnswered);
    await office.findsNoFault();
    await finding.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: '执法交流会' }).waitFor();

    await publish(office, planId);
    await office.open(measureAt);
    await page.locator('summary', { hasText: '记一条依据' }).click();
    await fillIn(office, { 做了什么: '第一次执法交流会', 来源: '签到表' });
    await page.getByLabel('计量单位').selectOption({ label: '场' });
    await press(office, '记一条依据');
    await page.getByText('到位待核').waitFor();
    await press(office, '申请办结');
    await page.getByRole('heading', { name: '办结核对' }).waitFor();
    await office.findsNoFault();

    const second = await enter(head, { device: 'phone' });
    await second.open(measureAt);
    await press(second, '同意办结');
    await second.page.getByText('经另一人核对。').waitFor();
    await second.findsNoFault();
    await second.close();

    await office.open(`plans/${planId}/contradictions`);
    await page.getByText('“执法交流会”已经办结，但“全局的工作负担”从 3.1 变为 3.18').waitFor();
    await office.findsNoFault();

    await office.open(`plans/${planId}`);
    await office.findsNoFault();
    const [file] = await Promise.all([page.waitForEvent('download'), press(office, '通知（Word）')]);
    expect(file.suggestedFilename()).toBe('关于印发《机关文化建设工作方案》的通知（送审稿）.docx');
    notice = await readFile(await file.path());
    const [pdf] = await Promise.all([page.waitForEvent('download'), press(office, '通知（PDF）')]);
    expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await office.close();

    const parts = readDocx(notice);
    if (isDocumentRefusal(parts)) throw new Error(parts.code);
    expect(lint(parts)).toEqual([]);
    const part = (name: string) => new TextDecoder().decode(openArchive(notice, sheetLimits).read(name));
    const text = part('word/document.xml').replace(/<[^>]+>/g, '');
    for (const words of ['测市监发', '执法交流会。牵头单位：质量发展科', '目标：1场', '任务分解表'])
      expect(text).toContain(words);
    expect(part('word/_rels/document.xml.rels')).toContain(`${server.address}${measureAt}`);
  });

  test('its paper passes the check that all staff have; a damaged file gets a clear sentence', async () => {
    const staff = await enter(officer, { device: 'phone' });
    const { page } = staff;
    await staff.open('documents/check');
    const send = async (name: string, buffer: Buffer): Promise<void> => {
      const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
      await press(staff, '检查');
    };
    await send('通知.docx', notice);
    await page.getByText('“通知.docx”没有发现问题。').waitFor();
    await staff.findsNoFault();
    await send('坏.docx', notice.subarray(0, notice.length / 2));
    await page.getByText('“坏.docx”已损坏或不完整').waitFor();
    await settled(page);
    await staff.close();
  });

  test('an earlier one is copied; a finding that is not taken up stands with its reason', async () => {
    const office = await enter(clerk, { device: 'phone' });
    const { page } = office;
    await office.open('plans');
    await page.locator('summary', { hasText: '照一份旧方案拟新的' }).click();
    const form = page.locator('form').filter({ hasText: '照哪一份' });
    await form.getByLabel('方案名称').fill('下一年的方案');
    await form.getByLabel(/^从/).fill(day(365));
    await office.findsNoFault();
    await form.getByRole('button').click();
    await page.getByRole('heading', { level: 1, name: '下一年的方案' }).waitFor();
    await office.open(`${new URL(page.url()).pathname.slice(1)}/sources`);
    await fillIn(office, { 意见或决定: '食堂太远', 为什么没有采纳: '不归本方案管，已转办公室' });
    await press(office, '记一条没有采纳的');
    await page.getByText('不归本方案管，已转办公室').waitFor();
    await office.findsNoFault();
    await office.close();
  });

  test('of 300 measures draws the rows in sight alone, and little for each of them elsewhere', async () => {
    const office = await enter(clerk);
    const { page } = office;
    const id = '01900000-0000-7000-8000-000000000000';
    await page.route(`**/api/plans/${id}`, (route) => route.fulfill({ json: aLargePlan(id, 300) }));
    const nElements = (what: string) => page.locator(what).count();
    await office.open(`plans/${id}/table`);
    await page
      .getByRole('status')
      .filter({ hasText: /^300 行$/ })
      .waitFor();
    expect(await nElements('main tbody tr.line')).toBeLessThan(60);
    await office.open(`plans/${id}/board`);
    expect(await nElements('main .board li')).toBe(300);
    expect(await nElements('main *')).toBeLessThan(300 * 5);
    await office.open(`plans/${id}/gantt`);
    expect(await nElements('main svg .bar')).toBe(300);
    expect(await nElements('main *')).toBeLessThan(300 * 16);
    await office.close();
  });
});
