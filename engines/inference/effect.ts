/**
 * The effect of sharing a team, among pairs that entered the draw: Hájek estimate with chances counted over
 * the re-draws, Fisher's test and its inversion, all by one statistic. Aronow & Samii 2017 (DOI
 * 10.1214/16-AOAS1005); Basse, Ding, Feller & Toulis 2019, arXiv 1904.02308; covariance adjustment:
 * Rosenbaum 2002, Statistical Science 17:286–327.
 */
import { varianceOf } from './estimate.ts';
import { withoutFactors } from './adjust.ts';
import type { Assignment, PairOutcomes } from './randomisation.ts';

/** One draw of teams: the team of each person, round by round; most events have one round. */
export type Drawn = readonly Assignment[];

export interface DrawEffect {
  /** Change that a shared team made, in units of y; null where nothing can be compared. */
  readonly estimate: number | null;
  /**
   * Effects the test does not reject, widened where effects differ from pair to pair; null end: no bound was found.
   * Hence the interval can hold 0 although p < 0.05: nothing at all is unlikely, an average of 0 is not.
   */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, of the sharp null "no pair's outcome depends on who shared a team". */
  readonly p: number | null;
  /** ȳ of pairs that shared a team − ȳ of those that did not, unweighted. */
  readonly difference: number | null;
  /** The estimate that each re-draw would have given if sharing a team did nothing, ascending. */
  readonly chance: Float64Array;
  readonly chanceSd: number | null;
  /** Never report pairs as N: people, teams and pairs are printed together. */
  readonly nPeople: number;
  readonly nTeams: number;
  readonly nPairs: number;
  readonly nExposed: number;
  /** Rows left out because no draw, or every draw, puts the two together. */
  readonly nOutside: number;
  readonly redraws: number;
}

export interface DrawEffectOptions {
  readonly level?: number;
  /**
   * Groups of rows whose means are taken out of the outcomes before the test: sender, receiver, state before,
   * department. Narrows the interval; the test stays exact, for the factors do not depend on the draw.
   */
  readonly factors?: readonly Int32Array[];
  /** Widen the interval where effects differ from pair to pair; default true. False: the inversion alone. */
  readonly widen?: boolean;
}

/**
 * @param actual the draw in use. @param redraws at least 1,999 others from the same mechanism. Chances are counted
 * over the draw in use and the re-draws together, so that all are exchangeable and the test is exact.
 * Cost O(redraws · rows).
 */
export function drawEffect(
  pairs: PairOutcomes,
  actual: Drawn,
  redraws: readonly Drawn[],
  { level = 0.95, factors = [], widen = true }: DrawEffectOptions = {},
): DrawEffect {
  const chance = chanceOver(pairs, [actual, ...redraws]);
  const inside = indicesWhere(chance, (pi) => pi > 0 && pi < 1);
  const rows = rowsAt(pairs, inside);
  const groups = factors.map((factor) => Int32Array.from(inside, (d) => factor[d]!));
  const exposed = exposedBy(rows, actual);
  const weighing: Weighing = {
    ...rows,
    y: withoutFactors(rows.y, groups),
    unit: withoutFactors(exposed, groups),
    chance: Float64Array.from(inside, (d) => chance[d]!),
  };
  const own = contrastOf(weighing, actual);
  const drawn = redraws
    .map((redraw) => contrastOf(weighing, redraw))
    .filter(({ value, slope }) => Number.isFinite(value) && slope < own.slope);
  const found = Number.isFinite(own.value) && own.slope > 0 && drawn.length > 0;
  return {
    ...(found ? tested(own, drawn, level, widen ? spreadRatio(weighing, exposed, own) : 1) : nothing),
    ...countsOf(rows, exposed, actual),
    difference: found ? plainDifference(rows.y, exposed) : null,
    nOutside: pairs.y.length - inside.length,
    redraws: redraws.length,
  };
}

const nothing = {
  estimate: null,
  low: null,
  high: null,
  p: null,
  chance: new Float64Array(0),
  chanceSd: null,
} as const;

/** A re-draw's statistic moves along a line with the supposed effect τ: value − τ·slope. */
interface Line {
  readonly value: number;
  readonly slope: number;
}

function tested(own: Line, drawn: readonly Line[], level: number, widening: number) {
  const slack = 1e-12;
  const share = (counted: (line: Line) => boolean): number =>
    (1 + drawn.filter(counted).length) / (1 + drawn.length);
  const high = share(({ value }) => value >= own.value - slack);
  const low = share(({ value }) => value <= own.value + slack);
  const chance = Float64Array.from(drawn, ({ value }) => value / own.slope).sort();
  const estimate = own.value / own.slope;
  const inverted = invert(own, drawn, level);
  const widened = (end: number | null) => (end === null ? null : estimate + widening * (end - estimate));
  return {
    estimate,
    p: Math.min(1, 2 * Math.min(high, low)),
    low: widened(inverted.low),
    high: widened(inverted.high),
    chance,
    chanceSd: Math.sqrt(varianceOf(chance)),
  };
}

