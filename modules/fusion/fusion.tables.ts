import type { Domain, Said } from './fusion.contract.ts';
import type { Release, ReleaseMemory } from './result.contract.ts';
import type { Design, WaveState } from './wave.contract.ts';

/** Uploaded files of an imported wave that still wait for the other one, or for the job. */
export interface WaitingFiles {
  people?: { sha256: string; name: string };
  ties?: { sha256: string; name: string };
  groupColumn?: string;
  observed: 'all' | 'listed';
}

/** Rows of the PostgreSQL schema `fusion`. */
export interface FusionTables {
  'fusion.wave': {
    bureau_id: string;
    wave_id: string;
    name: string;
    purpose: string;
    state: WaveState;
    source: 'asked' | 'imported';
    as_of_on: string;
    unit_ids: string[] | null;
    opens_on: string;
    closes_on: string;
    delete_on: string;
    names_per_person: number;
    domains: Domain[];
    seed: number;
    design: Design | null;
    raw_deleted_on: string | null;
    released_on: string | null;
    job_id: string | null;
    import: WaitingFiles | null;
    created_at: string;
  };
  'fusion.member': {
    bureau_id: string;
    wave_id: string;
    alias: string;
    listed: boolean;
    asked: boolean;
    asks: string[] | null;
    own_group: string | null;
    own_unit: string | null;
  };
  'fusion.ring': { bureau_id: string; wave_id: string; ring: number; kept: boolean; aliases: string[] };
  'fusion.sheet': {
    bureau_id: string;
    wave_id: string;
    alias: string;
    consent: string;
    finished: boolean;
    reports: Record<string, Said>;
    knowledge: Record<string, Said>;
  };
  'fusion.preference': { bureau_id: string; alias: string; unlisted: boolean; unasked: boolean };
  'fusion.register': { bureau_id: string; wave_id: string; tables: readonly unknown[] };
  'fusion.release': { bureau_id: string; wave_id: string; release: Release; memory: ReleaseMemory };
}
