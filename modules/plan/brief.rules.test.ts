import { expect, test } from 'vitest';
import { briefExceptions } from './brief.rules.ts';
import type { MeasureLine } from './measure.contract.ts';
import { aMeasure } from './plan.fixtures.ts';

const delay = { reason: 'waiting' as const, text: '等市里的文件', expectedOn: null, on: '2020-12-01' };
const because = { zh: '为什么。', en: 'Why.' };
/** What leaders read on a day of a measure that ends on 2020-12-31. */
const told = (
  lamp: 'overdue' | 'behind',
  on: string,
  more: Partial<MeasureLine> = {},
  longSlow: ReadonlySet<string> = new Set(),
): string[] => {
  const progress = { lamp, because, share: 0, nMet: 0, nRules: 1, nOverdueMilestones: 0 };
  const line = {
    id: 'm',
    content: aMeasure(),
    state: 'open' as const,
    progress,
    nObjections: 0,
    doneOn: null,
    revision: 0,
  };
  const lines = [{ ...line, delay: null, ...more }];
  const plan = { id: 'p', name: '方案', on, lines, longSlow, contradictions: [] };
  return briefExceptions(plan).map(({ text }) => text.zh);
};

test('leaders hear of what is overdue without a word after three days, when the office does', () => {
  expect(told('overdue', '2021-01-01')).toEqual([]);
  expect(told('overdue', '2021-01-02')).toEqual([]);
  expect(told('overdue', '2021-01-03')).toEqual(['“甲任务”为什么，没有说明原因']);
});

test('and of what is slow when it has been so for a week, or on the days after its unit was first reminded', () => {
  expect(told('behind', '2020-10-01')).toEqual([]);
  expect(told('behind', '2020-10-01', {}, new Set(['m']))).toEqual(['“甲任务”偏慢：为什么']);
  expect(told('behind', '2020-11-01')).toEqual([]);
  expect(told('behind', '2020-12-24')).toEqual([]);
  expect(told('behind', '2020-12-25')).toEqual(['“甲任务”偏慢：为什么']);
});

test('one or several, in English too', () => {
  const progress = {
    lamp: 'cannot-tell' as const,
    because,
    share: 0,
    nMet: 0,
    nRules: 1,
    nOverdueMilestones: 0,
  };
  const line = {
    id: 'm',
    content: aMeasure(),
    state: 'open' as const,
    progress,
    delay: null,
    doneOn: null,
    revision: 0,
  };
  const saidOf = (nObjections: number, n: number) =>
    briefExceptions({
      id: 'p',
      name: '方案',
      on: '2020-12-01',
      lines: Array.from({ length: n }, (_, at) => ({ ...line, nObjections: at === 0 ? nObjections : 0 })),
      longSlow: new Set(),
      contradictions: [],
    }).map(({ text }) => text.en);
  expect(saidOf(1, 1)).toEqual([
    '“甲任务”: 1 objection to its computed progress',
    'Of 1 measure nobody can tell how far they are',
  ]);
  expect(saidOf(2, 3)).toEqual([
    '“甲任务”: 2 objections to its computed progress',
    'Of 3 measures nobody can tell how far they are',
  ]);
});

test('a reason given is told at once; an objection waits for nothing', () => {
  expect(told('overdue', '2021-01-01', { delay })).toEqual([
    '“甲任务”为什么；原因：等上级或别的单位，等市里的文件',
  ]);
  expect(told('behind', '2020-12-01', { delay })).toEqual(['“甲任务”偏慢：为什么']);
  expect(told('behind', '2020-11-01', { nObjections: 1 })).toEqual(['“甲任务”算出的进展有 1 条异议']);
});
