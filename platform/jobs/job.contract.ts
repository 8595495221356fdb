import * as z from 'zod';
import { Id, SayingShape, route } from '../contract/index.ts';

export const JobView = z.object({
  id: Id,
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  progress: z.number(),
  step: SayingShape.nullable(),
  result: z.unknown(),
  failure: z.object({ code: z.string(), detail: SayingShape }).nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export type JobView = z.output<typeof JobView>;

const params = z.object({ jobId: Id });

export const jobRoutes = {
  listJobs: route({
    method: 'GET',
    path: '/api/jobs',
    summary: { zh: '我的任务', en: 'My tasks' },
    permit: 'signed-in',
    reply: z.array(JobView),
  }),
  readJob: route({
    method: 'GET',
    path: '/api/jobs/:jobId',
    summary: { zh: '一项任务的进度', en: 'Progress of a task' },
    permit: 'signed-in',
    params,
    reply: JobView,
  }),
  cancelJob: route({
    method: 'POST',
    path: '/api/jobs/:jobId/cancelled',
    summary: { zh: '取消任务', en: 'Cancel a task' },
    permit: 'signed-in',
    params,
    reply: JobView,
  }),
};
