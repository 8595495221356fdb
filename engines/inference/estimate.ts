/** An estimate with its interval, and the four ways of making one. */
import type { Random } from '#engines/random/index.ts';
import { bootstrapOf } from './bootstrap.ts';
import type { Cells } from './cells.ts';
import { quantileOf, studentQuantile } from './distributions.ts';
import { centred, gradientOf, matesOf, spreadOf } from './influence.ts';
import type { Spread } from './influence.ts';
import { jackknifeSpread } from './jackknife.ts';
import { back, onto } from './statistic.ts';
import type { Scale, Statistic } from './statistic.ts';
import { tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** Why there is no value, or a value without an interval. */
export type CannotTell =
  /** No observed cell, or no tie, that the measure could be made from. */
  | 'inference/undefined'
  /** The measure stands at the end of its range (density 0 or 1): no spread to judge by. */
  | 'inference/at-the-edge'
  /** Fewer than three people, rings or clusters. */
  | 'inference/too-few';

export interface Estimate {
  readonly value: number | null;
  /** Interval at the asked level, or null with `cannotTell`. */
  readonly low: number | null;
  readonly high: number | null;
  /** On the measure's own scale. */
  readonly standardError: number | null;
  readonly cannotTell?: CannotTell;
}

/**
 * `pairs` (default): variance over people from pair influences, t quantile; see influence.ts.
 * `jackknife`: delete-one-person jackknife within groups, t quantile.
 * `bootstrap`: node bootstrap within groups, t-type interval with its standard error.
 * `percentile`: node bootstrap, percentiles.
 * The README gives the measured coverage of each.
 */
export type IntervalMethod = 'pairs' | 'jackknife' | 'bootstrap' | 'percentile';

export interface IntervalOptions {
  /** Confidence level in (0, 1); default 0.95. */
  readonly level?: number | undefined;
  readonly method?: IntervalMethod | undefined;
  /** Needed by the two bootstraps. */
  readonly random?: Random | undefined;
  /** Bootstrap replicates; default 2,000. */
  readonly replicates?: number | undefined;
}

/** Estimates with intervals for several statistics of the same cells; one bootstrap serves them all. */
export function estimatesOf<Name extends string>(
  cells: Cells,
  statistics: Readonly<Record<Name, Statistic>>,
  options: IntervalOptions = {},
): Record<Name, Estimate> {
  const tally = tallyOf(cells);
  const names = Object.keys(statistics) as Name[];
  const intervals = intervalMaker(
    cells,
    tally,
    names.map((name) => statistics[name]),
    options,
  );
  const made = names.map((name, at) => [name, oneEstimate(statistics[name], tally, intervals(at))]);
  return Object.fromEntries(made) as Record<Name, Estimate>;
}

type Interval = (value: number) => { low: number; high: number; standardError: number } | CannotTell;

function oneEstimate({ scale, of }: Statistic, tally: Tally, interval: Interval): Estimate {
  const value = of(tally);
  if (!Number.isFinite(value)) return cannot('inference/undefined', null);
  if (!Number.isFinite(onto[scale](value))) return cannot('inference/at-the-edge', value);
  const made = interval(value);
  return typeof made === 'string' ? cannot(made, value) : { value, ...made };
}

export function cannot(code: CannotTell, value: number | null): Estimate {
  return { value, low: null, high: null, standardError: null, cannotTell: code };
}

function intervalMaker(
  cells: Cells,
  tally: Tally,
  statistics: readonly Statistic[],
  { level = 0.95, method = 'pairs', random, replicates = 2000 }: IntervalOptions,
): (at: number) => Interval {
  if (cells.size < 3) return () => () => 'inference/too-few';
  if (method === 'pairs' || method === 'jackknife') {
    const mates = matesOf(cells);
    return (at) => (value) => {
      const statistic = scaled(statistics[at]!);
      const spread =
        method === 'jackknife'
          ? jackknifeSpread(cells, statistic.of)
          : pairSpread(cells, tally, statistic, mates);
      return studentInterval(value, statistics[at]!.scale, spread, level);
    };
  }
  if (!random) throw new RangeError('inference/random-needed');
  const drawn = bootstrapOf(
    cells,
    statistics.map((s) => scaled(s).of),
    random,
    replicates,
  );
  return (at) => (value) => {
    const { scale } = statistics[at]!;
    const kept = drawn[at]!.filter((x) => Number.isFinite(x)).sort();
    if (kept.length < replicates / 2) return 'inference/at-the-edge';
    return method === 'percentile'
      ? percentileInterval(kept, scale, value, level)
      : studentInterval(value, scale, { variance: varianceOf(kept), df: cells.size - cells.nGroups }, level);
  };
}

/** The statistic read on its own interval scale. */
function scaled(statistic: Statistic): Statistic {
  const { scale, of } = statistic;
  return { ...statistic, scale: 'identity', of: (tally) => onto[scale](of(tally)) };
}

/** Spread of a statistic by pair influences. */
export function pairSpread(cells: Cells, tally: Tally, { of, block }: Statistic, mates: Int32Array): Spread {
  const Q = cells.nCategories;
  const gradient =
    block === undefined ? gradientOf(of, tally) : gradientOf(of, tally, block * Q, (block + 1) * Q);
  return spreadOf(cells, centred(cells, gradient, tally), mates);
}

/** value ± t·SE on the scale, carried back. */
export function studentInterval(
  value: number,
  scale: Scale,
  { variance, df }: Spread,
  level: number,
): { low: number; high: number; standardError: number } | CannotTell {
  if (!(variance > 0) || !(df > 0)) return 'inference/too-few';
  const centre = onto[scale](value);
  const half = studentQuantile((1 + level) / 2, df) * Math.sqrt(variance);
  return {
    low: back[scale](centre - half),
    high: back[scale](centre + half),
    standardError: Math.sqrt(variance) * slopeBack(scale, value),
  };
}

function percentileInterval(sorted: Float64Array, scale: Scale, value: number, level: number) {
  return {
    low: back[scale](quantileOf(sorted, (1 - level) / 2)),
    high: back[scale](quantileOf(sorted, (1 + level) / 2)),
    standardError: Math.sqrt(varianceOf(sorted)) * slopeBack(scale, value),
  };
}

/** d value / d scaled value, to tell a standard error in the measure's own unit. */
function slopeBack(scale: Scale, value: number): number {
  if (scale === 'log') return value;
  if (scale === 'logit') return value * (1 - value);
  return scale === 'atanh' ? 1 - value * value : 1;
}

export function varianceOf(values: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length;
  let square = 0;
  for (let i = 0; i < values.length; i++) square += (values[i]! - mean) ** 2;
  return square / (values.length - 1);
}
