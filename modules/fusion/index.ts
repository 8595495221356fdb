/**
 * The door of Fusion: who knows whom among given people, for the machines that draw teams and reckon effects.
 * What comes through it names pairs of persons. It stays in memory on the server: not stored, not logged, not
 * shown; a figure made of it covers all pairs of ten and more people.
 */
export {
  acquaintanceAmong,
  listPairWaves,
  pairReports,
  plannedPairs,
  type Acquaintance,
  type PairWave,
  type PlannedPairs,
} from './pair.work.ts';
export { unanswered, unasked, type Reports } from './pair.rules.ts';
