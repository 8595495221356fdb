import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '../../platform/home/home.contract.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { aDraftedSurvey, at, passphrases, step, type SurveyWorld } from './survey-life.fixtures.ts';
import { surveyLifeRoutes as routes } from './survey-routes.contract.ts';
import { rowsOf, storedOf } from './survey-rows.fixtures.ts';

let world: TestHouse;
let survey: SurveyWorld;
const stored = () => storedOf(survey);
const read = (who = survey.office) => step(who, routes.readSurvey, at(survey));

beforeAll(async () => {
  world = await openTestHouse('survey-plan');
  survey = await aDraftedSurvey(world);
});
afterAll(() => world.close());

describe('a plan', () => {
  test('strata are proposed with fifteen people at least in each, and cover everybody once', async () => {
    const { body } = await survey.office.call(routes.proposeStrata, { query: { rosterOn: '2020-06-01' } });
    for (const { n } of body.strata) expect(n).toBeGreaterThanOrEqual(15);
    const units = body.strata.flatMap(({ unitIds }) => unitIds);
    expect(new Set(units).size).toBe(units.length);
    expect(body.strata.reduce((sum, { n }) => sum + n, 0)).toBe(body.people.length);
  });

  test('a plan with a small stratum, somebody left out or dates that do not follow is refused, all at once', async () => {
    const before = await stored();
    const [a] = survey.draft.strata;
    const body = {
      ...survey.draft,
      strata: [{ ...a!, unitIds: a!.unitIds.slice(0, 1) }],
      witnessId: survey.draft.officeId,
      castTo: '2020-06-05',
      castFrom: '2020-06-08',
    };
    const answer = await survey.office.call(routes.draftSurvey, { body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'survey/bad-plan' } });
    const { problems } = answer.body as unknown as { problems: { path: string }[] };
    const paths = problems.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['body.strata', 'body.strata.0', 'body.witnessId', 'body.castTo']),
    );
    expect(await stored()).toBe(before);
  });
});

describe('a survey that is given up before it was signed', () => {
  test('leaves neither the frozen list nor who would have answered on paper', async () => {
    const unitIds = survey.draft.strata.flatMap((one) => one.unitIds);
    const later = {
      issueFrom: '2020-07-01',
      issueTo: '2020-07-03',
      castFrom: '2020-07-02',
      castTo: '2020-07-08',
    };
    const body = {
      ...survey.draft,
      ...later,
      rsaBits: 3072 as const,
      paperIds: survey.people.A.slice(-5),
      strata: [{ id: 'A', label: '全局', unitIds }],
    };
    const { id: surveyId } = await step(survey.office, routes.draftSurvey, { body });
    const params = { surveyId };
    const { ratings, texts } = await step(survey.leader, routes.checkSurvey, { params });
    const listed = () =>
      rowsOf(survey, `select 1 from ballot.eligible where poll_id in ('${ratings!.id}', '${texts!.id}')`);
    expect((await listed()).length).toBeGreaterThan(100);
    const lengths = await rowsOf(survey, `select rsa_bits from ballot.poll`);
    expect(lengths.map((row) => row['rsa_bits'])).toEqual([3072, 3072]);
    const view = await step(survey.office, routes.withdrawSurvey, { params });
    expect([view.phase, view.plan.paperIds, await listed()]).toEqual(['withdrawn', [], []]);
  });
});

describe('draft and check', () => {
  test('a draft is seen by those who prepare surveys, and passed by somebody other than its drafter', async () => {
    expect(await survey.witness.call(routes.readSurvey, at(survey))).toMatchObject({ status: 409 });
    expect((await survey.witness.call(routes.listSurveys)).body).toEqual([]);
    const own = await survey.office.call(routes.checkSurvey, at(survey));
    expect(own).toMatchObject({ status: 403, body: { code: 'survey/own-draft' } });
    expect((await read()).may.check.may).toBe(false);
    const seen = await read(survey.leader);
    expect(seen.may.check.may).toBe(true);
    expect(seen.next).toMatchObject({ who: 'checker' });
    const home = await survey.leader.call(homeRoutes.readHome);
    expect(home.body.todo.map(({ to }) => to)).toContain(`/survey/${survey.surveyId}`);
  });
});

describe('keys', () => {
  test('the wrong person makes no keys, and nothing is signed before all keys are there', async () => {
    await step(survey.leader, routes.checkSurvey, at(survey));
    const before = await stored();
    const body = { role: 'OFFICE' as const, passphrase: passphrases.OFFICE };
    const wrong = await survey.leader.call(routes.makeSurveyKeys, { ...at(survey), body });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'ballot/not-keeper' } });
    const early = await survey.office.call(routes.signSurvey, { ...at(survey), body });
    expect(early).toMatchObject({ status: 409, body: { code: 'ballot/keys-incomplete' } });
    const change = await survey.office.call(routes.changeSurvey, { ...at(survey), body: survey.draft });
    expect(change).toMatchObject({ status: 409, body: { code: 'survey/wrong-phase' } });
    expect(await stored()).toBe(before);
    expect((await read()).next).toMatchObject({ who: 'keepers' });
  });
});
