import type { Route } from '#platform/contract/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, hashOf, makeReceipt, newSigningKey, toB64, type Receipt } from '#engines/ballots/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { idsLeft, idsOnDisk, random } from '../ballot/ballot.fixtures.ts';
import { destroyPoll } from '../ballot/index.ts';
import { jobRoutes } from '../../platform/jobs/job.contract.ts';
import { homeRoutes } from '../../platform/home/home.contract.ts';
import { noticeRoutes } from '../../platform/notices/notice.contract.ts';
import {
  aDraftedSurvey,
  at,
  castAnswers,
  drawTokens,
  sign,
  someAnswers,
  step,
  wakeOn,
  type SurveyWorld,
} from './survey-life.fixtures.ts';
import { answersOf } from './index.ts';
import type { SurveyView } from './survey-life.contract.ts';
import { surveyLifeRoutes as routes } from './survey-routes.contract.ts';
import { tallyJob } from './survey-opening.work.ts';
import { loseBallot, restoreBulletins, rowsOf, storedOf } from './survey-rows.fixtures.ts';
import { keepDate } from './survey-dates.work.ts';
import { surveyLifeFacts } from './survey-sayings.contract.ts';

let world: TestHouse;
let survey: SurveyWorld;
const clock = (day: string) => wakeOn(survey, day);
const read = (who = survey.office): Promise<SurveyView> => step(who, routes.readSurvey, at(survey));
const daily = () => world.act(survey.bureauId, (act) => keepDate(act, survey.surveyId));
const rowsIn = (sql: string) => rowsOf(survey, sql);
const stored = () => storedOf(survey);
const complain = (receipt: Receipt) => {
  const { bureauId, surveyId } = survey;
  return world.nobody.call(routes.fileComplaint, { params: { bureauId, surveyId }, body: { receipt } });
};

beforeAll(async () => {
  world = await openTestHouse('survey-life');
  survey = await aDraftedSurvey(world);
});
afterAll(() => world.close());

describe('keys and signatures', () => {
  test('office and witness make keys, trustees share the tally key, both sign, and the manifest stands', async () => {
    await sign(survey);
    const view = await read();
    expect(view.phase).toBe('signed');
    expect(view.ratings!.manifest!.signatures).toHaveLength(2);
    // The notice's one hash covers the texts' manifest, signers and tally key of it among the rest.
    expect(view.ratings!.manifest!.manifest.companion).toBe(view.texts!.manifest!.hash);
    expect(view.texts!.strata.map(({ id }) => id)).toEqual(['ALL']);
    expect(view.strata.reduce((sum, { eligible }) => sum + eligible, 0)).toBe(
      view.texts!.strata[0]!.eligible,
    );
    expect(view.ratings!.manifest!.manifest.contentHash).toBe(view.questionnaire.hash);
    // What a device gets to ask is what was signed, byte for byte: it checks that before it asks.
    const params = { bureauId: survey.bureauId, surveyId: survey.surveyId };
    const { body: form } = await world.nobody.call(routes.readAnswerForm, { params });
    expect(toB64(await hashOf(form.questionnaire))).toBe(view.questionnaire.hash);
  }, 300_000);

  test('everybody finds the own entry of the frozen list and its stratum', async () => {
    const person = survey.people.B[0]!;
    const one = await world.signIn(survey.bureauId, 'staff', person);
    const { mine, ratings } = await read(one);
    expect(mine).toEqual({ kind: 'token', stratum: '乙组', roles: [] });
    expect(ratings!.mine.entry!.personId).toBe(person);
  });
});

