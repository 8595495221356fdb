import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
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
import type { AnswerForm, SurveyView } from '#modules/survey/survey-life.contract.ts';
import { findCluster } from '#platform/db/embedded.ts';
import { ownerOn } from '#platform/db/open-pool.ts';
import { random } from '#modules/ballot/ballot.fixtures.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { ourBureau, until, type OurBureau } from './our-bureau.ts';
import { startServer, type RunningServer } from './server.ts';
import type { Device } from './survey-device.ts';
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
const [pin, phrase] = ['482913', '春风又绿江南岸'];
const passphrases = { OFFICE: '春风又绿江南岸 明月何时', WITNESS: '大漠孤烟直，长河落日圆。' };
const day = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ahead * 86_400_000);

const questionnaire = {
  title: { zh: '一页问卷', en: 'One page' },
  sections: [
    {
      code: 's1',
      title: { zh: '第一节', en: 'First' },
      questions: [
        { kind: 'zero-ten', code: 'proud', text: { zh: '在这里工作，您有多自豪？' } },
        { kind: 'long-text', code: 'wish', text: { zh: '您最希望局里做成哪件事？' } },
      ],
    },
  ],
};
const answersOf = (i: number): Answers => ({
  v: 1,
  given: { proud: 3 + (i % 7), wish: `愿望第${i}号` },
  declined: [],
});

let folder: string;
let server: RunningServer;
let browser: Browser;
let bureau: OurBureau;
let bundle: string;
let surveyId: string;
let shares: string[];
let receipts: Receipt[];
const path = (rest = '') => `api/surveys/${surveyId}${rest}`;
const read = async (who: string): Promise<SurveyView> => (await bureau.as(who)).get(path());
const step = async (who: string, rest: string, data: unknown = {}, method: 'POST' | 'PUT' = 'POST') =>
  (await bureau.as(who)).send<SurveyView>(method, path(rest), data);
const formAt = async ({ page }: Visitor): Promise<AnswerForm> => {
  const { bureauId } = await read(one);
  return (await page.request.get(`api/survey-forms/${bureauId}/${surveyId}`)).json() as Promise<AnswerForm>;
};

/** A browser with a storage of its own, at a page of the bureau, that can do what a person's device does. */
async function aDevice(who: string | null): Promise<Visitor> {
  const visitor = await newVisitor(browser, server.address, { device: 'phone' });
  if (who) await bureau.enter(visitor, who);
  await visitor.open('');
  await visitor.page.evaluate(bundle);
  return visitor;
}
const onDevice = <K extends keyof Device>(
  page: Page,
  name: K,
  ...args: Parameters<Device[K]>
): ReturnType<Device[K]> =>
  page.evaluate(
    ([what, given]) =>
      (globalThis as unknown as { device: Record<string, (...some: unknown[]) => unknown> }).device[what]!(
        ...given,
      ),
    [name, args] as [string, unknown[]],
  ) as ReturnType<Device[K]>;

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
  const { bureauId } = await line.get<SurveyView>(path());
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

async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'survey-device.ts'), formats: ['iife'], name: 'surveyDevice' },
    },
  });
  const [{ output }] = made as unknown as [{ output: { code: string }[] }];
  return output[0]!.code;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenrong-survey-'));
  server = await startServer({ WENRONG_DATA: folder });
  browser = await launchBrowser(inject('browser'));
  [bundle, bureau] = await Promise.all([
    bundled(),
    ourBureau(server, staff, { [office]: ['office', 'staff'], [leader]: ['leader', 'staff'] }),
  ]);
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
  surveyId = drafted.id;
  await step(leader, '/check');
  await step(office, '/keys', { role: 'OFFICE', passphrase: passphrases.OFFICE });
  await step(witness, '/keys', { role: 'WITNESS', passphrase: passphrases.WITNESS });
  const trustee = await aDevice(first);
  const made = await onDevice(trustee.page, 'tallyKey');
  shares = made.shares;
  await step(first, '/tally-key', { publicKey: made.publicKey }, 'PUT');
  for (const rest of ['/signatures', '/unlocking']) {
    await step(office, rest, { role: 'OFFICE', passphrase: passphrases.OFFICE });
    await step(witness, rest, { role: 'WITNESS', passphrase: passphrases.WITNESS });
  }
  expect((await read(one)).ratings!.manifest!.signatures).toHaveLength(2);
  await trustee.close();
});

