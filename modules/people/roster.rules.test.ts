import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aBigRosterFile,
  aGb18030Csv,
  aLine,
  anAwkwardWorkbook,
  aRosterFile,
  opened,
  parsed,
  refusedFiles,
  rosterHead,
  sheetOf,
} from './roster.fixtures.ts';
import { processorMs } from '#root/tools/testing/processor.ts';
import type { RosterLine } from './roster.fixtures.ts';
import type { RosterReading } from './roster.rules.ts';
import { compareRoster, parseRoster } from './roster.rules.ts';
import { readRosterFile } from './roster.sheets.ts';

const read = (...lines: RosterLine[]) => parsed(opened(aRosterFile(...lines)), { on: '2020-09-01' });
const told = (reading: RosterReading) =>
  reading.problems.map(({ cell, column, code, level }) => [cell, column, code.slice(7), level]);

describe('a table as offices make it', () => {
  const reading = parsed(anAwkwardWorkbook(), { on: '2020-09-01' });

  test('the header is found below the titles, over two merged rows', () => {
    expect(reading.header.row).toBe(4);
    expect(Object.fromEntries(reading.header.mapping.map(({ field, column }) => [field, column]))).toEqual({
      unit: 1,
      name: 2,
      staffNo: 3,
      legacy: 4,
      post: 6,
      grade: 7,
      postType: 8,
      joinedOn: 9,
      phone: 10,
      active: 11,
    });
    expect(reading.header.ignored).toEqual(['序号']);
  });

  test('names, numbers, days and choices are read through their many forms', () => {
    expect(
      reading.rows.map(({ staffNo, name, unit, legacy, postType }) => [
        staffNo,
        name,
        unit,
        legacy,
        postType,
      ]),
    ).toEqual([
      ['LC0001', '靳文澄', '质量发展科', 'QTS', 'CIVIL_SERVICE'],
      ['LC0002', '范树榆', '质量发展科', 'PRC', 'CIVIL_SERVICE_MANAGED'],
      ['LC0003', '阿依古丽·买买提', '知识产权科', 'IPO', 'INSTITUTION'],
      ['LC0004', '乔𬱖', '产品质量安全监督管理科(12315)', 'ICO', 'CONTRACT'],
    ]);
    expect(new Set(reading.rows.map((row) => row.joinedOn))).toEqual(new Set(['2019-01-30']));
    expect(reading.rows.map((row) => row.phone)).toEqual([
      '19900000001',
      '19900000002',
      '19900000003',
      '0353-2012345',
    ]);
    expect(reading.rows.map((row) => row.active)).toEqual([true, true, true, false]);
  });

  test('sub-totals, repeated headers and signature lines are left out, each with its reason', () => {
    expect(reading.skipped).toEqual([
      { row: 7, reason: 'total' },
      { row: 9, reason: 'repeated-header' },
      { row: 11, reason: 'total' },
      { row: 12, reason: 'footer' },
    ]);
  });

  test('the only thing to look at is the missing leaving day', () => {
    expect(told(reading)).toEqual([['A10', 'leftOn', 'left-date-missing', 'warning']]);
  });
});

