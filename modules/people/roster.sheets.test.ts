import { describe, expect, test } from 'vitest';
import { aLine, aRosterPerson, opened, parsed, rosterHead } from './roster.fixtures.ts';
import { compareRoster } from './roster.rules.ts';
import type { RosterUnit } from './roster.rules.ts';
import { rosterErrorWorkbook, rosterExport, rosterTemplate } from './roster.sheets.ts';
import { rosterRefusals, rosterWordsEn, rosterWordsZh } from './roster.words.ts';
import { writeWorkbook } from '#platform/sheets/index.ts';

const heading = { bureau: '岚川市市场监督管理局' };

describe('the template', () => {
  test('has a roster, a unit sheet and instructions; its example lines are no people', () => {
    const workbook = opened(rosterTemplate(heading));
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['花名册', '机构', '填表说明']);
    const [roster] = workbook.sheets;
    const filled = { ...roster!, rows: [...roster!.rows, ...opened(asFile([aLine({})])).sheets[0]!.rows] };
    const reading = parsed({ ...workbook, sheets: [filled, ...workbook.sheets.slice(1)] });
    expect(reading.header.mapping.map(({ field }) => field)).toHaveLength(12);
    expect(reading.skipped).toEqual([{ row: 4, reason: 'example' }]);
    expect(reading.units.map((unit) => unit.path)).toEqual(['质量发展科']);
    expect(reading.problems).toEqual([]);
  });
});

const asFile = (rows: Parameters<typeof writeWorkbook>[0]['sheets'][number]['rows']) =>
  writeWorkbook({ sheets: [{ name: '花名册', rows }] });

describe('the error workbook', () => {
  const number = '11010519491231002X';
  const file = asFile([
    ['人员花名册'],
    [...rosterHead],
    aLine({}),
    aLine({ 工号: 'LC0002', 到岗日期: '9月1日', 编制类型: '=工勤' }),
    aLine({ 工号: 'LC0003', 手机: number }),
  ]);

  test('repeats the file with a last column of words, and hides ID-card numbers', () => {
    const { rows } = opened(rosterErrorWorkbook(file, 'x.xlsx')!).sheets[0]!;
    expect(rows[1]!.at(-1)!.text).toBe('问题');
    expect(rows[2]!.map((cell) => cell.text)).toEqual([
      'LC0001',
      '靳文澄',
      '质量发展科',
      '原质监',
      '行政编制',
      '科长',
      '一级主任科员',
      '2019-01-30',
      '19900000001',
      '是',
      '',
      '1',
    ]);
    expect(rows[3]![12]!.text).toBe(
      'E4 编制类型“=工勤”无法识别。可填：行政编制、参公、事业编制、聘用。\nH4 到岗日期“9月1日”缺少年份，请写成 2020-09-01。',
    );
    expect(rows[4]![8]!.text).toBe('（已隐去）');
    expect(JSON.stringify(rows)).not.toContain(number.slice(0, 17));
  });

  test('mended and sent again it is a good file; sent again unmended its column is written anew', () => {
    const once = rosterErrorWorkbook(file, 'x.xlsx')!;
    const twice = opened(rosterErrorWorkbook(once, 'x.xlsx')!).sheets[0]!;
    expect(twice.rows[1]!.map((cell) => cell.text)).toEqual([...rosterHead, '问题']);
    expect(twice.rows[3]![12]!.text).toContain('缺少年份');
    expect(parsed(opened(once)).rows.map((row) => row.staffNo)).toEqual(['LC0001']);
  });

  test('speaks English too, and is not made for files that are no roster', () => {
    const { rows } = opened(rosterErrorWorkbook(file, 'x.xlsx', {}, 'en')!).sheets[0]!;
    expect(rows[3]![12]!.text).toContain('H4 Joining day “9月1日” lacks the year');
    expect(rosterErrorWorkbook(new Uint8Array(), 'x.xlsx')).toBeNull();
  });
});

const unit = (path: string): RosterUnit => {
  const steps = path.split('/');
  const parent = steps.slice(0, -1).join('/') || null;
  return {
    path,
    name: steps.at(-1)!,
    parent,
    code: null,
    kind: '科室',
    floor: null,
    order: 1,
    origin: 'sheet',
  };
};

describe('the export', () => {
  const people = [
    aRosterPerson(),
    aRosterPerson({
      staffNo: 'LC0002',
      name: '乔𬱖',
      legacy: 'FDA',
      postType: 'INSTITUTION',
      phone: null,
      leftOn: '2020-08-01',
      assignments: [
        { unit: '检测中心/办公室', post: null, fromOn: '2019-01-30', untilOn: '2020-01-01' },
        { unit: '质量发展科', post: '-科员', fromOn: '2020-01-01', untilOn: '2020-08-01' },
      ],
    }),
  ];
  const units = ['办公室', '检测中心', '检测中心/办公室', '质量发展科'].map(unit);

  test('read again gives no difference, and the same units', () => {
    const reading = parsed(opened(rosterExport(people, units, '2020-09-01', heading)), { on: '2020-09-01' });
    expect(reading.problems).toEqual([]);
    expect(reading.units).toEqual(units);
    const comparison = compareRoster(people, reading.persons, '2020-09-02');
    expect(comparison).toEqual({
      added: [],
      changed: [],
      left: [],
      conflicting: [],
      unchanged: ['LC0001', 'LC0002'],
    });
  });
});

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();

test('every problem and refusal has words in both languages with the same places', () => {
  expect(Object.keys(rosterWordsEn)).toEqual(Object.keys(rosterWordsZh));
  for (const { zh, en } of Object.values(rosterRefusals)) expect(places(en)).toEqual(places(zh));
  for (const text of [...Object.values(rosterWordsZh), ...Object.values(rosterWordsEn)])
    for (const place of places(text)) expect(['{column}', '{got}', '{expected}']).toContain(place);
});
