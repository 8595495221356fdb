/** Paper in a survey: one-time codes of envelopes, stacks counted with it. */
import * as z from 'zod';
import { Id, route } from '#platform/contract/index.ts';
import { SurveyView, surveyParams as params } from './survey-life.contract.ts';

const plan = { permit: 'survey/plan', params, reply: SurveyView } as const;

export const surveyPaperRoutes = {
  makeEnvelopes: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/envelopes',
    summary: {
      zh: '生成信封里的一次性代码；只显示这一次',
      en: 'Make the one-time codes of the envelopes; shown this once',
    },
    permit: 'survey/plan',
    params,
    reply: z.object({ slips: z.array(z.object({ stratum: z.string(), code: z.string() })) }),
  }),
  attachStack: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/stacks',
    summary: {
      zh: '把录好的一批纸质问卷并入计票',
      en: 'Have a keyed stack of paper forms counted with the survey',
    },
    ...plan,
    body: z.object({ stackId: Id }),
  }),
};
