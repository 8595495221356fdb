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
export { labelPermutation } from './permutation.ts';
export type { ChanceValue, LabelPermutation, PermutationOptions } from './permutation.ts';
export { transitionEstimates } from './transition-estimates.ts';
export type { PairKind, TransitionComparison, TransitionEstimates } from './transition-estimates.ts';
export { homogeneityTest } from './homogeneity.ts';
export type { HomogeneityOptions, HomogeneityTest } from './homogeneity.ts';
export { pairMatrix, sameLabel } from './matrix.ts';
export type { PairMatrix } from './matrix.ts';
export { qapCorrelation, qapMoments } from './qap.ts';
export type { QapCorrelation, QapMoments, QapOptions } from './qap.ts';
export { mrqap } from './mrqap.ts';
export type { Mrqap, MrqapOptions, MrqapTerm } from './mrqap.ts';
export { dyadicRegression } from './dyadic.ts';
export type { DyadicRegression, DyadicTerm, PairRows } from './dyadic.ts';
export { effectInterval, exposureChance, fisherRandomisation, hajekContrast } from './randomisation.ts';
export type { Assignment, EffectInterval, PairOutcomes, RandomisationTest } from './randomisation.ts';
export { drawSamples, sampleEstimates } from './sample-roster.ts';
export type { SampleDesign, SampledTotals, SampleEstimates } from './sample-roster.ts';
export { permittedBy, responseByGroup, responseDiffers } from './response.ts';
export type { GroupResponse, Permission, Permitted, Use } from './response.ts';
export { knowledgeChange, knowledgeEstimates } from './knowledge.ts';
export type { KnowledgeChange, KnowledgeEstimates, KnowledgeInput, KnowledgeOptions } from './knowledge.ts';
export { drawEffect, together } from './effect.ts';
export type { DrawEffect, DrawEffectOptions, Drawn } from './effect.ts';
export { changeEnds, effectBounds } from './effect-bounds.ts';
export type { BoundedOutcomes, EffectBounds } from './effect-bounds.ts';
export { smallestEffect } from './power.ts';
export type { PlannedEffect, SmallestEffect } from './power.ts';
export { matchedDifference } from './matched.ts';
export type { MatchedDifference, MatchedRows } from './matched.ts';
export { holm, maxT } from './several.ts';
export { eValue } from './sensitivity.ts';
export { gradeOf, gradeReasons, leastEvidence } from './grade.ts';
export type { Evidence, Grade, Graded, GradeReason } from './grade.ts';
export { fQuantile, quantileOf, studentQuantile } from './distributions.ts';
