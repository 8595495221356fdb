import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agencyFinder, defaultAgencies, readActive, readPostType } from './roster-choice.rules.ts';
import { readDay } from './roster-day.rules.ts';
import { isIdCardLabel, labelFinder, rosterLabels } from './roster-label.rules.ts';
import {
  echo,
  foldWidth,
  holdsCitizenId,
  looksLikeCitizenNumber,
  tidyName,
  wholeDigits,
} from './roster-text.rules.ts';

describe('text', () => {
  test('full width is folded, the brackets of document numbers stay', () => {
    expect(foldWidth('ＬＣ０００１（试）　岚市监发〔２０２０〕')).toBe('LC0001(试) 岚市监发〔2020〕');
  });

  test.each([
    ['张 三', '张三'],
    ['张　　三', '张三'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽 · 买买提', '阿依古丽·买买提'],
    ['古丽．努尔', '古丽·努尔'],
    ['\u2f45文', '方文'],
    ['𠮷田𬱖', '𠮷田𬱖'],
    ['武䶮', '武䶮'],
    ['Maria  Lee', 'Maria Lee'],
  ])('the name %j becomes %j', (written, name) => expect(tidyName(written)).toBe(name));

  test.each(['张', '张三1', '张三（借调）', '', '张三/李四', '\ue863三'])('%j is no name', (written) =>
    expect(tidyName(written)).toBeNull(),
  );

  test.each([
    ['1.3911112222E+10', '13911112222'],
    ['1.39111122220E+10', '13911112222'],
    ['13911112222.0', '13911112222'],
    ['1.3911E+10', null],
    ['1.5', null],
  ])('the digits of %s are %s', (written, digits) => expect(wholeDigits(written)).toBe(digits));
});

describe('ID-card numbers (GB 11643-1999)', () => {
  test.each([
    ['11010519491231002X', true],
    ['440524188001010014', true],
    ['身份证：１４９９９９１９８５０２２８００１１。', true],
    ['149999 19900101 0026', true],
    ['149999198502290017', false],
    ['110105194912310021', false],
    ['1499991985022800110', false],
  ])('%s: %s', (text, valid) => expect(holdsCitizenId(text)).toBe(valid));

  test('rounded by a floating-point cell they are still recognised', () => {
    expect(looksLikeCitizenNumber(Number('149999198502280011'))).toBe(true);
    expect(looksLikeCitizenNumber(Number('149999199913450000'))).toBe(false);
    expect(looksLikeCitizenNumber(13911112222)).toBe(false);
  });

  test('their columns are known by name, other numbers are not mistaken', () => {
    for (const label of [
      '身份证',
      '身份证号',
      '身份证号码',
      '公民身份号码',
      '居民身份证号',
      '证件号码',
      '身份证号*',
    ])
      expect(isIdCardLabel(label), label).toBe(true);
    for (const label of [
      '执法证号',
      '行政执法证件号码',
      '工作证号',
      '身份',
      '人员身份',
      '请勿填写身份证号码',
    ])
      expect(isIdCardLabel(label), label).toBe(false);
  });

  test('messages never repeat a long number', () => {
    expect(echo('见149999198502280011号')).toBe('见●●●号');
  });
});

const text = (written: string) => readDay({ at: 'A1', kind: 'text', text: written, value: null }, false);
const number = (value: number, date1904 = false) =>
  readDay({ at: 'A1', kind: 'number', text: String(value), value }, date1904);

describe('days', () => {
  test.each([
    '2020-9-1',
    '2020.9.1',
    '2020/09/01',
    '2020年9月1日',
    '２０２０年９月１号',
    '20200901',
    '2020-09-01 08:30:00',
    '44075',
  ])('%s is 1 September 2020', (written) => expect(text(written)).toEqual({ on: '2020-09-01', issue: null }));

  test('serial numbers count in the file’s own system', () => {
    expect(number(44075).on).toBe('2020-09-01');
    expect(number(44075.5).on).toBe('2020-09-01');
    expect(number(42613, true).on).toBe('2020-09-01');
    expect(number(20200901).on).toBe('2020-09-01');
  });

  test.each(['2020年9月', '2020.9', '202009', '2020-09'])(
    '%s is taken as the first, with a warning',
    (written) => expect(text(written)).toEqual({ on: '2020-09-01', issue: 'people/date-without-day' }),
  );

  test.each([
    ['9月1日', 'people/date-without-year'],
    ['9.1', 'people/date-without-year'],
    ['2020年', 'people/bad-date'],
    ['20.9.1', 'people/bad-date'],
    ['2021-02-29', 'people/bad-date'],
    ['1900-02-29', 'people/bad-date'],
    ['2020-13-01', 'people/bad-date'],
    ['去年', 'people/bad-date'],
    ['1900-01-05', 'people/date-out-of-range'],
  ])('%s: %s', (written, issue) => expect(text(written)).toEqual({ on: null, issue }));

  test('a number 2020.1 may have been October', () => {
    expect(number(2020.1)).toEqual({ on: null, issue: 'people/bad-date' });
    expect(number(2020.9).on).toBe('2020-09-01');
  });

  test('any text gives a real day or an issue', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0129.-/年月日 E+'), maxLength: 12 }), (written) => {
        const { on, issue } = text(written);
        if (on === null) expect(issue).not.toBeNull();
        else expect(new Date(`${on}T00:00:00Z`).toISOString().slice(0, 10)).toBe(on);
      }),
    );
  });
});

