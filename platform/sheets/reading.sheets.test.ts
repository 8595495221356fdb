import { describe, expect, test } from 'vitest';
import type { Cell, Workbook } from './index.ts';
import { isSheetRefusal, readWorkbook } from './index.ts';
import { meaningOfFormat } from './styles.ts';
import type { RawWorkbook } from './sheets.fixtures.ts';
import { aRawWorkbook } from './sheets.fixtures.ts';

function read(raw: RawWorkbook): Workbook {
  const answer = readWorkbook(aRawWorkbook(raw), '花名册.xlsx');
  if (isSheetRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

function cells(raw: RawWorkbook): Cell[] {
  return read(raw).sheets[0]!.rows.flat();
}

const row = (content: string) => `<sheetData><row r="1">${content}</row></sheetData>`;

describe('text', () => {
  test('comes from the shared table, joined over rich-text runs, without the phonetic reading', () => {
    const strings =
      '<si><r><t>张</t></r><r><rPr><b/></rPr><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si>';
    const [cell] = cells({ strings, sheet: row('<c r="A1" t="s"><v>0</v></c>') });
    expect(cell).toEqual({ at: 'A1', kind: 'text', text: '张三', value: null });
  });

  test('comes from inline strings with entities, CDATA, escapes and line ends', () => {
    const inline = '<c t="inlineStr"><is><t>A&amp;B&#x20BB7;<![CDATA[<x>]]>_x0041_\r\nz</t></is></c>';
    expect(cells({ sheet: row(inline) })[0]!.text).toBe('A&B𠮷<x>A\nz');
  });

  test('of a formula is its stored result; a formula without a result is an error, not a guess', () => {
    const sheet = row('<c r="A1" t="str"><f>B1&amp;C1</f><v>ok</v></c><c r="B1"><f>1+1</f></c>');
    expect(cells({ sheet }).map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'ok'],
      ['error', '=1+1'],
    ]);
  });

  test('survives prefixed names, as some writers put them', () => {
    const extra = {
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    };
    const { rows } = read({ extra }).sheets[0]!;
    expect(rows[0]).toEqual([]);
    expect(rows[1]!.map((cell) => [cell.at, cell.kind])).toEqual([
      ['A2', 'empty'],
      ['B2', 'text'],
    ]);
  });
});

const day = (serial: number) => `<c s="1"><v>${serial}</v></c>`;

describe('numbers and days', () => {
  test('a styled serial is a day; the 1900 system has its 29 February, the 1904 system begins 1462 days later', () => {
    const sheet = row([44075, 1, 59, 60, 61].map(day).join(''));
    expect(cells({ styles: [0, 14], sheet }).map((cell) => cell.text)).toEqual([
      '2020-09-01',
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
    ]);
    const later = { styles: [0, 14], sheet: row(day(42613)), workbookPr: '<workbookPr date1904="1"/>' };
    expect(cells(later)[0]).toMatchObject({ kind: 'date', text: '2020-09-01', value: 42613 });
  });

  test('a time of day follows the day', () => {
    expect(cells({ styles: [0, 22], sheet: row('<c s="1"><v>44075.5</v></c>') })[0]!.text).toBe(
      '2020-09-01 12:00:00',
    );
  });

  test.each([
    ['yyyy"年"m"月"d"日"', 'day'],
    ['[$-804]yyyy/m/d;@', 'day'],
    ['m"月"', 'day'],
    ['h:mm:ss', 'plain'],
    ['[h]:mm', 'plain'],
    ['0.00E+00', 'plain'],
    ['#,##0.00" days"', 'plain'],
    ['General', 'plain'],
    ['[Red]0', 'plain'],
  ])('the format %s means %s', (code, kind) => {
    expect(meaningOfFormat(code).kind).toBe(kind);
  });

  test('long numbers are shown without exponent; a format of zeros gives back its leading zeros', () => {
    const numberFormats = '<numFmt numFmtId="170" formatCode="&quot;LC&quot;0000"/>';
    const sheet = row('<c><v>1.3911112222E10</v></c><c s="1"><v>12</v></c><c><v>0.5</v></c>');
    expect(cells({ numberFormats, styles: [0, 170], sheet }).map((cell) => cell.text)).toEqual([
      '13911112222',
      'LC0012',
      '0.5',
    ]);
  });

  test('truth values and errors keep their kind', () => {
    const sheet = row('<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2020-09-01T00:00:00</v></c>');
    expect(cells({ sheet }).map(({ kind, text }) => [kind, text])).toEqual([
      ['bool', 'TRUE'],
      ['error', '#N/A'],
      ['date', '2020-09-01 00:00:00'],
    ]);
  });
});

describe('the grid', () => {
  test('gaps are filled with addressed empty cells, styled emptiness below the content is cut off', () => {
    const sheet =
      '<sheetData><row r="3"><c r="C3"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>';
    const { rows } = read({ sheet }).sheets[0]!;
    expect(rows.map((each) => each.map((cell) => cell.at))).toEqual([[], [], ['A3', 'B3', 'C3']]);
  });

  test('merged ranges are given with indices from 0', () => {
    const sheet = `${row('<c><v>1</v></c>')}<mergeCells><mergeCell ref="B2:C4"/></mergeCells>`;
    expect(read({ sheet }).sheets[0]!.merges).toEqual([
      { ref: 'B2:C4', top: 1, left: 1, bottom: 3, right: 2 },
    ]);
  });
});
