import type { DailyJob, JobKinds } from '#platform/jobs/index.ts';
import type { Fact } from '#platform/ledger/index.ts';
import { importWave } from './import.work.ts';
import { measureWave } from './measure.work.ts';
import { tellOfWave } from './tell.work.ts';
import { closeWave, deleteRaw, listDue } from './wave-life.work.ts';

/** Closes what is past its last day and deletes raw answers whose day has come; each wave by itself. */
export const keepDates = 'fusion/keep-dates';

const telling = 'fusion/tell';

export const fusionJobs: JobKinds = {
  'fusion/measure': (run) => measureWave(run, (run.input as { waveId: string }).waveId),
  'fusion/import': (run) => importWave(run, (run.input as { waveId: string }).waveId),
  async [keepDates](run) {
    const due = await run.act(listDue);
    for (const waveId of due.close) await run.act((act) => closeWave(act, waveId));
    for (const waveId of due.deleteRaw) await run.act((act) => deleteRaw(act, waveId));
    return { nClosed: due.close.length, nDeleted: due.deleteRaw.length };
  },
  async [telling](run) {
    await run.act((act) => tellOfWave(act, (run.input as { fact: Fact }).fact));
    return {};
  },
};

export const fusionDaily: DailyJob[] = [{ kind: keepDates, hour: 1 }];

export const fusionListens: Readonly<Record<string, readonly string[]>> = {
  'fusion/opened': [telling],
  'fusion/released': [telling],
};
