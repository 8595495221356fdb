import { describe, expect, test } from 'vitest';
import { isSheetRefusal, patchWorkbook, readWorkbook, writeWorkbook } from './index.ts';

const book = writeWorkbook({
  sheets: [
    { name: '别的', rows: [['不动']] },
    {
      name: '台账',
      title: '题目',
      columns: [{ head: '任务' }, { head: '进展' }],
      rows: [
        ['甲', '旧'],
        ['乙', null],
      ],
    },
  ],
});
const textsOf = (bytes: Uint8Array) => {
  const read = readWorkbook(bytes, 'x.xlsx');
  if (isSheetRefusal(read)) throw new Error(read.code);
  return read.sheets.map(({ rows }) => rows.map((row) => row.map(({ text }) => text)));
};

describe('patching a workbook', () => {
  test('changes the named cells and nothing else, also where the cell was empty', () => {
    const before = textsOf(book);
    const after = textsOf(patchWorkbook(book, '台账', { B3: '新 <1> & “二”', B4: '=1+1' })!);
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toEqual([before[1]![0], before[1]![1], ['甲', '新 <1> & “二”'], ['乙', '=1+1']]);
  });

  test('keeps the style of a cell, and guards text that could act as a formula', () => {
    const patched = patchWorkbook(book, '台账', { B3: '=cmd()' })!;
    const again = patchWorkbook(patched, '台账', { B3: '旧' })!;
    expect(textsOf(again)).toEqual(textsOf(book));
  });

  test('does not guess: an unknown sheet, row or address is not patched', () => {
    expect(patchWorkbook(book, '没有', { B3: 'x' })).toBeNull();
    expect(patchWorkbook(book, '台账', { B99: 'x' })).toBeNull();
    expect(patchWorkbook(book, '台账', { '3B': 'x' })).toBeNull();
  });
});