describe('drawing and casting', () => {
  const receipts: Receipt[][] = [];

  test('before the day nothing is drawn; on it the ledger and everybody alike are told', async () => {
    const first = survey.people.A[0]!;
    await expect(drawTokens(survey, first)).rejects.toMatchObject({ code: 'ballot/not-drawing' });
    await clock('2020-06-03');
    await daily();
    await daily();
    const kinds = await rowsIn("select kind from platform.fact where kind = 'survey/drawing'");
    expect(kinds).toHaveLength(1);
    const { body } = await survey.witness.call(noticeRoutes.listNotices);
    expect(body.groups.flatMap(({ notices }) => notices.map(({ text }) => text.zh))).toEqual([
      expect.stringContaining('开始领票'),
    ]);
  });

  test('seven people of each stratum draw, and cast from the casting days on', async () => {
    const drawn = [];
    for (const group of ['A', 'B'] as const)
      for (const personId of survey.people[group].slice(0, 7)) drawn.push(await drawTokens(survey, personId));
    const early = castAnswers(survey, drawn[0]!, someAnswers('4', 'ico', ''));
    await expect(early).rejects.toThrow('ballot/not-casting');
    await clock('2020-06-08');
    await daily();
    for (const [i, tokens] of drawn.entries()) {
      const wish = i % 2 === 0 ? `愿望第${i}号` : '';
      const column = i < 7 ? '4' : '2';
      receipts.push(
        await castAnswers(survey, tokens, someAnswers(column, i % 3 === 0 ? 'ico' : 'qts', wish)),
      );
    }
    const view = await read();
    expect(view.strata.map(({ issued, cast }) => [issued, cast])).toEqual([
      [7, null],
      [7, null],
    ]);
  });

  test('a lost token is drawn anew only with the consent of both keepers', async () => {
    const [person] = survey.people.A;
    await expect(drawTokens(survey, person!)).rejects.toMatchObject({ code: 'ballot/drawn' });
    const consent = (who: Caller, role: 'OFFICE' | 'WITNESS') =>
      who.call(routes.allowSurveyReissue, { ...at(survey), body: { role, personId: person! } });
    expect(await consent(survey.leader, 'OFFICE')).toMatchObject({ status: 403 });
    expect((await consent(survey.office, 'OFFICE')).status).toBe(200);
    await expect(drawTokens(survey, person!)).rejects.toMatchObject({ code: 'ballot/drawn' });
    expect((await consent(survey.witness, 'WITNESS')).status).toBe(200);
    expect(await drawTokens(survey, person!)).toHaveLength(2);
    await expect(drawTokens(survey, person!)).rejects.toMatchObject({ code: 'ballot/drawn' });
    expect((await read()).ratings!.reissued).toBe(1);
  });

  test('the first page says the same to who answered and who did not', async () => {
    const [did, didNot] = [survey.people.A[1]!, survey.people.A[20]!];
    const lines = [];
    for (const id of [did, didNot]) {
      const who = await world.signIn(survey.bureauId, 'staff', id);
      lines.push((await who.call(homeRoutes.readHome)).body.todo);
    }
    expect(lines[0]).toEqual(lines[1]);
    expect(lines[0]!.some(({ to }) => to === `/survey/${survey.surveyId}`)).toBe(true);
  });

  test('nobody shuts the box before the last day is over, and nobody opens it', async () => {
    const before = await stored();
    expect(await survey.office.call(routes.closeSurvey, at(survey))).toMatchObject({
      status: 409,
      body: { code: 'survey/still-casting' },
    });
    const share = { ...at(survey), body: { share: survey.shares[0]! } };
    expect(await survey.trustees[0]!.call(routes.giveSurveyShare, share)).toMatchObject({ status: 409 });
    expect(await survey.witness.call(routes.tallySurvey, at(survey))).toMatchObject({ status: 409 });
    expect(await stored()).toBe(before);
  });

  test('after the last day the box is shut by itself; bulletin and working days of complaints are published', async () => {
    await clock('2020-06-13');
    await daily();
    const view = await read(survey.witness);
    expect(view).toMatchObject({ phase: 'complaints', complaintsUntil: '2020-06-17' });
    expect(view.strata.map(({ cast }) => cast)).toEqual([7, 7]);
    const { body } = await survey.witness.call(routes.readSurveyBulletin, at(survey));
    expect(body.polls.map(({ of }) => of)).toEqual(['ratings', 'texts']);
    for (const { bulletin, manifest } of body.polls)
      expect(await faultsOf(bulletin as never, manifest as never)).toEqual([]);
  });

  test('a receipt with its entry, of another box or torn is no complaint', async () => {
    const [genuine] = receipts[0]!;
    expect(await complain(genuine!)).toMatchObject({ body: { code: 'survey/receipt-included' } });
    const stranger = makeReceipt({ ...genuine!, tokenId: 'A'.repeat(43) }, newSigningKey(random).secret);
    expect(await complain(stranger)).toMatchObject({ body: { code: 'survey/receipt-false' } });
    expect(await complain({ ...genuine!, pollId: survey.surveyId })).toMatchObject({
      body: { code: 'survey/receipt-false' },
    });
    expect(await rowsIn('select * from survey.complaint')).toEqual([]);
  });

  test('a genuine receipt without an entry is filed namelessly, once, and keeps the box shut until answered', async () => {
    const lost = receipts[3]![0]!;
    await loseBallot(survey, lost);
    expect(await complain(lost)).toMatchObject({ status: 200, body: { filedOn: '2020-06-13' } });
    expect(await complain(lost)).toMatchObject({ status: 409, body: { code: 'survey/complaint-filed' } });
    const facts = await rowsIn("select actor, data from platform.fact where kind = 'survey/complained'");
    expect(facts).toEqual([{ actor: null, data: {} }]);
    await clock('2020-06-18');
    const share = (i: number) => ({ ...at(survey), body: { share: survey.shares[i]! } });
    await step(survey.trustees[0]!, routes.giveSurveyShare, share(0));
    expect(await survey.witness.call(routes.tallySurvey, at(survey))).toMatchObject({
      body: { code: 'survey/complaints-unanswered' },
    });
    const answer = {
      params: { surveyId: survey.surveyId, ballotId: lost.ballotId },
      body: { answer: '经核对，票箱备份中没有这张票，已记录。' },
    };
    expect(await survey.office.call(routes.answerComplaint, answer)).toMatchObject({ status: 403 });
    const view = await step(survey.witness, routes.answerComplaint, answer);
    expect(view.complaints).toMatchObject([{ answeredOn: '2020-06-18' }]);
  });
});

