import { describe, expect, test } from 'vitest';
import { agree, blank, joined, marksFit, redacted, suggestMarks } from './text.rules.ts';

const names = ['白晓苇', '靳文澄', '王'];
const struck = (body: string) => redacted(body, suggestMarks(body, names));

describe('what is suggested', () => {
  test('names on the roster, telephone and identity numbers, addresses', () => {
    expect(struck('建议向白晓苇学习写剧本')).toBe(`建议向${blank}学习写剧本`);
    expect(struck('打我电话13800001234，我愿意牵头')).toBe(`打我电话${blank}，我愿意牵头`);
    expect(struck('身份证149900197001010012')).toBe(`身份证${blank}`);
    expect(struck('座机0359-2020001或 a.b@example.cn')).toBe(`座机${blank}或 ${blank}`);
    expect(struck('加微信号lanchuan_99聊')).toBe(`加${blank}聊`);
  });
  test('wording that only one person could write; a surname alone is no name', () => {
    expect(struck('我是检测中心唯一一个做微生物的')).toBe(`我是检测中心${blank}一个做微生物的`);
    expect(struck('王道乐土')).toBe('王道乐土');
    expect(struck('多办培训，每季度')).toBe('多办培训，每季度');
  });
  test('a long blank tells nothing of the length of a name, and touching marks are one', () => {
    expect(redacted('甲乙丙丁', [[1, 2]])).toBe(redacted('甲乙乙乙丙丁', [[1, 4]]));
    expect(
      joined([
        [3, 5],
        [0, 2],
        [2, 3],
        [8, 9],
      ]),
    ).toEqual([
      [0, 5],
      [8, 9],
    ]);
  });
});

describe('two people', () => {
  const verdict = (withheld: boolean, ...marks: [number, number][]) => ({ withheld, marks });
  test('agree on the same marks, or on withholding whatever the marks', () => {
    expect(agree(verdict(false, [1, 3]), verdict(false, [1, 3]))).toBe(true);
    expect(agree(verdict(false, [1, 3]), verdict(false))).toBe(false);
    expect(agree(verdict(true, [1, 3]), verdict(true))).toBe(true);
    expect(agree(verdict(true), verdict(false))).toBe(false);
  });
  test('marks lie within the text, in order and apart', () => {
    expect(
      marksFit(
        [
          [0, 2],
          [3, 4],
        ],
        '一二三四',
      ),
    ).toBe(true);
    expect(
      marksFit(
        [
          [0, 2],
          [2, 4],
        ],
        '一二三四',
      ),
    ).toBe(false);
    expect(marksFit([[3, 5]], '一二三四')).toBe(false);
    expect(marksFit([[2, 2]], '一二三四')).toBe(false);
  });
});
