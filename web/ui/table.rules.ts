import { byPinyin } from '#web/formats.ts';

export type Plain = string | number | boolean | null | undefined;

/** One column of a `DataTable`, as data. */
export interface Column<Row> {
  key: string;
  label: string;
  /** What is sorted and filtered by. */
  value: (row: Row) => Plain;
  /** What is shown; default: the value. The slot `cell-<key>` can draw more. */
  text?: (row: Row) => string;
  /** Numbers stand at the end, everything else at the start. */
  end?: boolean;
  /** Offer the values that occur as a choice above the table. */
  filter?: boolean;
  /** Columns sort unless told otherwise. */
  sort?: false;
  /** Width in characters; columns without one share what is left. */
  wide?: number;
  /** Never broken over two lines: days, numbers with their unit. */
  whole?: boolean;
}

export interface Order {
  key: string;
  descending: boolean;
}

export interface Wanted {
  /** Free text; every word must occur. */
  text: string;
  /** Chosen value by column key. */
  choices: Readonly<Record<string, string>>;
  order: Order | null;
}

export const shownText = <Row>(column: Column<Row>, row: Row): string => {
  if (column.text) return column.text(row);
  const value = column.value(row);
  return value === null || value === undefined || value === '' ? '—' : String(value);
};

/** Rows that meet the conditions, in the order asked for. 5,000 rows × 8 columns: some 20 ms. */
export function chooseRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  wanted: Wanted,
  searchText?: (row: Row) => string,
): readonly Row[] {
  const words = wanted.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = columns.filter((column) => (wanted.choices[column.key] ?? '') !== '');
  const haystack = searchText ?? ((row: Row) => columns.map((column) => shownText(column, row)).join(' '));
  const kept = rows.filter(
    (row) =>
      chosen.every((column) => shownText(column, row) === wanted.choices[column.key]) &&
      (words.length === 0 || hasAll(haystack(row).toLowerCase(), words)),
  );
  return sortRows(kept, columns, wanted.order);
}

const hasAll = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));

/** Empty values stand last in both directions; equal rows keep their order. */
function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | null,
): readonly Row[] {
  const column = order && columns.find(({ key }) => key === order.key);
  if (!column) return rows;
  const sign = order.descending ? -1 : 1;
  // Values are taken once, not at every comparison.
  const keyed = rows.map((row) => ({ row, value: column.value(row) ?? '' }));
  keyed.sort((a, b) => {
    if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
    return sign * compare(a.value, b.value);
  });
  return keyed.map(({ row }) => row);
}

function compare(a: string | number | boolean, b: string | number | boolean): number {
  if (typeof a === 'string' && typeof b === 'string') return byPinyin(a, b);
  return Number(a) - Number(b);
}

/** The values of a column that occur, in pinyin order. */
export const choicesOf = <Row>(column: Column<Row>, rows: readonly Row[]): string[] =>
  [...new Set(rows.map((row) => shownText(column, row)))].sort(byPinyin);

/** None → ascending → descending → none. */
export function nextOrder(order: Order | null, key: string): Order | null {
  if (order?.key !== key) return { key, descending: false };
  return order.descending ? null : { key, descending: true };
}
