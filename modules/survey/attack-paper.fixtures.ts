/** Forms on paper as two clerks key them, in the order in which the box of envelopes happens to give them. */
import type { Random } from '#engines/random/index.ts';
import type { Answers } from './answers.contract.ts';
import { paperRoutes } from './paper.contract.ts';
import { at, step, wakeOn, type SurveyWorld } from './survey-life.fixtures.ts';
import { surveyLifeRoutes as routes } from './survey-routes.contract.ts';

export interface OnPaper {
  personId: string;
  stratum: 'A' | 'B';
  answers: Answers;
  canary: string;
  /** The one-time code of the envelope that was drawn. */
  code: string;
}

export async function keyedOnPaper(
  survey: SurveyWorld,
  forms: readonly OnPaper[],
  random: Random,
): Promise<void> {
  if (forms.length === 0) return;
  const { world, office, draft } = survey;
  await wakeOn(survey, draft.castTo);
  const second = await world.signIn(survey.bureauId, ['office']);
  const body = { questionnaireId: draft.questionnaireId, version: 1, label: '信封' };
  const { id: stackId } = (await office.call(paperRoutes.openPaperStack, { body })).body;
  for (const [i, { answers, code: slip }] of random.shuffle([...forms]).entries())
    for (const clerk of [office, second])
      await step(clerk, paperRoutes.keyPaperForm, {
        params: { stackId, formNo: i + 1 },
        body: { answers, slip },
      });
  await step(office, paperRoutes.closePaperStack, { params: { stackId } });
  await step(office, routes.attachStack, { ...at(survey), body: { stackId } });
}
