import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  finishToken,
  makeBallot,
  startToken,
  utf8,
  type Receipt,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import type { Answers } from '#modules/survey/answers.contract.ts';
import { splitTexts } from '#modules/survey/answers.rules.ts';
import type { Release } from '#modules/survey/result.contract.ts';
import { scaleBank } from '#modules/survey/scale.rules.ts';
import type { AnswerForm, SurveyView } from '#modules/survey/survey-life.contract.ts';
import { findCluster } from '#platform/db/embedded.ts';
import { ownerOn } from '#platform/db/open-pool.ts';
import { random } from '#modules/ballot/ballot.fixtures.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { ourBureau, until, type OurBureau } from './our-bureau.ts';
import { startServer, type RunningServer } from './server.ts';
import { newVisitor, type Visitor } from './visitor.ts';

/**
 * A survey from its draft to its results: drawn in one browser, cast in another that nobody is signed in at, the token
 * carried between them as a file; receipt, closing, complaint, tally by two of three trustees. Days pass by starting
 * the server again with a clock that is ahead.
 */
const staff = Array.from({ length: 20 }, (_, i) => ({
  工号: `LC${String(i + 1).padStart(4, '0')}`,
  姓名: `${'王李张刘陈杨赵黄'[i % 8]}${'建志永文'[i % 4]}${'砚霁湛樾'[Math.floor(i / 4) % 4]}`,
  单位: i < 10 ? '食品科' : '质量科',
  原单位: i % 2 === 0 ? '原工商' : '原质监',
}));
const nos = staff.map(({ 工号 }) => 工号);
const [office, leader, witness, first, second, third, one, ...others] = nos as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  ...string[],
];
const trustees = [first, second, third];
const [pin, otherPin, phrase] = ['482913', '739206', '春风又绿江南岸 明月'];
const passphrases = { OFFICE: '春风又绿江南岸 明月何时', WITNESS: '大漠孤烟直，长河落日圆。' };
const day = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ahead * 86_400_000);

const scale = scaleBank[1]!;
const questionnaire = {
  title: { zh: '一页问卷', en: 'One page' },
  sections: [
    {
      code: 's1',
      title: { zh: '第一节', en: 'First' },
      questions: [
        {
          kind: 'matrix',
          code: 'belong',
          text: { zh: '下面的话您同意吗？' },
          columns: scale.columns,
          rows: scale.items.map(({ code, text }) => ({
            code,
            text,
            item: { scale: scale.code, version: scale.version, item: code },
          })),
        },
        {
          kind: 'single',
          code: 'legacy',
          trait: 'legacy',
          text: { zh: '机构改革前，您在哪个单位？' },
          options: [
            { code: 'ico', text: { zh: '原工商' } },
            { code: 'qts', text: { zh: '原质监' } },
          ],
        },
        { kind: 'long-text', code: 'wish', text: { zh: '您最希望局里做成哪件事？' } },
      ],
    },
  ],
};
/** Of the twelve who answer three come from the second agency: too few to be shown, and the others with them. */
const answersOf = (i: number): Answers => ({
  v: 1,
  given: {
    belong: Object.fromEntries(scale.items.map(({ code }, row) => [code, String(2 + ((i + row) % 4))])),
    legacy: i <= 3 ? 'qts' : 'ico',
    wish: `愿望第${i}号`,
  },
  declined: [],
});

let folder: string;
let server: RunningServer;
let browser: Browser;
let bureau: OurBureau;
let bureauId: string;
let receiptFile: string;
let surveyId: string;
const shares: string[] = [];
let receipts: Receipt[];
const path = (rest = '') => `api/surveys/${surveyId}${rest}`;
const read = async (who: string): Promise<SurveyView> => (await bureau.as(who)).get(path());
const step = async (who: string, rest: string, data: unknown = {}, method: 'POST' | 'PUT' = 'POST') =>
  (await bureau.as(who)).send<SurveyView>(method, path(rest), data);
const formAt = async ({ page }: Visitor): Promise<AnswerForm> =>
  (await page.request.get(`api/survey-forms/${bureauId}/${surveyId}`)).json() as Promise<AnswerForm>;

/** A browser with a storage of its own, at a page of the survey; signed in or not. */
async function at(where: string, who?: string): Promise<Visitor> {
  const visitor = await newVisitor(browser, server.address, { device: 'phone' });
  visitor.page.setDefaultTimeout(15_000);
  if (who) await bureau.enter(visitor, who);
  await visitor.open(where);
  return visitor;
}
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
/** What the page hands over to be saved, as a file in the test's folder. */
async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

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

