import { describe, expect, test } from 'vitest';
import { partitionTable, ratingOf, suppress, whyNotTexts, withholdAlike } from './index.ts';

describe('figures of one group', () => {
  test('mean to one decimal, whole per cent', () => {
    expect(ratingOf([1, 2, 5, 9, 4], false)).toEqual({
      kind: 'shown',
      people: 21,
      mean: 3.6,
      shares: [5, 10, 24, 43, 19],
    });
  });
  test('under five people, nothing', () => {
    expect(ratingOf([0, 0, 0, 2, 2], false)).toEqual({ kind: 'hidden' });
    expect(ratingOf([0, 0, 0, 0, 4], false)).toEqual({ kind: 'hidden' });
  });
  test('nine in ten at one end: a band', () => {
    expect(ratingOf([0, 0, 0, 1, 9], false)).toEqual({ kind: 'band', option: 4, atLeast: 0.9 });
    expect(ratingOf([20, 0, 0, 0, 0], true)).toEqual({ kind: 'band', option: 0, atLeast: 0.9 });
    expect(ratingOf([0, 0, 20, 0, 0], false).kind).toBe('shown');
    expect(ratingOf([0, 0, 0, 2, 9], false).kind).toBe('shown');
  });
  test('hidden as a complement', () => expect(ratingOf([5, 5, 5, 5, 5], true)).toEqual({ kind: 'hidden' }));
});

test('the figures of a group in agreement can not be had by subtraction', () => {
  const counts: Record<string, number[]> = {
    'q7|part=p0': [9, 9, 9, 9, 9],
    'q7|part=p1': [0, 0, 0, 0, 12],
    'q7|part=p2': [2, 3, 4, 6, 5],
    'q7|all': [11, 12, 13, 15, 26],
  };
  const table = withholdAlike(partitionTable('q7', [45, 12, 20]), (key) => counts[key]!);
  expect(suppress(table)).toEqual({
    hidden: ['q7|part=p1', 'q7|part=p2'],
    reasons: { 'q7|part=p1': 'alike', 'q7|part=p2': 'complement' },
    open: [],
  });
});

test('free texts: ten or more, of the whole bureau only', () => {
  expect(whyNotTexts({ texts: 10, ofWholeBureau: true })).toBe(null);
  expect(whyNotTexts({ texts: 9, ofWholeBureau: true })).toBe('suppression/few-texts');
  expect(whyNotTexts({ texts: 50, ofWholeBureau: false })).toBe('suppression/texts-of-a-part');
});
