/**
 * Internal consistency of a short scale: Cronbach's α (1951, 10.1007/BF02310555) and McDonald's ω (1999) of one
 * factor. Both intervals are delete-one-person jackknives of ln(1 − value): no normality is supposed, and the
 * transformation (Bonett 2002, 10.3102/10769986027004335) keeps them under 1.
 */
import { studentQuantile } from '#engines/inference/index.ts';
import { untold, type Figure, type Untold } from './figure.ts';
import { completeRows, momentsOf, withoutEach, type Items, type Moments } from './moments.ts';

/** Under this many complete answers no interval is given. */
export const fewestPeople = 20;

/** α = p/(p − 1) · (1 − Σ item variances ÷ variance of the sum). Items turned, so that high means the same. */
export const alpha = (items: Items, level = 0.95): Figure => jackknifed(items, 2, alphaOf, level);

/**
 * ω = (Σλ)² ÷ ((Σλ)² + Σψ) with loadings by unweighted least squares of the off-diagonal covariances (minres,
 * Harman & Jones 1966, 10.1007/BF02289468), ψ = variance − λ². At least three items.
 */
export const omega = (items: Items, level = 0.95): Figure => jackknifed(items, 3, omegaOf, level);

function jackknifed(
  items: Items,
  fewestItems: number,
  of: (moments: Moments) => number | Untold,
  level: number,
): Figure {
  const rows = completeRows(items);
  if ((items[0]?.length ?? 0) < fewestItems) return untold('reliability/few-items');
  if (rows.length < fewestPeople) return untold('reliability/too-few');
  const value = of(momentsOf(rows));
  if (typeof value === 'string') return untold(value);
  const replicates = withoutEach(rows).map(of);
  if (replicates.some((one) => typeof one === 'string' || one >= 1))
    return untold('reliability/no-one-factor', value);
  const logs = (replicates as number[]).map((one) => Math.log(1 - one));
  const n = rows.length;
  const mean = logs.reduce((sum, one) => sum + one, 0) / n;
  const variance = ((n - 1) / n) * logs.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const reach = studentQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance);
  const centre = Math.log(1 - value);
  return { value, low: 1 - Math.exp(centre + reach), high: 1 - Math.exp(centre - reach) };
}

function alphaOf({ p, covariance }: Moments): number | Untold {
  const whole = covariance.reduce((sum, value) => sum + value, 0);
  const own = Array.from({ length: p }, (_, i) => covariance[i * p + i]!).reduce((sum, one) => sum + one, 0);
  if (!(own > 0) || !(whole > 0)) return 'reliability/no-variance';
  const value = (p / (p - 1)) * (1 - own / whole);
  return value < 1 ? value : 'reliability/no-variance';
}

function omegaOf(moments: Moments): number | Untold {
  const { p, covariance } = moments;
  const loadings = loadingsOf(moments);
  const unique = loadings.map((loading, i) => covariance[i * p + i]! - loading ** 2);
  if (Array.from({ length: p }, (_, i) => covariance[i * p + i]!).some((one) => !(one > 0)))
    return 'reliability/no-variance';
  if (unique.some((one) => !(one > 0))) return 'reliability/no-one-factor';
  const common = loadings.reduce((sum, one) => sum + one, 0) ** 2;
  return common / (common + unique.reduce((sum, one) => sum + one, 0));
}

/** Loadings of one factor, coordinate by coordinate: each step can only lessen Σ_{i<j}(s_ij − λ_iλ_j)². */
export function loadingsOf({ p, covariance }: Moments): number[] {
  const loadings = Array.from({ length: p }, (_, i) => 0.7 * Math.sqrt(Math.max(covariance[i * p + i]!, 0)));
  for (let round = 0; round < 500; round++) {
    let moved = 0;
    for (let i = 0; i < p; i++) {
      const next = bestLoading(i, loadings, covariance);
      moved = Math.max(moved, Math.abs(next - loadings[i]!));
      loadings[i] = next;
    }
    if (moved < 1e-11) break;
  }
  return loadings;
}

function bestLoading(i: number, loadings: readonly number[], covariance: Float64Array): number {
  const p = loadings.length;
  let above = 0;
  let below = 0;
  for (let j = 0; j < p; j++) {
    if (j === i) continue;
    above += covariance[i * p + j]! * loadings[j]!;
    below += loadings[j]! ** 2;
  }
  return below > 0 ? above / below : 0;
}
