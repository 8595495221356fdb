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

/** Words of what cannot be told; one for each code of `engines/reliability`. */
export const untoldWords: Readonly<Record<string, { zh: string; en: string }>> = {
  'reliability/too-few': { zh: '人数太少，不能判断', en: 'Cannot tell: too few people' },
  'reliability/no-variance': { zh: '大家答得一样，算不出区间', en: 'All said the same: no interval' },
  'reliability/few-items': { zh: '题目太少，算不出', en: 'Too few items' },
  'reliability/no-one-factor': { zh: '几道题不像在问同一件事', en: 'The items do not seem to ask one thing' },
};
