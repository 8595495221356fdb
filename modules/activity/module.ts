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
import { drawFacts, drawRefusals } from './draw.contract.ts';
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
import { venueFacts, venueRefusals } from './venue.contract.ts';

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
  jobs: { ...activityJobs, ...attendanceJobs, ...drawJobs, ...effectJobs },
  daily: [...activityDaily, ...attendanceDaily],
  listens: { ...effectListens },
  home: homeOf,
  calendar: calendarOf,
  sample: activitySample,
};
