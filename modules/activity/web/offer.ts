import type * as z from 'zod';
import type { activityRoutes } from '../activity.contract.ts';

/** What the planning form offers to choose from. */
export type Offer = z.output<(typeof activityRoutes)['readPlanning']['reply']>;
export type OfferedPerson = Offer['people'][number];
