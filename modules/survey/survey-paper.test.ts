import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#platform/contract/index.ts';
import type { Role } from '#platform/permit/table.ts';
import { sealLoose, utf8, type SignedManifest } from '#engines/ballots/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { destroyPoll } from '../ballot/index.ts';
import { listPeopleOn } from '../people/index.ts';
import type { Answers } from './answers.contract.ts';
import { paperRoutes } from './paper.contract.ts';
import {
  aDraftedSurvey,
  at,
  days,
  drawTokens,
  sign,
  someAnswers,
  step,
  wakeOn,
  type SurveyWorld,
} from './survey-life.fixtures.ts';
import { surveyLifeRoutes as routes } from './survey-routes.contract.ts';
import { answersOf } from './index.ts';
import { keepDate } from './survey-dates.work.ts';
import { issuedOf, loadSurvey } from './survey-load.work.ts';
import { updateSurvey } from './survey.data.ts';

let world: TestHouse;
let survey: SurveyWorld;
let onPaper: string[];
let codes: string[];
beforeAll(async () => {
  world = await openTestHouse('survey-paper');
  survey = await aDraftedSurvey(world);
  onPaper = survey.people.A.slice(-5);
  const unitIds = survey.draft.strata.flatMap((one) => one.unitIds);
  const body = { ...survey.draft, paperIds: onPaper, strata: [{ id: 'A', label: '全局', unitIds }] };
  await step(survey.office, routes.changeSurvey, { ...at(survey), body });
  await sign(survey);
});
afterAll(() => world.close());

