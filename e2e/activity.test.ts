import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../tools/testing/browser.ts';
import { ourBureau, until, type OurBureau } from './our-bureau.ts';
import { startServer, type RunningServer } from './server.ts';
import { newVisitor, settled, type Visitor } from './visitor.ts';

/**
 * One activity from its plan to the sentence about its effect. 32 people out of two agencies; the truth is planted:
 * in the first wave nobody knows a colleague of the other agency, in the second those who shared a team do. The days
 * between pass by starting the server again with a clock that is ahead.
 */
const people = Array.from({ length: 32 }, (_, i) => ({
  工号: `LC${String(i + 1).padStart(4, '0')}`,
  姓名: `${'王李张刘陈杨赵黄'[i % 8]}${'建志永文'[Math.floor(i / 8)]}${'砚霁湛樾'[i % 4]}`,
  单位: ['食品科', '质量科', '价格科', '计量科'][i % 4]!,
  原单位: i < 16 ? '原工商' : '原质监',
  编制类型: '行政编制',
  到岗日期: '2019-01-30',
}));
const [office, leader, ...others] = people.map(({ 工号 }) => 工号);
const first = others[0]!;
const nameOf = (staffNo: string) => people.find(({ 工号 }) => 工号 === staffNo)!.姓名;
const sameAgency = (i: number, j: number) => i < 16 === j < 16;

/** Its own, so that it outlives the server. */
let folder: string;
let server: RunningServer;
let browser: Browser;
let bureau: OurBureau;
let activityId: string;
let sessionId: string;
/** Number of the team, from 1, by staff number. */
const teamOf = new Map<string, number>();

const day = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ahead * 86_400_000);

