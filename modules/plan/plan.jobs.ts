import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import type { Fact } from '#platform/ledger/index.ts';
import { remindAll } from './remind.work.ts';
import { tellings, tellOfPlan } from './tell.work.ts';

const telling = 'plan/tell';

export const planJobs: JobKinds = {
  'plan/remind': (run) => run.act(remindAll),
  async [telling](run) {
    await run.act((act) => tellOfPlan(act, (run.input as { fact: Fact }).fact));
    return {};
  },
};
export const planDaily: DailyJob[] = [{ kind: 'plan/remind', hour: 7 }];
export const planListens: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.keys(tellings).map((kind) => [kind, [telling]]),
);
