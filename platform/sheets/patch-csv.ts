import { parseAddress } from './cell.ts';
import { openCsv } from './csv.ts';
import { bytesOf, textIn } from './encoding.ts';
import { guardText } from './guard.ts';

/**
 * The same separated text with some cells holding other text: separator, quotes, line ends and encoding (UTF-8 with or
 * without mark, UTF-16, GB18030) stay as they came. For files that `readWorkbook` has accepted. Null where the bytes are
 * no text, or a cell lies below the last row.
 */
export function patchCsv(
  bytes: Uint8Array,
  cells: Readonly<Record<string, string>>,
  added?: NewLines,
): Uint8Array | null {
  const read = textIn(bytes);
  if (!read) return null;
  const { body, separator } = openCsv(read.text);
  const rows = spansIn(body, separator);
  let text = added ? withLines(body, separator, { ...added, last: rows[added.after - 1] }) : body;
  if (text === null) return null;
  // From the last cell backwards: what lies before stays where it was found.
  const patches = Object.entries(cells)
    .map(([address, said]) => ({ place: parseAddress(address), said }))
    .toSorted(
      (a, b) => (b.place?.row ?? 0) - (a.place?.row ?? 0) || (b.place?.column ?? 0) - (a.place?.column ?? 0),
    );
  for (const { place, said } of patches) {
    const row = place && rows[place.row];
    if (!row) return null;
    const [from, to] = row[place.column] ?? [row.at(-1)![1], row.at(-1)![1]];
    const missing = separator.repeat(Math.max(0, place.column + 1 - row.length));
    text = text.slice(0, from) + missing + fieldOf(said, separator) + text.slice(to);
  }
  const head = read.text.slice(0, read.text.length - body.length);
  return bytesOf(head + text, read.encoding, read.mark);
}

/** Lines that follow a row (as Excel counts); each holds what stands in a column by its letters. */
export interface NewLines {
  readonly after: number;
  readonly cells: readonly Readonly<Record<string, string>>[];
}

/** As many fields as the row they follow, ended as lines of the text are. */
function withLines(
  body: string,
  separator: string,
  { cells, last }: NewLines & { last: readonly [number, number][] | undefined },
): string | null {
  if (!last) return null;
  const end = last.at(-1)![1];
  const ends = body.includes('\r\n') ? '\r\n' : body.includes('\r') && !body.includes('\n') ? '\r' : '\n';
  const lines = cells.map((line) => {
    const said = Object.fromEntries(
      Object.entries(line).map(([column, text]) => [parseAddress(`${column}1`)!.column, text]),
    );
    const width = Math.max(last.length, ...Object.keys(said).map((at) => Number(at) + 1));
    return (
      ends + Array.from({ length: width }, (_, at) => fieldOf(said[at] ?? '', separator)).join(separator)
    );
  });
  return body.slice(0, end) + lines.join('') + body.slice(end);
}

function fieldOf(said: string, separator: string): string {
  const text = guardText(said.toWellFormed());
  return /["\r\n]|^\s|\s$/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Where each field stands, its quotes included: `[from, to)` by row. */
function spansIn(body: string, separator: string): [number, number][][] {
  const rows: [number, number][][] = [[]];
  let at = 0;
  while (at < body.length) {
    const from = at;
    if (body[at] === '"') at = afterQuotes(body, at + 1);
    while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') at++;
    rows.at(-1)!.push([from, at]);
    const ended = body[at] !== separator;
    if (!ended && at + 1 === body.length) rows.at(-1)!.push([at + 1, at + 1]);
    at += body[at] === '\r' && body[at + 1] === '\n' ? 2 : 1;
    if (ended && at < body.length) rows.push([]);
  }
  return rows;
}

function afterQuotes(body: string, from: number): number {
  let at = from;
  while (at < body.length && (body[at] !== '"' || body[at + 1] === '"')) at += body[at] === '"' ? 2 : 1;
  return at + 1;
}
