import type { JobKinds } from '#platform/jobs/index.ts';
import { runDraw } from './draw-make.work.ts';

export const drawJobs: JobKinds = {
  'activity/draw': (run) => runDraw(run, (run.input as { drawId: string }).drawId),
};
