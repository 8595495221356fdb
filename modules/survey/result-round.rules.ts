/** How figures are rounded before they are stored, and why some have none. */
import type { Figure as Exact } from '#engines/reliability/index.ts';
import type { Figure } from './result.contract.ts';

/** From so many people on a mean has two decimals; below it one (anonymity.md §6.6). */
export const peopleForHundredths = 100;

export const roundTo = (value: number, digits: number): number => {
  const rounded = Math.round(value * 10 ** digits) / 10 ** digits;
  return rounded === 0 ? 0 : rounded;
};

/**
 * Decimals of a mean: its interval decides, and the number of people. A half-width of 0.355 and more leaves the
 * hundredths without meaning (rule of the Particle Data Group, Rev. Part. Phys. §5.3: 355–949 keep one digit).
 */
export function digitsFor(n: number, { low, high }: Pick<Exact, 'low' | 'high'>): number {
  const isWide = low === null || high === null || (high - low) / 2 >= 0.355;
  return n < peopleForHundredths || isWide ? 1 : 2;
}

/** A mean or a change of one, rounded as its interval allows. */
export const writtenMean = (figure: Exact, n: number): Figure => written(figure, digitsFor(n, figure));

export const written = ({ value, low, high, untold }: Exact, digits: number): Figure => ({
  value: value === null ? null : roundTo(value, digits),
  low: low === null ? null : roundTo(low, digits),
  high: high === null ? null : roundTo(high, digits),
  untold: untold ?? null,
});

export const percentOf = (count: number, of: number): number => Math.round((100 * count) / of);