describe('finding the table', () => {
  test('a two-row header in CSV, which keeps no merges', () => {
    const rows = [
      ['工号', '姓名', '单位', '原单位', '任职', ''],
      ['', '', '', '', '职务', '职级'],
      ['1', '张三', '办公室', '原工商', '主任', '四级'],
    ];
    const text = rows.map((row) => row.join(',')).join('\n');
    const reading = parsed(opened(new TextEncoder().encode(text), 'x.csv'));
    expect(reading.rows[0]).toMatchObject({ staffNo: '1', post: '主任', grade: '四级' });
  });

  test('two columns for one thing: the more particular counts, the other fills its gaps', () => {
    const reading = parsed(
      sheetOf([
        ['工号', '姓名', '单位', '科室', '原单位'],
        ['1', '张三', '市局机关', '办公室', '原工商'],
        ['2', '李四', '局领导', null, '原工商'],
      ]),
    );
    expect(reading.rows.map((row) => row.unit)).toEqual(['办公室', '局领导']);
    expect(told(reading)).toEqual([['C1', 'unit', 'column-twice', 'warning']]);
  });

  test('section lines across the table and example lines are no people', () => {
    const reading = parsed(
      sheetOf([[...rosterHead], ['一、局机关'], aLine({ 工号: '示例LC0001' }), aLine({})], ['A2:L2']),
    );
    expect(reading.rows).toHaveLength(1);
    expect(reading.skipped).toEqual([
      { row: 2, reason: 'single-cell' },
      { row: 3, reason: 'example' },
    ]);
  });

  test.each(refusedFiles)('%s is refused', (_, bytes, code) => {
    expect(readRosterFile(bytes, '花名册.xlsx')).toMatchObject({ code });
  });

  test('the refusal of ID-card columns names the cell', () => {
    const rows = [['人员花名册'], [...rosterHead, '身份证号'], aLine({})];
    expect(parseRoster(sheetOf(rows))).toEqual({
      code: 'people/id-card-column',
      facts: { sheet: '花名册', cell: 'M2', label: '身份证号' },
    });
  });
});

describe('problems come all at once, at their cells', () => {
  test.each<[string, RosterLine, [string, string, string][]]>([
    [
      'required cells',
      { 工号: null, 姓名: '', 单位: '-', 原单位: null },
      [
        ['A2', 'staffNo', 'missing-cell'],
        ['B2', 'name', 'missing-cell'],
        ['C2', 'unit', 'missing-cell'],
        ['D2', 'legacy', 'missing-cell'],
      ],
    ],
    [
      'unknown choices',
      { 原单位: '财政局', 编制类型: '工勤', 是否在岗: '也许' },
      [
        ['D2', 'legacy', 'unknown-legacy'],
        ['E2', 'postType', 'unknown-post-type'],
        ['J2', 'active', 'unknown-active'],
      ],
    ],
    [
      'days',
      { 到岗日期: '9月1日', 离岗日期: '2020年13月' },
      [
        ['H2', 'joinedOn', 'date-without-year'],
        ['K2', 'leftOn', 'bad-date'],
      ],
    ],
    [
      'left before joined',
      { 离岗日期: '2019-01-30', 是否在岗: '否' },
      [['K2', 'leftOn', 'left-before-joined']],
    ],
    ['left, yet in post', { 离岗日期: '2020-08-31' }, [['J2', 'active', 'left-but-active']]],
    [
      'lost digits',
      { 工号: '1.2345E+10', 手机: '1.3911E+10' },
      [
        ['A2', 'staffNo', 'number-lost-digits'],
        ['I2', 'phone', 'phone-lost-digits'],
      ],
    ],
    ['a rounded number', { 手机: 13911000000 }, [['I2', 'phone', 'phone-lost-digits']]],
    ['a wrong phone', { 手机: '12345' }, [['I2', 'phone', 'bad-phone']]],
    ['a remark in the name', { 姓名: '张三（借调）' }, [['B2', 'name', 'bad-name']]],
    ['a private character', { 姓名: '武\ue863' }, [['B2', 'name', 'private-character']]],
    ['an order that is none', { 排序: '甲' }, [['L2', 'order', 'bad-order']]],
  ])('%s', (_, line, problems) => {
    const reading = read(line, { 工号: 'LC0002' });
    expect(told(reading)).toEqual(problems.map((each) => [...each, 'error']));
    expect(reading.rows.map((row) => row.staffNo)).toEqual(['LC0002']);
  });

  test.each<[string, RosterLine, Partial<RosterReading['rows'][number]>, string]>([
    ['a month without its day', { 到岗日期: '2019年1月' }, { joinedOn: '2019-01-01' }, 'date-without-day'],
    ['two phones', { 手机: '19900000001/0353-2012345' }, { phone: '19900000001' }, 'two-phones'],
  ])('%s is read with a warning', (_, line, expected, code) => {
    const reading = read(line);
    expect(reading.rows[0]).toMatchObject(expected);
    expect(reading.problems.map(({ level, code }) => [level, code])).toEqual([['warning', `people/${code}`]]);
  });

  test.each([
    ['+86 139-1111-2222', '13911112222'],
    ['86 13911112222', '13911112222'],
    [13911112222, '13911112222'],
    ['1.3911112222E+10', '13911112222'],
    ['０３５３－２０１２３４５', '0353-2012345'],
    ['-', null],
  ])('the phone %s is read as %s', (written, phone) => {
    const reading = read({ 手机: written });
    expect(reading.problems).toEqual([]);
    expect(reading.rows[0]!.phone).toBe(phone);
  });

  test('an ID-card number anywhere is an error at its cell and is repeated nowhere', () => {
    const number = '11010519491231002X';
    const reading = parsed(
      sheetOf([
        [...rosterHead, '备注'],
        [...aLine({}), `证号${number}`],
        [...aLine({ 工号: 'LC0002', 手机: number })],
      ]),
    );
    expect(told(reading).map(([cell, , code]) => [cell, code])).toEqual([
      ['M2', 'id-card-number'],
      ['I3', 'id-card-number'],
    ]);
    expect(reading.rows).toEqual([]);
    expect(JSON.stringify(reading)).not.toContain(number.slice(0, 17));
  });

  test('merged names are two people, one of whom is missing; merged units are one unit', () => {
    const rows = [[...rosterHead], aLine({}), aLine({ 工号: 'LC0002', 姓名: null, 单位: null })];
    const reading = parsed(sheetOf(rows, ['B2:B3', 'C2:C3']));
    expect(told(reading)).toEqual([['B3', 'name', 'missing-cell', 'error']]);
  });

  test('CSV in GB18030: rare characters, serial days, blank units filled with a warning', () => {
    const reading = parsed(opened(aGb18030Csv(), 'x.csv'));
    expect(told(reading)).toEqual([
      ['I3', 'phone', 'phone-lost-digits', 'error'],
      ['C4', 'unit', 'unit-filled-down', 'warning'],
    ]);
    expect(reading.rows).toMatchObject([{ name: '武䶮', unit: '质量发展科', joinedOn: '2019-01-30' }]);
  });
});

