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

interface Ends {
  low: number;
  high: number;
}

/** Decimals more where answers lie closer together than on a scale of five: a slider from 0 to 1 needs one. */
export const finerBy = ({ low, high }: Ends): number =>
  Math.max(0, Math.ceil(Math.log10(4 / Math.max(high - low, 1e-6))));

/** `digitsFor` on a scale with these ends. */
export function digitsWithin(n: number, { low, high }: Pick<Exact, 'low' | 'high'>, ends: Ends): number {
  const finer = finerBy(ends);
  const wide = (end: number | null) => (end === null ? null : end * 10 ** finer);
  return digitsFor(n, { low: wide(low), high: wide(high) }) + finer;
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
