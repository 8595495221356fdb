import { stream } from '#engines/random/index.ts';

export interface FactorWorld {
  loadings: readonly number[];
  n: number;
  seed: number;
  /** Cut to answers 1 to 5, as people give them. */
  cut?: boolean;
}

/** People by items of one factor with unit variances; the truth of its ω and α on the uncut scale. */
export function factorWorld({ loadings, n, seed, cut = false }: FactorWorld) {
  const random = stream(seed, 'factor');
  const items = Array.from({ length: n }, () => {
    const factor = random.normal();
    return loadings.map((loading) => {
      const value = loading * factor + Math.sqrt(1 - loading ** 2) * random.normal();
      return cut ? Math.min(5, Math.max(1, Math.round(3.6 + 0.9 * value))) : value;
    });
  });
  const common = loadings.reduce((sum, one) => sum + one, 0) ** 2;
  const unique = loadings.reduce((sum, one) => sum + 1 - one ** 2, 0);
  const p = loadings.length;
  return { items, omega: common / (common + unique), alpha: (p / (p - 1)) * (1 - p / (common + unique)) };
}
