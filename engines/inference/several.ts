/** Several outcomes of one event: what is still unlikely by chance when one may pick the best of them. */

/** Holm's adjusted p-values (Holm 1979, Scandinavian Journal of Statistics 6:65–70), in the order given. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, at) => at).toSorted((a, b) => ps[a]! - ps[b]!);
  const adjusted = ps.slice();
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * ps[at]!));
    adjusted[at] = least;
  });
  return adjusted;
}

export interface Outcome {
  readonly observed: number;
  /** The statistic under each re-draw, the same re-draws in the same order for every outcome. */
  readonly drawn: ArrayLike<number>;
}

/**
 * Adjusted two-sided p-values by the greatest standardised statistic over the same re-draws (Westfall & Young
 * 1993, single step): knows how the outcomes go together, hence never larger than Bonferroni but for chance.
 */
export function maxT(outcomes: readonly Outcome[]): number[] {
  const scales = outcomes.map(({ drawn }) => scaleOf(drawn));
  const nDraws = outcomes[0]?.drawn.length ?? 0;
  const greatest = Float64Array.from({ length: nDraws }, (_, b) =>
    outcomes.reduce((most, { drawn }, o) => Math.max(most, distance(drawn[b]!, scales[o]!)), 0),
  );
  return outcomes.map(({ observed }, o) => {
    const own = distance(observed, scales[o]!) - 1e-12;
    return (1 + greatest.filter((value) => value >= own).length) / (1 + nDraws);
  });
}

interface Scale {
  mean: number;
  sd: number;
}

function scaleOf(drawn: ArrayLike<number>): Scale {
  const values = Array.from(drawn);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) };
}

const distance = (value: number, { mean, sd }: Scale): number => (sd > 0 ? Math.abs(value - mean) / sd : 0);