/** A colleague without the browser: draws signed in, casts signed out. */
async function answer(who: string, form: AnswerForm, answers: Answers): Promise<void> {
  const line = await bureau.as(who);
  const parts = splitTexts(form.questionnaire, answers);
  for (const [i, manifest] of ([form.ratings, form.texts] as SignedManifest[]).entries()) {
    const { pollId, strata } = manifest.manifest;
    const started = await startToken(manifest, strata[0]!.id, random, { quickly: true });
    const drawn = await line.send<{ blindSigs: string[] }>('POST', `api/polls/${pollId}/tokens`, {
      blinded: started.blinded,
    });
    const token = await finishToken(manifest, started, drawn.blindSigs, { quickly: true });
    const said = JSON.stringify(i === 0 ? parts.rated : parts.texts);
    const answered = await fetch(`${server.address}api/ballot-box/${bureauId}/${pollId}/ballots`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(await makeBallot(manifest, token, utf8(said), 1)),
    });
    expect(answered.status, await answered.clone().text()).toBe(200);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenrong-survey-'));
  server = await startServer({ WENRONG_DATA: folder });
  browser = await launchBrowser(inject('browser'));
  bureau = await ourBureau(server, staff, {
    [office]: ['office', 'staff'],
    [leader]: ['leader', 'staff'],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('drafted by one, passed by another, signed by office and witness under a key that trustees made', async () => {
  const clerk = await bureau.as(office);
  const { id, version } = await clerk.send<{ id: string; version: number }>('POST', 'api/questionnaires', {
    body: questionnaire,
  });
  const { strata } = await clerk.get<{
    strata: { id: string; label: string; unitIds: string[]; n: number }[];
  }>(`api/survey-strata?rosterOn=${day(0)}`);
  const idOf = (no: string) => bureau.personIds.get(no)!;
  const drafted = await clerk.send<SurveyView>('POST', 'api/surveys', {
    title: '民意调查',
    questionnaireId: id,
    version,
    level: 'P1',
    rosterOn: day(0),
    strata: strata.map(({ id: stratum, label, unitIds }) => ({ id: stratum, label, unitIds })),
    issueFrom: day(0),
    issueTo: day(0),
    castFrom: day(0),
    castTo: day(0),
    officeId: idOf(office),
    witnessId: idOf(witness),
    trusteeIds: trustees.map(idOf),
  });
  ({ id: surveyId, bureauId } = drafted);
  await step(leader, '/check');
  await step(office, '/keys', { role: 'OFFICE', passphrase: passphrases.OFFICE });
  await step(witness, '/keys', { role: 'WITNESS', passphrase: passphrases.WITNESS });
  const trustee = await at(`survey/${surveyId}/trustees`, first);
  const { page } = trustee;
  await press(page, '生成并分存计票钥');
  for (const i of trustees.keys()) {
    await press(page, '显示');
    shares.push((await page.locator(`[data-share="${i}"]`).textContent())!.trim());
    await press(page, '已收好，遮住');
    await page.getByRole('checkbox').nth(i).check();
  }
  await press(page, '三份都已收好，登记公钥');
  await page.getByText('计票钥已经分存').waitFor();
  for (const rest of ['/signatures', '/unlocking']) {
    await step(office, rest, { role: 'OFFICE', passphrase: passphrases.OFFICE });
    await step(witness, rest, { role: 'WITNESS', passphrase: passphrases.WITNESS });
  }
  expect((await read(one)).ratings!.manifest!.signatures).toHaveLength(2);
  await trustee.close();
});

test('a token is drawn in one browser, carried as a file, and cast in another that knows nobody', async () => {
  const { ratings } = await read(one);
  const wrong = await at(`survey/${surveyId}/draw#manifest=${'A'.repeat(43)}`, one);
  await wrong.page.getByRole('alert').filter({ hasText: '与通知上的校验值不一致' }).waitFor();
  await wrong.close();

  const mine = await at(`survey/${surveyId}/draw#manifest=${ratings!.manifest!.hash}`, one);
  await mine.page.getByText('已与通知上的校验值核对，一致。').waitFor();
  await mine.findsNoFault();
  await mine.page.getByLabel(/给票设一个口令/).fill(pin);
  await press(mine.page, '领票');
  await heading(mine.page, '票已领好');
  await mine.page.getByLabel(/口令短语/).fill(phrase);
  await press(mine.page, '封好');
  const file = await saved(mine.page, '存成文件');

  const other = await at(`survey/${bureauId}/${surveyId}/answer`);
  const { page } = other;
  const sent: Record<string, string>[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/ballot-box/'))
      void request.allHeaders().then((headers) => sent.push(headers));
  });
  await page.getByText('这台设备上没有这次调查的票。').waitFor();
  await page.getByLabel('存下的票（文件）').setInputFiles(file);
  await page.getByLabel('封票时的口令短语').fill(phrase);
  await page.getByLabel(/给这台设备设一个口令/).fill(otherPin);
  await press(page, '把票带进来');
  await page.getByText('票已打开。').waitFor();
  await press(page, '开始');
  // Five columns in each row; below them the agency.
  for (const row of scale.items.keys())
    await page
      .getByRole('radio')
      .nth(5 * row + 3)
      .press(' ');
  await page
    .getByRole('radio')
    .nth(5 * scale.items.length)
    .press(' ');
  await page.getByRole('textbox').first().fill('少开会');
  await page.locator('input[type=button][value=答完了], button:has-text("答完了")').first().click();
  await heading(page, '填好了，还没有发出');
  await press(page, '现在投出');
  await heading(page, '已投');
  await other.findsNoFault();
  receiptFile = await saved(page, '存回执');
  ({ receipts } = JSON.parse(await readFile(receiptFile, 'utf8')) as { receipts: Receipt[] });
  expect(receipts.map(({ version }) => version)).toEqual([1, 1]);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  for (const headers of sent)
    for (const name of ['cookie', 'authorization', 'referer']) expect(headers[name]).toBeUndefined();
  const form = await formAt(other);
  await mine.close();
  await other.close();

  for (const [i, who] of others.slice(0, 11).entries()) await answer(who, form, answersOf(i + 1));
});

test('shut the day after: the receipt is found in the public list, from a browser that knows nobody', async () => {
  await daysPass(1);
  if ((await read(office)).phase === 'ended') await step(office, '/closure');
  await until(async () => (await read(office)).phase === 'complaints');
  const other = await at(`survey/${bureauId}/${surveyId}/check`);
  const { page } = other;
  const look = async () => {
    await page.locator('input[type=file]').setInputFiles(receiptFile);
    await press(page, '查');
  };
  await look();
  await page.getByText('在公告里，一字未动。').nth(1).waitFor();
  expect(await page.getByText(/已由公告的根值证明/).count()).toBe(2);

  // Somebody takes the ballot off the list: the receipt proves it, and no name is asked.
  await meddle('create table kept_bulletin as select poll_id, bulletin from ballot.poll');
  for (const table of ['ballot.poll', 'ballot_box.poll'])
    await meddle(`update ${table} set bulletin = jsonb_set(bulletin, '{entries}', (select jsonb_agg(e) from
      jsonb_array_elements(bulletin->'entries') e where e->>'tokenId' <> '${receipts[0]!.tokenId}'))
      where poll_id = '${receipts[0]!.pollId}'`);
  await look();
  await page.getByText('公告里没有这张票。').waitFor();
  await press(page, '匿名申诉');
  await page.getByText('已申诉。').waitFor();
  expect((await read(one)).complaints).toHaveLength(1);
  await other.close();
});

test('after the days of complaint and its answer two trustees open the box; one alone does not', async () => {
  await daysPass(9);
  const refused = async (who: string, rest: string, data: unknown): Promise<string> => {
    const line = step(who, rest, data);
    return line.then(
      () => '',
      (error: Error) => error.message,
    );
  };
  await step(first, '/shares', { share: shares[0] });
  expect(await refused(witness, '/tally', {})).toContain('survey/complaints-unanswered');
  await step(witness, `/complaints/${receipts[0]!.ballotId}/answer`, {
    answer: '经核对，公告漏列一张票，已更正重发。',
  });
  for (const table of ['ballot.poll', 'ballot_box.poll'])
    await meddle(
      `update ${table} p set bulletin = k.bulletin from kept_bulletin k where k.poll_id = p.poll_id`,
    );
  expect(await refused(witness, '/tally', {})).toContain('ballot/few-shares');
  const last = await at(`survey/${surveyId}/trustees`, third);
  const { page } = last;
  await page.getByLabel(/^分存钥/).fill(shares[2]!);
  await press(page, '交出我的一份');
  await page
    .getByText(/：已交/)
    .nth(1)
    .waitFor();
  await last.findsNoFault();
  await press(page, '开箱计票');
  await page.getByRole('dialog').getByRole('textbox').fill('开箱');
  await page.getByRole('dialog').getByRole('button', { name: '开箱计票' }).click();
  await until(async () => (await read(witness)).phase === 'tallied');
  await last.close();
  const view = await read(witness);
  expect(view.tally).toMatchObject({ nAnswers: 12, nTexts: 12, nForged: 0, nUnreadable: 0 });
});

test('all staff see the result; of the agency of three neither number nor mean, nor the other one by subtraction', async () => {
  const staffLine = await bureau.as(others.at(-1)!);
  const published = () => staffLine.get<{ surveyId: string }[]>('api/survey-results');
  await until(async () => (await published()).some((line) => line.surveyId === surveyId));
  const { release } = await staffLine.get<{ release: Release }>(path('/result'));
  expect(release.response).toMatchObject({ eligible: 20, answered: 12 });
  const { groups, cells } = release.groupings.find(({ code }) => code === 'legacy')!;
  // The third are those who declined: nobody, which gives nobody away.
  expect(groups.map(({ code, people }) => [code, people]).slice(0, 2)).toEqual([
    ['ico', null],
    ['qts', null],
  ]);
  expect(cells.length).toBeGreaterThan(0);
  for (const { kind, mean } of cells) expect([kind, mean]).toEqual(['hidden', null]);
  const all = await at(`survey/results/${surveyId}`, others.at(-1)!);
  await heading(all.page, /./);
  expect(await all.page.locator('main').textContent()).not.toContain('愿望第');
  await all.close();
});

/** With the database's own tools, past the program. */
async function meddle(sql: string): Promise<void> {
  const { host, port, user, password } = (await findCluster(join(folder, 'database')))!;
  await ownerOn({ host, port, user, password, database: 'wenrong' })((client) => client.query(sql));
}
