import type { JobKinds } from '#platform/jobs/index.ts';
import { hearAnswer } from './finding.work.ts';
import { measureAndRelease } from './result.work.ts';

interface Heard {
  fact: { kind: string; subject: string; on: string; data: Record<string, unknown> };
}

export const resultJobs: JobKinds = {
  async 'survey/measure'(run) {
    const { subject, on } = (run.input as Heard).fact;
    return { released: await measureAndRelease(run, subject.replace('survey/', ''), on) };
  },
  'survey/hear-answer': async (run) => ({
    heard: await run.act((act) => hearAnswer(act, (run.input as Heard).fact)),
  }),
};

/** The plan stands above this room; its facts are how news of a finding comes back. */
export const resultListens = {
  'survey/tallied': ['survey/measure'],
  'plan/source-taken': ['survey/hear-answer'],
  'plan/source-declined': ['survey/hear-answer'],
} as const;
