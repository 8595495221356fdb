import { interval, number } from '#web/formats.ts';
import type { Estimate } from '../fusion.contract.ts';
import type { Band } from '../result.contract.ts';

/** Under ten of a hundred one decimal is shown, for there it matters; all ends of an interval alike. */
const digitsFor = (share: number): 0 | 1 => (Math.abs(share) < 0.095 ? 1 : 0);

/** A share 0…1 as pairs of a hundred: `34`, `7.2`. */
export const perHundred = (share: number, digits = digitsFor(share)): string => number(100 * share, digits);

/** An index or ratio with two decimals. */
export const index = (value: number): string => number(value, 2);

export type Writer = (value: number) => string;

export const writerFor = (estimate: Estimate, kind: 'share' | 'index'): Writer =>
  kind === 'index' ? index : (share) => perHundred(share, digitsFor(estimate.value ?? 1));

/** `≥90` or `≤10` for a cell whose people are nearly all alike; null where its value is exact. */
export const bandOf = ({ band }: { band?: Band | undefined }, value: number): string | null =>
  band ? `${band === 'high' ? '≥' : '≤'}${perHundred(value, 0)}` : null;

/** `32–36`, or null where there is no interval. */
export const spanOf = ({ low, high }: Estimate, write: Writer): string | null =>
  low === null || high === null ? null : interval(low, high, write);

/** The ends of an interval stay on one line. */
export const unbroken = (sentence: string): string =>
  sentence.replace(/(?<=[\d.])–(?=[\d.])/g, '\u2060–\u2060');
