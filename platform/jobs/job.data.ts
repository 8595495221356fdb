import { on, sql, type Db } from '../db/index.ts';
import { newId } from '../db/uuid.ts';
import type { JobTables } from './job.tables.ts';

export interface NewJob {
  kind: string;
  input: unknown;
  /** Not before this instant; at once by default. */
  runAt?: string;
  /** A second job with the same key is not made: the id of the first is returned. */
  key?: string;
  /** Work of the house, not shown on anybody's task page. */
  hidden?: boolean;
}

export interface Job {
  jobId: string;
  kind: string;
  state: JobTables['platform.job']['state'];
  input: unknown;
  progress: number;
  step: JobTables['platform.job']['step'];
  result: unknown;
  failure: JobTables['platform.job']['failure'];
  attempts: number;
  createdBy: string | null;
  createdAt: string;
  endedAt: string | null;
}

const json = (value: unknown) => sql`${JSON.stringify(value ?? null)}::jsonb` as never;

type Row = JobTables['platform.job'];
const jobOf = (row: Row): Job => ({
  jobId: row.job_id,
  kind: row.kind,
  state: row.state,
  input: row.input,
  progress: row.progress,
  step: row.step,
  result: row.result,
  failure: row.failure,
  attempts: row.attempts,
  createdBy: row.created_by,
  createdAt: row.created_at,
  endedAt: row.ended_at,
});

export async function insertJob(
  db: Db,
  who: { bureauId: string; accountId: string | null },
  now: string,
  job: NewJob,
): Promise<string> {
  const jobId = newId();
  const key = job.key ?? null;
  const made = await on<JobTables>(db)
    .insertInto('platform.job')
    .values({
      bureau_id: who.bureauId,
      job_id: jobId,
      kind: job.kind,
      key,
      state: 'waiting',
      input: json(job.input),
      progress: 0,
      attempts: 0,
      created_by: job.hidden ? null : who.accountId,
      created_at: now,
      run_at: job.runAt ?? now,
    })
    // Two acts may ask for the same work at the same moment; a job without a key conflicts with none.
    .onConflict((conflict) => conflict.columns(['bureau_id', 'key']).doNothing())
    .returning('job_id')
    .executeTakeFirst();
  if (made) return made.job_id;
  const same = await on<JobTables>(db)
    .selectFrom('platform.job')
    .select('job_id')
    .where('bureau_id', '=', who.bureauId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return same.job_id;
}

/** Ends everything the bureau still has to do; a job that is running sees it within a second, at its next act. */
export async function cancelJobs(db: Db, bureauId: string, now: string): Promise<void> {
  await on<JobTables>(db)
    .updateTable('platform.job')
    .set({ state: 'cancelled', ended_at: now })
    .where('bureau_id', '=', bureauId)
    .where('state', 'in', ['waiting', 'running'])
    .execute();
}

/** Takes the oldest job that is due and marks it running; null if none is. */
export async function takeJob(db: Db, bureauId: string, now: string): Promise<Job | null> {
  const due = await on<JobTables>(db)
    .selectFrom('platform.job')
    .selectAll()
    .where('bureau_id', '=', bureauId)
    .where('state', '=', 'waiting')
    .where('run_at', '<=', now)
    .orderBy('run_at')
    .orderBy('job_id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!due) return null;
  await on<JobTables>(db)
    .updateTable('platform.job')
    .set({ state: 'running', started_at: now, attempts: due.attempts + 1 })
    .where('bureau_id', '=', bureauId)
    .where('job_id', '=', due.job_id)
    .execute();
  return { ...jobOf(due), state: 'running', attempts: due.attempts + 1 };
}

export interface JobChange {
  state?: Row['state'];
  progress?: number;
  step?: Row['step'];
  result?: unknown;
  failure?: Row['failure'];
  runAt?: string;
  endedAt?: string;
}

/** Changes a job while it is in one of the states given; false where it no longer is. */
export async function updateJob(
  db: Db,
  place: { bureauId: string; jobId: string; in: readonly Row['state'][] },
  change: JobChange,
): Promise<boolean> {
  const result = await on<JobTables>(db)
    .updateTable('platform.job')
    .set({
      ...(change.state ? { state: change.state } : {}),
      ...(change.progress === undefined ? {} : { progress: Math.min(1, Math.max(0, change.progress)) }),
      ...('step' in change ? { step: json(change.step) } : {}),
      ...('result' in change ? { result: json(change.result) } : {}),
      ...(change.failure ? { failure: json(change.failure) } : {}),
      ...(change.runAt ? { run_at: change.runAt } : {}),
      ...(change.endedAt ? { ended_at: change.endedAt } : {}),
    })
    .where('bureau_id', '=', place.bureauId)
    .where('job_id', '=', place.jobId)
    .where('state', 'in', [...place.in])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findJob(db: Db, jobId: string): Promise<Job | null> {
  const row = await on<JobTables>(db)
    .selectFrom('platform.job')
    .selectAll()
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  return row ? jobOf(row) : null;
}

/** The newest job of a kind in the bureau of this transaction. */
export async function findJobOfKind(db: Db, kind: string): Promise<Job | null> {
  const row = await on<JobTables>(db)
    .selectFrom('platform.job')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('job_id', 'desc')
    .executeTakeFirst();
  return row ? jobOf(row) : null;
}

/** The newest jobs that an account started. */
export async function listJobs(db: Db, accountId: string): Promise<Job[]> {
  const rows = await on<JobTables>(db)
    .selectFrom('platform.job')
    .selectAll()
    .where('created_by', '=', accountId)
    .orderBy('job_id', 'desc')
    .limit(50)
    .execute();
  return rows.map(jobOf);
}

/**
 * After a crash: what was running begins again, but for work that was begun so often that it may be
 * what the server dies of. Answers the ids of those.
 */
export async function requeueRunning(db: Db, bureauId: string, mostBegun: number): Promise<string[]> {
  const running = on<JobTables>(db)
    .updateTable('platform.job')
    .where('bureau_id', '=', bureauId)
    .where('state', '=', 'running');
  await running.set({ state: 'waiting' }).where('attempts', '<', mostBegun).execute();
  const deadly = await on<JobTables>(db)
    .selectFrom('platform.job')
    .select('job_id')
    .where('bureau_id', '=', bureauId)
    .where('state', '=', 'running')
    .execute();
  return deadly.map((row) => row.job_id);
}

/** Finished work older than the day given is forgotten; the ledger keeps what mattered. */
export async function forgetJobs(db: Db, bureauId: string, before: string): Promise<void> {
  await on<JobTables>(db)
    .deleteFrom('platform.job')
    .where('bureau_id', '=', bureauId)
    .where('ended_at', '<', before)
    .execute();
}

export async function listBureauIds(db: Db): Promise<string[]> {
  const rows = await on<JobTables>(db).selectFrom('platform.bureau').select('bureau_id').execute();
  return rows.map((row) => row.bureau_id);
}
