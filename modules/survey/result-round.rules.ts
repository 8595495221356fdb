/** How figures are rounded before they are stored, and why some have none. */
import type { Figure as Exact } from '#engines/reliability/index.ts';
import type { Figure } from './result.contract.ts';

/** From so many people on a mean has two decimals; below it one (anonymity.md §6.6). */
export const peopleForHundredths = 100;

export const roundTo = (value: number, digits: number): number => {
  const rounded = Math.round(value * 10 ** digits) / 10 ** digits;
  return rounded === 0 ? 0 : rounded;
};

export const digitsFor = (n: number): number => (n >= peopleForHundredths ? 2 : 1);

export const written = ({ value, low, high, untold }: Exact, digits: number): Figure => ({
  value: value === null ? null : roundTo(value, digits),
  low: low === null ? null : roundTo(low, digits),
  high: high === null ? null : roundTo(high, digits),
  untold: untold ?? null,
});

export const percentOf = (count: number, of: number): number => Math.round((100 * count) / of);
