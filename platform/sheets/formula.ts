/** Addresses within formulas and ranges, moved as sheet programs move them when rows are inserted or filled down. */

const ADDRESS = String.raw`\$?[A-Z]{1,3}\$?\d{1,7}`;
/** A text, a sheet's name before `!`, or an address or range that is no part of a longer name. */
const TOKENS = new RegExp(
  String.raw`"(?:[^"]|"")*"|'(?:[^']|'')+'!|[\p{L}\d_.]+!|(?<![\p{L}\d_.$])${ADDRESS}(?::${ADDRESS})?(?![\p{L}\d_.(])`,
  'gu',
);

/** `k` rows come in after row `after` (as Excel counts). `extends`: ranges that end there take them in. */
export interface Insertion {
  after: number;
  n: number;
  extends: boolean;
}

const rowOf = (address: string): number => Number(/\d+$/.exec(address)![0]);
const atRow = (address: string, row: number): string => address.replace(/\d+$/, String(row));

/** One address or range after the insertion. */
export function movedRange(range: string, { after, n, extends: takesIn }: Insertion): string {
  const [from, to] = range.split(':');
  const moved = (address: string): string => {
    const row = rowOf(address);
    return row > after ? atRow(address, row + n) : address;
  };
  if (to === undefined) return moved(from!);
  const ends = takesIn && rowOf(to) === after && rowOf(from!) < after;
  return `${moved(from!)}:${ends ? atRow(to, after + n) : moved(to)}`;
}

/** A list of ranges, as `sqref` holds them. */
export const movedRanges = (ranges: string, insertion: Insertion): string =>
  ranges
    .split(' ')
    .map((range) => (/\d/.test(range) ? movedRange(range, insertion) : range))
    .join(' ');

const plainName = (qualifier: string): string =>
  qualifier.slice(0, -1).replace(/^'|'$/g, '').replaceAll("''", "'");

/** A formula after rows came into `sheet`; `own`: the sheet it stands in. */
export function movedFormula(
  formula: string,
  insertion: Insertion,
  { sheet, own }: { sheet: string; own: string },
): string {
  let about = own;
  return formula.replace(TOKENS, (token) => {
    if (token.startsWith('"')) return token;
    if (token.endsWith('!')) {
      about = plainName(token);
      return token;
    }
    const moved = about === sheet ? movedRange(token, insertion) : token;
    about = own;
    return moved;
  });
}

/** A formula filled down by so many rows: what has no `$` before its row moves along. */
export const filledDown = (formula: string, rows: number): string =>
  formula.replace(TOKENS, (token) =>
    /^["']|!$/.test(token)
      ? token
      : token.replace(/(\$?[A-Z]{1,3})(\$?)(\d+)/g, (_, column: string, fixed: string, row: string) =>
          fixed ? `${column}$${row}` : column + (Number(row) + rows),
        ),
  );
