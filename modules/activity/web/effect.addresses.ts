/** The routes of effects by their addresses, typed by the contract but without its schemas. */
import { address } from '#web/address.ts';
import type { effectRoutes } from '../effect.contract.ts';

export const askEffect = address<(typeof effectRoutes)['readEffect']>(
  'GET',
  '/api/activities/:activityId/effect',
);