test('a token is drawn in one browser, carried as a file, and cast in another that knows nobody', async () => {
  const view = await read(one);
  const file = join(folder, 'token.txt');
  const mine = await aDevice(one);
  const pinned = view.ratings!.manifest!.hash;
  const wrong = onDevice(mine.page, 'drawAll', view, { pin, phrase, pinned: 'A'.repeat(43) });
  await expect(wrong).rejects.toThrow('pinned');
  await writeFile(file, await onDevice(mine.page, 'drawAll', view, { pin, phrase, pinned }));
  expect(await onDevice(mine.page, 'holds', view, pin)).toBe(true);

  const other = await aDevice(null);
  expect(await onDevice(other.page, 'holds', view, pin)).toBe(false);
  const sent: Record<string, string>[] = [];
  other.page.on('request', (request) => {
    if (request.url().includes('/api/ballot-box/'))
      void request.allHeaders().then((headers) => sent.push(headers));
  });
  const form = await formAt(other);
  const text = await readFile(file, 'utf8');
  receipts = await onDevice(other.page, 'castAll', form, { file: text, phrase, answers: answersOf(0) });
  expect(receipts.map(({ version }) => version)).toEqual([1, 1]);
  expect(sent.length).toBeGreaterThanOrEqual(4);
  for (const headers of sent)
    for (const name of ['cookie', 'authorization', 'referer']) expect(headers[name]).toBeUndefined();
  await mine.close();
  await other.close();

  for (const [i, who] of others.slice(0, 11).entries()) await answer(who, form, answersOf(i + 1));
});

test('shut the day after: the receipt is found in the public list, from a browser that knows nobody', async () => {
  await daysPass(1);
  if ((await read(office)).phase === 'ended') await step(office, '/closure');
  await until(async () => (await read(office)).phase === 'complaints');
  const other = await aDevice(null);
  const form = await formAt(other);
  const { bureauId } = await read(one);
  const said = await onDevice(other.page, 'checkAll', form, { bureauId, receipts });
  expect(said).toEqual(['included true 0', 'included true 0']);
  const complaint = () =>
    other.page.request.post(`api/survey-complaints/${bureauId}/${surveyId}`, {
      data: { receipt: receipts[0]! },
    });
  expect(await (await complaint()).json()).toMatchObject({ code: 'survey/receipt-included' });

  // Somebody takes the ballot off the published list: the receipt proves it, and no name is asked.
  await meddle(`update ballot.poll set bulletin = jsonb_set(bulletin, '{entries}', (select jsonb_agg(e) from
    jsonb_array_elements(bulletin->'entries') e where e->>'tokenId' <> '${receipts[0]!.tokenId}'))
    where poll_id = '${receipts[0]!.pollId}'`);
  expect((await complaint()).status()).toBe(200);
  expect((await complaint()).status()).toBe(409);
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
  await meddle(
    'update ballot.poll p set bulletin = b.bulletin from ballot_box.poll b where b.poll_id = p.poll_id',
  );
  expect(await refused(witness, '/tally', {})).toContain('ballot/few-shares');
  await step(third, '/shares', { share: shares[2] });
  const view = await step(witness, '/tally');
  expect(view.phase).toBe('tallied');
  expect(view.tally).toMatchObject({ nAnswers: 12, nTexts: 12, nForged: 0, nUnreadable: 0 });
});

/** With the database's own tools, past the program. */
async function meddle(sql: string): Promise<void> {
  const { host, port, user, password } = (await findCluster(join(folder, 'database')))!;
  await ownerOn({ host, port, user, password, database: 'wenrong' })((client) => client.query(sql));
}
