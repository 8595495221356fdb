import { describe, expect, test } from 'vitest';
import { askedAmong, reportsAmong, stateOf, unanswered, unasked, type Asked } from './pair.rules.ts';

const everybody = (aliases: readonly string[]): Asked[] =>
  aliases.map((alias) => ({ alias, listed: true, asks: null }));

describe('who knows whom among given people', () => {
  const aliases = ['a', 'b', 'c'];

  test('what both said counts as the lower of the two, what one said as it is', () => {
    const sheets = [
      { alias: 'a', reports: { b: 2, c: 1 } as const },
      { alias: 'b', reports: { a: 1, c: 'skip' } as const },
    ];
    const reports = reportsAmong(aliases, everybody(aliases), sheets, 'census');
    expect(stateOf(reports, 0, 1)).toBe(1);
    expect(stateOf(reports, 2, 0)).toBe(1);
    expect(stateOf(reports, 1, 2)).toBeNull();
    expect([...reports.answered]).toEqual([1, 1, 0]);
  });

  test('not asked, asked without an answer and “no” are three things', () => {
    const members: Asked[] = [
      { alias: 'a', listed: true, asks: ['b'] },
      { alias: 'b', listed: true, asks: ['a'] },
      { alias: 'c', listed: true, asks: [] },
    ];
    const reports = reportsAmong(aliases, members, [{ alias: 'a', reports: { b: 0 } }], 'rings');
    expect(Array.from(reports.said.slice(0, 6))).toEqual([unasked, 0, unasked, unanswered, unasked, unasked]);
  });

  test('who is on no list, or not in the wave, is asked about by nobody', () => {
    const members = everybody(['a', 'b']).map((one) => ({ ...one, listed: one.alias !== 'b' }));
    expect([...askedAmong(aliases, members)]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
    const reports = reportsAmong(aliases, members, [{ alias: 'a', reports: { b: 2 } }], 'census');
    expect(stateOf(reports, 0, 1)).toBeNull();
  });

  test('in a file without rows for strangers a missing row is a “no” of whoever answered', () => {
    const reports = reportsAmong(['a', 'b'], everybody(['a', 'b']), [{ alias: 'a', reports: {} }], 'all');
    expect(stateOf(reports, 0, 1)).toBe(0);
  });
});
