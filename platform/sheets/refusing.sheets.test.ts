import { zipSync } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SheetLimits } from './index.ts';
import { isSheetRefusal, readWorkbook, sheetRefusals, writeWorkbook } from './index.ts';
import {
  aMacroWorkbook,
  anOleFile,
  aRawWorkbook,
  aZipBomb,
  encodeGb18030,
  lieAboutSize,
  rawParts,
} from './sheets.fixtures.ts';

function codeOf(bytes: Uint8Array, limits: Partial<SheetLimits> = {}): string {
  const answer = readWorkbook(bytes, '名册.xlsx', limits);
  return isSheetRefusal(answer) ? answer.code : 'read';
}

const ascii = (text: string) => new TextEncoder().encode(text);
const sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>';
const good = aRawWorkbook({ sheet });

describe('what is not an open .xlsx or CSV is refused by its content, whatever its name', () => {
  test.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(), 'sheets/empty'],
    ['a workbook without content', aRawWorkbook({}), 'sheets/empty'],
    ['a text file of blank lines', ascii('\n\n'), 'sheets/empty'],
    ['a password', anOleFile('EncryptionInfo', 'EncryptedPackage'), 'sheets/encrypted'],
    ['old .xls', anOleFile('Root Entry', 'Workbook'), 'sheets/old-xls'],
    ['old Word', anOleFile('Root Entry', 'WordDocument'), 'sheets/not-a-sheet'],
    ['macros', aMacroWorkbook(), 'sheets/macro'],
    ['.xlsb', aRawWorkbook({ extra: { 'xl/workbook.bin': 'x' } }), 'sheets/other-format'],
    ['.ods', zipSync({ mimetype: ascii('x'), 'content.xml': ascii('x') }), 'sheets/other-format'],
    ['a plain zip', zipSync({ 'a.txt': ascii('x') }), 'sheets/not-a-sheet'],
    ['a web page named .xls', ascii('<html><table><tr><td>1'), 'sheets/other-format'],
    ['PDF', ascii('%PDF-1.7'), 'sheets/not-a-sheet'],
    ['binary data', Uint8Array.of(1, 2, 3, 0, 0, 9, 200), 'sheets/not-a-sheet'],
    ['a truncated zip', good.subarray(0, good.length - 40), 'sheets/damaged'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  test('every refusal names the file and has words in both languages', () => {
    expect(readWorkbook(new Uint8Array(), '名册.xlsx')).toEqual({
      code: 'sheets/empty',
      facts: { file: '名册.xlsx' },
    });
    for (const kind of Object.values(sheetRefusals)) {
      expect(kind.zh).toContain('{file}');
      expect(kind.en).toContain('{file}');
    }
  });

  test('a damaged byte inside a part is found by its checksum', () => {
    const stored = zipSync(rawParts({ sheet }), { level: 0 });
    const at = Buffer.from(stored).indexOf('<v>1</v>') + 3;
    stored[at] = 0x32;
    expect(codeOf(stored)).toBe('sheets/damaged');
  });
});

describe('bombs', () => {
  test('a part packed a thousandfold is refused before it is inflated', () => {
    expect(codeOf(aZipBomb(12))).toBe('sheets/zip-bomb');
  });

  test('declared sizes of a part, of all parts and the number of entries are bounded', () => {
    expect(codeOf(good, { partBytes: 100 })).toBe('sheets/zip-bomb');
    expect(codeOf(good, { totalBytes: 1000 })).toBe('sheets/zip-bomb');
    expect(codeOf(good, { entries: 3 })).toBe('sheets/zip-bomb');
  });

  test('a directory that lies about the size is found while inflating, at the declared size', () => {
    const part = 'xl/worksheets/sheet1.xml';
    expect(codeOf(lieAboutSize(aZipBomb(9), part, 4000))).toBe('sheets/zip-bomb');
    expect(codeOf(lieAboutSize(good, part, 40_000))).toBe('sheets/damaged');
  });

  test('document types are refused: no entity can be declared, none can multiply', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>`;
    expect(codeOf(aRawWorkbook({ extra: { 'xl/worksheets/sheet1.xml': bomb } }))).toBe('sheets/unsafe-xml');
    expect(codeOf(aRawWorkbook({ sheet: '&file;' }))).toBe('sheets/unsafe-xml');
  });

  test('tags nested without end and tags that cross are damaged', () => {
    expect(codeOf(aRawWorkbook({ sheet: '<a>'.repeat(5000) }))).toBe('sheets/damaged');
    expect(codeOf(aRawWorkbook({ sheet: '<a><b></a></b>' }))).toBe('sheets/damaged');
  });
});

describe('limits of the grid', () => {
  test.each<[string, string, Partial<SheetLimits>, string]>([
    ['rows', '<row r="200001"><c r="A200001"><v>1</v></c></row>', {}, 'sheets/too-many-rows'],
    ['columns', '<row r="1"><c r="XFD1"><v>1</v></c></row>', {}, 'sheets/too-many-columns'],
    ['cells', '<row r="1"><c r="E1"><v>1</v></c></row>', { cells: 4 }, 'sheets/too-many-cells'],
    ['a cell', '<row r="1"><c r="E1"><v>123456</v></c></row>', { cellChars: 5 }, 'sheets/cell-too-long'],
  ])('%s', (_, rows, limits, code) => {
    expect(codeOf(aRawWorkbook({ sheet: `<sheetData>${rows}</sheetData>` }), limits)).toBe(code);
  });

  test('the file itself, and the same bounds for CSV', () => {
    expect(codeOf(good, { fileBytes: 100 })).toBe('sheets/too-large');
    expect(codeOf(ascii('a\nb\nc'), { rows: 2 })).toBe('sheets/too-many-rows');
    expect(codeOf(ascii('a,b,c'), { columns: 2 })).toBe('sheets/too-many-columns');
  });
});

describe('whatever arrives, an answer comes back', () => {
  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void codeOf(bytes)));
  });

  test('any bytes behind the marks of a zip or of OLE2', () => {
    const marks = fc.constantFrom([0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0], [0xff, 0xfe]);
    const file = fc.tuple(marks, fc.uint8Array({ maxLength: 300 }));
    fc.assert(fc.property(file, ([mark, rest]) => void codeOf(Uint8Array.of(...mark, ...rest))));
  });

  test('a good workbook with bytes changed or cut', () => {
    const bytes = writeWorkbook({
      sheets: [
        {
          name: '表',
          rows: [
            ['甲', 1],
            ['乙', { day: '2020-09-01' }],
          ],
        },
      ],
    });
    const change = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(change, fc.nat(bytes.length), (changes, length) => {
        const broken = bytes.slice();
        for (const [at, value] of changes) broken[at] = value;
        codeOf(broken);
        codeOf(broken.subarray(0, length));
      }),
    );
  });

  test('any XML-like text as a sheet, and any text as CSV', () => {
    const token = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      '=',
      '&',
      ';',
      '<c r="A1">',
      '<v>',
      '</c>',
      '<row ',
      'x',
      '<!--',
      ']]>',
      '<is>',
      '1e9',
    );
    const text = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(text, (xml) => void codeOf(aRawWorkbook({ sheet: xml }))),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (csv) => void codeOf(ascii(csv))));
    expect(codeOf(encodeGb18030('甲,乙'))).toBe('read');
  });
});
