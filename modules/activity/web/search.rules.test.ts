import { expect, test } from 'vitest';
import { like } from './search.rules.ts';

test('what was typed is found by all of its words, in any order, whatever their case', () => {
  expect(like('晚会', '文艺晚会', '2020年质量月')).toBe(true);
  expect(like('质量月 晚会', '文艺晚会', '2020年质量月')).toBe(true);
  expect(like('PLAN', '拟定活动', 'Plan an activity')).toBe(true);
  expect(like('论坛', '文艺晚会', '2020年质量月')).toBe(false);
});
