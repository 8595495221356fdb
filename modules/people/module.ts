import type { Module } from '#platform/module/index.ts';
import { sheetRefusals } from '#platform/sheets/index.ts';
import { calendarOf } from './calendar.work.ts';
import { homeOf } from './home.work.ts';
import { importDaily, importJobs } from './import.jobs.ts';
import { importBoundRoutes } from './import.routes.ts';
import { peopleFacts, peopleRefusals } from './people.contract.ts';
import { peopleBoundRoutes } from './people.routes.ts';
import { peopleSample } from './people.sample.ts';
import { rosterRefusals } from './roster.words.ts';

export const people: Module = {
  name: 'people',
  routes: [...peopleBoundRoutes, ...importBoundRoutes],
  refusals: { ...peopleRefusals, ...rosterRefusals, ...sheetRefusals },
  facts: peopleFacts,
  jobs: importJobs,
  daily: importDaily,
  home: homeOf,
  calendar: calendarOf,
  sample: peopleSample,
};
