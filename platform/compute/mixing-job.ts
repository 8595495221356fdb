/** What a thread of the mixing pool is told and what it says. Plain data and typed arrays: they are posted. */
import type { Grouping, Instance, Mechanism, Problem } from '#engines/mixing/index.ts';

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
  readonly order: 'draws';
  readonly mechanism: Mechanism;
  /** Draws `from` … `to` − 1. */
  readonly from: number;
  readonly to: number;
}

/** A best found, posted between threads and in the end. */
export interface Found {
  readonly value: number;
  readonly grouping: Grouping;
  readonly iterations: number;
  readonly done: boolean;
  /** Nothing can be better. */
  readonly optimal: boolean;
}

/** Group of each person in each draw: `groups[(draw − from) * nPeople + person]`, first round; −1 where absent. */
export interface DrawnBatch {
  readonly from: number;
  readonly groups: Int16Array;
  readonly nearBest: Uint8Array;
}
