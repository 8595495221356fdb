import { unzipSync, strFromU8 } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processorMs } from '#root/tools/testing/processor.ts';
import type { CellInput, Sheet, SheetPlan } from './index.ts';
import { isSheetRefusal, readWorkbook, writeCsv, writeWorkbook } from './index.ts';
import { guardText, unguardText } from './guard.ts';

function sheetOf(bytes: Uint8Array): Sheet {
  const answer = readWorkbook(bytes, 'x.xlsx');
  if (isSheetRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer.sheets[0]!;
}

const texts = (sheet: Sheet) => sheet.rows.map((row) => row.map((cell) => cell.text));
const partsOf = (plan: SheetPlan) => {
  const files = unzipSync(writeWorkbook({ sheets: [plan] }));
  return (name: string) => strFromU8(files[name]!);
};

describe('what is written is read again', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => text.isWellFormed()),
    fc.constantFrom('=1+1', "'=x", '-', '＝甲', '_x0041_', '\t<b>&amp;', '𬱖·䶮'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.boolean(),
    fc.constant<CellInput>({ day: '2020-09-01' }),
  );

  test('workbooks: text, number, truth value and day of every cell', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const marker = rows.map((row) => [...row, '|']);
          const read = sheetOf(writeWorkbook({ sheets: [{ name: '表', rows: marker }] })).rows;
          const back = read.map((row) =>
            row.map((cell) => (cell.kind === 'date' ? { day: cell.text } : (cell.value ?? cell.text))),
          );
          expect(back).toEqual(marker);
        },
      ),
    );
  });

  test('CSV: the text of every cell', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }).filter((each) => !each.includes('\0')),
      fc.constantFrom('=1+1', "''@x", 'a,"b"\r\nc', '="0012"', '张 三'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const framed = rows.map((row) => ['|', ...row, '|', '|']);
          expect(texts(sheetOf(writeCsv(framed)))).toEqual(framed);
        },
      ),
    );
  });

  test('the same plan gives the same bytes', () => {
    const plan = { sheets: [{ name: '表', rows: [['甲', 1]] }] };
    expect(writeWorkbook(plan)).toEqual(writeWorkbook(plan));
  });
});

describe('formula injection', () => {
  test.each(['=cmd|/c calc', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', "'=1"])(
    '%j is guarded',
    (text) => {
      expect(guardText(text)).toBe(`'${text}`);
      expect(unguardText(guardText(text))).toBe(text);
      expect(new TextDecoder().decode(writeCsv([[text]]))).toContain(`'`);
      expect(partsOf({ name: '表', rows: [[text]] })('xl/sharedStrings.xml')).toContain(
        `<t xml:space="preserve">'`,
      );
    },
  );

  test('numbers, a lone dash and ordinary text stay as they are', () => {
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv([[-5, '-', "it's", '张-三']]))).toBe(
      "\ufeff-5,-,it's,张-三\r\n",
    );
  });
});

describe('the layout of office tables', () => {
  const plan: SheetPlan = {
    name: '花名册',
    title: '人员花名册',
    subtitles: [['填报单位：', '填报时间：']],
    numbered: true,
    columns: [
      { head: '工号', format: 'text' },
      { head: '姓名' },
      { head: '职务', group: '任职' },
      { head: '职级', group: '任职', choices: ['一级', '二级'] },
    ],
    rows: [['001', '张三', '科长', '一级']],
    totals: ['合计', 1],
    notes: ['注：示例'],
    frozenColumns: 2,
  };

  test('title and sub-title over the whole width, a two-row header, counted rows, totals, notes', () => {
    const sheet = sheetOf(writeWorkbook({ sheets: [plan] }));
    expect(texts(sheet)).toEqual([
      ['人员花名册'],
      ['填报单位：　　　填报时间：'],
      ['序号', '工号', '姓名', '任职', '任职'],
      ['', '', '', '职务', '职级'],
      ['1', '001', '张三', '科长', '一级'],
      ['', '合计', '1'],
      ['注：示例'],
    ]);
    expect(sheet.merges.map((merge) => merge.ref)).toEqual([
      'A1:E1',
      'A2:E2',
      'A3:A4',
      'B3:B4',
      'C3:C4',
      'D3:E3',
      'A7:E7',
    ]);
  });

  test('A4 across, one page wide, header rows repeated in print and frozen on screen, 宋体', () => {
    const part = partsOf(plan);
    expect(part('xl/workbook.xml')).toContain("'花名册'!$3:$4");
    const xml = part('xl/worksheets/sheet1.xml');
    expect(xml).toContain(
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    );
    expect(xml).toContain('xSplit="3" ySplit="4" topLeftCell="D5"');
    expect(xml).toContain('<formula1>"一级,二级"</formula1>');
    expect(part('xl/styles.xml')).toContain('宋体');
  });

  test('sheet names are made fit for Excel', () => {
    const sheets = ['a/b', 'A b', '', 'x'.repeat(40)].map((name) => ({ name, rows: [['1']] }));
    const answer = readWorkbook(writeWorkbook({ sheets }), 'x.xlsx');
    expect(isSheetRefusal(answer) || answer.sheets.map((sheet) => sheet.name)).toEqual([
      'a b',
      'A b 2',
      'Sheet3',
      'x'.repeat(31),
    ]);
  });
});

test('5,000 rows of 12 columns are written and read in well under two seconds', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => [
    `LC${i}`,
    '张三',
    '办公室',
    '原工商',
    '行政',
    '',
    '',
    { day: '2020-09-01' },
    `1391111${i}`,
    true,
    null,
    i,
  ]);
  const bytes = writeWorkbook({ sheets: [{ name: '花名册', rows }] });
  const ms = processorMs(() => expect(sheetOf(bytes).rows).toHaveLength(5000));
  expect(ms).toBeLessThan(1500);
});
