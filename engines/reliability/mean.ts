/** Means, their change between two anonymous waves, and what those who did not answer could do to both. */
import { studentQuantile } from '#engines/inference/index.ts';
import { around, meanOf, untold, varianceOf, type Figure, type Untold } from './figure.ts';

/** What a wave says of one figure: all that a later wave needs of it. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Standard deviation, n − 1. */
  readonly sd: number;
}

/** Under so many answers no interval is given, of a mean or of a share. */
export const fewestForMean = 5;

/** Null without answers. */
export const summaryOf = (values: readonly number[]): Summary | null =>
  values.length === 0
    ? null
    : { n: values.length, mean: meanOf(values), sd: values.length > 1 ? Math.sqrt(varianceOf(values)) : 0 };

/**
 * Mean with Student's interval. No correction for a finite bureau: the interval says how far the mean might have
 * been otherwise had people like these answered again, also where nearly all of them did.
 */
export function meanFigure({ n, mean, sd }: Summary, level = 0.95): Figure {
  if (n < fewestForMean) return untold('reliability/too-few', mean);
  return sd > 0 ? around(mean, sd / Math.sqrt(n), n - 1, level) : untold('reliability/no-variance', mean);
}

export interface Shift extends Figure {
  /** The smallest change that two waves of this size and spread find in four of five cases, at 5 %. */
  readonly detectable: number | null;
}

/**
 * Later − earlier where nobody's two answers can be joined (Welch 1947, 10.1093/biomet/34.1-2.28). Mostly the same
 * people answer twice and stay much as they were, so the interval is wider than a paired one: it errs on the side
 * of "cannot tell".
 */
export function differenceFigure(earlier: Summary, later: Summary, level = 0.95): Figure {
  const value = later.mean - earlier.mean;
  const found = errorOf(earlier, later);
  return typeof found === 'string' ? untold(found, value) : around(value, found.error, found.df, level);
}

/** The same with the smallest change that would have been found. */
export function changeFigure(earlier: Summary, later: Summary, level = 0.95): Shift {
  const figure = differenceFigure(earlier, later, level);
  const found = errorOf(earlier, later);
  if (typeof found === 'string') return { ...figure, detectable: null };
  const { error, df } = found;
  const t = level === 0.95 ? (figure.high! - figure.value!) / error : studentQuantile(0.975, df);
  return { ...figure, detectable: (t + studentQuantile(0.8, df)) * error };
}

/** Welch's standard error of the difference, and its degrees of freedom. */
function errorOf(earlier: Summary, later: Summary): { error: number; df: number } | Untold {
  if (Math.min(earlier.n, later.n) < fewestForMean) return 'reliability/too-few';
  const [a, b] = [earlier.sd ** 2 / earlier.n, later.sd ** 2 / later.n];
  if (!(a + b > 0)) return 'reliability/no-variance';
  const df = (a + b) ** 2 / (a ** 2 / (earlier.n - 1) + b ** 2 / (later.n - 1));
  return { error: Math.sqrt(a + b), df };
}

/** The mean of all who were asked, whatever the silent ones would have said (Manski 1989). */
export function meanBounds(
  { mean }: Summary,
  rate: number,
  ends: { low: number; high: number },
): { low: number; high: number } {
  const silent = 1 - Math.min(1, Math.max(0, rate));
  return { low: mean * (1 - silent) + ends.low * silent, high: mean * (1 - silent) + ends.high * silent };
}

/** The same of a change: earlier bounds against later ones. */
export const changeBounds = (
  earlier: { low: number; high: number },
  later: { low: number; high: number },
): { low: number; high: number } => ({ low: later.low - earlier.high, high: later.high - earlier.low });
