import type { JobKinds } from '#platform/jobs/index.ts';
import { estimateEffect, foretellEffect, listDueEffects, listToForetell } from './effect.work.ts';

/** Teams were published, or the next wave's lists were drawn: what can the event tell now? */
const foretelling = 'activity/foretell-effect';
const foretellingAll = 'activity/foretell-effects';
/** A wave was measured: what did the events before it change? */
const estimating = 'activity/estimate-effects';

const subjectIn = (input: unknown): string =>
  (input as { fact: { subject: string } }).fact.subject.replace(/^\w+\//, '');

export const effectJobs: JobKinds = {
  [foretelling]: async (run) => ({ foretold: await foretellEffect(run, subjectIn(run.input)) }),
  async [foretellingAll](run) {
    for (const activityId of await run.act(listToForetell)) await foretellEffect(run, activityId);
    return {};
  },
  async [estimating](run) {
    const due = await run.act((act) => listDueEffects(act, subjectIn(run.input)));
    for (const activityId of due) await estimateEffect(run, activityId);
    return { nEstimated: due.length };
  },
};

export const effectListens: Readonly<Record<string, readonly string[]>> = {
  'draw/published': [foretelling],
  'fusion/opened': [foretellingAll],
  'fusion/measured': [estimating],
};
