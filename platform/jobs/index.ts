import type { Act, RunAct, Who } from '../act/index.ts';
import { bureauItself } from '../act/index.ts';
import type { Clock } from '../clock/index.ts';
import { dayOf } from '../clock/index.ts';
import type { Saying } from '../contract/index.ts';
import type { Transact } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import { traceOf } from '../log/trace.ts';
import { Refusal } from '../refuse/index.ts';
import {
  findJob,
  forgetJobs,
  listBureauIds,
  requeueRunning,
  takeJob,
  updateJob,
  type Job,
  type JobChange,
} from './job.data.ts';

export { cancelJobs, findJob, findJobOfKind, type Job, type NewJob } from './job.data.ts';

/** What long work is given. It may be killed at any moment and begun again: every `act` must stand alone. */
export interface JobRun {
  readonly jobId: string;
  readonly bureauId: string;
  readonly input: unknown;
  readonly attempt: number;
  /** One transaction, as whoever is named, else as the bureau itself. Throws where the job is to end. */
  act<T>(work: (act: Act) => Promise<T>, who?: Who): Promise<T>;
  /** Says how far the work is, 0 to 1. Throws where the job is to end. */
  progress(done: number, step?: Saying): Promise<void>;
  /** Aborted when the job is cancelled or the server stops. */
  readonly signal: AbortSignal;
}

export type JobKinds = Readonly<Record<string, (run: JobRun) => Promise<unknown>>>;

/** Work that each bureau gets once a day, at or after the given hour in Asia/Shanghai. */
export interface DailyJob {
  kind: string;
  hour: number;
}

export interface JobsGround {
  transact: Transact;
  runAct: RunAct;
  clock: Clock;
  log: Log;
  kinds: JobKinds;
  daily: readonly DailyJob[];
  sentenceOf(refusal: Refusal): Saying;
}

const nobody = { bureauId: '', personId: null, roles: [] as string[] };
const wallOf = (bureauId: string) => ({ ...nobody, bureauId });
const maxAttempts = 5;
/** A server that dies again and again may die of this job; kills from outside are seldom so many. */
const mostBegun = 12;
const lookEveryMs = 1000;

export interface Jobs {
  wake(): void;
  stop(): Promise<void>;
}

/**
 * Runs jobs one at a time, oldest first. One server runs per data folder, so jobs found
 * running at start belong to a server that died: they begin again.
 */
