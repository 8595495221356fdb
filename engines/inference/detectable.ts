/** Before a wave: the smallest change it could tell from chance, and what a partial roster cannot give. */
import { normalQuantile } from './distributions.ts';

export interface PlannedWave {
  readonly nPeople: number;
  readonly groupSizes: readonly number[];
  /** Expected density between groups, 0…1: the last wave's, or 0.10 as a start. */
  readonly density: number;
  /** Names asked of each person; omit or N − 1 for a census. */
  readonly namesPerPerson?: number | undefined;
  /** Expected share of people who answer, 0…1; default 1. */
  readonly response?: number | undefined;
  /**
   * Share of a pair's state that stays from one wave to the next, as a correlation; default 0, which is
   * cautious. Only pairs asked in both waves profit.
   */
  readonly stability?: number | undefined;
  /** Share of the names that are kept from wave to wave (panel); default 0.75 for rings, 1 for a census. */
  readonly kept?: number | undefined;
  /**
   * Design effect: how much larger the variance of a census is than that of independent pairs, because
   * pairs share people. Take it from the last wave; default 4 for a census. Rings need none: they are
   * about the bureau's own pairs.
   */
  readonly designEffect?: number | undefined;
}

export interface Detectable {
  /** Standard error of the density between groups in one wave. */
  readonly standardError: number;
  /** Smallest change between two such waves seen with 80 % chance at the 5 % level, two-sided. */
  readonly change: number;
  readonly crossNamesPerPerson: number;
}

/**
 * The minimum detectable change to print before a wave. Sampled reports: SE = √(d(1 − d)(1 − f)/(N·k_B)),
 * k_B names of other groups per person, f = asked share of cross cells (checked
 * against simulated surveys). Rings ask a pair from both sides, which for reports is as if each
 * pair counted once and a half: SE is multiplied by 1.3 (measured on a real firm).
 * @throws RangeError('inference/plan-out-of-range').
 */
export function minimumDetectableChange(plan: PlannedWave): Detectable {
  const { nPeople, density, response = 1, stability = 0 } = plan;
  const crossShare = crossShareOf(plan.groupSizes);
  const names = Math.min(plan.namesPerPerson ?? nPeople - 1, nPeople - 1);
  const inRange = density > 0 && density < 1 && response > 0 && response <= 1 && names > 0;
  if (!inRange || nPeople < 3 || !(crossShare > 0)) throw new RangeError('inference/plan-out-of-range');
  const census = names === nPeople - 1;
  const crossNames = names * crossShare;
  const sampledShare = names / (nPeople - 1);
  const variance = census
    ? ((plan.designEffect ?? 4) * density * (1 - density)) / (nPeople * crossNames * response)
    : (ringInflation * density * (1 - density) * (1 - sampledShare)) / (nPeople * crossNames * response);
  const kept = plan.kept ?? (census ? 1 : 0.75);
  const standardError = Math.sqrt(variance);
  const factor = normalQuantile(0.975) + normalQuantile(0.8);
  return {
    standardError,
    change: factor * standardError * Math.sqrt(2 * (1 - stability * kept)),
    crossNamesPerPerson: crossNames,
  };
}

/** (0.0046 / 0.0035)², the standard deviations of both designs on a real firm. */
const ringInflation = 1.3 ** 2;

/** Share of the ordered pairs that cross groups. */
function crossShareOf(sizes: readonly number[]): number {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const own = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
  return n > 1 ? 1 - own / (n * (n - 1)) : 0;
}

/** Standard error of a cross density by design A. */
export function sampleStandardError(density: number, share: number, nPeople: number, names: number): number {
  return Math.sqrt((density * (1 - density) * (1 - share)) / (nPeople * names));
}

/** Measures that need every pair; a partial roster disables them, it does not approximate them. */
export const needsCensus = [
  'isolates',
  'legacyLocked',
  'betweenness',
  'communities',
  'reach',
  'harmonicCloseness',
  'brokerage',
  'spectralSegregation',
] as const;
export type NeedsCensus = (typeof needsCensus)[number];

/** What a roster forbids: nothing for a census, all of `needsCensus` for a partial one. */
export function forbiddenByRoster(roster: 'census' | 'partial'): readonly NeedsCensus[] {
  return roster === 'census' ? [] : needsCensus;
}
