import type { Act } from '../act/index.ts';
import { bind, type BoundRoute } from '../module/index.ts';
import { refusePlatform } from '../refuse/platform.refusals.ts';
import { jobRoutes, type JobView } from './job.contract.ts';
import { findJob, listJobs, updateJob, type Job } from './job.data.ts';

const viewOf = (job: Job): JobView => ({
  id: job.jobId,
  kind: job.kind,
  state: job.state,
  progress: job.progress,
  step: job.step,
  result: job.result,
  failure: job.failure,
  createdAt: job.createdAt,
  endedAt: job.endedAt,
});

/** A person sees the work they started, and no other. */
async function ownJob(act: Act, jobId: string): Promise<Job> {
  const job = await findJob(act.db, jobId);
  if (!job || job.createdBy === null || job.createdBy !== act.who.accountId)
    throw refusePlatform('request/not-found');
  return job;
}

async function cancelJob(act: Act, jobId: string): Promise<JobView> {
  const job = await ownJob(act, jobId);
  const open = { bureauId: act.bureauId, jobId, in: ['waiting', 'running'] } as const;
  const ended = await updateJob(act.db, open, { state: 'cancelled', endedAt: act.now });
  if (!ended) throw refusePlatform('job/not-cancellable');
  return viewOf({ ...job, state: 'cancelled', endedAt: act.now });
}

export const jobBoundRoutes: BoundRoute[] = bind(jobRoutes, {
  listJobs: async (act) => (await listJobs(act.db, act.who.accountId!)).map(viewOf),
  readJob: async (act, { params }) => viewOf(await ownJob(act, params.jobId)),
  cancelJob: (act, { params }) => cancelJob(act, params.jobId),
});
