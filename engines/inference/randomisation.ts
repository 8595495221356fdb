/**
 * Did sharing a team change anything? The teams are re-drawn by the mechanism that really drew them and
 * the outcomes kept. Rosenbaum 2002, Observational Studies ch. 2; Basse, Ding, Feller &
 * Toulis 2019, arXiv 1904.02308; Aronow & Samii 2017 (DOI 10.1214/16-AOAS1005).
 */

import { varianceOf } from './estimate.ts';

/** Ordered or unordered pairs of the population, with the outcome of each. */
export interface PairOutcomes {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** For example state(t+1) − state(t), or 1 for a stranger who became acquainted. */
  readonly y: Float64Array;
}

/** Team of each person, length N; a negative number is "in no team". */
export type Assignment = ArrayLike<number>;

export interface RandomisationTest {
  /** ȳ of pairs that shared a team − ȳ of pairs that did not; null where one kind is absent. */
  readonly difference: number | null;
  /** The same, each pair weighted by the inverse of its own chance (Hájek). */
  readonly hajek: number | null;
  readonly nExposed: number;
  readonly nUnexposed: number;
  /** Pairs that no re-draw, or every re-draw, puts together: they are out of the Hájek population. */
  readonly nOutside: number;
  /** (1 + #{T* ≥ T})/(1 + B), ≤, and twice the smaller. */
  readonly pHigh: number | null;
  readonly pLow: number | null;
  readonly pTwoSided: number | null;
  readonly chanceMean: number | null;
  readonly chanceSd: number | null;
  readonly redraws: number;
}

/**
 * Fisher's test of the sharp null "no pair's outcome depends on who shared a team with whom".
 *
 * The re-draws must come from the real mechanism: same strata, team sizes, fixed captains, exclusions,
 * locks and rejections; people swapped by hand stay fixed. B ≥ 1,999 (measures). Pairs enter only where
 * both people entered the draw: choose them before. Cost O(redraws · pairs).
 */
export function fisherRandomisation(
  pairs: PairOutcomes,
  actual: Assignment,
  redraws: readonly Assignment[],
): RandomisationTest {
  const observed = contrastOf(pairs, actual);
  const drawn = Float64Array.from(redraws, (redraw) => contrastOf(pairs, redraw).difference).filter(
    (value) => !Number.isNaN(value),
  );
  const chance = exposureChance(pairs, redraws);
  const hajek = hajekContrast(pairs, actual, chance);
  const known = !Number.isNaN(observed.difference) && drawn.length > 0;
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const slack = 1e-12;
  const share = (counted: (value: number) => boolean): number =>
    (1 + drawn.filter(counted).length) / (1 + drawn.length);
  const pHigh = share((value) => value >= observed.difference - slack);
  const pLow = share((value) => value <= observed.difference + slack);
  return {
    difference: known ? observed.difference : null,
    hajek: hajek.estimate,
    nExposed: observed.nExposed,
    nUnexposed: pairs.y.length - observed.nExposed,
    nOutside: hajek.nOutside,
    pHigh: known ? pHigh : null,
    pLow: known ? pLow : null,
    pTwoSided: known ? Math.min(1, 2 * Math.min(pHigh, pLow)) : null,
    chanceMean: known ? mean : null,
    chanceSd: known ? Math.sqrt(varianceOf(drawn)) : null,
    redraws: redraws.length,
  };
}

// kernel: one pass over the pairs
function contrastOf({ from, to, y }: PairOutcomes, team: Assignment) {
  let [inside, outside, nExposed] = [0, 0, 0];
  for (let d = 0; d < y.length; d++) {
    const own = team[from[d]!]!;
    if (own >= 0 && own === team[to[d]!]) {
      inside += y[d]!;
      nExposed++;
    } else outside += y[d]!;
  }
  // 0/0 = NaN where one kind is absent
  return { difference: inside / nExposed - outside / (y.length - nExposed), nExposed };
}

/** π of each pair: the share of re-draws that put its two people in one team. Use ≥ 2,000 re-draws. */
export function exposureChance({ from, to }: PairOutcomes, redraws: readonly Assignment[]): Float64Array {
  const chance = new Float64Array(from.length);
  for (const team of redraws)
    for (let d = 0; d < from.length; d++) {
      const own = team[from[d]!]!;
      if (own >= 0 && own === team[to[d]!]) chance[d]!++;
    }
  return chance.map((count) => count / redraws.length);
}

/**
 * Σ D y/π / Σ D/π − Σ (1−D) y/(1−π) / Σ (1−D)/(1−π) over pairs with 0 < π < 1; `nOutside` counts the
 * others. Null where one side is empty. Give exact chances where the mechanism tells them.
 */
export function hajekContrast(
  { from, to, y }: PairOutcomes,
  team: Assignment,
  chance: Float64Array,
): { estimate: number | null; nOutside: number } {
  let [inside, insideWeight, outside, outsideWeight, nOutside] = [0, 0, 0, 0, 0];
  for (let d = 0; d < y.length; d++) {
    const pi = chance[d]!;
    if (!(pi > 0 && pi < 1)) {
      nOutside++;
      continue;
    }
    const own = team[from[d]!]!;
    if (own >= 0 && own === team[to[d]!]) {
      inside += y[d]! / pi;
      insideWeight += 1 / pi;
    } else {
      outside += y[d]! / (1 - pi);
      outsideWeight += 1 / (1 - pi);
    }
  }
  const estimate =
    insideWeight > 0 && outsideWeight > 0 ? inside / insideWeight - outside / outsideWeight : null;
  return { estimate, nOutside };
}

export interface EffectInterval {
  /** Constant effects τ that the test does not reject, two-sided; null end = no bound was found. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Interval by inverting the test over constant effects: outcomes of exposed pairs are lowered by τ, and
 * τ is kept while p > 1 − level. For 0/1/2 outcomes a constant shift is an approximation.
 * For a constant τ the re-drawn statistic moves linearly, so each bound is a quantile search over
 * T*(y − τD) = T*(y) − τ·T*(D).
 */
export function effectInterval(
  pairs: PairOutcomes,
  actual: Assignment,
  redraws: readonly Assignment[],
  level = 0.95,
): EffectInterval {
  const observed = contrastOf(pairs, actual).difference;
  const exposed = pairs.y.map((_, d) => {
    const own = actual[pairs.from[d]!]!;
    return own >= 0 && own === actual[pairs.to[d]!] ? 1 : 0;
  });
  const lines = redraws
    .map((redraw) => ({
      at: contrastOf(pairs, redraw).difference,
      slope: contrastOf({ ...pairs, y: exposed }, redraw).difference,
    }))
    .filter(({ at, slope }) => !Number.isNaN(at) && slope < 1);
  if (Number.isNaN(observed) || lines.length === 0) return { low: null, high: null };
  // T*(τ) ≥ T(τ) = T − τ  ⟺  τ ≥ (T − T*)/(1 − slope): each re-draw turns at one τ
  const turns = Float64Array.from(lines, ({ at, slope }) => (observed - at) / (1 - slope)).sort();
  const allowed = Math.floor(((1 - level) / 2) * (1 + turns.length)) - 1;
  if (allowed < 0) return { low: null, high: null };
  return { low: turns[allowed]!, high: turns[turns.length - 1 - allowed]! };
}
