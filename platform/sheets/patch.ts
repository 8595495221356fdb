import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { parseAddress } from './cell.ts';
import { guardText } from './guard.ts';
import { xmlText } from './write-text.ts';

/**
 * The same workbook with some cells of one sheet holding other text: styles, widths, merges, heads and everything else stay
 * byte for byte. For files that `readWorkbook` has accepted (its limits hold then). Null where the sheet is not found or
 * written in a way this cannot follow (prefixed tags, rows without numbers).
 */
export function patchWorkbook(
  bytes: Uint8Array,
  sheet: string,
  cells: Readonly<Record<string, string>>,
): Uint8Array | null {
  const parts = unzipSync(bytes);
  const path = pathOfSheet(parts, sheet);
  const part = path === null ? undefined : parts[path];
  if (!part) return null;
  let xml: string | null = strFromU8(part);
  for (const [address, text] of Object.entries(cells)) xml &&= patchCell(xml, address, text);
  if (xml === null) return null;
  return zipSync({ ...parts, [path!]: strToU8(xml) }, { level: 6 });
}

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

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

const cellPattern = /<c\b[^>]*?(?:\/>|>[\s\S]*?<\/c>)/g;

function patchCell(xml: string, address: string, text: string): string | null {
  const place = parseAddress(address);
  if (!place) return null;
  const row = new RegExp(`<row\\b[^>]*\\sr="${place.row + 1}"[^>]*?(?:/>|>[\\s\\S]*?</row>)`).exec(xml);
  if (!row) return null;
  const [old] = row;
  const open = /^<row\b[^>]*?\/?>/.exec(old)![0];
  const head = open.replace(/\s*\/>$/, '>');
  const cells = old.slice(open.length).match(cellPattern) ?? [];
  const style = cells
    .map((cell) => (attribute(cell, 'r') === address ? attribute(cell, 's') : null))
    .find(Boolean);
  const written = `<c r="${address}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${xmlText(guardText(text))}</t></is></c>`;
  const columnOf = (cell: string): number => parseAddress(attribute(cell, 'r') ?? '')?.column ?? -1;
  const before = cells.filter((cell) => columnOf(cell) < place.column);
  const after = cells.filter((cell) => columnOf(cell) > place.column);
  const made = `${head}${[...before, written, ...after].join('')}</row>`;
  return xml.slice(0, row.index) + made + xml.slice(row.index + old.length);
}
