/** A sheet's XML as text: what stays is never written anew. */

/** What a cell is to hold; a day becomes the file's serial number, in the style that is there. */
export type CellSaid = string | number | { readonly day: string };

/** Type attribute and inner XML of a cell. */
export type Content = readonly [type: string, inner: string];

export const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
export const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

const cellPattern = /<c\b[^>]*?(?:\/>|>[\s\S]*?<\/c>)/g;

/** A row's XML: its opening tag (never closed in itself), its cells, and where it stands. */
export function rowIn(
  xml: string,
  row: number,
): { index: number; old: string; head: string; cells: string[] } | null {
  const found = new RegExp(`<row\\b[^>]*\\sr="${row}"[^>]*?(?:/>|>[\\s\\S]*?</row>)`).exec(xml);
  if (!found) return null;
  const [old] = found;
  const open = /^<row\b[^>]*?\/?>/.exec(old)![0];
  const head = open.replace(/\s*\/>$/, '>');
  return { index: found.index, old, head, cells: old.slice(open.length).match(cellPattern) ?? [] };
}
