import type { Saying } from '../contract/index.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobTables {
  'platform.job': {
    bureau_id: string;
    job_id: string;
    kind: string;
    key: string | null;
    state: JobState;
    input: unknown;
    progress: number;
    step: Saying | null;
    result: unknown;
    failure: { code: string; detail: Saying } | null;
    attempts: number;
    created_by: string | null;
    created_at: string;
    run_at: string;
    started_at: string | null;
    ended_at: string | null;
  };
  'platform.bureau': { bureau_id: string; name: string; sample: boolean };
}