describe('tally, answers, destruction', () => {
  test('one share opens nothing; two do, asked by a person who is named', async () => {
    await restoreBulletins(survey);
    expect(await survey.witness.call(routes.tallySurvey, at(survey))).toMatchObject({
      body: { code: 'ballot/few-shares' },
    });
    // What a restart does to an opening under way: it begins again and finds that shares lived in memory alone.
    const begunAgain = await world.act(survey.bureauId, (act) =>
      act.enqueue({ kind: tallyJob, input: { surveyId: survey.surveyId } }),
    );
    await world.settled(survey.bureauId);
    const ended = await rowsIn(`select state, failure from platform.job where job_id = '${begunAgain}'`);
    expect(ended).toMatchObject([{ state: 'failed', failure: { code: 'ballot/few-shares' } }]);
    expect((await read()).phase).toBe('countable');
    await step(survey.trustees[2]!, routes.giveSurveyShare, {
      ...at(survey),
      body: { share: survey.shares[2]! },
    });
    const stranger = await world.signIn(survey.bureauId, 'staff', survey.people.A[30]!);
    expect(await stranger.call(routes.tallySurvey, at(survey))).toMatchObject({
      status: 403,
      body: { code: 'survey/not-named' },
    });
    const asked = await step(survey.witness, routes.tallySurvey, at(survey));
    const jobId = asked.tallying?.jobId;
    // Asked once more, the same work goes on; or it is done by now.
    const again = await survey.witness.call(routes.tallySurvey, at(survey));
    expect([jobId, undefined]).toContain((again.body as SurveyView).tallying?.jobId);
    await world.settled(survey.bureauId);
    const jobs = await rowsIn(`select state from platform.job where kind = '${tallyJob}' order by job_id`);
    expect(jobs.map(({ state }) => state)).toEqual(['failed', 'done']);
    const { body: job } = await survey.witness.call(jobRoutes.readJob, { params: { jobId: jobId! } });
    expect(job).toMatchObject({ state: 'done', progress: 1, step: { en: '28 of 28 ballots opened' } });
    const view = await read();
    expect([view.phase, view.tallying]).toEqual(['tallied', null]);
    expect(view.tally).toEqual({
      nAnswers: 14,
      nTexts: 7,
      nForged: 0,
      nUnreadable: 0,
      nPaper: 0,
      nPaperRefused: 0,
    });
  });

  test('what is stored are answers by stratum and texts by themselves, in the order of random ids', async () => {
    const opened = await world.act(survey.bureauId, (act) => answersOf(act, survey.surveyId));
    expect(opened.strata.map(({ id, nAnswers }) => [id, nAnswers])).toEqual([
      ['A', 7],
      ['B', 7],
    ]);
    const means = opened.answers.map(({ stratum, answers }) => [
      stratum,
      Object.values(answers.given['belong'] as object)[0],
    ]);
    expect(new Set(means.map(String))).toEqual(new Set(['A,4', 'B,2']));
    expect(Object.keys(opened.answers[0]!.selfReport)).toEqual(['legacy']);
    expect(Object.keys(opened.answers[0]!.answers.given)).toEqual(['belong']);
    expect(opened.texts).toHaveLength(7);
    const columns = await rowsIn(
      "select table_name, column_name, data_type from information_schema.columns where table_schema = 'survey' and table_name in ('answer', 'text')",
    );
    expect(columns.filter(({ data_type }) => /time|date|serial|int/.test(String(data_type)))).toEqual([]);
    const order = await rowsIn('select answer_id from survey.answer order by ctid');
    const ids = order.map(({ answer_id }) => String(answer_id));
    expect(ids).toEqual(ids.toSorted());
  });

  test('no route hands out an answer', async () => {
    for (const route of Object.values(routes).filter(({ method }) => method === 'GET')) {
      const params = { surveyId: survey.surveyId, bureauId: survey.bureauId };
      const answer = await survey.office.call(route as Route<any, any, any, any>, {
        params,
        query: { rosterOn: '2020-06-01' },
      });
      expect(Buffer.from(answer.bytes).toString()).not.toContain('愿望第');
    }
  });

  test('a year after the tally ballots and raw answers are gone, and the ledger tells each step once', async () => {
    const view = await read();
    for (const poll of [view.ratings!, view.texts!])
      await world.act(survey.bureauId, (act) => destroyPoll(act, poll.id, { on: '2021-06-18' }));
    const ids = (await rowsIn('select answer_id from survey.answer')).map((row) => String(row['answer_id']));
    expect(await idsOnDisk(world, 'survey.answer', ids)).toBe(ids.length);
    await clock('2021-06-18');
    await daily();
    const { bureauId } = survey;
    expect(await idsLeft(world, { bureauId, table: 'survey.answer', ids })).toBe(0);
    expect(
      await rowsIn('select * from survey.answer union all select null,null,null,null,null,null limit 0'),
    ).toEqual([]);
    expect(await rowsIn('select text_id from survey.text')).toEqual([]);
    const facts = await rowsIn(
      `select kind, actor, data::text from platform.fact where subject = 'survey/${survey.surveyId}' order by seq`,
    );
    const own = facts.map(({ kind }) => String(kind)).filter((kind) => kind in surveyLifeFacts);
    const told =
      'drafted checked keys-made keys-made tally-key-made signed drawing casting closed complained complaint-answered tallied destroyed';
    expect(own).toEqual(told.split(' ').map((kind) => `survey/${kind}`));
    for (const id of [...survey.people.A, ...survey.people.B])
      expect(JSON.stringify(facts)).not.toContain(id);
  });
});
