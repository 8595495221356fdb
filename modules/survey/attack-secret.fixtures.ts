/** The end of a survey that was played: shut, counted, released, its texts published; and what of it is secret. */
import { bureauItself } from '#platform/act/index.ts';
import { codeHashOf } from './survey-tally.work.ts';
import type { Secret } from '../ballot/attack.fixtures.ts';
import type { PlayedSurvey, Voter } from './attack-play.fixtures.ts';
import { closeSurvey } from './survey-close.work.ts';
import { tallySurvey } from './survey-tally.work.ts';
import { rowsOf } from './survey-rows.fixtures.ts';
import { redactTexts, releaseTexts } from './text.work.ts';
import { slipKey } from './paper.rules.ts';

/** What an attacker wants of a survey. */
export const wanted = {
  ratings: 'whose ratings are whose',
  texts: 'whose text is whose',
  pairs: 'which text belongs to which ratings',
  paper: 'whose form on paper is whose',
} as const;
export type Wanted = keyof typeof wanted;
export type Secrets = Record<Wanted, Secret>;

/** From the shut box to the published texts. */
export async function finish(played: readonly PlayedSurvey[]): Promise<void> {
  const all = async (day: string, work: (one: PlayedSurvey) => Promise<unknown>) => {
    played[0]!.survey.world.setClock(`${day}T09:00:00+08:00`);
    for (const one of played) await work(one);
  };
  const inBureau = ({ survey }: PlayedSurvey, work: Parameters<typeof survey.world.act>[1]) =>
    survey.world.act(survey.bureauId, work);
  await all('2020-06-13', (one) => inBureau(one, (act) => closeSurvey(act, one.survey.surveyId)));
  await all('2020-06-18', async (one) => {
    const shares = one.survey.shares.slice(0, 2);
    await inBureau(one, (act) => tallySurvey(act, one.survey.surveyId, { shares }));
    await one.survey.world.settled(one.survey.bureauId);
  });
  await all('2020-06-19', publishTexts);
}

/** Both keepers read every text, strike out nothing, and publish. */
async function publishTexts({ survey }: PlayedSurvey): Promise<void> {
  const { world, bureauId, surveyId, draft } = survey;
  const as = (personId: string, work: Parameters<typeof world.house.runAct>[1]) =>
    world.house.runAct({ ...bureauItself(bureauId), personId, roles: ['staff'] }, work);
  const texts = await rowsOf(survey, `select text_id from survey.text where survey_id = '${surveyId}'`);
  const verdicts = texts.map(({ text_id }) => ({ textId: String(text_id), marks: [], withheld: false }));
  for (const keeper of [draft.officeId, draft.witnessId])
    await as(keeper, (act) => redactTexts(act, surveyId, verdicts));
  await as(draft.officeId, (act) => releaseTexts(act, surveyId));
}

/** What is true of a survey that was counted. */
export async function secretsOf(one: PlayedSurvey): Promise<Secrets> {
  const { survey, voters, onPaper } = one;
  const { surveyId } = survey;
  const answers = await rowsOf(survey, `select * from survey.answer where survey_id = '${surveyId}'`);
  const texts = await rowsOf(survey, `select * from survey.text where survey_id = '${surveyId}'`);
  const answerOf = (who: Pick<Voter, 'answers'>): string =>
    String(answers.find((row) => columnsOf(row['answers']) === columnsOf(who.answers))!['answer_id']);
  const textOf = ({ canary }: Pick<Voter, 'canary'>): string =>
    String(texts.find((row) => String(row['body']).includes(canary))!['text_id']);
  const { ratings, texts: textPoll } = survey.form!;
  const pollIds = [ratings, textPoll].map((manifest) => manifest!.manifest.pollId);
  const rated = namesTo(
    voters.map((who) => [who.ballots.ratings.id, [...who.ballots.ratings.names, answerOf(who)]]),
  );
  const written = namesTo(
    voters.map((who) => [who.ballots.texts.id, [...who.ballots.texts.names, textOf(who), who.canary]]),
  );
  const forms = namesTo(
    onPaper.map((who) => {
      const key = slipKey(who.code);
      return [answerOf(who), [answerOf(who), textOf(who), who.canary, key, codeHashOf(key)]];
    }),
  );
  const idOf = (who: Voter) => who.personId;
  const ratingOf = (who: Voter) => who.ballots.ratings.id;
  const textBallotOf = (who: Voter) => who.ballots.texts.id;
  return {
    ratings: { pollIds, ...linking(byStratum(voters), idOf, ratingOf), ballotNames: rated },
    texts: { pollIds, ...linking([voters], idOf, textBallotOf), ballotNames: written },
    pairs: {
      pollIds,
      ...linking([voters], ratingOf, textBallotOf),
      ballotNames: written,
      personNames: rated,
    },
    paper: {
      pollIds,
      ...linking(byStratum(onPaper), (who) => who.personId, answerOf),
      ballotNames: forms,
    },
  };
}

const columnsOf = (answers: unknown): string => {
  const { given } = answers as Voter['answers'];
  return JSON.stringify(Object.entries(given['belong'] as object).sort());
};

const namesTo = (all: [string, string[]][]): Map<string, string> =>
  new Map(all.flatMap(([id, names]) => names.map((name) => [name, id] as const)));

const byStratum = <T extends { stratum: string }>(all: readonly T[]): T[][] => [
  ...Map.groupBy(all, ({ stratum }) => stratum).values(),
];

function linking<T>(strata: readonly T[][], left: (who: T) => string, right: (who: T) => string) {
  return {
    strata: strata.map((all) => ({ personIds: all.map(left), ballotIds: all.map(right) })),
    ballotOf: new Map(strata.flat().map((who) => [left(who), right(who)])),
  };
}
