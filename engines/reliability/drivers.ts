/**
 * What goes together with an outcome, and how much of it: relative weights (Johnson 2000,
 * 10.1207/S15327906MBR3501_1). They share R² out among predictors that go together themselves, which standardised
 * coefficients cannot. Nothing here is a cause.
 */
import type { Random } from '#engines/random/index.ts';
import { quantileOf } from '#engines/inference/index.ts';
import { eigenOf } from './eigen.ts';
import { meanOf, untold, varianceOf, type Figure } from './figure.ts';

export interface Weight extends Figure {
  /** Correlation of this predictor alone with the outcome: its sign says in which direction they go together. */
  readonly correlation: number;
}

export interface Drivers {
  /** Share of the outcome's variance that goes with the predictors together; the weights add up to it. */
  readonly explained: Figure;
  readonly weights: readonly Weight[];
  readonly n: number;
}

export interface DriverOptions {
  random: Random;
  replicates?: number;
  level?: number;
}

/** At least so many people for each predictor, and for the outcome. */
export const peoplePerPredictor = 10;

/**
 * @param rows people; the outcome first, then the predictors; people with a gap are left out
 * Intervals are percentiles of a bootstrap of people. Weights are never negative, so an interval never crosses 0:
 * compare them with each other, and leave those alone whose lower end is next to nothing.
 * Cost O(replicates · (n·p² + p³)).
 */
export function drivers(
  rows: readonly (readonly (number | null)[])[],
  { random, replicates = 999, level = 0.95 }: DriverOptions,
): Drivers | { untold: 'reliability/too-few' | 'reliability/no-variance'; n: number } {
  const whole = rows.filter((row): row is number[] => row.every((one) => one !== null)) as number[][];
  const n = whole.length;
  const p = (whole[0]?.length ?? 1) - 1;
  if (p < 2 || n < peoplePerPredictor * (p + 1)) return { untold: 'reliability/too-few', n };
  const found = weightsOf(correlationsOf(whole));
  if (!found) return { untold: 'reliability/no-variance', n };
  const drawn: number[][] = [];
  for (let b = 0; b < replicates; b++) {
    const again = weightsOf(correlationsOf(whole.map(() => whole[random.below(n)]!)));
    if (again) drawn.push([...again.weights, again.explained]);
  }
  const figure = (value: number, at: number): Figure => percentiles(value, drawn, at, level);
  return {
    n,
    explained: figure(found.explained, p),
    weights: found.weights.map((weight, at) => ({
      ...figure(weight, at),
      correlation: found.outcome[at]!,
    })),
  };
}

function percentiles(value: number, drawn: readonly number[][], at: number, level: number): Figure {
  const sorted = drawn.map((one) => one[at]!).sort((a, b) => a - b);
  if (sorted.length < 100) return untold('reliability/too-few', value);
  return { value, low: quantileOf(sorted, (1 - level) / 2), high: quantileOf(sorted, (1 + level) / 2) };
}

/** Correlations by row, outcome first; null where somebody's column does not vary. */
function correlationsOf(rows: readonly (readonly number[])[]): number[][] | null {
  const columns = rows[0]!.map((_, at) => rows.map((row) => row[at]!));
  const standard = columns.map((values) => {
    const [mean, sd] = [meanOf(values), Math.sqrt(varianceOf(values))];
    return sd > 0 ? values.map((value) => (value - mean) / sd) : null;
  });
  if (standard.includes(null)) return null;
  const known = standard as number[][];
  return known.map((a) =>
    known.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (rows.length - 1)),
  );
}

export interface RelativeWeights {
  weights: number[];
  explained: number;
  outcome: number[];
}

/** From correlations, the outcome's first; null where predictors are collinear. */
export function weightsOf(correlations: readonly (readonly number[])[] | null): RelativeWeights | null {
  if (!correlations) return null;
  const outcome = correlations[0]!.slice(1);
  const { values, vectors } = eigenOf(correlations.slice(1).map((row) => row.slice(1)));
  if (values.some((value) => value < 1e-8)) return null;
  const root = (i: number, j: number): number =>
    values.reduce((sum, value, k) => sum + vectors[i]![k]! * Math.sqrt(value) * vectors[j]![k]!, 0);
  const inverseRoot = (i: number, j: number): number =>
    values.reduce((sum, value, k) => sum + (vectors[i]![k]! * vectors[j]![k]!) / Math.sqrt(value), 0);
  const loads = outcome.map((_, k) => outcome.reduce((sum, r, j) => sum + inverseRoot(k, j) * r, 0));
  const weights = outcome.map((_, j) => loads.reduce((sum, load, k) => sum + (root(j, k) * load) ** 2, 0));
  return { weights, explained: weights.reduce((sum, one) => sum + one, 0), outcome };
}
