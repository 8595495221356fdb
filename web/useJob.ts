import { onScopeDispose, shallowReactive, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { jobRoutes, JobView } from '#platform/jobs/job.contract.ts';
import { address } from './address.ts';
import { call } from './client.ts';
import type { Refused } from './problem.ts';
import { asRefused } from './useAsk.ts';

export type Job = JobView;

export const askJob = address<typeof jobRoutes.readJob>('GET', '/api/jobs/:jobId');
const pollMs = 500;
const ended: readonly Job['state'][] = ['done', 'failed', 'cancelled'];

/**
 * Follows long work until it ends. The page may be left and come back: the work goes on,
 * and the same id finds it again. A dropped line is not a refusal: it asks on.
 */
export function useJob(id: MaybeRefOrGetter<string | null>, onEnd?: (job: Job) => void) {
  const shown = shallowReactive<{ job: Job | null; refusal: Refused | null }>({ job: null, refusal: null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let following: string | null = null;

  async function look(asked: string): Promise<void> {
    try {
      const job = await call(askJob, { params: { jobId: asked } });
      if (following !== asked) return;
      Object.assign(shown, { job, refusal: null });
      if (ended.includes(job.state)) return onEnd?.(job);
    } catch (error) {
      if (following !== asked) return;
      const refusal = asRefused(error);
      if (refusal.status !== 0) return void (shown.refusal = refusal);
    }
    timer = setTimeout(() => void look(asked), pollMs);
  }

  watch(
    () => toValue(id),
    (asked) => {
      clearTimeout(timer);
      Object.assign(shown, { job: null, refusal: null });
      following = asked;
      if (asked !== null) void look(asked);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    following = null;
    clearTimeout(timer);
  });
  return shown;
}
