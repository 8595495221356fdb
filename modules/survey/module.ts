import type { Module } from '#platform/module/index.ts';
import { questionnaireSample } from './questionnaire.sample.ts';
import { surveyFacts, surveyRefusals } from './survey.contract.ts';
import { surveyBoundRoutes } from './survey.routes.ts';

export const survey: Module = {
  name: 'survey',
  routes: surveyBoundRoutes,
  refusals: surveyRefusals,
  facts: surveyFacts,
  sample: questionnaireSample,
};
