/** Whether the people of a group agree enough for a group's mean to mean anything. */
import { fQuantile } from '#engines/inference/index.ts';
import { meanOf, sumOf, untold, varianceOf, type Figure } from './figure.ts';
import { completeRows, type Items } from './moments.ts';

/** r_wg(J) from which a group's mean is taken as shared by custom (James, Demaree & Wolf 1984). */
export const enoughAgreement = 0.7;

/**
 * r_wg(J) = J(1 − v) ÷ (J(1 − v) + v), v = mean item variance ÷ (A² − 1)/12, the variance if all A answers were
 * equally likely (James, Demaree & Wolf 1984, 10.1037/0021-9010.69.1.85). 0 where people differ more than that;
 * null under two people.
 */
export function withinGroupAgreement(items: Items, nOptions: number): number | null {
  const rows = completeRows(items);
  const nItems = rows[0]?.length ?? 0;
  if (rows.length < 2 || nOptions < 2) return null;
  const variances = Array.from({ length: nItems }, (_, i) => varianceOf(rows.map((row) => row[i]!)));
  const v = meanOf(variances) / ((nOptions ** 2 - 1) / 12);
  return v >= 1 ? 0 : (nItems * (1 - v)) / (nItems * (1 - v) + v);
}

/**
 * ICC(1): share of the variance that lies between groups (one-way random effects; Shrout & Fleiss 1979,
 * 10.1037/0033-2909.86.2.420). Unequal groups by their adjusted mean size n₀ (Bliese 2000), for which the
 * F interval is approximate.
 */
export function intraclass(groups: readonly (readonly number[])[], level = 0.95): Figure {
  const filled = groups.filter((group) => group.length > 0);
  const n = sumOf(filled.map((group) => group.length));
  const [between, within] = [filled.length - 1, n - filled.length];
  if (between < 1 || within < 1) return untold('reliability/too-few');
  const grand = sumOf(filled.map(sumOf)) / n;
  const msb = sumOf(filled.map((group) => group.length * (meanOf(group) - grand) ** 2)) / between;
  const msw = sumOf(filled.map((group) => sumOf(group.map((x) => (x - meanOf(group)) ** 2)))) / within;
  if (!(msw > 0)) return untold('reliability/no-variance');
  const size = (n - sumOf(filled.map((group) => group.length ** 2)) / n) / between;
  const share = (f: number): number => (f - 1) / (f + size - 1);
  const f = msb / msw;
  const tail = (1 + level) / 2;
  return {
    value: share(f),
    low: share(f / fQuantile(tail, between, within)),
    high: share(f * fQuantile(tail, within, between)),
  };
}
