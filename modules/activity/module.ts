import type { Module } from '#platform/module/index.ts';
import { activityFacts, activityRefusals } from './activity.contract.ts';
import { calendarFacts, calendarRefusals } from './calendar.contract.ts';
import { programmeFacts, programmeRefusals } from './programme.contract.ts';
import { registrationFacts, registrationRefusals } from './registration.contract.ts';
import { venueFacts, venueRefusals } from './venue.contract.ts';

/** Each noun brings its own routes, refusals, facts and jobs: one line in each list. */
export const activity: Module = {
  name: 'activity',
  routes: [],
  refusals: {
    ...activityRefusals,
    ...registrationRefusals,
    ...programmeRefusals,
    ...venueRefusals,
    ...calendarRefusals,
  },
  facts: {
    ...activityFacts,
    ...registrationFacts,
    ...programmeFacts,
    ...venueFacts,
    ...calendarFacts,
  },
  jobs: {},
  daily: [],
};
