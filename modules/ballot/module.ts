import type { Module } from '#platform/module/index.ts';
import { ballotFacts, ballotRefusals } from './ballot.contract.ts';

export const ballot: Module = {
  name: 'ballot',
  refusals: ballotRefusals,
  facts: ballotFacts,
};
