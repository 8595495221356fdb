import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import { closeWhenDue, holdWhenDue, listDue } from './keep-dates.work.ts';

const keepDates = 'activity/keep-dates';

export const activityJobs: JobKinds = {
  async [keepDates](run) {
    const due = await run.act(listDue);
    for (const activityId of due.close) await run.act((act) => closeWhenDue(act, activityId));
    for (const activityId of due.hold) await run.act((act) => holdWhenDue(act, activityId));
    return { nClosed: due.close.length, nHeld: due.hold.length };
  },
};

export const activityDaily: DailyJob[] = [{ kind: keepDates, hour: 1 }];
