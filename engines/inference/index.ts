/** How sure we may be: intervals, tests and designs for networks of people. See README.md. */
export { censusEstimates } from './census.ts';
export type { BlockEstimates, CensusEstimates, CensusOptions } from './census.ts';
export { changeBetween, confirmedChange } from './change.ts';
export type { Change, Composition } from './change.ts';
export type { CannotTell, Estimate, IntervalMethod, IntervalOptions } from './estimate.ts';
export { measureNames } from './statistic.ts';
export type { MeasureName, Reading } from './statistic.ts';
export { drawCrossPairs, drawRings, nextRings, pairsOfRing, rosterOfRings } from './rings.ts';
export type { NextRings, Ring } from './rings.ts';
export { asReplicates, ringChange, ringEstimates } from './ring-estimates.ts';
export type { Replicate, RingEstimates, RingOptions, RingWave } from './ring-estimates.ts';
export {
  forbiddenByRoster,
  minimumDetectableChange,
  needsCensus,
  sampleStandardError,
} from './detectable.ts';
export type { Detectable, NeedsCensus, PlannedWave } from './detectable.ts';
