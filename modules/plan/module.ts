import type { Module } from '#platform/module/index.ts';
import { documentRefusals } from '#platform/documents/index.ts';
import { planFacts } from './plan-facts.contract.ts';
import { calendarOf, homeOf } from './home.work.ts';
import { partsOf } from './in-force.work.ts';
import { planRefusals } from './plan-refusals.contract.ts';
import { planDaily, planJobs, planListens } from './plan.jobs.ts';
import { planBoundRoutes } from './plan.routes.ts';
import { planSample } from './plan.sample.ts';
import { planTopics } from './tell.work.ts';

export const plan: Module = {
  name: 'plan',
  routes: planBoundRoutes,
  refusals: { ...planRefusals, ...documentRefusals },
  facts: planFacts,
  jobs: planJobs,
  daily: planDaily,
  listens: planListens,
  topics: planTopics,
  home: homeOf,
  parts: partsOf,
  calendar: calendarOf,
  sample: planSample,
};