describe('several rows of one staff number', () => {
  test('with different days they are the person’s history', () => {
    const { persons } = read(
      { 到岗日期: '2020-07-01', 单位: '质量发展科' },
      { 到岗日期: '2019-01-30', 单位: '办公室', 职务: '科员', 是否在岗: '否', 离岗日期: '2020-07-01' },
    );
    expect(persons).toHaveLength(1);
    expect(persons[0]).toMatchObject({ active: true, leftOn: null, rows: [3, 2] });
    expect(persons[0]!.assignments).toEqual([
      { unit: '办公室', post: '科员', fromOn: '2019-01-30', untilOn: '2020-07-01' },
      { unit: '质量发展科', post: '科长', fromOn: '2020-07-01', untilOn: null },
    ]);
  });

  test('with the same day, or none, the later row is left out and names the earlier', () => {
    const reading = read({}, { 单位: '办公室' }, { 到岗日期: null });
    expect(reading.problems.map(({ cell, code, expected }) => [cell, code, expected])).toEqual([
      ['A3', 'people/staff-no-repeated', '2'],
      ['A4', 'people/staff-no-repeated', '2'],
    ]);
    expect(reading.rows).toHaveLength(1);
  });

  test('with different names nobody can tell who is meant: none is kept', () => {
    const reading = read({}, { 姓名: '范树榆', 到岗日期: '2020-01-01' });
    expect(told(reading).map(([cell, , code]) => [cell, code])).toEqual([
      ['B2', 'staff-no-two-names'],
      ['B3', 'staff-no-two-names'],
    ]);
    expect(reading.persons).toEqual([]);
  });

  test('overlapping stretches and differing agencies are errors', () => {
    const overlap = read({ 离岗日期: '2020-02-01', 是否在岗: '否' }, { 到岗日期: '2020-01-01' });
    expect(told(overlap)).toEqual([['K2', 'leftOn', 'assignments-overlap', 'error']]);
    const differ = read({}, { 到岗日期: '2020-01-01', 原单位: '原工商' });
    expect(told(differ)).toEqual([['D3', 'legacy', 'legacy-differs', 'error']]);
  });
});

