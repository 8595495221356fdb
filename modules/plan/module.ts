import type { Module } from '#platform/module/index.ts';
import { planFacts, planRefusals } from './plan.contract.ts';
import { planDaily, planJobs } from './plan.jobs.ts';
import { planBoundRoutes } from './plan.routes.ts';
import { planSample } from './plan.sample.ts';
import { homeOf } from './remind.work.ts';

export const plan: Module = {
  name: 'plan',
  routes: planBoundRoutes,
  refusals: planRefusals,
  facts: planFacts,
  jobs: planJobs,
  daily: planDaily,
  home: homeOf,
  sample: planSample,
};
