import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, type SignedManifest } from '#engines/ballots/index.ts';
import { addDays, dayOf } from '#platform/contract/day.ts';
import { findJob } from '#platform/jobs/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { residentOf } from '../ballot/resident.work.ts';
import { answersOf } from './index.ts';
import { surveyLifeRoutes as routes } from './survey-routes.contract.ts';
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

/**
 * A survey of level P2 through its own routes, from the draft to the destruction: its box is another process with a
 * database of its own. That process has no clock but the real one, so the casting days begin today.
 */
/** A dozen keys under argon2id and a second cluster: seconds, but minutes where ten programs share two cores. */
const patienceMs = 400_000;
let world: TestHouse;
let survey: SurveyWorld;
const today = dayOf(new Date());
const castTo = addDays(today, 5);
beforeAll(async () => {
  world = await openTestHouse('survey-apart');
  const dates = { rosterOn: today, issueFrom: today, issueTo: addDays(today, 4), castFrom: today, castTo };
  survey = await aDraftedSurvey(world, { level: 'P2', ...dates });
}, patienceMs);
afterAll(() => world.close());

const read = () => step(survey.office, routes.readSurvey, at(survey));
const both = async <T>(ask: (place: { bureauId: string; pollId: string }) => Promise<T>): Promise<T[]> => {
  const { ratings, texts } = await read();
  const { bureauId } = survey;
  return [await ask({ bureauId, pollId: ratings!.id }), await ask({ bureauId, pollId: texts!.id })];
};
const inBox = () =>
  both((place) => world.act(survey.bureauId, (act) => residentOf(act).boxAt('P2').sealed(place)));
/** Its clock is ahead of the database's, which `settled` asks. */
const ended = (jobId: string): Promise<void> =>
  expect
    .poll(() => world.act(survey.bureauId, async (act) => (await findJob(act.db, jobId))?.state), {
      timeout: 60_000,
    })
    .toBe('done');
const daily = async (day: string): Promise<void> => {
  await wakeOn(survey, day);
  for (const kind of ['ballot/keep-dates', 'survey/keep-dates'])
    await ended(await world.act(survey.bureauId, (act) => act.enqueue({ kind, input: {} })));
};

test(
  'drafted, checked and signed, it is drawn and cast over two addresses',
  async () => {
    await sign(survey);
    const { ratings } = await read();
    expect(ratings!.level).toBe('P2');
    expect(ratings!.manifest!.manifest.ballotOrigin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await wakeOn(survey, today);
    for (const [i, personId] of [...survey.people.A.slice(0, 2), ...survey.people.B.slice(0, 2)].entries()) {
      const tokens = await drawTokens(survey, personId);
      await castAnswers(survey, tokens, someAnswers(i < 2 ? '4' : '2', 'ico', i === 0 ? '少开会' : ''));
    }
    const { rows } = await world.database.owner((client) =>
      client.query('select count(*)::int as n from ballot_box.ballot'),
    );
    expect(rows).toEqual([{ n: 0 }]);
  },
  patienceMs,
);

test(
  'after its last day it is shut by itself, opened by two trustees, and a year later nothing is left',
  async () => {
    await daily(addDays(castTo, 1));
    const { complaintsUntil } = await read();
    const { body } = await survey.witness.call(routes.readSurveyBulletin, at(survey));
    for (const { manifest, bulletin } of body.polls)
      expect(await faultsOf(bulletin, manifest as SignedManifest)).toEqual([]);
    expect((await inBox()).map((ballots) => ballots.length)).toEqual([4, 4]);
    await daily(addDays(complaintsUntil!, 1));
    for (const i of [0, 2])
      await step(survey.trustees[i]!, routes.giveSurveyShare, {
        ...at(survey),
        body: { share: survey.shares[i]! },
      });
    const { tallying } = await step(survey.witness, routes.tallySurvey, at(survey));
    await ended(tallying!.jobId!);
    const view = await read();
    expect(view.tally).toMatchObject({ nAnswers: 4, nTexts: 1, nForged: 0, nUnreadable: 0 });
    const opened = await world.act(survey.bureauId, (act) => answersOf(act, survey.surveyId));
    expect(opened.strata.map(({ nAnswers }) => nAnswers)).toEqual([2, 2]);
    await daily(addDays(view.destroyOn!, 1));
    expect((await read()).phase).toBe('destroyed');
    expect(await inBox()).toEqual([[], []]);
  },
  patienceMs,
);
