import { interval, number } from '#web/formats.ts';
import type { EffectEstimate } from '../effect.contract.ts';

/** Steps or pairs per hundred pairs, whole. */
export const perHundred = (value: number): string => number(Math.round(100 * value) + 0, 0);

export const spanPerHundred = ({ low, high }: Pick<EffectEstimate, 'low' | 'high'>): string =>
  low === null || high === null ? '—' : interval(low, high, perHundred);

/** To four places, and never 0: the re-draws are counted. */
export const probability = (p: number | null): string => (p === null ? '—' : number(p, p < 0.01 ? 4 : 2));
