import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#platform/contract/index.ts';
import type { Role } from '#platform/permit/table.ts';
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
import { loadSurvey } from './survey-load.work.ts';
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

  test('forms keyed twice enter the tally by their code, once; a made-up or used code does not', async () => {
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
    await key(3, 'AAAA-BBBB-CCCC-DDDD', someAnswers('1', 'qts', ''));
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
    expect(view.tally).toMatchObject({ nAnswers: 1, nTexts: 1, nPaper: 1, nPaperRefused: 2 });
    const opened = await world.act(survey.bureauId, (act) => answersOf(act, survey.surveyId));
    expect(opened.answers).toMatchObject([{ stratum: 'A', selfReport: { legacy: expect.any(String) } }]);
    expect(opened.texts).toEqual([{ question: 'wish', body: '多开门听意见' }]);
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
