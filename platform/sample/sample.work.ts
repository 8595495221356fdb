import { setTimeout as sleep } from 'node:timers/promises';
import { bureauItself, nobody, type Act, type RunAct, type Who } from '../act/index.ts';
import type { Saying } from '../contract/index.ts';
import { sqlState } from '../db/index.ts';
import { newId } from '../db/uuid.ts';
import {
  foundBureau,
  listAccounts,
  listBureaus,
  lockSetUp,
  openSession,
  removeSampleBureau,
} from '../identity/index.ts';
import { cancelJobs, findJobOfKind, type Job, type JobRun } from '../jobs/index.ts';
import { listFacts } from '../ledger/index.ts';
import type { Chapter, Module } from '../module/index.ts';
import type { Role } from '../permit/table.ts';
import { refuser } from '../refuse/index.ts';
import { sampleRefusals, type SampleState } from './sample.contract.ts';

const refuse = refuser(sampleRefusals);
export const sampleJob = 'sample/load';
export const sampleName = '岚川市市场监督管理局';

interface Standing {
  /** Id of the sample bureau, where there is one. */
  id: string | null;
  realExists: boolean;
}

async function findSample(act: Act): Promise<Standing> {
  const bureaus = await listBureaus(act.db);
  const sample = bureaus.find((row) => row.sample);
  return { id: sample?.bureau_id ?? null, realExists: bureaus.some((row) => !row.sample) };
}

/**
 * The sample bureau stands open to anybody who reaches the server, but only while there is nothing else here.
 * Once a real bureau exists, its people alone enter, and its system administrator alone loads and removes.
 */
const mayKeep = (who: Who, { id, realExists }: Standing): boolean =>
  !realExists || (who.roles.includes('system-admin') && who.bureauId !== id);
const mayEnter = (who: Who, { realExists }: Standing): boolean => !realExists || who.accountId !== null;

export async function readSample(runAct: RunAct, who: Who): Promise<SampleState> {
  const standing = await runAct(nobody, findSample);
  const { id } = standing;
  const mayLoad = mayKeep(who, standing);
  if (!id) return { state: 'none', bureauId: null, progress: 0, step: null, parts: [], mayLoad };
  return runAct(bureauItself(id), async (inside) => {
    const job = await findJobOfKind(inside.db, sampleJob);
    const state = await stateOf(inside, job);
    const accounts = state === 'ready' ? await listAccounts(inside.db) : [];
    const parts = accounts.map((row) => ({
      accountId: row.account_id,
      name: row.name,
      roles: row.roles as Role[],
    }));
    return { state, bureauId: id, progress: job?.progress ?? 0, step: job?.step ?? null, parts, mayLoad };
  });
}

/** Finished jobs are forgotten after a month; the ledger knows for good whether the bureau is whole. */
async function stateOf(inside: Act, job: Job | null): Promise<SampleState['state']> {
  if (job?.state === 'waiting' || job?.state === 'running') return 'loading';
  if (job?.state === 'done') return 'ready';
  const [loaded] = job ? [] : await listFacts(inside.db, { kind: 'sample/loaded', limit: 1 });
  return loaded ? 'ready' : 'failed';
}

/** Founds the empty sample bureau and starts the job that fills it; what failed to load is begun anew. Asked twice, it is loaded once. */
export async function loadSample(runAct: RunAct, who: Who): Promise<SampleState> {
  const { state, mayLoad, bureauId } = await readSample(runAct, who);
  if (!mayLoad) throw refuse('sample/real-bureau');
  if (state === 'failed') await takeAway(runAct, bureauId!);
  if (state === 'none' || state === 'failed') {
    await runAct(bureauItself(newId()), async (inside) => {
      await lockSetUp(inside.db);
      if ((await findSample(inside)).id) return;
      await foundBureau(inside, sampleName, true);
      await inside.enqueue({ kind: sampleJob, input: {}, key: sampleJob });
    });
  }
  return readSample(runAct, who);
}

/** Opens a session as one of the invented people; works in a sample bureau only. */
export async function enterSample(
  runAct: RunAct,
  who: Who,
  accountId: string,
): Promise<{ bureauId: string; token: string }> {
  const standing = await runAct(nobody, findSample);
  const { id } = standing;
  if (!id) throw refuse('sample/not-there');
  if (!mayEnter(who, standing)) throw refuse('sample/sign-in-first');
  return runAct(bureauItself(id), async (inside) => {
    const known = (await listAccounts(inside.db)).some((row) => row.account_id === accountId);
    if (!known) throw refuse('sample/not-there');
    return { bureauId: id, token: await openSession(inside, accountId) };
  });
}

/** Takes the sample bureau away, rows and files; facts of a sample bureau go with it. */
export async function removeSample(runAct: RunAct, who: Who): Promise<void> {
  const standing = await runAct(nobody, findSample);
  if (!standing.id) throw refuse('sample/not-there');
  if (!mayKeep(who, standing)) throw refuse('sample/real-bureau');
  await takeAway(runAct, standing.id);
}

const mostTries = 20;

const lockNotAvailable = '55P03';
const mayPass = (state: string | null): boolean =>
  state === lockNotAvailable || state?.startsWith('40') === true;

/** A job that still tells of the bureau may hold a lock the removal wants: the removal steps back and tries again. */
async function patiently<T>(remove: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await remove();
    } catch (error) {
      if (!mayPass(sqlState(error)) || tries === mostTries) throw error;
      await sleep(500);
    }
  }
}

async function takeAway(runAct: RunAct, id: string): Promise<void> {
  await runAct(bureauItself(id), async (inside) => {
    const job = await findJobOfKind(inside.db, sampleJob);
    if (job?.state === 'waiting' || job?.state === 'running') throw refuse('sample/loading');
    await cancelJobs(inside.db, id, inside.now);
  });
  const { files, keys } = await patiently(() =>
    runAct(bureauItself(id), async (inside) => {
      await removeSampleBureau(inside.db);
      return inside;
    }),
  );
  await files.removeAll(id);
  await keys.destroyAll(id);
}

/** The job: the modules tell their chapters, by day and, of one day, in the order of modules. */
export const sampleLoader =
  (modules: readonly Module[]) =>
  async (run: JobRun): Promise<object> => {
    const chapters = chaptersOf(modules);
    for (const [i, chapter] of chapters.entries()) {
      const step: Saying = {
        zh: `正在准备第 ${i + 1} 部分，共 ${chapters.length} 部分`,
        en: `Part ${i + 1} of ${chapters.length}`,
      };
      await run.progress(i / chapters.length, step);
      await chapter.tell({
        bureauId: run.bureauId,
        act: run.act,
        progress: (done) => run.progress((i + done) / chapters.length, step),
      });
    }
    await run.act(async (act) => act.record({ kind: 'sample/loaded', subject: `bureau/${run.bureauId}` }));
    return {};
  };

const today = '9999-12-31';

export const chaptersOf = (modules: readonly Module[]): Chapter[] =>
  modules
    .flatMap(({ sample }) => (typeof sample === 'function' ? [{ on: null, tell: sample }] : (sample ?? [])))
    .toSorted((a, b) => compare(a.on ?? today, b.on ?? today));

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
