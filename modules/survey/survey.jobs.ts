import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import { tallyInJob, tallyJob } from './survey-opening.work.ts';
import { keepDate, listOpen } from './survey-dates.work.ts';

/** Tells the ledger and everybody of a phase that began, shuts boxes past their day, destroys what is due. */
export const keepDates = 'survey/keep-dates';

export const surveyJobs: JobKinds = {
  [tallyJob]: tallyInJob,
  async [keepDates](run) {
    const open = await run.act(listOpen);
    for (const surveyId of open) await run.act((act) => keepDate(act, surveyId));
    return { nLooked: open.length };
  },
};

/** After the ballots' own day, which destroys what answers must follow. */
export const surveyDaily: DailyJob[] = [{ kind: keepDates, hour: 2 }];
