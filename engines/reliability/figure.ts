/** A figure about answers with its interval, or the reason why there is none. */
import { studentQuantile } from '#engines/inference/index.ts';

export type Untold =
  /** Fewer people (or groups) than the interval can stand on. */
  | 'reliability/too-few'
  /** Everybody answered alike: nothing to divide by. */
  | 'reliability/no-variance'
  /** Fewer than two items (α) or three (ω): the model is not determined. */
  | 'reliability/few-items'
  /** One factor does not describe the items: a loading at the edge, or items that go against each other. */
  | 'reliability/no-one-factor';

export interface Figure {
  readonly value: number | null;
  /** 95 % interval unless asked otherwise; null with `untold`. */
  readonly low: number | null;
  readonly high: number | null;
  readonly untold?: Untold;
}

export const untold = (reason: Untold, value: number | null = null): Figure => ({
  value,
  low: null,
  high: null,
  untold: reason,
});

/** Student's quantiles by whole degrees of freedom: groups of a bureau have few sizes and many means. */
const quantiles = new Map<string, number>();

function quantileAt(tail: number, df: number): number {
  if (!Number.isInteger(df)) return studentQuantile(tail, df);
  const key = `${tail} ${df}`;
  const known = quantiles.get(key) ?? studentQuantile(tail, df);
  quantiles.set(key, known);
  return known;
}

/** value ± t · standard error. */
export function around(value: number, standardError: number, df: number, level = 0.95): Figure {
  const reach = quantileAt((1 + level) / 2, df) * standardError;
  return { value, low: value - reach, high: value + reach };
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** Σ(x − mean)²/(n − 1). */
export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