const tree = (units: string[][], ...lines: RosterLine[]) => {
  const head = ['单位', '上级单位', '类别', '楼层'];
  const sheet = sheetOf([head, ...units]).sheets[0]!;
  const workbook = opened(aRosterFile(...lines));
  return parsed({ ...workbook, sheets: [...workbook.sheets, { ...sheet, name: '机构' }] });
};

describe('the unit tree', () => {
  const units = [
    ['办公室', ''],
    ['检测中心', '', '下属单位', '3'],
    ['办公室', '检测中心'],
    ['综合科', '执法队'],
    ['执法队', ''],
    ['综合科', '高新区分局'],
    ['高新区分局', ''],
  ];

  test('parents may stand below their children; units of one name are told apart by path', () => {
    const reading = tree(units, { 单位: '检测中心 / 办公室' }, { 工号: 'LC2', 单位: '办公室' });
    expect(reading.problems).toEqual([]);
    expect(reading.units.map((unit) => unit.path)).toEqual([
      '办公室',
      '检测中心',
      '检测中心/办公室',
      '执法队/综合科',
      '执法队',
      '高新区分局/综合科',
      '高新区分局',
    ]);
    expect(reading.rows.map((row) => row.unit)).toEqual(['检测中心/办公室', '办公室']);
  });

  test('a name that several units bear is an error, an unknown one a warning', () => {
    const reading = tree(units, { 单位: '综合科' }, { 工号: 'LC2', 单位: '新科' });
    expect(told(reading)).toEqual([
      ['C2', 'unit', 'unit-ambiguous', 'error'],
      ['C3', 'unit', 'unit-not-in-tree', 'warning'],
    ]);
    expect(reading.problems[0]!.expected).toBe('执法队/综合科、高新区分局/综合科');
    expect(reading.units.at(-1)).toMatchObject({ path: '新科', origin: 'roster' });
  });

  test('unknown parents, repeats and circles are errors in the sheet 机构', () => {
    const reading = tree(
      [
        ['甲', '乙'],
        ['乙', '甲'],
        ['丙', '无此单位'],
        ['丁', ''],
        ['丁', ''],
      ],
      {},
    );
    const problems = reading.problems.filter((problem) => problem.sheet === '机构');
    expect(problems.map(({ cell, code }) => [cell, code])).toEqual([
      ['B2', 'people/unit-cycle'],
      ['B4', 'people/unit-parent-unknown'],
      ['A6', 'people/unit-repeated'],
    ]);
  });

  test('without a sheet 机构 the bureau’s own units are the tree', () => {
    const options = { knownUnits: ['检测中心', '检测中心/办公室'] };
    const reading = parsed(opened(aRosterFile({ 单位: '办公室' })), options);
    expect(reading.rows[0]!.unit).toBe('检测中心/办公室');
    expect(reading.problems).toEqual([]);
  });
});

test('any grid of words gives an answer', () => {
  const words = fc.constantFrom(
    ...rosterHead,
    '合计',
    'LC1',
    '张三',
    '原工商',
    '2020.1',
    '1.39E+10',
    '是',
    '',
    '示例',
    '单位/科室',
    '-',
  );
  const grid = fc.array(fc.array(words, { maxLength: 8 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(grid, (rows) => {
      const answer = parseRoster(sheetOf([['表'], ...rows]));
      if (!('code' in answer))
        for (const row of answer.rows) expect(row.staffNo && row.name && row.unit && row.legacy).toBeTruthy();
    }),
  );
});

test('5,000 people are read, parsed and compared in under two seconds', () => {
  const file = aBigRosterFile(5000);
  const ms = processorMs(() => {
    const reading = parsed(opened(file), { on: '2020-09-01' });
    const first = compareRoster([], reading.persons, '2020-09-01');
    const second = compareRoster(first.added, reading.persons, '2020-09-02');
    expect(reading.problems).toEqual([]);
    expect(first.added).toHaveLength(5000);
    expect(second.unchanged).toHaveLength(5000);
  });
  expect(ms).toBeLessThan(2000);
});
