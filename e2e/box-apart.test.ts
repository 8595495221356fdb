import { readFile, rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { shareHashOf, shareTallyKey, toB64, type Receipt } from '#engines/ballots/index.ts';
import type { SurveyView } from '#modules/survey/survey-life.contract.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { ourBureau, until, type OurBureau } from './our-bureau.ts';
import { heading, press, saved } from './page-steps.ts';
import { freePort, openRoom, startLater, startServer, type RunningServer } from './server.ts';
import { newVisitor, type Visitor } from './visitor.ts';

/**
 * A survey of level P2 in real browsers: the box is another process at another port, which the pages' own policy has to
 * let them ask. Drawn in one browser, cast and checked in another, opened by two trustees.
 */
const staff = Array.from({ length: 16 }, (_, i) => ({
  工号: `LC${String(i + 1).padStart(4, '0')}`,
  姓名: `${'王李张刘陈杨赵黄'[i % 8]}${'建志'[i >> 3]}砚`,
  单位: '食品科',
  原单位: '原工商',
}));
const nos = staff.map((line) => line.工号);
type Named = [string, string, string, string, string, string, string];
const [office, leader, witness, first, second, third, one] = nos.slice(0, 7) as Named;
const trustees = [first, second, third];
const [pin, phrase] = ['482913', '春风又绿江南岸 明月'];
const passphrases = { OFFICE: '春风又绿江南岸 明月何时', WITNESS: '大漠孤烟直，长河落日圆。' };
const day = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ahead * 86_400_000);
const question = {
  kind: 'zero-ten',
  code: 'mood',
  text: { zh: '总的打几分？' },
  low: { zh: '很差' },
  high: { zh: '很好' },
};

let folder: string;
let settings: Record<string, string>;
let server: RunningServer;
let browser: Browser;
let bureau: OurBureau;
let bureauId: string;
let surveyId: string;
let receiptFile: string;
const shares: string[] = [];
const path = (rest = '') => `api/surveys/${surveyId}${rest}`;
const read = async (): Promise<SurveyView> => (await bureau.as(office)).get(path());
const step = async (who: string, rest: string, data: unknown = {}, method: 'POST' | 'PUT' = 'POST') =>
  (await bureau.as(who)).send<SurveyView>(method, path(rest), data);
const boxAddress = () => `http://127.0.0.1:${settings['WENRONG_BALLOT_PORT']}`;

async function at(where: string, who?: string): Promise<Visitor> {
  const visitor = await newVisitor(browser, server.address, { device: 'phone' });
  visitor.page.setDefaultTimeout(15_000);
  if (who) await bureau.enter(visitor, who);
  await visitor.open(where);
  return visitor;
}
async function daysPass(ahead: number): Promise<void> {
  server = await startLater(server, folder, ahead, settings);
  await bureau.moved(server.address);
}

/** From the draft to unlocked keys, as the pages ask for it. */
async function signed(): Promise<void> {
  const idOf = (no: string) => bureau.personIds.get(no)!;
  const clerk = await bureau.as(office);
  const body = {
    title: { zh: '一页问卷' },
    sections: [{ code: 's1', title: { zh: '第一节' }, questions: [question] }],
  };
  const { id, version } = await clerk.send<{ id: string; version: number }>('POST', 'api/questionnaires', {
    body,
  });
  const { strata } = await clerk.get<{ strata: { id: string; label: string; unitIds: string[] }[] }>(
    `api/survey-strata?rosterOn=${day(0)}`,
  );
  // Until tomorrow: midnight may fall into a test.
  const dates = { issueFrom: day(0), issueTo: day(1), castFrom: day(0), castTo: day(1) };
  ({ id: surveyId, bureauId } = await clerk.send<SurveyView>('POST', 'api/surveys', {
    title: '民意调查',
    questionnaireId: id,
    version,
    level: 'P2',
    rosterOn: day(0),
    strata: strata.map(({ id: stratum, label, unitIds }) => ({ id: stratum, label, unitIds })),
    ...dates,
    officeId: idOf(office),
    witnessId: idOf(witness),
    trusteeIds: trustees.map(idOf),
  }));
  await step(leader, '/check');
  const both = async (rest: string) => {
    await step(office, rest, { role: 'OFFICE', passphrase: passphrases.OFFICE });
    await step(witness, rest, { role: 'WITNESS', passphrase: passphrases.WITNESS });
  };
  await both('/keys');
  const key = await shareTallyKey();
  shares.push(...key.shares.map(toB64));
  const shareHashes = await Promise.all(key.shares.map(shareHashOf));
  await step(first, '/tally-key', { publicKey: toB64(key.public), shareHashes }, 'PUT');
  for (const [i, shareHash] of shareHashes.entries())
    await step(trustees[i]!, '/share-receipts', { shareHash });
  for (const rest of ['/signatures', '/unlocking']) await both(rest);
}

