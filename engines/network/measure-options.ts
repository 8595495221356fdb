import type { Distances } from './distances.ts';
import type { Random } from './random.ts';

/** What measuring is asked to do; each has a default. */
export interface MeasureOptions {
  /** Ties count from this state on; default 1. */
  readonly minState?: number | undefined;
  /** Which pairs count as tied; default `none`: reports as they are. */
  readonly symmetrise?: 'confirmed' | 'claimed' | 'none' | undefined;
  /** Stream for the community search; without it the community measures are null. */
  readonly random?: Random | undefined;
  /** Community runs of which the best counts; default 20. */
  readonly runs?: number | undefined;
  /**
   * Names five people in `betweenness_top5` and `gould_fernandez_cross_group_top5`, for comparison with
   * published values. Default false: pages must never list people by rank.
   */
  readonly namePeople?: boolean | undefined;
  /** Sums that a pool of workers found already, over all sources of the measured network. */
  readonly betweenness?: Float64Array | undefined;
  readonly distances?: Distances | undefined;
}
