import type { JobKinds } from '#platform/jobs/index.ts';
import type { Fact } from '#platform/ledger/index.ts';
import { tellWords } from './tell.rules.ts';
import { tellOfActivity } from './tell.work.ts';

const telling = 'activity/tell';

export const tellJobs: JobKinds = {
  async [telling](run) {
    await run.act((act) => tellOfActivity(act, (run.input as { fact: Fact }).fact));
    return {};
  },
};

export const tellListens: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.keys(tellWords).map((kind) => [kind, [telling]]),
);
