import type { Module } from '#platform/module/index.ts';
import { indicatorFacts, indicatorRefusals } from './indicator-sayings.contract.ts';
import { indicatorBoundRoutes } from './indicator.routes.ts';

export const indicator: Module = {
  name: 'indicator',
  routes: indicatorBoundRoutes,
  refusals: indicatorRefusals,
  facts: indicatorFacts,
};
