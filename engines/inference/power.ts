/** Before an event: the smallest effect that its draw and the next wave's lists can tell from chance. */
import type { Random } from '#engines/random/index.ts';
import { normalQuantile } from './distributions.ts';
import { drawEffect, type Drawn } from './effect.ts';

export interface PlannedEffect {
  /** Rows that will be seen before and after: i is asked about j in both waves. Person indices. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Draws of the mechanism; the first is the one in use, or any. At least some hundreds. */
  readonly draws: readonly Drawn[];
  /** Outcomes of these rows in an earlier span without the event; otherwise chance of `sd` is supposed. */
  readonly earlier?: Float64Array | undefined;
  /** Standard deviation of a pair's change where nothing is known; default 0.5 of a state. */
  readonly sd?: number | undefined;
  /** Share of the rows expected to be answered in both waves; default 1. */
  readonly response?: number | undefined;
  readonly random: Random;
}

export interface SmallestEffect {
  /** Effect found with 80 % chance at the 5 % level, two-sided; null where no pair can be compared. */
  readonly effect: number | null;
  /** Standard deviation of the estimate under chance alone. */
  readonly chanceSd: number | null;
  readonly nPeople: number;
  readonly nTeams: number;
  readonly nPairs: number;
  readonly nExposed: number;
  readonly nOutside: number;
}

const supposals = 20;

/**
 * The distribution of the estimate over the re-draws, for outcomes of an earlier span, or for twenty supposed ones:
 * effect = (critical value + z₀.₈ · sd)/√response. Cost as `drawEffect` with a tenth of the draws, twenty times.
 */
export function smallestEffect(plan: PlannedEffect): SmallestEffect {
  const { from, to, draws, earlier, sd = 0.5, response = 1, random } = plan;
  const [first = [], ...rest] = draws;
  const supposed = earlier
    ? [earlier]
    : Array.from({ length: supposals }, () => Float64Array.from(from, () => sd * random.normal()));
  const redraws = earlier ? rest : rest.slice(0, Math.max(200, Math.floor(rest.length / 10)));
  const found = supposed.map((y) => drawEffect({ from, to, y }, first, redraws));
  const { nPeople, nTeams, nPairs, nExposed, nOutside } = found[0]!;
  const counts = { nPeople, nTeams, nPairs, nExposed, nOutside };
  const variances = found.flatMap(({ chanceSd }) => (chanceSd === null ? [] : [chanceSd ** 2]));
  const variance = variances.reduce((sum, one) => sum + one, 0) / variances.length;
  if (variances.length === 0 || !(variance > 0) || !(response > 0))
    return { effect: null, chanceSd: null, ...counts };
  const chanceSd = Math.sqrt(variance / response);
  return { effect: (normalQuantile(0.975) + normalQuantile(0.8)) * chanceSd, chanceSd, ...counts };
}