/** The same server some days later: stopped, and started again with a clock that is ahead. */
async function daysPass(ahead: number): Promise<void> {
  const port = new URL(server.address).port;
  await server.stop();
  server = await startServer({
    WENRONG_DATA: folder,
    WENRONG_PORT: port,
    DAYS_AHEAD: String(ahead),
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'days-ahead.ts')}`,
  });
  await bureau.moved(server.address);
}

async function visit(staffNo: string, path: string, device?: 'phone'): Promise<Visitor> {
  const visitor = await newVisitor(browser, server.address, device ? { device } : {});
  visitor.page.setDefaultTimeout(15_000);
  await bureau.enter(visitor, staffNo);
  await visitor.open(path);
  return visitor;
}

const press = ({ page }: Visitor, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click();
const heading = ({ page }: Visitor, text: RegExp) =>
  page.locator('main h1').filter({ hasText: text }).waitFor({ timeout: 30_000 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenrong-activity-'));
  server = await startServer({ WENRONG_DATA: folder });
  browser = await launchBrowser(inject('browser'));
  bureau = await ourBureau(server, people, {
    [office!]: ['office', 'staff'],
    [leader!]: ['leader', 'staff'],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Sheet {
  people: { personId: string }[];
  domains: { code: string }[];
}

/** A wave of one day: everybody answers but those left out, who do it themselves. */
async function openWave(name: string, on: string): Promise<string> {
  const desk = await bureau.as(office!);
  const { id } = await desk.send<{ id: string }>('POST', 'api/fusion/waves', {
    name,
    purpose: '了解不同原单位的同事相识到什么程度。',
    source: 'asked',
    unitIds: null,
    asOfOn: on,
    opensOn: on,
    closesOn: on,
    deleteOn: day(120),
    namesPerPerson: 30,
    domains: [],
  });
  await desk.send('POST', `api/fusion/waves/${id}/opening`);
  return id;
}

async function answers(
  waveId: string,
  staffNo: string,
  said: (i: number, j: number) => number,
): Promise<void> {
  const line = await bureau.as(staffNo);
  const sheet = await line.send<Sheet>('POST', `api/fusion/waves/${waveId}/consent`);
  const numbers = new Map([...bureau.personIds].map(([no, personId]) => [personId, Number(no.slice(2)) - 1]));
  const own = Number(staffNo.slice(2)) - 1;
  await line.send('PATCH', `api/fusion/waves/${waveId}/sheet`, {
    people: sheet.people.map(({ personId }) => ({ personId, said: said(own, numbers.get(personId)!) })),
    domains: sheet.domains.map(({ code }) => ({ code, said: 1 })),
  });
  await line.send('POST', `api/fusion/waves/${waveId}/sheet/finish`);
}

async function closeWave(waveId: string): Promise<void> {
  const desk = await bureau.as(office!);
  await desk.send('POST', `api/fusion/waves/${waveId}/closing`);
  await until(
    async () => (await desk.get<{ state: string }>(`api/fusion/waves/${waveId}`)).state === 'measured',
  );
  await desk.send('POST', `api/fusion/waves/${waveId}/release`);
}

describe('before the event', () => {
  test('a wave tells who knows whom', async () => {
    const waveId = await openWave('第一轮', day(0));
    for (const { 工号 } of people) await answers(waveId, 工号, (i, j) => (sameAgency(i, j) ? 2 : 0));
    await closeWave(waveId);
  });

  test('the office plans an activity for tomorrow and submits it', async () => {
    const visitor = await visit(office!, 'activities/new');
    const { page } = visitor;
    await page.getByLabel(/^名称/).fill('拔河');
    await page.getByLabel('目的和内容').fill('四队拔河，一个下午。');
    await page.getByLabel(/^日期/).fill(day(1));
    await page.getByLabel(/^开始/).fill('00:00');
    await page.getByLabel(/^结束/).fill('23:59');
    await page.getByLabel(/^签到/).selectOption({ label: '安全清点人数' });
    await page.getByLabel('预计人数').fill('32');
    await page.getByLabel(/^名额/).fill('32');
    await page.getByLabel('报名截止日').fill(day(1));
    await page.getByLabel('抽签分队').check();
    await page.getByLabel('几队').fill('4');
    await page.getByLabel('每队至少').fill('8');
    await page.getByLabel('每队至多').fill('8');
    await visitor.findsNoFault();
    await press(visitor, '保存');
    await page.waitForURL(/activities\/[0-9a-f-]{36}$/);
    activityId = page.url().split('/').at(-1)!;
    await settled(page);
    await press(visitor, '报批');
    await heading(visitor, /在等领导审批/);
    await visitor.findsNoFault();
    await visitor.close();
  });

  test('a leader sees the hours it asks for and approves it; registration opens', async () => {
    const chief = await visit(leader!, `activities/${activityId}`);
    await chief.page.getByRole('heading', { name: '要用各科室多少工时' }).waitFor();
    await press(chief, '批准');
    await heading(chief, /已批准/);
    await chief.findsNoFault();
    await chief.close();
    const desk = await visit(office!, `activities/${activityId}`);
    await press(desk, '开放报名');
    await heading(desk, /正在报名/);
    await desk.close();
  });

  test('somebody joins on a phone with one tap; so do all others', async () => {
    const visitor = await visit(first, `activities/${activityId}`, 'phone');
    await press(visitor, '报名');
    await heading(visitor, /您已报名参加“拔河”/);
    await visitor.findsNoFault();
    await visitor.close();
    for (const { 工号 } of people.filter((one) => one.工号 !== first))
      await (
        await bureau.as(工号)
      ).send('PUT', `api/activities/${activityId}/registration`, { as: 'participant' });
  });

  test('teams are drawn with a preview; two are exchanged by hand with a reason; the teams are published', async () => {
    const visitor = await visit(office!, `activities/${activityId}/teams`);
    const { page } = visitor;
    await heading(visitor, /32 人报名，还没有分队/);
    await press(visitor, '抽签');
    await heading(visitor, /抽成 4 队，尚未公布/);
    await page.getByText(/这样抽签，预计有 \d+ 对不同原单位的陌生人同队/).waitFor();
    await visitor.findsNoFault();
    await page
      .getByRole('button', { name: new RegExp(nameOf(first)) })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('与谁对调，或调到哪一队').selectOption({ index: 1 });
    await dialog.getByLabel('理由').fill('两人那天要一起值班');
    await dialog.getByRole('button', { name: '调整' }).click();
    await page.getByText('两人那天要一起值班').waitFor();
    await visitor.findsNoFault();
    await press(visitor, '公布分队');
    await page.getByRole('dialog').getByRole('button', { name: '公布分队' }).click();
    await heading(visitor, /4 队已经公布/);
    await visitor.findsNoFault();
    await visitor.close();
    await readTeams();
  });

  async function readTeams(): Promise<void> {
    const staffNoOf = new Map([...bureau.personIds].map(([staffNo, id]) => [id, staffNo]));
    const view = await (
      await bureau.as(office!)
    ).get<{
      draw: { rounds: { teams: { team: number; people: { personId: string; byHand: boolean }[] }[] }[] };
    }>(`api/activities/${activityId}/draw`);
    const { teams } = view.draw.rounds[0]!;
    for (const { team, people: members } of teams)
      for (const { personId } of members) teamOf.set(staffNoOf.get(personId)!, team);
    expect(teams.map(({ people: members }) => members.length)).toEqual([8, 8, 8, 8]);
    expect(teams.flatMap(({ people: members }) => members.filter(({ byHand }) => byHand))).toHaveLength(2);
  }

  test('everybody sees the own team, and what the event can show', async () => {
    const visitor = await visit(first, `activities/${activityId}/teams`, 'phone');
    await heading(visitor, new RegExp(`您在第 ${teamOf.get(first)} 队`));
    await visitor.findsNoFault();
    await visitor.open(`activities/${activityId}/effect`);
    await visitor.page
      .getByText(/这次活动最小能检出的变化/)
      .first()
      .waitFor();
    await visitor.findsNoFault();
    await visitor.close();
  });
});

describe('on the day', () => {
  test('people are signed in at the desk, also while the line is down, and nobody twice', async () => {
    await daysPass(1);
    const line = await bureau.as(office!);
    const view = await line.get<{ sessions: { sessionId: string }[] }>(`api/activities/${activityId}`);
    sessionId = view.sessions[0]!.sessionId;
    const visitor = await visit(office!, `sign-in-desk/${sessionId}`, 'phone');
    const { page, context } = visitor;
    await heading(visitor, /^0 人已签到/);
    await visitor.findsNoFault();
    await press(visitor, `给${nameOf(first)}签到`);
    await page.getByText('已连上，都送出了').waitFor();
    await context.setOffline(true);
    await press(visitor, `给${nameOf(others[1]!)}签到`);
    await press(visitor, `给${nameOf(others[2]!)}签到`);
    await page.getByText('断网：2 条留在本机').waitFor();
    await heading(visitor, /^3 人已签到/);
    await sameByAnotherDevice(others[1]!);
    await context.setOffline(false);
    await page.getByText('已连上，都送出了').waitFor();
    await until(async () => (await nPresent()) === 3);
    visitor.problems.splice(0);
    await visitor.findsNoFault();
    await visitor.close();
  });

  const nPresent = async () =>
    (await (await bureau.as(office!)).get<{ present: unknown[] }>(`api/activity-sessions/${sessionId}/roll`))
      .present.length;

  /** Somebody else at the desk scans the same person. */
  async function sameByAnotherDevice(staffNo: string): Promise<void> {
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const scan = { scanId: crypto.randomUUID(), personId: bureau.personIds.get(staffNo)!, at };
    const line = await bureau.as(office!);
    await line.send('POST', `api/activity-sessions/${sessionId}/scans`, {
      sentAt: at,
      scans: [
        {
          ...scan,
          kind: 'in',
          how: 'label',
        },
      ],
    });
    expect(await nPresent()).toBe(2);
  }

  test('somebody signs in with the code on the screen', async () => {
    const { code } = await (
      await bureau.as(office!)
    ).get<{ code: string }>(`api/activity-sessions/${sessionId}/code`);
    const visitor = await visit(
      others[3]!,
      `activities/${activityId}/sign-in?session=${sessionId}&code=${code}`,
      'phone',
    );
    await visitor.page.getByText(/^已签到（/).waitFor();
    await visitor.findsNoFault();
    expect(await nPresent()).toBe(4);
    await visitor.close();
  });

  test('the list is closed, and how many came is on record', async () => {
    const visitor = await visit(office!, `sign-in-desk/${sessionId}`);
    await press(visitor, '结束签到');
    await visitor.page.getByText(/已结束签到（/).waitFor();
    await visitor.close();
  });
});

describe('after the next wave', () => {
  let waveId: string;
  const met = (i: number, j: number) => teamOf.get(people[i]!.工号) === teamOf.get(people[j]!.工号);
  const said = (i: number, j: number) => (sameAgency(i, j) ? 2 : met(i, j) ? 1 : 0);

  test('everybody is asked again; one answers on a phone', async () => {
    await daysPass(3);
    waveId = await openWave('第二轮', day(3));
    for (const { 工号 } of people.filter((one) => one.工号 !== first)) await answers(waveId, 工号, said);
    const visitor = await visit(first, 'fusion/answer', 'phone');
    const { page } = visitor;
    await press(visitor, '同意，开始');
    await page.locator('.choice').first().waitFor();
    const own = Number(first.slice(2)) - 1;
    for (let n = 0; n < people.length - 1; n++) {
      const name = (await page.locator('main h1').textContent())!.trim();
      const other = people.findIndex((one) => name.includes(one.姓名));
      await page.locator('.choice').nth(said(own, other)).click();
      if (n < people.length - 2)
        await page.waitForFunction(
          (was) => document.querySelector('main h1')?.textContent?.trim() !== was,
          name,
        );
    }
    await page.getByText('谢谢，都答完了').waitFor();
    await visitor.close();
    await closeWave(waveId);
  });

  test('the activity’s page says whether it made people acquainted, in one sentence', async () => {
    interface Effect {
      effects: { grade: string; change: { value: number; low: number } }[];
    }
    const line = await bureau.as(first);
    const effects = async () => (await line.get<Effect>(`api/activities/${activityId}/effect`)).effects;
    await until(async () => (await effects()).length === 1);
    const visitor = await visit(first, `activities/${activityId}/effect`, 'phone');
    // Everybody who shared a team took one step, nobody else any: 100 in 100, however the pairs are weighed.
    await heading(visitor, /同队让不同原单位的同事更熟了：每 100 对多走 100 步/);
    expect((await effects())[0]).toMatchObject({ grade: 'A' });
    await visitor.findsNoFault();
    await visitor.close();
  });
});
