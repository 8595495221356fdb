/** What is said of one group once it may be shown at all: coarse figures, and a band where all agree. */
import { defaultRules, type Cell, type Rules, type Table } from './table.ts';

export type Rating =
  | { kind: 'hidden' }
  /** At least this share gave this one extreme answer; no mean, no shares, no count beside it. */
  | { kind: 'band'; option: number; atLeast: number }
  /** Mean to one decimal, shares in whole per cent. No least and greatest. */
  | { kind: 'shown'; people: number; mean: number; shares: number[] };

/**
 * Figures of one group's answers to one rating item.
 * @param counts people by option, from one end of the scale to the other; the mean counts options from 1.
 */
export function ratingOf(counts: readonly number[], isHidden: boolean, rules: Partial<Rules> = {}): Rating {
  const { k, alikeFrom } = { ...defaultRules, ...rules };
  const people = total(counts);
  const option = alikeOption(counts, alikeFrom);
  if (people < k) return { kind: 'hidden' };
  if (option !== null) return { kind: 'band', option, atLeast: alikeFrom };
  if (isHidden) return { kind: 'hidden' };
  const sum = counts.reduce((all, count, at) => all + count * (at + 1), 0);
  return {
    kind: 'shown',
    people,
    mean: Math.round((10 * sum) / people) / 10,
    shares: counts.map((count) => Math.round((100 * count) / people)),
  };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The extreme option that (nearly) everybody chose; null if there is none. */
function alikeOption(counts: readonly number[], from: number): number | null {
  const people = total(counts);
  if (people === 0) return null;
  return [0, counts.length - 1].find((option) => counts[option]! >= from * people) ?? null;
}

/** Whether a group's answers are so alike that a figure would be everybody's answer. */
export const isAlike = (counts: readonly number[], rules: Partial<Rules> = {}): boolean =>
  alikeOption(counts, { ...defaultRules, ...rules }.alikeFrom) !== null;

/**
 * The table with cells of homogeneous groups withheld, so that their exact figures can't be had by
 * subtraction either. One table per item, since groups differ in what they agree on.
 */
export function withholdAlike(
  table: Table,
  countsOf: (key: string) => readonly number[],
  rules: Partial<Rules> = {},
): Table {
  const withheld = (cell: Cell): Cell =>
    !cell.withhold && isAlike(countsOf(cell.key), rules) ? { ...cell, withhold: 'alike' } : cell;
  return { ...table, cells: table.cells.map(withheld) };
}

/** Why free texts are not shown; null if they may be (after redaction, shuffled, never beside ratings). */
export function whyNotTexts(
  { texts, ofWholeBureau }: { texts: number; ofWholeBureau: boolean },
  rules: Partial<Rules> = {},
): 'suppression/few-texts' | 'suppression/texts-of-a-part' | null {
  if (!ofWholeBureau) return 'suppression/texts-of-a-part';
  return texts < { ...defaultRules, ...rules }.kText ? 'suppression/few-texts' : null;
}
