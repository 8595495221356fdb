/** What a cell holds, decided by its content: a number styled as a date is a `date`. */
export type CellKind = 'text' | 'number' | 'bool' | 'date' | 'empty' | 'error';

/**
 * One cell as it stands in the file.
 * - `at`: its A1 address, for messages to people.
 * - `text`: what a person would read; dates as `YYYY-MM-DD` (a time of day follows after a blank), numbers
 *   without exponent, padded when the cell's format is made of zeros (`0000` shows 12 as 0012).
 * - `value`: the raw number or truth value; `null` for the other kinds. For a date the file's serial number.
 */
export interface Cell {
  readonly at: string;
  readonly kind: CellKind;
  readonly text: string;
  readonly value: number | boolean | null;
}

/** A merged range; indices count from 0 and include both ends. Only its top left cell holds content. */
export interface Merge {
  readonly ref: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** `rows[r]![c]` is the cell in row r + 1; gaps are filled with empty cells, empty tails are cut off. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly Cell[])[];
  readonly merges: readonly Merge[];
}

/** `csv` knows no types and no merges: all its cells are `text` or `empty`. */
export interface Workbook {
  readonly format: 'xlsx' | 'csv';
  readonly date1904: boolean;
  readonly sheets: readonly Sheet[];
}

const letters: string[] = [];

/** Column letters of a 0-based index: 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  const known = letters[column];
  if (known !== undefined) return known;
  let rest = column;
  let name = '';
  while (rest >= 0) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
    rest = Math.floor(rest / 26) - 1;
  }
  if (column < 1024) letters[column] = name;
  return name;
}

/** The A1 address of 0-based indices. */
export function addressOf(row: number, column: number): string {
  return columnLetters(column) + (row + 1);
}

/** 0-based indices of an A1 address (`$` allowed), or null where it is none. */
export function parseAddress(address: string): { row: number; column: number } | null {
  let index = 0;
  let column = 0;
  let row = 0;
  if (address[index] === '$') index++;
  const lettersFrom = index;
  for (let code = upper(address, index); code >= 65 && code <= 90; code = upper(address, ++index))
    column = column * 26 + code - 64;
  const lettersUntil = index;
  if (address[index] === '$') index++;
  const digitsFrom = index;
  for (let code = address.charCodeAt(index); code >= 48 && code <= 57; code = address.charCodeAt(++index))
    row = row * 10 + code - 48;
  const wellFormed = lettersUntil > lettersFrom && lettersUntil - lettersFrom <= 3 && index > digitsFrom;
  if (!wellFormed || index !== address.length || index - digitsFrom > 7 || row === 0) return null;
  return { row: row - 1, column: column - 1 };
}

function upper(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 97 && code <= 122 ? code - 32 : code;
}

/** The range of `B2:C4`, ends put in order, or null where the text is none. */
export function parseRange(ref: string): Merge | null {
  const [first, last] = ref.split(':');
  const from = parseAddress(first ?? '');
  const to = parseAddress(last ?? first ?? '');
  if (!from || !to) return null;
  return {
    ref,
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  };
}

export function emptyCell(row: number, column: number): Cell {
  return { at: addressOf(row, column), kind: 'empty', text: '', value: null };
}
