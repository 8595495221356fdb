import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import { destroyPoll, listDue, publishIssued } from './poll.work.ts';

/** Publishes yesterday's counts of tokens, and destroys what is due; each poll by itself. */
export const keepDates = 'ballot/keep-dates';

export const ballotJobs: JobKinds = {
  async [keepDates](run) {
    await run.act(publishIssued);
    const due = await run.act(listDue);
    for (const pollId of due) await run.act((act) => destroyPoll(act, pollId));
    return { nDestroyed: due.length };
  },
};

export const ballotDaily: DailyJob[] = [{ kind: keepDates, hour: 1 }];
