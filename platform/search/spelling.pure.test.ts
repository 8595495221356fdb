import { expect, test } from 'vitest';
import { spellingOf } from './index.ts';

test.each([
  ['申砚承', 'shen yan cheng', 'syc'],
  ['单田芳', 'shan tian fang', 'stf'],
  ['解晓东', 'xie xiao dong', 'xxd'],
  ['欧阳娜', 'ou yang na', 'oyn'],
  ['吕布', 'lv bu', 'lb'],
  ['武𬱖', 'wu di', 'wd'],
  ['阿卜杜·热西提', 'a bu du re xi ti', 'abdrxt'],
])('%s is spelt %s', (name, pinyin, initials) => {
  expect(spellingOf(name)).toEqual({ pinyin, initials });
});
