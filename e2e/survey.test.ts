import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fromB64, shareHashOf, type Bulletin, type Receipt } from '#engines/ballots/index.ts';
import type { Release } from '#modules/survey/result.contract.ts';
import type { AnswerForm, SurveyView } from '#modules/survey/survey-life.contract.ts';
import { joinCodes } from '#modules/survey/web/tokenCodes.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import * as onPaper from './asked-on-paper.ts';
import { answer, answersOf, day, draftSurvey, staff } from './asked-staff.ts';
import { answerFindings } from './finding-steps.ts';
import { ourBureau, until, type OurBureau } from './our-bureau.ts';
import { meddleIn } from './meddle.ts';
import { heading, press, saved, walk } from './page-steps.ts';
import { startLater, startServer, type RunningServer } from './server.ts';
import { asksNamelessly, confirmAtPage, shareOut } from './trustee-steps.ts';
import { newVisitor, type Visitor } from './visitor.ts';

/**
 * A survey from its draft to its results: drawn in one browser, cast in another that nobody is signed in at, the token
 * carried between them as a file; five answer on paper; receipt, closing, complaint, tally by two of three trustees,
 * texts redacted by two, findings answered. Days pass by starting the server again with a clock that is ahead.
 */
const nos = staff.map(({ 工号 }) => 工号);
type Named = [string, string, string, string, string, string, string, ...string[]];
const [office, leader, witness, first, second, third, one, ...others] = nos as Named;
const trustees = [first, second, third];
const [pin, otherPin, phrase] = ['482913', '739206', '春风又绿江南岸 明月'];
const passphrases = { OFFICE: '春风又绿江南岸 明月何时', WITNESS: '大漠孤烟直，长河落日圆。' };

let folder: string;
let server: RunningServer;
let browser: Browser;
let bureau: OurBureau;
let bureauId: string;
let receiptFile: string;
let surveyId: string;
const [clerk, named] = [others[11]!, staff[7]!.姓名];
const shares: string[] = [];
let codes: string[];
let receipts: Receipt[];
const path = (rest = '') => `api/surveys/${surveyId}${rest}`;
const read = async (who: string): Promise<SurveyView> => (await bureau.as(who)).get(path());
const step = async (who: string, rest: string, data: unknown = {}, method: 'POST' | 'PUT' = 'POST') =>
  (await bureau.as(who)).send<SurveyView>(method, path(rest), data);
