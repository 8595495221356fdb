import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SampleRun } from '#platform/module/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aSampleBureau } from '../people/people.fixtures.ts';
import { questionnaireSample } from './questionnaire.sample.ts';
import { resultRoutes } from './result.contract.ts';
import { surveyLifeRoutes } from './survey-routes.contract.ts';
import { OPINION_WAVES } from '#demo/opinion-waves.ts';
import { keepDates } from './survey.jobs.ts';
import { tellWave } from './survey.sample.ts';
import { textRoutes } from './text.contract.ts';

const keepBallotDates = 'ballot/keep-dates';
let world: TestHouse;
let bureauId: string;
let staff: Caller;
let seconds: number[];
let run: SampleRun;

beforeAll(async () => {
  world = await openTestHouse('survey_sample');
  bureauId = await aSampleBureau(world);
  seconds = [];
  run = {
    bureauId,
    act: (work, who) => (who ? world.house.runAct(who, work) : world.act(bureauId, work)),
    progress: async () => undefined,
  };
  for (const chapter of questionnaireSample) await chapter.tell(run);
  for (const at of OPINION_WAVES.keys()) {
    const began = performance.now();
    await tellWave(run, at);
    seconds.push((performance.now() - began) / 1000);
  }
  console.info(`seconds of the waves: ${seconds.map((one) => one.toFixed(1)).join(' ')}`);
  staff = await world.signIn(bureauId, 'staff');
}, 240_000);
afterAll(() => world.close());

test('three waves were drawn, cast and opened: 273, 282 and 289 answers by stratum', async () => {
  const results = (await staff.call(resultRoutes.listSurveyResults)).body;
  expect(results.map(({ answered, eligible }) => [answered, eligible])).toEqual([
    [289, 316],
    [282, 317],
    [273, 318],
  ]);
  const surveys = (await staff.call(surveyLifeRoutes.listSurveys)).body;
  expect(surveys.map(({ phase }) => phase)).toEqual(['tallied', 'tallied', 'tallied']);
});

test('means are the scenario’s, the changes of U4 and U1 withheld', async () => {
  const [third, second] = (await staff.call(resultRoutes.listSurveyResults)).body;
  const read = async (surveyId: string) =>
    (await staff.call(resultRoutes.readSurveyResult, { params: { surveyId } })).body.release;
  const release = await read(third!.surveyId);
  expect(release.scales.map(({ mean }) => mean.value)).toEqual([3.92, 3.83, 3.8, 3.49, 4.05, 3.95, 3.18]);
  const withheld = (of: typeof release) => [
    ...new Set(
      of.groupings[0]!.cells.filter((one) => one.whyNoChange === 'few-moved').map((one) => one.group),
    ),
  ];
  expect([withheld(release), withheld(await read(second!.surveyId))]).toEqual([['U1'], ['U4']]);
});

test('texts are out without names, without what gives a writer away', async () => {
  const results = (await staff.call(resultRoutes.listSurveyResults)).body;
  const shown = [];
  for (const { surveyId } of results)
    shown.push(
      (await staff.call(textRoutes.readSurveyTexts, { params: { surveyId } })).body.questions[0]!.texts,
    );
  expect(shown.map((list) => list.length)).toEqual([68, 73, 95]);
  expect(shown.flat().filter((text) => /白晓苇|靳文澄|段若汀|1\d{10}|唯一|最早/.test(text))).toEqual([]);
});

test('once ballots, keys and raw answers are destroyed by their dates, everything published reads the same', async () => {
  const published = async () => {
    const all = [];
    for (const { surveyId } of (await staff.call(resultRoutes.listSurveyResults)).body) {
      const params = { surveyId };
      all.push((await staff.call(resultRoutes.readSurveyResult, { params })).body);
      all.push((await staff.call(textRoutes.readSurveyTexts, { params })).body);
    }
    return all;
  };
  const before = await published();
  for (const kind of [keepBallotDates, keepDates])
    await world.act(bureauId, (act) => act.enqueue({ kind, input: {} }));
  await world.settled(bureauId);
  const surveys = (await staff.call(surveyLifeRoutes.listSurveys)).body;
  expect(surveys.map(({ phase }) => phase)).toEqual(['destroyed', 'destroyed', 'destroyed']);
  expect(await published()).toEqual(before);
});

test('and a wave that is told is not told again', async () => {
  await tellWave(run, 0);
  expect((await staff.call(surveyLifeRoutes.listSurveys)).body).toHaveLength(3);
});
