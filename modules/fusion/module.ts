import type { Module } from '#platform/module/index.ts';
import { fusionFacts, fusionRefusals } from './fusion.contract.ts';
import { fusionDaily, fusionJobs, fusionListens } from './fusion.jobs.ts';
import { fusionBoundRoutes } from './fusion.routes.ts';
import { homeOf } from './home.work.ts';
import { fusionSample } from './fusion.sample.ts';
import { fusionTopics } from './tell.rules.ts';

export const fusion: Module = {
  name: 'fusion',
  routes: fusionBoundRoutes,
  refusals: fusionRefusals,
  facts: fusionFacts,
  jobs: fusionJobs,
  daily: fusionDaily,
  listens: fusionListens,
  topics: fusionTopics,
  home: homeOf,
  sample: fusionSample,
};
