/**
 * Surveys that are lived through from the draft to the published texts, as an attacker likes it best: whoever draws
 * earlier casts earlier. Those on paper draw their envelopes from a box and put them into one.
 */
import { randomBytes } from 'node:crypto';
import { ballotIdOf, makeBallot, toB64, utf8, type SignedManifest } from '#engines/ballots/index.ts';
import type { TokenSecret } from '#engines/ballots/index.ts';
import type { Random } from '#engines/random/index.ts';
import { addDays } from '#platform/contract/index.ts';
import type { WholeHouse } from '#root/tools/testing/whole-house.ts';
import { boxRoutes } from '../ballot/box.contract.ts';
import { wayInto } from '../ballot/index.ts';
import { residentOf } from '../ballot/resident.work.ts';
import type { Answers } from './answers.contract.ts';
import { splitTexts } from './answers.rules.ts';
import { keyedOnPaper, type OnPaper } from './attack-paper.fixtures.ts';
import { scaleBank } from './scale.rules.ts';
import { aDraftedSurvey, at, days, drawTokens, sign, step } from './survey-life.fixtures.ts';
import type { SurveyWorld } from './survey-life.fixtures.ts';
import { surveyLifeRoutes as routes } from './survey-routes.contract.ts';

type Level = 'P1' | 'P2';
type Part = 'ratings' | 'texts';

/** Somebody who answers, and everything that tells in truth what became of the answers. */
export interface Voter {
  personId: string;
  stratum: 'A' | 'B';
  /** Answers of which no two people's are alike. */
  answers: Answers;
  /** A word of the free text that stands nowhere else. */
  canary: string;
  castOn: string;
  ballots: Record<Part, { id: string; names: string[] }>;
  tokens: TokenSecret[];
}

export interface PlayedSurvey {
  level: Level;
  survey: SurveyWorld;
  /** In the order of drawing and of casting. */
  voters: Voter[];
  onPaper: OnPaper[];
}

export interface Staging {
  levels: readonly Level[];
  /** Of each stratum: with tokens, and on paper. */
  nEach: number;
  nPaper: number;
  random: Random;
  /** What is done after half of the days of casting. */
  halfway(played: readonly PlayedSurvey[]): Promise<void>;
}

const nDays = 5;

/** Surveys side by side up to the end of casting, day by day. */
export async function playSurveys(world: WholeHouse, staging: Staging): Promise<PlayedSurvey[]> {
  const played = await Promise.all(staging.levels.map((level) => prepared(world, level, staging)));
  for (let day = 0; day < nDays; day++) {
    world.setClock(`${addDays(days.issueFrom, day)}T09:00:00+08:00`);
    for (const { survey, voters } of played)
      for (const voter of partOf(voters, day)) voter.tokens = await drawTokens(survey, voter.personId);
  }
  for (let day = 0; day < nDays; day++) {
    const castOn = addDays(days.castFrom, day);
    world.setClock(`${castOn}T09:00:00+08:00`);
    // At the change of days the box writes what waits.
    await world.act(played[0]!.survey.bureauId, (act) => residentOf(act).here.tick());
    for (const one of played)
      for (const voter of partOf(one.voters, day)) await castAs(one, voter, castOn, staging.random);
    if (day === Math.floor(nDays / 2)) await staging.halfway(played);
  }
  for (const { survey, onPaper } of played) await keyedOnPaper(survey, onPaper, staging.random);
  return played;
}

const partOf = <T>(list: readonly T[], day: number): T[] =>
  list.filter((_, i) => Math.floor((i * nDays) / list.length) === day);

async function prepared(
  world: WholeHouse,
  level: Level,
  { nEach, nPaper, random }: Staging,
): Promise<PlayedSurvey> {
  const survey = await aDraftedSurvey(world, { level });
  const chosen = (['A', 'B'] as const).map((stratum) => ({
    stratum,
    ids: random.shuffle([...survey.people[stratum]]).slice(0, nEach + nPaper),
  }));
  const patterns = random.shuffle(Array.from({ length: 2 * (nEach + nPaper) }, (_, i) => i));
  const everybody = chosen.flatMap(({ stratum, ids }) =>
    ids.map((personId, i) => ({ personId, stratum, isOnPaper: i < nPaper, ...said(patterns.pop()!) })),
  );
  const onPaper = everybody.filter((one) => one.isOnPaper).map((one) => ({ ...one, code: '' }));
  const paperIds = onPaper.map(({ personId }) => personId);
  await step(survey.office, routes.changeSurvey, { ...at(survey), body: { ...survey.draft, paperIds } });
  await sign(survey);
  if (nPaper > 0) {
    const { body } = await survey.office.call(routes.makeEnvelopes, at(survey));
    const slips = random.shuffle([...body.slips]);
    for (const one of onPaper) {
      const label = one.stratum === 'A' ? '甲组' : '乙组';
      one.code = slips.splice(
        slips.findIndex(({ stratum }) => stratum === label),
        1,
      )[0]!.code;
    }
  }
  const none = { id: '', names: [] };
  const voters = everybody
    .filter((one) => !one.isOnPaper)
    .map((one) => ({ ...one, castOn: '', tokens: [], ballots: { ratings: none, texts: none } }));
  return { level, survey, voters: random.shuffle(voters), onPaper };
}

const { items } = scaleBank[1]!;

/** The columns of the one matrix spell the number. */
function said(pattern: number): { answers: Answers; canary: string } {
  const columns = items.map((_, i) => String(1 + (Math.floor(pattern / 5 ** i) % 5)));
  const canary = randomBytes(15).toString('base64url');
  const belong = Object.fromEntries(items.map(({ code }, i) => [code, columns[i]!]));
  const given = { belong, legacy: pattern % 2 === 0 ? 'ico' : 'qts', wish: `愿望 ${canary}` };
  return { answers: { v: 1, given, declined: [] }, canary };
}

/** Ratings and text by the ways that people's devices and paper take; one in six casts what may be replaced twice. */
async function castAs(one: PlayedSurvey, voter: Voter, castOn: string, random: Random): Promise<void> {
  const { questionnaire, ratings, texts } = one.survey.form!;
  const parts = splitTexts(questionnaire, voter.answers);
  const twice = random.below(6) === 0;
  voter.castOn = castOn;
  for (const [i, part] of (['ratings', 'texts'] as const).entries()) {
    const manifest = (part === 'ratings' ? ratings : texts) as SignedManifest;
    const payload = utf8(JSON.stringify(part === 'ratings' ? parts.rated : parts.texts));
    for (const version of twice && manifest.manifest.rules.resubmit ? [1, 2] : [1]) {
      const ballot = await makeBallot(manifest, voter.tokens[i]!, payload, version);
      await cast(one, ballot, castOn);
      const id = toB64(await ballotIdOf(ballot));
      voter.ballots[part] = { id, names: [id, ballot.tokenId, ballot.nonce, ballot.ballotPk] };
    }
  }
}

/** The box apart has the machine's clock alone: it is told the day, as for an invented history. */
async function cast({ survey, level }: PlayedSurvey, ballot: { pollId: string }, on: string): Promise<void> {
  const { world, bureauId } = survey;
  if (level === 'P2') {
    await (
      await world.act(bureauId, (act) => wayInto(act, ballot.pollId, { on }))
    )(ballot as never);
    return;
  }
  const params = { bureauId, pollId: ballot.pollId };
  const { status, body } = await world.nobody.call(boxRoutes.castBallot, { params, body: ballot });
  if (status !== 200) throw new Error(JSON.stringify(body));
}