describe('choices', () => {
  const find = agencyFinder(defaultAgencies);

  test.each([
    ['原工商', 'ICO'],
    ['岚川市工商行政管理局', 'ICO'],
    ['质量技术监督局', 'QTS'],
    ['原岚川市食品药品监督管理局', 'FDA'],
    ['药监局', 'FDA'],
    ['物价局', 'PRC'],
    ['发改委价格检查', 'PRC'],
    ['市发改委（价格监督检查）', 'PRC'],
    ['科技局', 'IPO'],
    ['公招', 'NEW'],
    ['军转干部', 'NEW'],
    ['机构改革后新进人员', 'NEW'],
    ['其它', 'OTHER'],
    ['fda', 'FDA'],
    ['财政局', null],
    ['工商和质监', null],
  ])('the agency of %s is %s', (written, code) => expect(find(written)).toBe(code));

  test.each([
    ['行政编制', 'CIVIL_SERVICE'],
    ['公务员', 'CIVIL_SERVICE'],
    ['参公', 'CIVIL_SERVICE_MANAGED'],
    ['参照公务员法管理事业单位', 'CIVIL_SERVICE_MANAGED'],
    ['事业编', 'INSTITUTION'],
    ['全额事业', 'INSTITUTION'],
    ['编外', 'CONTRACT'],
    ['劳务派遣', 'CONTRACT'],
    ['事业编制聘用', null],
    ['工勤', null],
  ])('the post type of %s is %s', (written, type) => expect(readPostType(written)).toBe(type));

  test.each([
    ['√', true],
    ['✔️', true],
    ['是', true],
    ['在岗', true],
    ['TRUE', true],
    ['×', false],
    ['否', false],
    ['退休', false],
    ['也许', null],
  ])('in post by %s: %s', (written, active) => expect(readActive(written)).toBe(active));

  test('labels are found with stars, brackets, blanks and line breaks', () => {
    const field = labelFinder(rosterLabels);
    for (const [label, expected] of [
      ['工号*', 'staffNo'],
      ['姓　名', 'name'],
      ['单位(科室)*', 'unit'],
      ['所在\n科室', 'unit'],
      ['原单位（必填）', 'legacy'],
      ['到岗日期：', 'joinedOn'],
    ])
      expect(field(label!)?.field, label).toBe(expected);
    expect(field('备注')).toBeNull();
  });
});
