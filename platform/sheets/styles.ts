import type { XmlAttributes, XmlHandler } from './xml.ts';

/** How numbers of a style are meant: as days, as numbers padded with zeros (`"LC"0000`), or as they are. */
export type NumberMeaning =
  | { readonly kind: 'day' }
  | { readonly kind: 'padded'; readonly before: string; readonly digits: number; readonly after: string }
  | { readonly kind: 'plain' };

const plain: NumberMeaning = { kind: 'plain' };
const day: NumberMeaning = { kind: 'day' };

/** Built-in formats that show a day; 27–58 are those of Chinese editions (ECMA-376 part 1, 18.8.30). */
const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** Reads `styles.xml`: `meanings[s]` belongs to the cell attribute `s`. */
export class StylesReader implements XmlHandler {
  readonly meanings: NumberMeaning[] = [];
  private readonly formats = new Map<number, string>();
  private inCellFormats = false;

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'numFmt') this.formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    if (name === 'cellXfs') this.inCellFormats = true;
    if (name === 'xf' && this.inCellFormats) this.meanings.push(this.meaningOf(Number(attributes.numFmtId)));
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false;
  }

  text(): void {}

  private meaningOf(id: number): NumberMeaning {
    const code = this.formats.get(id);
    if (code !== undefined) return meaningOfFormat(code);
    return builtInDays.has(id) ? day : plain;
  }
}

/** The meaning of a format code such as `yyyy"年"m"月"d"日"`, `[$-804]m/d;@`, `0000` or `0.00`. */
export function meaningOfFormat(code: string): NumberMeaning {
  const padded = /^(?:"([^"]*)")?(0{2,20})(?:"([^"]*)")?$/.exec(code);
  if (padded)
    return {
      kind: 'padded',
      before: padded[1] ?? '',
      digits: (padded[2] ?? '').length,
      after: padded[3] ?? '',
    };
  const bare = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./gs, '')
    .replaceAll(/\[(h+|m+|s+)\]/gi, 'h')
    .replaceAll(/\[[^\]]*\]/g, '')
    .toLowerCase();
  const first = bare.split(';')[0] ?? '';
  if (/general|常规|e[+-]/.test(first)) return plain;
  const isMonthOnly = /m/.test(first) && !/[hs]/.test(first);
  return /[yd]/.test(first) || isMonthOnly ? day : plain;
}
