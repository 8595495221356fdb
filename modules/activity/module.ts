import type { Module } from '#platform/module/index.ts';
import { activityFacts, activityRefusals } from './activity.contract.ts';
import { attendanceFacts, attendanceRefusals } from './attendance.contract.ts';
import { attendanceDaily, attendanceJobs } from './attendance.jobs.ts';
import { attendanceBoundRoutes } from './attendance.routes.ts';
import { calendarFacts, calendarRefusals } from './calendar.contract.ts';
import { programmeFacts, programmeRefusals } from './programme.contract.ts';
import { registrationFacts, registrationRefusals } from './registration.contract.ts';
import { teamSheetBoundRoutes } from './team-sheet.routes.ts';
import { venueFacts, venueRefusals } from './venue.contract.ts';

/** Each noun brings its own routes, refusals, facts and jobs: one line in each list. */
export const activity: Module = {
  name: 'activity',
  routes: [...attendanceBoundRoutes, ...teamSheetBoundRoutes],
  refusals: {
    ...activityRefusals,
    ...registrationRefusals,
    ...programmeRefusals,
    ...venueRefusals,
    ...calendarRefusals,
    ...attendanceRefusals,
  },
  facts: {
    ...activityFacts,
    ...registrationFacts,
    ...programmeFacts,
    ...venueFacts,
    ...calendarFacts,
    ...attendanceFacts,
  },
  jobs: { ...attendanceJobs },
  daily: [...attendanceDaily],
};
