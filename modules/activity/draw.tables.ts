import type { ColumnType } from 'kysely';
import type { DrawChoice, ChangeByHand, TeamsByRound } from './draw-choice.contract.ts';
import type { DrawState, Preview, RejectedBecause } from './draw.contract.ts';

/** A jsonb column: read as what it holds, written as SQL by the data file. */
type Json<T> = ColumnType<T, T, T>;

/** One draw: a mechanism and the number drawn from it. */
export interface DrawTables {
  'activity.draw': {
    bureau_id: string;
    draw_id: string;
    activity_id: string;
    /** From 1, in the order in which the activity's draws were asked for. */
    nth: number;
    state: DrawState;
    choice: Json<DrawChoice>;
    /** People who entered, sorted; the mechanism's order. */
    person_ids: string[];
    seed: number;
    wave_id: string | null;
    /** A `MechanismRecord` as text, without acquaintance; null before it is made. */
    mechanism: string | null;
    hash: string | null;
    number: number | null;
    teams: Json<TeamsByRound | null>;
    changes: Json<readonly ChangeByHand[]>;
    preview: Json<Preview | null>;
    job_id: string | null;
    stop_asked: boolean;
    ended_early: boolean;
    made_at: string | null;
    published_at: string | null;
    rejected_because: RejectedBecause | null;
    rejected_reason: string | null;
    created_at: string;
  };
}
