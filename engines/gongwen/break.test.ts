import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenLines } from './break.ts';
import { longText } from './gongwen.fixtures.ts';

const lines = (text: string) =>
  brokenLines([{ text }], { first: 2, rest: 0 }).map(
    ({ runs, hang }) => runs.map((run) => run.text).join('') + hang,
  );
const lengths = (text: string): number[] => lines(text).map((line) => [...line].length);

describe('lines of a paragraph on the grid', () => {
  test('have 28 characters, the first 26', () => {
    expect(lengths(longText(80))).toEqual([26, 28, 26]);
  });

  test('a mark that may not begin one hangs behind it; two of them take a character down', () => {
    expect(lines(`${longText(26)}，后面`)).toEqual([`${longText(26)}，`, '后面']);
    expect(lines(`${longText(23)}12.5%。`)).toEqual([longText(23), '12.5%。']);
    expect(lines(`${longText(25)}尾。”后面`)).toEqual([longText(25), '尾。”后面']);
  });

  test('an opening mark goes with what it opens', () => {
    expect(lines(`${longText(25)}《方案》`)).toEqual([longText(25), '《方案》']);
  });

  test('figures fill whole cells together and stay whole', () => {
    // 24 characters and 2020 are 26 cells; an odd figure takes the half cell beside it.
    expect(lines(`${longText(24)}2020年`)).toEqual([`${longText(24)}2020`, '年']);
    expect(lines(`${longText(25)}123年`)).toEqual([longText(25), '123年']);
  });

  test('a text breaks behind a hyphen, whose parts fill no more cells than the whole', () => {
    // 22 characters and 2021-03 with its blank, four cells, fill the first line; 23 do not leave room for 03.
    expect(lines(`${longText(22)}2021-03 轮训`)).toEqual([`${longText(22)}2021-03 `, '轮训']);
    expect(lines(`${longText(23)}2021-03 轮训`)).toEqual([`${longText(23)}2021-`, '03 轮训']);
  });

  test('lose nothing and are never wider than 28 cells', () => {
    const letter = fc.constantFrom(...'岚川市局，。；：“”（）《》、2019.5%- aB—·');
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 200 }), (text) => {
        const broken = lines(text);
        expect(broken.join('')).toBe(text);
        for (const line of broken)
          expect([...line].filter((one) => one > '\u2000').length).toBeLessThanOrEqual(29);
      }),
    );
  });
});
