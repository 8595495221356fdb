import { describe, expect, test } from 'vitest';
import { guessSeparator } from './csv.ts';
import { isSheetRefusal, readWorkbook } from './index.ts';
import { encodeGb18030 } from './sheets.fixtures.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function grid(bytes: Uint8Array): string[][] {
  const answer = readWorkbook(bytes, 'C:\\表\\花名册.csv');
  if (isSheetRefusal(answer)) throw new Error(JSON.stringify(answer));
  expect(answer.sheets[0]!.name).toBe('花名册');
  return answer.sheets[0]!.rows.map((row) => row.map((cell) => cell.text));
}

const table = '工号,姓名\r\nLC0001,张三\r\n';
const rows = [
  ['工号', '姓名'],
  ['LC0001', '张三'],
];

describe('encodings', () => {
  test('UTF-8 with and without byte order mark', () => {
    expect(grid(utf8(table))).toEqual(rows);
    expect(grid(utf8(`\ufeff${table}`))).toEqual(rows);
  });

  test('UTF-16 of both orders, with and without mark', () => {
    const little = Buffer.from(table, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) expect(grid(bytes)).toEqual(rows);
    expect(grid(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))).toEqual(rows);
    expect(grid(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))).toEqual(rows);
  });

  test('GB18030, rare characters included', () => {
    expect(grid(encodeGb18030('姓名\r\n张𬱖\r\n𠮷䶮'))).toEqual([['姓名'], ['张𬱖'], ['𠮷䶮']]);
  });

  test('pairs of GBK that happen to be valid UTF-8 are still read as Chinese', () => {
    // 一 as GBK D2 BB is also UTF-8 for U+04BB.
    expect(grid(Uint8Array.of(0xd2, 0xbb, 0x2c, 0xd2, 0xbb))).toEqual([['一', '一']]);
  });
});

describe('fields', () => {
  test('quoted separators, newlines and quotes; empty tails cut; line ends of all kinds', () => {
    expect(grid(utf8('a,"b,""c""\nd",,\r2,3\n\n'))).toEqual([
      ['a', 'b,"c"\nd'],
      ['2', '3'],
    ]);
  });

  test('="0012" is the text 0012', () => {
    expect(grid(utf8('="0012",x'))).toEqual([['0012', 'x']]);
  });

  test.each([
    ['a;b;c\n1,5;2;3', ';'],
    ['a\tb\n1,5\t2,5', '\t'],
    ['a,b\n"x;y;z",2', ','],
    ['姓名', ','],
  ])('the separator of %j is found', (text, separator) => {
    expect(guessSeparator(text)).toBe(separator);
    expect(grid(utf8(`sep=;\r\na,b;c`))).toEqual([['a,b', 'c']]);
  });

  test('a quote that never closes is a damaged file, not one long cell', () => {
    expect(readWorkbook(utf8('a,b\n"c,d\ne,f'), 'x.csv')).toMatchObject({ code: 'sheets/damaged' });
  });
});
