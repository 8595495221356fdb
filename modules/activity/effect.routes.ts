import { bind, type BoundRoute } from '#platform/module/index.ts';
import { effectRoutes } from './effect.contract.ts';
import { readEffect } from './effect.work.ts';

export const effectBoundRoutes: BoundRoute[] = bind(effectRoutes, {
  readEffect: (act, { params }) => readEffect(act, params.activityId),
});