beforeAll(async () => {
  folder = openRoom('wenrong-apart-');
  // The same port after each start: it stands in the signed manifest.
  settings = { WENRONG_BALLOT_PORT: String(await freePort()) };
  server = await startServer({ WENRONG_DATA: folder, ...settings });
  browser = await launchBrowser(inject('browser'));
  bureau = await ourBureau(server, staff, { [office]: ['office', 'staff'], [leader]: ['leader', 'staff'] });
  await signed();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('drawn in one browser, cast in another at the box’s own address, without anything that names who casts', async () => {
  const { ratings } = await read();
  expect(ratings!.manifest!.manifest.ballotOrigin).toBe(boxAddress());
  const mine = await at(`survey/${surveyId}/draw#manifest=${ratings!.manifest!.hash}`, one);
  await mine.page.getByLabel(/给票设一个口令/).fill(pin);
  await press(mine.page, '领票');
  await heading(mine.page, '票已领好');
  await mine.page.getByLabel(/口令短语/).fill(phrase);
  await press(mine.page, '封好');
  const file = await saved(mine.page, '存成文件', folder);
  await mine.close();

  const other = await at(`survey/${bureauId}/${surveyId}/answer`);
  const { page } = other;
  const asked: { url: string; headers: Promise<Record<string, string>> }[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/ballot-box/'))
      asked.push({ url: request.url(), headers: request.allHeaders() });
  });
  await page.getByLabel('存下的票（文件）').setInputFiles(file);
  await page.getByLabel('封票时的口令短语').fill(phrase);
  await page.getByLabel(/给这台设备设一个口令/).fill(pin);
  await press(page, '把票带进来');
  await page.getByText('票已打开。').waitFor();
  await press(page, '开始');
  await page.getByRole('radio').nth(8).press(' ');
  await page.locator('input[type=button][value=答完了], button:has-text("答完了")').first().click();
  await heading(page, '填好了，还没有发出');
  await press(page, '现在投出');
  await heading(page, '已投');
  receiptFile = await saved(page, '存回执', folder);
  expect(asked.length).toBeGreaterThan(0);
  for (const { url, headers } of asked) {
    expect(url.startsWith(`${boxAddress()}/api/ballot-box/`)).toBe(true);
    for (const name of ['cookie', 'authorization', 'referer']) expect((await headers)[name]).toBeUndefined();
  }
  // Nothing was stopped by the policy or by the box: the console is empty too.
  await other.findsNoFault();
  await other.close();
});

test('once the last day is over the receipt is found in the list that the box itself gives; the main server has no ballot', async () => {
  await daysPass(2);
  if ((await read()).phase === 'ended') await step(office, '/closure');
  await until(async () => (await read()).phase === 'complaints');
  const other = await at(`survey/${bureauId}/${surveyId}/check`);
  await other.page.locator('input[type=file]').setInputFiles(receiptFile);
  await press(other.page, '查');
  await other.page.getByText('在公告里，一字未动。').waitFor();
  const { receipts } = JSON.parse(await readFile(receiptFile, 'utf8')) as { receipts: Receipt[] };
  const place = `api/ballot-box/${bureauId}/${receipts[0]!.pollId}/bulletin`;
  expect((await fetch(`${boxAddress()}/${place}`)).status).toBe(200);
  expect((await fetch(`${server.address}${place}`)).status).toBe(404);
  await other.close();
});

test('after the days of complaint two trustees open it', async () => {
  const { complaintsUntil } = await read();
  await daysPass(1 + Math.round((Date.parse(complaintsUntil!) - Date.parse(day(0))) / 86_400_000));
  await step(first, '/shares', { share: shares[0] });
  await step(third, '/shares', { share: shares[2] });
  await step(witness, '/tally');
  await until(async () => (await read()).phase === 'tallied');
  expect((await read()).tally).toMatchObject({ nAnswers: 1, nForged: 0, nUnreadable: 0 });
});
