import type { Module } from '#platform/module/index.ts';
import { ballotFacts, ballotRefusals } from './ballot-sayings.contract.ts';
import { ballotDaily, ballotJobs } from './ballot.jobs.ts';
import { ballotBoundRoutes } from './ballot.routes.ts';
import { boxBoundRoutes } from './box.routes.ts';
import { openResident } from './resident.work.ts';

export const ballot: Module = {
  name: 'ballot',
  routes: [...ballotBoundRoutes, ...boxBoundRoutes],
  refusals: ballotRefusals,
  facts: ballotFacts,
  jobs: ballotJobs,
  daily: ballotDaily,
  resident: openResident,
};
