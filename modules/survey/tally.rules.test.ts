import { expect, test } from 'vitest';
import { tallyTold } from './tally.rules.ts';

const counts = (nPaper: number) => ({
  nAnswers: 40 + nPaper,
  nTexts: 9,
  nForged: 0,
  nUnreadable: 0,
  nPaper,
  nPaperRefused: 1,
});

test('how many answered on paper is told where ten could and did', () => {
  expect(tallyTold(counts(11), 12)).toEqual(counts(11));
});
test('not of a list of fewer than ten, nor of fewer than ten envelopes, nor what was refused of them', () => {
  for (const [came, listed] of [
    [5, 5],
    [4, 6],
    [9, 30],
    [0, 7],
  ] as const)
    expect(tallyTold(counts(came), listed)).toMatchObject({
      nAnswers: 40 + came,
      nPaper: null,
      nPaperRefused: null,
    });
});
test('where nobody was to answer on paper nobody did', () => {
  expect(tallyTold(counts(0), 0).nPaper).toBe(0);
});
