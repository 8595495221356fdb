/** Before an event: the smallest effect that its draw and the next wave's lists can tell from chance. */
import type { Random } from '#engines/random/index.ts';
import { quantileOf } from './distributions.ts';
import { chanceOver, countsOf, exposedBy, invert, together, type Drawn } from './effect.ts';

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
  readonly nPeople: number;
  readonly nTeams: number;
  readonly nPairs: number;
  readonly nExposed: number;
  readonly nOutside: number;
}

const level = 0.95;
const power = 0.8;
const supposals = 20;
/** Draws against which each test is made, and draws that each stand once for the one in use. */
const mostAgainst = 200;
const mostTested = 400;

/**
 * By simulation: each of some hundred draws stands for the one in use, and what four in five of them would find
 * is told, for outcomes of an earlier span or for twenty supposed ones; divided by √response. An effect that is
 * the same for every pair moves the interval with it, so one test of "nothing happened" tells of all sizes. The
 * normal approximation (2.80 standard deviations) told sizes that were found 77 times in 100.
 * Cost about (draws + 4,000) · rows.
 */
export function smallestEffect(plan: PlannedEffect): SmallestEffect {
  const { from, to, draws, earlier, sd = 0.5, response = 1, random } = plan;
  const first = draws[0] ?? [];
  const chance = chanceOver({ from, to }, draws);
  const inside = Array.from(from.keys()).filter((d) => chance[d]! > 0 && chance[d]! < 1);
  const rows = { from: pickedFrom(from, inside), to: pickedFrom(to, inside) };
  const exposed = exposedBy(rows, first);
  const counts = { ...countsOf(rows, exposed, first), nOutside: from.length - inside.length };
  const supposed = earlier
    ? [earlier]
    : Array.from({ length: supposals }, () => Float64Array.from(from, () => sd * random.normal()));
  const outcomes = supposed.map((y) => Float64Array.from(inside, (d) => y[d]!));
  const pi = Float64Array.from(inside, (d) => chance[d]!);
  const found = Float64Array.from(leastFound({ ...rows, pi, outcomes }, draws)).sort();
  if (found.length === 0 || !(found.at(-1)! > 0) || !(response > 0)) return { effect: null, ...counts };
  return { effect: quantileOf(found, power) / Math.sqrt(response), ...counts };
}

const pickedFrom = (values: Int32Array, at: readonly number[]) => Int32Array.from(at, (d) => values[d]!);

interface Tested {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Chance of each row to be exposed. */
  readonly pi: Float64Array;
  /** What the rows might be like without any effect; draws are dealt out to them in turn. */
  readonly outcomes: readonly Float64Array[];
}

/** For each tested draw the least effect upwards and downwards that its test would find. */
export function leastFound({ from, to, pi, outcomes }: Tested, draws: readonly Drawn[]): number[] {
  const nAgainst = Math.min(mostAgainst, Math.floor(draws.length / 2));
  const weights = { met: pi.map((p) => 1 / p), apart: pi.map((p) => 1 / (1 - p)) };
  const seen = draws
    .slice(0, nAgainst + mostTested)
    .map((drawn) => exposureOf(from, to, drawn, weights))
    .filter(({ inWeight, outWeight }) => inWeight > 0 && outWeight > 0);
  const [against, tested] = [seen.slice(0, nAgainst), seen.slice(nAgainst)];
  return outcomes.flatMap((y, k) => {
    const values = against.map((one) => valueOf(y, one, weights));
    return tested
      .filter((_, t) => t % outcomes.length === k)
      .flatMap((own) => {
        const lines = against
          .map((one, b) => ({ value: values[b]!, slope: slopeOf(own, one, weights) }))
          .filter(({ slope }) => slope < 1);
        const { low, high } = invert({ value: valueOf(y, own, weights), slope: 1 }, lines, level);
        return low === null || high === null ? [] : [-low, high];
      });
  });
}

interface Weights {
  readonly met: Float64Array;
  readonly apart: Float64Array;
}

interface Exposure {
  /** 1 where a row's two people share a team. */
  readonly is: Uint8Array;
  /** The rows where it is so. */
  readonly at: Int32Array;
  readonly inWeight: number;
  readonly outWeight: number;
}

function exposureOf(from: Int32Array, to: Int32Array, drawn: Drawn, { met, apart }: Weights): Exposure {
  const is = Uint8Array.from(from, (i, d) => (together(drawn, i, to[d]!) ? 1 : 0));
  let [inWeight, outWeight] = [0, 0];
  for (let d = 0; d < is.length; d++)
    if (is[d] === 1) inWeight += met[d]!;
    else outWeight += apart[d]!;
  return { is, at: Int32Array.from(is.keys().filter((d) => is[d] === 1)), inWeight, outWeight };
}

// kernel: one pass over the rows
function valueOf(y: Float64Array, { is, inWeight, outWeight }: Exposure, { met, apart }: Weights): number {
  let [inside, outside] = [0, 0];
  for (let d = 0; d < y.length; d++)
    if (is[d] === 1) inside += met[d]! * y[d]!;
    else outside += apart[d]! * y[d]!;
  return inside / inWeight - outside / outWeight;
}

// kernel: one pass over the exposed rows
/** What an effect of 1 on the rows that `own` exposes does to the statistic of another draw. */
function slopeOf({ at }: Exposure, { is, inWeight, outWeight }: Exposure, { met, apart }: Weights): number {
  let [inside, outside] = [0, 0];
  for (let k = 0; k < at.length; k++) {
    const d = at[k]!;
    if (is[d] === 1) inside += met[d]!;
    else outside += apart[d]!;
  }
  return inside / inWeight - outside / outWeight;
}
