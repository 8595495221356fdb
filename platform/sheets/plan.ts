/** What is to be written. A day (`YYYY-MM-DD`) becomes a real date cell; days before 1900-03-01 become text. */
export type CellInput = string | number | boolean | null | { readonly day: string } | MarkedCell;

/** A cell that stands out: `problem` red, `warning` yellow, `example` grey and slanted, `strong` bold. */
export interface MarkedCell {
  readonly mark: CellMark;
  readonly value: string | number | boolean | null | { readonly day: string };
}

export type CellMark = 'problem' | 'warning' | 'example' | 'strong';

export interface ColumnPlan {
  readonly head: string;
  /** Neighbours with the same group share one merged cell above their heads. */
  readonly group?: string;
  /** In characters of the standard font; a Han character is two. Default: from the head, 8 to 24. */
  readonly width?: number;
  /** How cells filled in later behave: `text` keeps leading zeros and long numbers, `day` shows dates. */
  readonly format?: 'general' | 'text' | 'day';
  /** Offered as a drop-down list; other entries stay possible. At most 255 characters joined. */
  readonly choices?: readonly string[];
}

/** One sheet in the layout of office tables (title, sub-titles, header, rows, totals, notes). */
export interface SheetPlan {
  readonly name: string;
  readonly title?: string;
  /** Lines below the title; a list of parts is joined with wide gaps (`填报单位：` `填报时间：`). */
  readonly subtitles?: readonly (string | readonly string[])[];
  readonly columns?: readonly ColumnPlan[];
  /** Puts 序号 (or this head) in front and counts the rows. */
  readonly numbered?: boolean | string;
  readonly rows: readonly (readonly CellInput[])[];
  readonly totals?: readonly CellInput[];
  readonly notes?: readonly string[];
  /** Columns that stay in sight; rows down to the header always do. */
  readonly frozenColumns?: number;
  /** Rows that stay in sight on a sheet without `columns`. */
  readonly frozenRows?: number;
  /** Column widths of a sheet without `columns`. */
  readonly widths?: readonly number[];
  /** A4 across (default) or upright; always fitted to one page wide with repeated header rows. */
  readonly upright?: boolean;
  /** Further merged ranges (A1 style), for sheets that copy another layout. */
  readonly merges?: readonly string[];
  /** Thin lines around the cells of `rows`; default true. */
  readonly lined?: boolean;
}

export interface WorkbookPlan {
  readonly sheets: readonly SheetPlan[];
}
