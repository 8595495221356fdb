import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import { readImportFile } from './import-read.work.ts';
import { dropOldImports, readJob } from './import.work.ts';

export const importJobs: JobKinds = {
  [readJob]: readImportFile,
  'people/drop-old-imports': (run) => run.act(dropOldImports),
};

export const importDaily: readonly DailyJob[] = [{ kind: 'people/drop-old-imports', hour: 3 }];
