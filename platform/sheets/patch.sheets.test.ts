import { describe, expect, test } from 'vitest';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { filledDown, movedFormula } from './formula.ts';
import { isSheetRefusal, patchWorkbook, readWorkbook, writeWorkbook, type CellSaid } from './index.ts';
import type { NewRows } from './patch-rows.ts';

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
const patched = (bytes: Uint8Array, cells: Readonly<Record<string, CellSaid>>, rows?: NewRows): Uint8Array =>
  patchWorkbook(bytes, '台账', { cells, ...(rows && { rows }) })!.bytes;

describe('patching a workbook', () => {
  test('changes the named cells and nothing else, also where the cell was empty', () => {
    const before = textsOf(book);
    const after = textsOf(patched(book, { B3: '新 <1> & “二”', B4: '=1+1' }));
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toEqual([before[1]![0], before[1]![1], ['甲', '新 <1> & “二”'], ['乙', '=1+1']]);
  });

  test('keeps the style of a cell, and guards text that could act as a formula', () => {
    const once = patched(book, { B3: '=cmd()' });
    const again = patched(once, { B3: '旧' });
    expect(textsOf(again)).toEqual(textsOf(book));
  });

  test('does not guess: an unknown sheet, row or address is not patched', () => {
    expect(patchWorkbook(book, '没有', { cells: { B3: 'x' } })).toBeNull();
    expect(patchWorkbook(book, '台账', { cells: { B99: 'x' } })).toBeNull();
    expect(patchWorkbook(book, '台账', { cells: { '3B': 'x' } })).toBeNull();
  });
});

/** A ledger as an office keeps it: merged strand, formulas (one shared), a total, notes, a print area, another sheet. */
const kept = (() => {
  const parts = unzipSync(book);
  const cell = (at: string, inner: string, more = ''): string => `<c r="${at}" s="1"${more}>${inner}</c>`;
  const word = (at: string, text: string): string => cell(at, `<is><t>${text}</t></is>`, ' t="inlineStr"');
  const row = (r: number, cells: string): string => `<row r="${r}" ht="30" customHeight="1">${cells}</row>`;
  const shared = '<f t="shared" ref="D3:D4" si="0">C3*2</f><v>2</v>';
  const sheetData =
    row(2, word('A2', '任务') + word('B2', '时限') + word('C2', '分')) +
    row(3, word('A3', '甲') + cell('B3', '<v>44075</v>') + cell('C3', '<v>1</v>') + cell('D3', shared)) +
    row(
      4,
      word('A4', '乙') +
        cell('B4', '<v>44076</v>') +
        cell('C4', '<v>2</v>') +
        cell('D4', '<f t="shared" si="0"/><v>4</v>') +
        cell('E4', '<f>$C$3+C4</f>'),
    ) +
    row(6, word('A6', '合计') + cell('C6', '<f>SUM(C3:C4)</f><v>3</v>'));
  const xml =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A2:E6"/>' +
    `<sheetData>${sheetData}</sheetData><autoFilter ref="A2:E4"/><mergeCells count="3"><mergeCell ref="F3:F4"/>` +
    '<mergeCell ref="G4:H4"/><mergeCell ref="A6:B6"/></mergeCells><conditionalFormatting sqref="C3:C4"/></worksheet>';
  const sheet = Object.keys(parts).find((name) => name.endsWith('sheet2.xml'))!;
  const bookXml = strFromU8(parts['xl/workbook.xml']!)
    .replace(/<definedNames>.*<\/definedNames>/, '')
    .replace(
      '</sheets>',
      `</sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">台账!$A$1:$H$6</definedName></definedNames>`,
    );
  return zipSync({
    ...parts,
    [sheet]: strToU8(xml),
    'xl/workbook.xml': strToU8(bookXml),
    'xl/calcChain.xml': strToU8('<calcChain/>'),
  });
})();

describe('rows that come in', () => {
  const rows: NewRows = { after: 4, cells: [{ A: '丙', B: { day: '2020-09-05' }, C: 3 }, { A: '丁' }] };
  const xmlOf = (bytes: Uint8Array, name = 'xl/worksheets/sheet2.xml'): string =>
    strFromU8(unzipSync(bytes)[name]!);

  test('stand in the style of the row above; what is below moves down with its merges, sums and print area', () => {
    const bytes = patched(kept, {}, rows);
    expect(textsOf(bytes)[1]!.map((row) => row.slice(0, 3))).toEqual([
      [],
      ['任务', '时限', '分'],
      ['甲', '44075', '1'],
      ['乙', '44076', '2'],
      ['丙', '44079', '3'],
      ['丁', '', ''],
      [],
      ['合计', '', '3'],
    ]);
    const xml = xmlOf(bytes);
    for (const piece of [
      '<row r="5" ht="30" customHeight="1">',
      '<c r="D5" s="1"><f>C5*2</f></c>',
      '<c r="D6" s="1"><f>C6*2</f></c>',
      '<c r="E6" s="1"><f>$C$3+C6</f></c>',
      '<f>SUM(C3:C6)</f>',
      '<mergeCell ref="F3:F4"/>',
      '<mergeCell ref="A8:B8"/>',
      '<mergeCell ref="G5:H5"/><mergeCell ref="G6:H6"/>',
      'sqref="C3:C6"',
      '<autoFilter ref="A2:E6"/>',
    ])
      expect(xml).toContain(piece);
    expect(xmlOf(bytes, 'xl/workbook.xml')).toContain('台账!$A$1:$H$8');
    expect(Object.keys(unzipSync(bytes))).not.toContain('xl/calcChain.xml');
  });

  test('formulas are left, and said to be', () => {
    const made = patchWorkbook(kept, '台账', { cells: { D3: '9', C3: 5 } })!;
    expect(made.kept).toEqual(['D3']);
    expect(xmlOf(made.bytes)).toContain('C3*2');
    expect(textsOf(made.bytes)[1]![2]![2]).toBe('5');
    expect(xmlOf(made.bytes, 'xl/workbook.xml')).toContain('</definedNames><calcPr fullCalcOnLoad="1"');
  });

  test('none come into a sheet whose tables or comments would have to move', () => {
    const parts = unzipSync(kept);
    const name = 'xl/worksheets/sheet2.xml';
    const bytes = zipSync({
      ...parts,
      [name]: strToU8(strFromU8(parts[name]!).replace('</worksheet>', '<tableParts/></worksheet>')),
    });
    const made = patchWorkbook(bytes, '台账', { cells: {}, rows })!;
    expect(made.added).toBe(false);
    expect(textsOf(made.bytes)).toEqual(textsOf(bytes));
  });

  test('addresses move as sheet programs move them, names and texts do not', () => {
    const below = { after: 4, n: 2, extends: true };
    const own = { sheet: '台账', own: '台账' };
    expect(movedFormula('IF(A5="A5",LOG10(B9),SUM($C$3:C4))', below, own)).toBe(
      'IF(A7="A5",LOG10(B11),SUM($C$3:C6))',
    );
    expect(movedFormula("别的!A9+'台账'!A9", below, own)).toBe("别的!A9+'台账'!A11");
    expect(filledDown('$A$1+A$2+$B3+"A1"', 2)).toBe('$A$1+A$2+$B5+"A1"');
  });
});
