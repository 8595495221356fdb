/** What is told of a tally. */
import type { TallyCounts } from './survey-life.contract.ts';

/** Who took part is told only of ten people and more (anonymity.md §2). */
export const fewestForTurnout = 10;

/**
 * How many answered on paper, told where at least ten could and did: fewer on the list are known to each other, and one
 * who is missing among them would be known not to have answered. What was refused comes from the same envelopes.
 * @param nListed people who were to answer on paper.
 */
export function tallyTold(counts: TallyCounts, nListed: number): TallyCounts {
  const isTold = nListed >= fewestForTurnout && (counts.nPaper ?? 0) >= fewestForTurnout;
  // Nobody on the list, nobody to be known: then nothing came on paper, and that may be said.
  return isTold || nListed === 0 ? counts : { ...counts, nPaper: null, nPaperRefused: null };
}
