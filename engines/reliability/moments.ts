/** Covariances of items, and how they look without one person: what the jackknife of α and ω works on. */

/** People by items; null where not answered. */
export type Items = readonly (readonly (number | null)[])[];

export interface Moments {
  readonly n: number;
  readonly p: number;
  /** p × p by row, Σ(x − x̄)(y − ȳ)/(n − 1). */
  readonly covariance: Float64Array;
}

/** Only people who answered every item: of our short scales nearly all. */
export const completeRows = (items: Items): number[][] =>
  items.filter((row): row is number[] => row.length > 0 && row.every((one) => one !== null)) as number[][];

export function momentsOf(rows: readonly (readonly number[])[]): Moments {
  const n = rows.length;
  const p = rows[0]?.length ?? 0;
  const means = Array.from({ length: p }, (_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / n);
  const covariance = new Float64Array(p * p);
  for (const row of rows)
    for (let i = 0; i < p; i++)
      for (let j = 0; j < p; j++) covariance[i * p + j]! += (row[i]! - means[i]!) * (row[j]! - means[j]!);
  for (let at = 0; at < p * p; at++) covariance[at]! /= n - 1;
  return { n, p, covariance };
}

/** Moments without each person in turn, by taking the person's part out of the sums. Cost O(n·p²). */
export function withoutEach(rows: readonly (readonly number[])[]): Moments[] {
  const { n, p, covariance } = momentsOf(rows);
  const means = Array.from({ length: p }, (_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / n);
  return rows.map((row) => ({
    n: n - 1,
    p,
    covariance: covariance.map((value, at) => {
      const [i, j] = [Math.floor(at / p), at % p];
      const own = (n / (n - 1)) * (row[i]! - means[i]!) * (row[j]! - means[j]!);
      return ((n - 1) * value - own) / (n - 2);
    }),
  }));
}
