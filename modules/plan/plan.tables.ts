import type { Generated } from 'kysely';
import type { MeasureContent, MeasureState } from './measure.contract.ts';
import type { AgreedIndicator, PlanContent } from './plan.contract.ts';

/** The whole plan at a moment, as a version keeps it. */
export interface Snapshot {
  content: PlanContent;
  measures: { id: string; content: MeasureContent }[];
  /** By which its measures are judged, as they were worded then; versions of the first days kept none. */
  indicators?: AgreedIndicator[];
}

/** Where an imported ledger holds what, so that the same file can be given back. */
export interface LedgerLayout {
  sha256: string;
  name: string;
  sheet: string;
  /** Column letter of the state, and the row of each measure by its id. */
  stateColumn: string | null;
  rows: Record<string, number>;
}

/** Rows of the PostgreSQL schema `plan`. */
export interface PlanTables {
  'plan.plan': {
    bureau_id: string;
    plan_id: string;
    content: PlanContent;
    ledger: LedgerLayout | null;
    created_at: string;
    revision: number;
  };
  'plan.measure': {
    bureau_id: string;
    measure_id: string;
    plan_id: string;
    number: number;
    content: MeasureContent;
    state: MeasureState;
    done_on: string | null;
    cancelled: { on: string; reason: string } | null;
    delay: { reason: string; text: string; expectedOn: string | null; on: string } | null;
    created_at: string;
    /** Counts the changes of its wording. */
    revision: Generated<number>;
  };
  'plan.version': {
    bureau_id: string;
    plan_id: string;
    version: number;
    state: 'proposed' | 'approved' | 'returned' | 'published' | 'superseded';
    snapshot: Snapshot;
    reason: string;
    proposed_by: string | null;
    proposed_on: string;
    decided_by: string | null;
    decided_on: string | null;
    note: string;
    published_on: string | null;
  };
  'plan.check': {
    bureau_id: string;
    check_id: string;
    measure_id: string;
    claimed_by: string;
    claimed_on: string;
    seed: number;
    n_facts: number;
    sample: string[];
    checked_by: string | null;
    checked_on: string | null;
    verdict: 'confirmed' | 'refused' | null;
    faults: { factId: string; note: string }[];
    note: string;
  };
  'plan.objection': {
    bureau_id: string;
    objection_id: string;
    measure_id: string;
    text: string;
    made_by: string | null;
    made_on: string;
    withdrawn_on: string | null;
  };
  'plan.source': {
    bureau_id: string;
    plan_id: string;
    kind: string;
    source_id: string;
    title: string;
    measure_id: string | null;
    reason: string | null;
  };
}