const meddle = (sql: string) => meddleIn(folder, sql);
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
async function daysPass(ahead: number): Promise<void> {
  server = await startLater(server, folder, ahead);
  await bureau.moved(server.address);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenrong-survey-'));
  server = await startServer({ WENRONG_DATA: folder });
  browser = await launchBrowser(inject('browser'));
  bureau = await ourBureau(server, staff, {
    [office]: ['office', 'staff'],
    [leader]: ['leader', 'staff'],
    [clerk]: ['office', 'staff'],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('drafted by one, passed by another, signed by office and witness under a key that trustees made', async () => {
  const idOf = (no: string) => bureau.personIds.get(no)!;
  const drafted = await draftSurvey(await bureau.as(office), {
    officeId: idOf(office),
    witnessId: idOf(witness),
    trusteeIds: trustees.map(idOf),
    paperIds: [office, leader, ...trustees].map(idOf),
  });
  ({ id: surveyId, bureauId } = drafted);
  await step(leader, '/check');
  await step(office, '/keys', { role: 'OFFICE', passphrase: passphrases.OFFICE });
  await step(witness, '/keys', { role: 'WITNESS', passphrase: passphrases.WITNESS });
  const trustee = await at(`survey/${surveyId}/trustees`, first);
  shares.push(...(await shareOut(trustee)));
  // Nothing is signed before each has shown to hold the own share: one at the page, the others alike.
  const keeping = { role: 'OFFICE', passphrase: passphrases.OFFICE };
  await expect(step(office, '/signatures', keeping)).rejects.toThrow('ballot/shares-unconfirmed');
  await confirmAtPage(trustee, shares[0]!);
  for (const i of [1, 2])
    await step(trustees[i]!, '/share-receipts', { shareHash: await shareHashOf(fromB64(shares[i]!)) });
  for (const rest of ['/signatures', '/unlocking']) {
    await step(office, rest, { role: 'OFFICE', passphrase: passphrases.OFFICE });
    await step(witness, rest, { role: 'WITNESS', passphrase: passphrases.WITNESS });
  }
  expect((await read(one)).ratings!.manifest!.signatures).toHaveLength(2);
  await trustee.close();
  const clerkAtPhone = await at(`survey/${surveyId}/keys`, office);
  await clerkAtPhone.findsNoFault();
  await walk(clerkAtPhone, 'survey', `survey/${surveyId}/notice`);
  await clerkAtPhone.open(`survey/${surveyId}`);
  codes = await onPaper.printCodes(clerkAtPhone);
  expect(codes).toHaveLength(5);
  await clerkAtPhone.close();
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
  const file = await saved(mine.page, '存成文件', folder);
  await mine.findsNoFault();
  const photographs: { name: string; mimeType: string; buffer: Buffer }[] = [];
  for (const code of await mine.page.getByRole('img', { name: /第 \d+ 个码/ }).all())
    photographs.push({ name: 'code.png', mimeType: 'image/png', buffer: await code.screenshot() });

  const other = await at(`survey/${bureauId}/${surveyId}/answer`);
  const { page } = other;
  const sent: Record<string, string>[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/ballot-box/'))
      void request.allHeaders().then((headers) => sent.push(headers));
  });
  await page.getByText('这台设备上没有这次调查的票。').waitFor();
  await other.findsNoFault();
  await page.getByLabel(/或选二维码的照片/).setInputFiles(photographs);
  await page.getByText(`读到 ${photographs.length} 个码，共 ${photographs.length} 个。`).waitFor();
  // What was photographed is what the file holds; from here on the file will do.
  const text = page.getByLabel(/粘贴扫出来的文字/);
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
  expect(joinCodes((await text.inputValue()).split('\n')).texts).toEqual(lines);
  await text.fill('');
  await page.getByLabel('存下的票（文件）').setInputFiles(file);
  await page.getByLabel('封票时的口令短语').fill(phrase);
  await page.getByLabel(/给这台设备设一个口令/).fill(otherPin);
  await press(page, '把票带进来');
  await page.getByText('票已打开。').waitFor();
  await other.findsNoFault();
  await press(page, '开始');
  await onPaper.fillIn(other, 4, `少开会，${named}副局长多下来`);
  await page.getByText('像是在说某一个人').waitFor();
  await other.findsNoFault();
  await page.locator('input[type=button][value=答完了], button:has-text("答完了")').first().click();
  await heading(page, '填好了，还没有发出');
  await other.findsNoFault();
  await press(page, '现在投出');
  await heading(page, '已投');
  await other.findsNoFault();
  receiptFile = await saved(page, '存回执', folder);
  ({ receipts } = JSON.parse(await readFile(receiptFile, 'utf8')) as { receipts: Receipt[] });
  expect(receipts.map(({ version }) => version)).toEqual([1, 1]);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  for (const headers of sent)
    for (const name of ['cookie', 'authorization', 'referer']) expect(headers[name]).toBeUndefined();
  await press(page, '清除这台设备上的票');
  await page.getByText('票已从这台设备清除').waitFor();
  await other.open(`survey/${bureauId}/${surveyId}/answer`);
  await page.getByText('这台设备上没有这次调查的票。').waitFor();
  const form = await formAt(other);
  await asksNamelessly(mine, `survey/${bureauId}/${surveyId}/answer`, '打开我的票');
  await mine.close();
  await other.close();

  const colleagues = { bureau, box: `${server.address}api/ballot-box/${bureauId}` };
  for (const [i, who] of others.slice(0, 11).entries()) await answer(colleagues, who, form, answersOf(i + 1));
  const terminal = await at(`survey/${bureauId}/${surveyId}/terminal`);
  await onPaper.answerAtTerminal(terminal, codes[3]!, '终端上写的');
  await terminal.close();
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
  await other.findsNoFault();

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

test('a form on paper is keyed by two who differ, settled, and counted; the sheet to be posted has the roots', async () => {
  const desks = [await at('survey', office), await at('survey', clerk)] as const;
  await onPaper.keyTwice(desks, codes[0]!, '一号箱');
  await onPaper.attachStack(desks[0], surveyId, '一号箱');
  const { polls } = await (await bureau.as(one)).get<{ polls: { bulletin: Bulletin }[] }>(path('/bulletin'));
  await onPaper.readsOnNotice(desks[0], surveyId, ...polls.map(({ bulletin }) => bulletin.merkleRoot));
  for (const desk of desks) await desk.close();
});

test('after the days of complaint and its answer two trustees open the box; one alone does not', async () => {
  // The day after the last of complaints: holidays may stand in between.
  const { complaintsUntil } = await read(office);
  await daysPass(1 + Math.round((Date.parse(complaintsUntil!) - Date.parse(day(0))) / 86_400_000));
  const refused = (who: string, rest: string, data: unknown): Promise<string> =>
    step(who, rest, data).then(
      () => '',
      (error: Error) => error.message,
    );
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
  expect(view.tally).toMatchObject({ nAnswers: 14, nTexts: 14, nForged: 0, nUnreadable: 0 });
});

test('all staff see the result; of the agency of three neither number nor mean, nor the other one by subtraction', async () => {
  const staffLine = await bureau.as(others.at(-1)!);
  const published = () => staffLine.get<{ surveyId: string }[]>('api/survey-results');
  await until(async () => (await published()).some((line) => line.surveyId === surveyId));
  const { release } = await staffLine.get<{ release: Release }>(path('/result'));
  expect(release.response).toMatchObject({ eligible: 20, answered: 14 });
  const { groups, cells } = release.groupings.find(({ code }) => code === 'legacy')!;
  // The third are those who declined: nobody, which gives nobody away.
  expect(groups.map(({ code, people }) => [code, people]).slice(0, 2)).toEqual([
    ['ico', null],
    ['qts', null],
  ]);
  expect(cells.length).toBeGreaterThan(0);
  for (const { kind, mean } of cells) expect([kind, mean]).toEqual(['hidden', null]);
  const all = await at(`survey/results/${surveyId}`, others.at(-1)!);
  expect(await all.page.locator('main').textContent()).not.toContain('愿望第');
  await all.findsNoFault();
  await walk(
    all,
    ...['groups', 'change', 'texts', 'summary'].map((tab) => `survey/results/${surveyId}/${tab}`),
  );
  await all.close();
  const keepers = [await at('survey', office), await at('survey', witness)] as const;
  await onPaper.redactByTwo(keepers, [await bureau.as(office), await bureau.as(witness)], surveyId, named);
  for (const keeper of keepers) await keeper.close();
});

test('one finding becomes a measure, another is not taken up: both stand where the findings are, for all staff', async () => {
  const [desk, reader] = [await at('survey', office), await at('survey', one)];
  const answered = await answerFindings(desk, await bureau.as(office), surveyId);
  for (const { finding, words } of answered) {
    await reader.open(`survey/findings/${finding}`);
    await reader.page.getByText(words).waitFor();
  }
  await reader.findsNoFault();
  for (const who of [desk, reader]) await who.close();
});
