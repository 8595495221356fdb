import { expect, test } from 'vitest';
import { foretellingOf } from './effect-words.rules.ts';

const told = {
  smallest: 0.12,
  nPeople: 40,
  nTeams: 5,
  nPairs: 500,
  nExposed: 90,
  wave: { name: '年底', opensOn: '2020-12-07' },
  design: 'rings' as const,
  basis: 'earlier' as const,
  response: 0.85,
  nRedraws: 1000,
  placebo: null,
};
const ends = { name: '六月', on: '2020-12-19', tooSoon: false };

test('what an event can show is told with the wave that will show it', () => {
  expect(foretellingOf(told, ends).zh).toBe(
    '这次活动最小能检出的变化：同队的每 100 对比不同队的多走 12 步（八成把握，用下一轮“年底”来比）。',
  );
  expect(foretellingOf({ ...told, wave: null }).zh).toContain('用一轮通常的相识调查来比');
});

test('where no wave is planned, it says until when there has to be one', () => {
  expect(foretellingOf({ ...told, wave: null }, ends).zh).toContain(
    '用一轮在2020年12月19日以前算完的相识调查来比',
  );
});

test('where the answers of the wave before end too soon, nothing will show', () => {
  const { zh, en } = foretellingOf({ ...told, smallest: null }, { ...ends, tooSoon: true });
  expect(zh).toBe(
    '照现在的安排，这次活动看不出变化：上一轮“六月”的回答2020年12月19日删除，那时下一轮“年底”还没有算完。',
  );
  expect(en).toContain('are deleted on 19 December 2020, before the next wave');
});