/**
 * Inversion supposes the same effect for every pair. Where effects differ, exposed outcomes spread more than the many
 * others from which the re-draws take their spread; the interval is widened by the ratio of the two standard errors
 * (what studentising does: Wu & Ding 2021, DOI 10.1080/01621459.2020.1750415). Never below 1.
 */
function spreadRatio({ y, unit }: Weighing, exposed: Float64Array, own: Line): number {
  const left = y.map((value, d) => value - (own.value / own.slope) * unit[d]!);
  const [met, other] = [left.filter((_, d) => exposed[d] === 1), left.filter((_, d) => exposed[d] !== 1)];
  if (met.length < 2 || other.length < 2) return 1;
  const pooled = varianceOf(left) * (1 / met.length + 1 / other.length);
  const apart = varianceOf(met) / met.length + varianceOf(other) / other.length;
  return pooled > 0 ? Math.max(1, Math.sqrt(apart / pooled)) : 1;
}

/** Each re-draw turns from below to above the draw in use at one τ = (T − T*)/(s − s*). */
export function invert(own: Line, drawn: readonly Line[], level: number) {
  const turns = Float64Array.from(
    drawn,
    (line) => (own.value - line.value) / (own.slope - line.slope),
  ).sort();
  const allowed = Math.floor(((1 - level) / 2) * (1 + turns.length)) - 1;
  if (allowed < 0) return { low: null, high: null };
  return { low: turns[allowed]!, high: turns[turns.length - 1 - allowed]! };
}

interface Weighing extends PairOutcomes {
  /** What one unit of effect on the exposed does to y. */
  readonly unit: Float64Array;
  readonly chance: Float64Array;
}

// kernel: one pass over the rows, for the outcomes and for the unit effect at once
function contrastOf({ from, to, y, unit, chance }: Weighing, drawn: Drawn): Line {
  let [inY, inUnit, inWeight, outY, outUnit, outWeight] = [0, 0, 0, 0, 0, 0];
  for (let d = 0; d < y.length; d++) {
    if (together(drawn, from[d]!, to[d]!)) {
      const w = 1 / chance[d]!;
      inY += w * y[d]!;
      inUnit += w * unit[d]!;
      inWeight += w;
    } else {
      const w = 1 / (1 - chance[d]!);
      outY += w * y[d]!;
      outUnit += w * unit[d]!;
      outWeight += w;
    }
  }
  // 0/0 = NaN where one kind is absent
  return { value: inY / inWeight - outY / outWeight, slope: inUnit / inWeight - outUnit / outWeight };
}

/** Were i and j in one team in any round? */
export function together(drawn: Drawn, i: number, j: number): boolean {
  for (const team of drawn) {
    const own = team[i]!;
    if (own >= 0 && own === team[j]) return true;
  }
  return false;
}

/** Share of the draws that put the two people of each row together. */
export function chanceOver({ from, to }: Pick<PairOutcomes, 'from' | 'to'>, draws: readonly Drawn[]) {
  const count = new Float64Array(from.length);
  for (const drawn of draws)
    for (let d = 0; d < from.length; d++) if (together(drawn, from[d]!, to[d]!)) count[d]!++;
  return count.map((n) => n / draws.length);
}

export const exposedBy = ({ from, to }: Pick<PairOutcomes, 'from' | 'to'>, drawn: Drawn): Float64Array =>
  Float64Array.from(from, (i, d) => (together(drawn, i, to[d]!) ? 1 : 0));

const indicesWhere = (values: Float64Array, keep: (value: number) => boolean): number[] =>
  Array.from(values.keys()).filter((d) => keep(values[d]!));

const rowsAt = ({ from, to, y }: PairOutcomes, at: readonly number[]): PairOutcomes => ({
  from: Int32Array.from(at, (d) => from[d]!),
  to: Int32Array.from(at, (d) => to[d]!),
  y: Float64Array.from(at, (d) => y[d]!),
});

function plainDifference(y: Float64Array, exposed: Float64Array): number {
  let [inside, n, all] = [0, 0, 0];
  for (let d = 0; d < y.length; d++) {
    all += y[d]!;
    if (exposed[d] === 1) [inside, n] = [inside + y[d]!, n + 1];
  }
  return inside / n - (all - inside) / (y.length - n);
}

/** People, teams and pairs behind rows of reports; two rows that are each other's reverse are one pair. */
export function countsOf(
  { from, to }: Pick<PairOutcomes, 'from' | 'to'>,
  exposed: Float64Array,
  drawn: Drawn,
) {
  const people = new Set<number>([...from, ...to]);
  const size = 1 + people.values().reduce((most, one) => Math.max(most, one), 0);
  const pairs = new Set<number>();
  const met = new Set<number>();
  for (let d = 0; d < from.length; d++) {
    const key = Math.min(from[d]!, to[d]!) * size + Math.max(from[d]!, to[d]!);
    pairs.add(key);
    if (exposed[d] === 1) met.add(key);
  }
  const teams = new Set(drawn.flatMap((team, round) => [...people].map((i) => `${round}/${team[i]!}`)));
  const nTeams = [...teams].filter((team) => !team.includes('/-')).length;
  return { nPeople: people.size, nTeams, nPairs: pairs.size, nExposed: met.size };
}
