import type { Module } from '#platform/module/index.ts';
import { activityFacts, activityRefusals } from './activity-sayings.contract.ts';
import { activityDaily, activityJobs } from './activity.jobs.ts';
import {
  activityBoundRoutes,
  calendarBoundRoutes,
  programmeBoundRoutes,
  venueBoundRoutes,
} from './activity.routes.ts';
import { activitySample } from './activity.sample.ts';
import { attendanceFacts, attendanceRefusals } from './attendance.contract.ts';
import { attendanceDaily, attendanceJobs } from './attendance.jobs.ts';
import { attendanceBoundRoutes } from './attendance.routes.ts';
import { calendarOf } from './calendar.work.ts';
import { drawFacts, drawRefusals } from './draw-sayings.contract.ts';
import { drawJobs } from './draw.jobs.ts';
import { drawBoundRoutes } from './draw.routes.ts';
import { effectFacts } from './effect.contract.ts';
import { effectJobs, effectListens } from './effect.jobs.ts';
import { effectBoundRoutes } from './effect.routes.ts';
import { homeOf } from './home.work.ts';
import { photoFacts, photoRefusals } from './photo.contract.ts';
import { photoBoundRoutes } from './photo.routes.ts';
import { programmeFacts, programmeRefusals } from './programme.contract.ts';
import { registrationFacts, registrationRefusals } from './registration.contract.ts';
import { teamSheetBoundRoutes } from './team-sheet.routes.ts';
import { tellJobs, tellListens } from './tell.jobs.ts';
import { activityTopics } from './tell.rules.ts';
import { venueFacts, venueRefusals } from './venue.contract.ts';

/** Two nouns may hear of the same fact. */
const listening = (...all: readonly NonNullable<Module['listens']>[]): NonNullable<Module['listens']> => {
  const joined: Record<string, string[]> = {};
  for (const [fact, jobs] of all.flatMap((one) => Object.entries(one))) (joined[fact] ??= []).push(...jobs);
  return joined;
};

/** Each noun brings its own routes, refusals, facts and jobs: one line in each list. */
export const activity: Module = {
  name: 'activity',
  routes: [
    ...activityBoundRoutes,
    ...programmeBoundRoutes,
    ...venueBoundRoutes,
    ...calendarBoundRoutes,
    ...attendanceBoundRoutes,
    ...teamSheetBoundRoutes,
    ...photoBoundRoutes,
    ...drawBoundRoutes,
    ...effectBoundRoutes,
  ],
  refusals: {
    ...activityRefusals,
    ...registrationRefusals,
    ...programmeRefusals,
    ...venueRefusals,
    ...attendanceRefusals,
    ...photoRefusals,
    ...drawRefusals,
  },
  facts: {
    ...activityFacts,
    ...registrationFacts,
    ...programmeFacts,
    ...venueFacts,
    ...attendanceFacts,
    ...photoFacts,
    ...drawFacts,
    ...effectFacts,
  },
  jobs: { ...activityJobs, ...attendanceJobs, ...drawJobs, ...effectJobs, ...tellJobs },
  daily: [...activityDaily, ...attendanceDaily],
  listens: listening(effectListens, tellListens),
  topics: activityTopics,
  home: homeOf,
  calendar: calendarOf,
  sample: activitySample,
};
