import type { ColumnType } from 'kysely';
import type { EffectRelease, Foretold } from './effect.contract.ts';

/** A jsonb column: read as what it holds, written as SQL by the data file. */
type Json<T> = ColumnType<T, T, T>;

export interface EffectTables {
  /** What an activity could tell, said before it began. */
  'activity.foretold': {
    bureau_id: string;
    activity_id: string;
    draw_id: string;
    foretold: Json<Foretold>;
    foretold_on: string;
  };
  /** What it changed, by the wave that told. */
  'activity.effect': {
    bureau_id: string;
    activity_id: string;
    wave_id: string;
    release: Json<EffectRelease>;
    inputs_hash: string;
    estimated_on: string;
  };
}
