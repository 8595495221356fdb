/** What a thread of the mixing pool is told and what it says. Plain data and typed arrays: they are posted. */
import type { Grouping, Instance, Mechanism, Plan, Problem } from '#engines/mixing/index.ts';

export type MixingJob =
  | { readonly kind: 'instance'; readonly instance: Instance }
  | { readonly kind: 'problem'; readonly problem: Problem };

export interface SearchOrder {
  readonly order: 'search';
  readonly job: MixingJob;
  readonly seed: number;
  /** Milliseconds of the epoch. */
  readonly beganAt: number;
  readonly endsAt: number;
}

export interface DrawOrder {
  readonly mechanism: Mechanism;
  /** Draws `from` … `to` − 1. */
  readonly from: number;
  readonly to: number;
}

/** One draw with its mechanism: a new one from a problem, or a further number of one that is stored. */
export interface MakingOrder {
  readonly order: 'make';
  readonly from: { readonly problem: Problem; readonly seed: number } | { readonly mechanism: Mechanism };
  readonly number: number;
  /** So many draws after it are made too, to tell what draws of this kind give. */
  readonly nFurther: number;
}

export interface MadeDraw {
  readonly mechanism: Mechanism;
  readonly plan: Plan;
  readonly nearBest: boolean;
  readonly further: readonly Plan[];
  /** Told to end: the best so far set the floor. */
  readonly endedEarly: boolean;
}

/** What a thread that makes a draw says: how far it is, 0 … 1, and in the end the draw. */
export type Making = { readonly share: number } | { readonly made: MadeDraw };

/** A best found, posted between threads and in the end. */
export interface Found {
  readonly value: number;
  readonly grouping: Grouping;
  readonly iterations: number;
  readonly done: boolean;
  /** Nothing can be better. */
  readonly optimal: boolean;
}

/** Draw after draw, in each round after round, the group of each person; −1 where absent. */
export interface DrawnBatch {
  readonly groups: Int16Array;
}
