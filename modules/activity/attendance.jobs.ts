import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import { settleLists } from './attendance-close.work.ts';

const settle = 'activity/settle-sign-in';

export const attendanceJobs: JobKinds = {
  [settle]: (run) => run.act(settleLists),
};

/** In the night after a session, when nobody signs in any more. */
export const attendanceDaily: readonly DailyJob[] = [{ kind: settle, hour: 3 }];
