import type { ColumnType } from 'kysely';
import type { ActivityPlan, BudgetLine, SafetyPlan, SignIn, TeamPlan } from './activity-plan.contract.ts';
import type { ActivityState } from './activity.contract.ts';

/** A jsonb column: read as what it holds, written as SQL by the data file. */
type Json<T> = ColumnType<T, T, T>;

export interface ActivityTables {
  'activity.programme': {
    bureau_id: string;
    programme_id: string;
    name: string;
    purpose: string;
    starts_on: string;
    ends_on: string;
    copied_from: string | null;
    created_by: string | null;
    created_at: string;
  };
  'activity.venue': {
    bureau_id: string;
    venue_id: string;
    name: string;
    place: string;
    seats: number | null;
    needs_safety_plan: boolean;
    retired: boolean;
  };
  'activity.activity': {
    bureau_id: string;
    activity_id: string;
    programme_id: string | null;
    name: string;
    purpose: string;
    state: ActivityState;
    unit_ids: string[] | null;
    capacity: number | null;
    n_expected: number;
    closes_on: string;
    opened_at: string | null;
    closed_at: string | null;
    budget: Json<BudgetLine[]>;
    safety: Json<SafetyPlan | null>;
    teams: Json<TeamPlan | null>;
    submitted_by: string | null;
    approved_plan: Json<ActivityPlan | null>;
    revision: number;
    copied_from: string | null;
    created_by: string | null;
    created_at: string;
  };
  'activity.organiser': { bureau_id: string; activity_id: string; person_id: string };
  'activity.session': {
    bureau_id: string;
    session_id: string;
    activity_id: string;
    name: string;
    held_on: string;
    starts_at: string;
    ends_at: string;
    venue_id: string | null;
    place: string;
    sign_in: SignIn;
  };
  'activity.decision': {
    bureau_id: string;
    decision_id: string;
    activity_id: string;
    what: 'submitted' | 'approved' | 'sent-back' | 'withdrawn' | 'cancelled';
    by_account: string | null;
    by_name: string;
    at: string;
    note: string;
  };
}
