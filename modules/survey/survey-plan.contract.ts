/** Preparing a survey: strata, draft, check, withdrawal; and reading how far it is. */
import * as z from 'zod';
import { Day, Id, route } from '#platform/contract/index.ts';
import {
  Person,
  StratumPlan,
  SurveyDraft,
  SurveyLine,
  SurveyView,
  surveyParams as params,
} from './survey-life.contract.ts';

const plan = { permit: 'survey/plan', params, reply: SurveyView } as const;

export const planRoutes = {
  listSurveys: route({
    method: 'GET',
    path: '/api/surveys',
    summary: { zh: '调查：进行中的、以前的', en: 'Surveys: running and past' },
    permit: 'survey/read',
    reply: z.array(SurveyLine),
  }),
  proposeStrata: route({
    method: 'GET',
    path: '/api/survey-strata',
    summary: {
      zh: '按某日花名册建议分组，每组不少于 15 人',
      en: 'Strata proposed from a day’s roster, fifteen people at least in each',
    },
    permit: 'survey/plan',
    query: z.object({ rosterOn: Day }),
    reply: z.object({
      strata: z.array(StratumPlan.extend({ n: z.int() })),
      units: z.array(z.object({ id: Id, name: z.string(), n: z.int() })),
      people: z.array(Person.extend({ unit: z.string() })),
    }),
  }),
  draftSurvey: route({
    method: 'POST',
    path: '/api/surveys',
    summary: { zh: '起草一次调查', en: 'Draft a survey' },
    permit: 'survey/plan',
    body: SurveyDraft,
    reply: SurveyView,
  }),
  readSurvey: route({
    method: 'GET',
    path: '/api/surveys/:surveyId',
    summary: {
      zh: '一次调查：进展、该谁办、我能做什么',
      en: 'A survey: how far it is, whose turn, what I may do',
    },
    permit: 'survey/read',
    params,
    reply: SurveyView,
  }),
  changeSurvey: route({
    method: 'PUT',
    path: '/api/surveys/:surveyId',
    summary: { zh: '修改调查草稿', en: 'Change the draft of a survey' },
    ...plan,
    body: SurveyDraft,
  }),
  checkSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/check',
    summary: {
      zh: '复核通过：锁定问卷、冻结名单；须由起草人以外的人办',
      en: 'Pass the check: questionnaire locked, list frozen; not by the drafter',
    },
    permit: 'survey/check',
    params,
    reply: SurveyView,
  }),
  withdrawSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/withdrawal',
    summary: { zh: '撤回签署之前的调查', en: 'Withdraw a survey before it is signed' },
    ...plan,
  }),
};
