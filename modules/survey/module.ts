import type { Module } from '#platform/module/index.ts';
import { questionnaireSample } from './questionnaire.sample.ts';
import { surveyFacts, surveyRefusals } from './survey.contract.ts';
import { surveyDaily, surveyJobs } from './survey.jobs.ts';
import { surveyBoundRoutes } from './survey.routes.ts';
import { resultJobs, resultListens } from './result.jobs.ts';
import { resultBoundRoutes } from './result.routes.ts';
import { resultFacts, resultRefusals } from './text.contract.ts';
import { surveySample, surveySampleJobs } from './survey.sample.ts';
import { surveyTopics } from './survey-dates.work.ts';
import { homeOf } from './survey-home.work.ts';
import { surveyLifeBoundRoutes } from './survey-life.routes.ts';
import { surveyLifeFacts, surveyLifeRefusals } from './survey-sayings.contract.ts';

export const survey: Module = {
  name: 'survey',
  routes: [...surveyBoundRoutes, ...surveyLifeBoundRoutes, ...resultBoundRoutes],
  refusals: { ...surveyRefusals, ...surveyLifeRefusals, ...resultRefusals },
  facts: { ...surveyFacts, ...surveyLifeFacts, ...resultFacts },
  jobs: { ...surveyJobs, ...resultJobs, ...surveySampleJobs },
  listens: resultListens,
  daily: surveyDaily,
  topics: surveyTopics,
  home: homeOf,
  sample: [...questionnaireSample, ...surveySample],
};
