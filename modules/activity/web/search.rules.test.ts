import { expect, test } from 'vitest';
import { like } from './search.rules.ts';

test('what was typed is found by all of its words, in any order, whatever their case', () => {
  expect(like('晚会', ['文艺晚会', '2020年质量月'])).toBe(true);
  expect(like('质量月 晚会', ['文艺晚会', '2020年质量月'])).toBe(true);
  expect(like('PLAN', ['拟定活动', 'Plan an activity'])).toBe(true);
  expect(like('论坛', ['文艺晚会', '2020年质量月'])).toBe(false);
});

test('and by pinyin or initials, from any syllable on', () => {
  const evening = (typed: string) => like(typed, ['文艺晚会'], ['wen yi wan hui']);
  for (const typed of ['wenyi', 'wanhui', 'WAN', 'wanh', 'wywh', 'wh', '文艺 wanhui'])
    expect(evening(typed), typed).toBe(true);
  for (const typed of ['enyi', 'wyh', 'luntan', 'yh']) expect(evening(typed), typed).toBe(false);
  expect(like('lvyou', ['旅游'], ['lv you'])).toBe(true);
  expect(like('lüyou', ['旅游'], ['lv you'])).toBe(true);
});
