import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import { remindAll } from './remind.work.ts';

export const planJobs: JobKinds = { 'plan/remind': (run) => run.act(remindAll) };
export const planDaily: DailyJob[] = [{ kind: 'plan/remind', hour: 7 }];
