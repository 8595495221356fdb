/** Measures of who knows whom. See README.md for the problem, guarantees, cost and sources. */
export { networkFrom, networkFromArrays } from './build.ts';
export type {
  NetworkArrays,
  NetworkInput,
  NetworkProblem,
  NetworkResult,
  PersonInput,
  TieInput,
} from './build.ts';
export { atLeast, symmetrised, withGroups } from './network.ts';
export type { Network } from './network.ts';
export type { Adjacency } from './adjacency.ts';
export { isComplete, isObserved } from './roster.ts';
export type { Missing, Roster } from './roster.ts';
export { eachPair, firstMissing, reportAt, reportsOf, unsaidReport } from './reports.ts';
export { responseOf } from './response.ts';
export type { Response, ResponseByGroup } from './response.ts';

export { blockLikelihoodRatio, blocksOf, observedCells } from './blocks.ts';
export type { Blocks, Matrix, Share } from './blocks.ts';
export { externalInternal, permutationMoments, personExternalInternal } from './external-internal.ts';
export type { ExternalInternal, GroupExternalInternal } from './external-internal.ts';
export {
  assortativity,
  claimedBlocks,
  colemanHomophily,
  freemanSegregation,
  legacyModularity,
  oddsRatio,
} from './segregation.ts';
export type { OddsRatio } from './segregation.ts';
export { spectralSegregation } from './spectral.ts';
export type { SpectralSegregation } from './spectral.ts';

export { dyadCensus, pairTable, reciprocity } from './dyads.ts';
export type { DyadCensus, PairTable, Reciprocity } from './dyads.ts';
export { pairKnowledge } from './knowledge.ts';
export type { Bounded, PairKnowledge, PairKnowledgeByBlock } from './knowledge.ts';

export { betweennessOf } from './betweenness.ts';
export { closenessOf, distancesOf } from './distances.ts';
export type { Closeness, Distances } from './distances.ts';
export { componentsOf, isolatesOf, lockedByUnit, transitivity, trianglesOf } from './cohesion.ts';
export type { UnitCount } from './cohesion.ts';
export { bridgingScores, brokerage, brokerRoles } from './brokerage.ts';
export type { Brokerage, BrokerRole, ByRole } from './brokerage.ts';
export { communitiesOf } from './communities.ts';
export type { Communities, CommunityOptions } from './communities.ts';
export { agreementOf } from './agreement.ts';
export type { Agreement } from './agreement.ts';

export { transitionTable, transitionsBetween } from './transitions.ts';
export type { Transitions, TransitionOptions, TransitionTable } from './transitions.ts';
export { homogeneity, risenShare, stationaryOf } from './homogeneity.ts';
export type { Homogeneity } from './homogeneity.ts';
export { fitGenerator } from './generator.ts';
export type { GapTable, Generator } from './generator.ts';

export { measureAll, measuredNetwork } from './measure-all.ts';
export type { Measures } from './measure-all.ts';
export type { MeasureOptions } from './measure-options.ts';
export { randomFrom } from './random.ts';
export type { Random } from './random.ts';
