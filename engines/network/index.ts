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
export { blockLikelihoodRatio, blocksOf, observedCells } from './blocks.ts';
export type { Blocks, Matrix, Share } from './blocks.ts';
export { externalInternal, permutationMoments, personExternalInternal } from './external-internal.ts';
export type { ExternalInternal, GroupExternalInternal } from './external-internal.ts';
export { transitionTable, transitionsBetween } from './transitions.ts';
export type { Transitions, TransitionOptions, TransitionTable } from './transitions.ts';
