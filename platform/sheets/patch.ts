import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { parseAddress } from './cell.ts';
import { serialOfDay } from './day.ts';
import { guardText } from './guard.ts';
import { attribute, plain, rowIn, type CellSaid, type Content } from './patch-xml.ts';
import { insertRows, recalculated, type NewRows } from './patch-rows.ts';
import { xmlText } from './write-text.ts';

export type { CellSaid } from './patch-xml.ts';

export interface SheetPatch {
  /** By address. */
  readonly cells: Readonly<Record<string, CellSaid>>;
  /** Rows that follow a row, in its style; its formulas are filled down. */
  readonly rows?: NewRows;
}

export interface Patched {
  readonly bytes: Uint8Array;
  /** Addresses that hold a formula: it was left. */
  readonly kept: readonly string[];
  /** Whether the rows came in. A sheet with tables or comments is left as it is: they would have to move along. */
  readonly added: boolean;
}

/**
 * The same workbook with some cells of one sheet holding something else: styles, widths, merges, heads and everything
 * else stay byte for byte, and move down where rows came in. For files that `readWorkbook` has accepted (its limits hold
 * then). Null where the sheet is not found or written in a way this cannot follow (prefixed tags, rows without numbers).
 */
export function patchWorkbook(bytes: Uint8Array, sheet: string, { cells, rows }: SheetPatch): Patched | null {
  const parts = unzipSync(bytes);
  const path = pathOfSheet(parts, sheet);
  const part = path === null ? undefined : parts[path];
  if (!part) return null;
  const date1904 = /date1904="(?:1|true)"/.test(strFromU8(parts['xl/workbook.xml']!));
  let xml: string | null = strFromU8(part);
  const kept: string[] = [];
  for (const [address, said] of Object.entries(cells)) {
    const made: string | null = xml && patchCell(xml, address, contentOf(said, date1904));
    if (made !== null && made === xml) kept.push(address);
    xml = made;
  }
  if (xml === null) return null;
  parts[path!] = strToU8(xml);
  const content = (said: CellSaid): Content => contentOf(said, date1904);
  const added = rows ? insertRows(parts, { path: path!, sheet, rows, content }) : false;
  if (xml.includes('<f'))
    parts['xl/workbook.xml'] = strToU8(recalculated(strFromU8(parts['xl/workbook.xml']!)));
  return { bytes: zipSync(parts, { level: 6 }), kept, added };
}

function contentOf(said: CellSaid, date1904: boolean): Content {
  if (typeof said === 'object') {
    const serial = serialOfDay(said.day);
    return serial === null ? contentOf(said.day, date1904) : ['', `<v>${serial - (date1904 ? 1462 : 0)}</v>`];
  }
  if (typeof said === 'number') return ['', `<v>${said}</v>`];
  return [' t="inlineStr"', `<is><t xml:space="preserve">${xmlText(guardText(said))}</t></is>`];
}

function pathOfSheet(parts: Readonly<Record<string, Uint8Array>>, sheet: string): string | null {
  const [book, links] = [parts['xl/workbook.xml'], parts['xl/_rels/workbook.xml.rels']];
  if (!book || !links) return null;
  const tag = strFromU8(book)
    .match(/<sheet\b[^>]*>/g)
    ?.find((one) => plain(attribute(one, 'name') ?? '') === sheet);
  const id = tag && attribute(tag, 'r:id');
  const link = strFromU8(links)
    .match(/<Relationship\b[^>]*>/g)
    ?.find((one) => id && attribute(one, 'Id') === id);
  const target = link && attribute(link, 'Target');
  if (!target) return null;
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** The sheet with one cell changed; the same where it holds a formula. */
function patchCell(xml: string, address: string, [type, inner]: Content): string | null {
  const place = parseAddress(address);
  const row = place && rowIn(xml, place.row + 1);
  if (!row) return null;
  const { index, old, head, cells } = row;
  const was = cells.find((cell) => attribute(cell, 'r') === address);
  if (was && /<f\b/.test(was)) return xml;
  const style = was ? attribute(was, 's') : null;
  const written = `<c r="${address}"${style ? ` s="${style}"` : ''}${type}>${inner}</c>`;
  const columnOf = (cell: string): number => parseAddress(attribute(cell, 'r') ?? '')?.column ?? -1;
  const before = cells.filter((cell) => columnOf(cell) < place.column);
  const after = cells.filter((cell) => columnOf(cell) > place.column);
  const made = `${head}${[...before, written, ...after].join('')}</row>`;
  return xml.slice(0, index) + made + xml.slice(index + old.length);
}
