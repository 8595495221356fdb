/** The chance that belongs to a logit, in (0, 1). */
export const inverseLogit = (x: number): number => 1 / (1 + Math.exp(-x));

/** The logit of a chance; u in [0, 1), 0 counts as the smallest positive number. */
export const logit = (u: number): number => Math.log((u || Number.MIN_VALUE) / (1 - u));