describe('answering on paper, in an envelope', () => {
  test('who answers on paper draws no token', async () => {
    await wakeOn(survey, days.issueFrom);
    await expect(drawTokens(survey, onPaper[0]!)).rejects.toMatchObject({ code: 'ballot/not-eligible' });
    const person = await world.signIn(survey.bureauId, 'staff', onPaper[0]!);
    const view = await step(person, routes.readSurvey, at(survey));
    expect(view.mine.kind).toBe('paper');
    const people = await world.act(survey.bureauId, (act) => listPeopleOn(act, days.rosterOn));
    const listed = view.strata.reduce((sum, { eligible }) => sum + eligible, 0);
    expect(listed).toBe(people.length - 5);
  });

  test('who they are is told to who prepares surveys, to the others how many', async () => {
    const seenBy = async (role: Role) => {
      const who = await world.signIn(survey.bureauId, role);
      return (await step(who, routes.readSurvey, at(survey))).plan.paperIds;
    };
    for (const role of ['office', 'leader'] as const) expect(await seenBy(role)).toEqual(onPaper);
    for (const role of ['unit-head', 'staff'] as const) expect(await seenBy(role)).toEqual([]);
    const mate = await world.signIn(survey.bureauId, 'staff', onPaper[1]!);
    const own = await step(mate, routes.readSurvey, at(survey));
    expect([own.plan.paperIds, own.mine.kind, own.strata[0]!.onPaper]).toEqual([[], 'paper', 5]);
  });

  const rosterOf = (day: string) =>
    world.act(survey.bureauId, (act) =>
      updateSurvey(act.db, survey.bureauId, survey.surveyId, { roster_on: day }),
    );
  test('codes are made once, as many as people; the database knows their hashes alone', async () => {
    // Frozen at the check: what the roster says of another day, or says later of this one, counts no more.
    await rosterOf('2018-01-01');
    const { body } = await survey.office.call(routes.makeEnvelopes, at(survey));
    await rosterOf(days.rosterOn);
    codes = body.slips.map(({ code }) => code);
    expect(codes).toHaveLength(5);
    expect(codes[0]).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/);
    expect(await survey.office.call(routes.makeEnvelopes, at(survey))).toMatchObject({
      status: 409,
      body: { code: 'survey/no-envelopes' },
    });
    const rows = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [survey.bureauId]);
      return (await client.query('select * from survey.envelope')).rows as object[];
    });
    expect(JSON.stringify(rows)).not.toContain(codes[0]!.replaceAll('-', ''));
  });

  test('a code typed at a shared terminal lets one sealed form in, from somebody signed in as nobody', async () => {
    const { bureauId, surveyId } = survey;
    const there = { params: { bureauId, surveyId } };
    const form = (await world.nobody.call(routes.readAnswerForm, there)).body;
    const { ratings, texts } = form as { ratings: SignedManifest; texts: SignedManifest };
    const bytes = ratings.manifest.payloadBytes + texts.manifest.payloadBytes;
    const sealed = (answers: Answers) => sealLoose(ratings, utf8(JSON.stringify(answers)), bytes);
    const cast = (code: string, enc: string) =>
      world.nobody.call(routes.castAtTerminal, { ...there, body: { code, enc } });
    const first = await sealed(someAnswers('4', 'ico', '终端上写的'));
    await wakeOn(survey, days.issueFrom);
    expect(await cast(codes[4]!, first)).toMatchObject({ body: { code: 'survey/wrong-phase' } });
    await wakeOn(survey, days.castFrom);
    for (const body of [{ code: codes[4]!.toLowerCase() }, { code: codes[4]!.replaceAll('-', ' ') }])
      expect(await world.nobody.call(routes.tryCode, { ...there, body })).toMatchObject({ status: 200 });
    expect(await cast('AAAA-BBBB', first)).toMatchObject({ body: { code: 'survey/code-unknown' } });
    expect(await cast(codes[4]!, first.slice(4))).toMatchObject({ body: { code: 'survey/not-sealed' } });
    expect(await cast(codes[4]!, first)).toMatchObject({ status: 200 });
    // The reply was lost: sent again it counts once. Other answers under a used code do not count.
    expect(await cast(codes[4]!, first)).toMatchObject({ status: 200 });
    const second = await sealed(someAnswers('1', 'qts', ''));
    expect(await cast(codes[4]!, second)).toMatchObject({ body: { code: 'survey/code-unknown' } });
    for (const code of codes.slice(2, 4))
      expect(await cast(code, await sealed(someAnswers('4', 'ico', '')))).toMatchObject({ status: 200 });
    const rows = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      const query = 'select *, xmin::text as written from survey.sealed_form order by ctid';
      return (await client.query(query)).rows as Record<string, string>[];
    });
    const kept = ['ballot_id', 'bureau_id', 'enc', 'stratum', 'survey_id', 'written'];
    expect(Object.keys(rows[0]!).sort()).toEqual(kept);
    // In the order of their hashes and as of one transaction, whoever came first.
    expect(rows.map(({ ballot_id: id }) => id)).toEqual(rows.map(({ ballot_id: id }) => id).toSorted());
    expect([rows.length, new Set(rows.map(({ written }) => written)).size]).toEqual([3, 1]);
  });

  test('forms keyed twice enter the tally by their code, once; a used code does not', async () => {
    await wakeOn(survey, '2020-06-13');
    await step(survey.office, routes.closeSurvey, at(survey));
    const clerk = await world.signIn(survey.bureauId, ['office']);
    const stack = await survey.office.call(paperRoutes.openPaperStack, {
      body: { questionnaireId: survey.draft.questionnaireId, version: 1, label: '信封' },
    });
    const stackId = stack.body.id;
    const key = async (formNo: number, slip: string, answers: Answers) => {
      for (const who of [survey.office, clerk])
        await step(who, paperRoutes.keyPaperForm, { params: { stackId, formNo }, body: { answers, slip } });
    };
    await key(1, codes[0]!.toLowerCase(), someAnswers('5', 'ico', '多开门听意见'));
    await key(2, codes[0]!, someAnswers('1', 'qts', ''));
    await key(3, codes[4]!, someAnswers('1', 'qts', ''));
    // One without its slip lets nothing in, and must not keep the box shut.
    await key(4, '', someAnswers('1', 'qts', ''));
    await step(survey.office, routes.attachStack, { ...at(survey), body: { stackId } });
    const twice = await survey.office.call(routes.attachStack, { ...at(survey), body: { stackId } });
    expect(twice).toMatchObject({ status: 409, body: { code: 'survey/other-stack' } });
    await wakeOn(survey, '2020-06-18');
    for (const i of [0, 1])
      await step(survey.trustees[i]!, routes.giveSurveyShare, {
        ...at(survey),
        body: { share: survey.shares[i]! },
      });
    const early = await survey.witness.call(routes.tallySurvey, at(survey));
    expect(early).toMatchObject({ status: 409, body: { code: 'survey/stack-open' } });
    await step(survey.office, paperRoutes.closePaperStack, { params: { stackId } });
    await step(survey.witness, routes.tallySurvey, at(survey));
    await world.settled(survey.bureauId);
    const view = await step(survey.witness, routes.readSurvey, at(survey));
    // Five were to answer on paper: how many of so few did is told to nobody, neither here nor in the ledger.
    expect(view.tally).toMatchObject({ nAnswers: 4, nTexts: 2, nPaper: null, nPaperRefused: null });
    const [tallied] = await world.facts(survey.bureauId, 'survey/tallied');
    expect(tallied!.data).toMatchObject({ nAnswers: 4, nPaper: null, nPaperRefused: null });
    const opened = await world.act(survey.bureauId, (act) => answersOf(act, survey.surveyId));
    const one = { stratum: 'A', selfReport: { legacy: 'ico' } };
    expect(opened.answers).toMatchObject([one, one, one, one]);
    expect(opened.texts.map(({ body }) => body).sort()).toEqual(['多开门听意见', '终端上写的'].sort());
    const row = await world.act(survey.bureauId, (act) => loadSurvey(act, survey.surveyId));
    // Handed out: five codes, of which four were used; nobody drew a token.
    expect(await world.act(survey.bureauId, (act) => issuedOf(act, row))).toBe(5);
  });

  test('who they were is forgotten with the list of who drew, and with the survey at the latest', async () => {
    const kept = async () =>
      (await world.act(survey.bureauId, (act) => loadSurvey(act, survey.surveyId))).paper_ids;
    const { complaintsUntil, ratings, texts } = await step(survey.office, routes.readSurvey, at(survey));
    const forgotten = addDays(complaintsUntil!, 30);
    const keep = async (day: string) => {
      world.setClock(`${day}T09:00:00+08:00`);
      await world.act(survey.bureauId, (act) => keepDate(act, survey.surveyId));
    };
    await keep(addDays(forgotten, -1));
    expect(await kept()).toEqual(onPaper);
    await keep(forgotten);
    expect(await kept()).toEqual([]);
    // As if nobody had kept the days in between.
    await world.act(survey.bureauId, async (act) => {
      await updateSurvey(act.db, survey.bureauId, survey.surveyId, { paper_ids: onPaper });
      for (const { id } of [ratings!, texts!]) await destroyPoll(act, id, { on: '2021-06-18' });
    });
    await keep('2021-06-18');
    expect(await kept()).toEqual([]);
  });
});
