import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from './gb18030.ts';
import { isSheetRefusal, patchCsv, readWorkbook } from './index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sayOf = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes!);
const table = '序号,任务,进展\r\n1,"甲,乙",\r\n2,丙\r\n';

describe('a CSV with some cells said anew', () => {
  test('keeps everything else as it came: quotes, line ends, short rows, what stands after', () => {
    const patched = patchCsv(utf8(`${table}合计,2,\r\n`), { C2: '办结', C3: '正常；1 条' });
    expect(sayOf(patched)).toBe('序号,任务,进展\r\n1,"甲,乙",办结\r\n2,丙,正常；1 条\r\n合计,2,\r\n');
  });

  test('quotes what would split, and guards what would be computed', () => {
    expect(sayOf(patchCsv(utf8('a,b\n1,2\n'), { B2: '=1,"2"' }))).toBe(`a,b\n1,"'=1,""2"""\n`);
    expect(sayOf(patchCsv(utf8('sep=;\na;b\n1;2'), { B2: 'x,y' }))).toBe('sep=;\na;b\n1;x,y');
  });

  test('comes back in the encoding it came in, with its mark or without', () => {
    const said = { C2: '办结，2020-09-11' };
    const whole = '序号,任务,进展\r\n1,"甲,乙","办结，2020-09-11"\r\n2,丙\r\n'.replace(
      '"办结，2020-09-11"',
      '办结，2020-09-11',
    );
    const wide = (text: string) => Buffer.from(text, 'utf16le');
    for (const of of [
      utf8,
      (text: string) => utf8(`\ufeff${text}`),
      encodeGb18030,
      (text: string) => wide(`\ufeff${text}`),
      (text: string) => Buffer.from(wide(`\ufeff${text}`)).swap16(),
    ])
      expect([...patchCsv(of(table), said)!]).toEqual([...of(whole)]);
  });

  test('every letter of a text has its bytes in GB18030', () => {
    const text = '中ÿ€\u0e00𬱖한!';
    expect(new TextDecoder('gb18030').decode(encodeGb18030(text))).toBe(text);
  });

  test('below the last row there is nothing to say', () => {
    expect(patchCsv(utf8(table), { C9: 'x' })).toBeNull();
    const read = readWorkbook(patchCsv(utf8(table), { C2: 'x\ny' })!, 'a.csv');
    expect(isSheetRefusal(read) || read.sheets[0]!.rows[1]!.at(-1)!.text).toBe('x\ny');
  });
});