export function startJobs(ground: JobsGround): Jobs {
  const stopping = new AbortController();
  let wakeUp: () => void = () => undefined;
  let woken = false;
  const wake = (): void => {
    woken = true;
    wakeUp();
  };
  const rest = () =>
    new Promise<void>((resolve) => {
      if (woken) return resolve();
      const timer = setTimeout(resolve, 1000);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async (): Promise<void> => {
    // Whatever is found running when none is run here was left so: by a server that died, or a database that did.
    let orphans = true;
    while (!stopping.signal.aborted) {
      woken = false;
      const worked = await (async () => {
        if (orphans) await adoptOrphans(ground);
        orphans = false;
        return round(ground, stopping.signal);
      })().catch((error: unknown) => {
        orphans = true;
        if (!stopping.signal.aborted) ground.log.error('jobs', { error: traceOf(error) });
        return false;
      });
      if (!worked && !stopping.signal.aborted) await rest();
    }
  };
  const running = loop();
  return {
    wake,
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}

async function eachBureau(ground: JobsGround, work: (bureauId: string) => Promise<unknown>): Promise<void> {
  const ids = await ground.transact(nobodyWall, (db) => listBureauIds(db));
  for (const id of ids) await work(id);
}
const nobodyWall = wallOf('00000000-0000-0000-0000-000000000000');

async function adoptOrphans(ground: JobsGround): Promise<void> {
  await eachBureau(ground, (bureauId) =>
    ground.transact(wallOf(bureauId), async (db) => {
      const endedAt = ground.clock.now().toISOString();
      for (const jobId of await requeueRunning(db, bureauId, mostBegun))
        await updateJob(
          db,
          { bureauId, jobId, in: ['running'] },
          { state: 'failed', failure: fault, endedAt },
        );
    }),
  );
}

/** One look at every bureau; true if any job was run. */
async function round(ground: JobsGround, signal: AbortSignal): Promise<boolean> {
  let worked = false;
  await eachBureau(ground, async (bureauId) => {
    if (signal.aborted) return;
    await enqueueDaily(ground, bureauId);
    const now = ground.clock.now().toISOString();
    const job = await ground.transact(wallOf(bureauId), (db) => takeJob(db, bureauId, now));
    if (!job) return;
    worked = true;
    await runJob(ground, bureauId, job, signal);
  });
  return worked;
}

const daysSeen = new WeakMap<JobsGround, Map<string, string>>();

async function enqueueDaily(ground: JobsGround, bureauId: string): Promise<void> {
  const seen = daysSeen.get(ground) ?? new Map<string, string>();
  daysSeen.set(ground, seen);
  const now = ground.clock.now();
  const today = dayOf(now);
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' }).format(
      now,
    ),
  );
  if (seen.get(bureauId) === `${today}T${hour}`) return;
  await ground.runAct(bureauItself(bureauId), async (act) => {
    for (const job of ground.daily) {
      if (hour < job.hour) continue;
      await act.enqueue({ kind: job.kind, input: {}, key: `${job.kind}@${today}`, hidden: true });
    }
    await forgetJobs(act.db, bureauId, new Date(now.getTime() - 30 * 86_400_000).toISOString());
  });
  seen.set(bureauId, `${today}T${hour}`);
}

type Note = (change: JobChange) => Promise<boolean>;

async function runJob(ground: JobsGround, bureauId: string, job: Job, server: AbortSignal): Promise<void> {
  const cancelled = new AbortController();
  const signal = AbortSignal.any([server, cancelled.signal]);
  // Only a running job is changed: one cancelled meanwhile stays so.
  const note: Note = (change) =>
    ground.transact(wallOf(bureauId), (db) =>
      updateJob(db, { bureauId, jobId: job.jobId, in: ['running'] }, change),
    );
  const run: JobRun = {
    jobId: job.jobId,
    bureauId,
    input: job.input,
    attempt: job.attempts,
    act: async (work, who) => {
      signal.throwIfAborted();
      return ground.runAct(who ?? bureauItself(bureauId), work);
    },
    async progress(done, step) {
      if (!(await note({ progress: done, ...(step ? { step } : {}) }))) cancelled.abort();
      signal.throwIfAborted();
    },
    signal,
  };
  const watch = setInterval(() => void abortIfCancelled(ground, bureauId, job, cancelled), lookEveryMs);
  try {
    const kind = ground.kinds[job.kind];
    if (!kind) throw new Error(`no module knows the job kind ${job.kind}`);
    const result = await kind(run);
    await note({ state: 'done', progress: 1, result, endedAt: ground.clock.now().toISOString() });
  } catch (error) {
    if (!cancelled.signal.aborted) await fail(ground, job, error, note, server);
  } finally {
    clearInterval(watch);
  }
}

/** Long arithmetic tells of no progress; its cancelling is seen all the same. */
async function abortIfCancelled(
  ground: JobsGround,
  bureauId: string,
  { jobId }: Job,
  cancelled: AbortController,
): Promise<void> {
  const look = ground.transact(wallOf(bureauId), (db) => findJob(db, jobId));
  const job = await look.catch(() => undefined);
  if (job === null || job?.state === 'cancelled') cancelled.abort();
}

const fault = {
  code: 'job/fault',
  detail: {
    zh: '任务没有完成，已记入日志。可以稍后再试。',
    en: 'The task did not finish; the log says why. Please try again later.',
  },
};

/** A refusal ends the job with its sentence; a fault is tried again, later each time, five times in all. */
async function fail(
  ground: JobsGround,
  job: Job,
  error: unknown,
  note: Note,
  server: AbortSignal,
): Promise<unknown> {
  const now = ground.clock.now();
  if (error instanceof Refusal) {
    const failure = { code: error.code, detail: ground.sentenceOf(error) };
    return note({ state: 'failed', failure, endedAt: now.toISOString() });
  }
  if (server.aborted) return note({ state: 'waiting' });
  ground.log.error('job failed', {
    job: job.jobId,
    kind: job.kind,
    attempt: job.attempts,
    error: traceOf(error),
  });
  if (job.attempts < maxAttempts) {
    const pause = 2 ** job.attempts * 1000;
    return note({ state: 'waiting', runAt: new Date(now.getTime() + pause).toISOString() });
  }
  return note({ state: 'failed', failure: fault, endedAt: now.toISOString() });
}
