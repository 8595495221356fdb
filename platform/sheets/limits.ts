/** What a file may cost before anything is believed of it. All are upper bounds, inclusive. */
export interface SheetLimits {
  /** Size of the file as it arrives, in bytes. */
  readonly fileBytes: number;
  /** Inflated size of one part of the archive, declared or real, in bytes. */
  readonly partBytes: number;
  /** Inflated size of all parts together, in bytes. */
  readonly totalBytes: number;
  /** Inflated ÷ packed size of a part above 10 MB; honest sheets reach about 100, deflate at most 1032. */
  readonly ratio: number;
  /** Files in the archive. */
  readonly entries: number;
  readonly sheets: number;
  /** Row number of the last row with content. */
  readonly rows: number;
  /** Column number of the last cell with content. */
  readonly columns: number;
  /** Cells of one sheet after gaps are filled: bounds memory where a few far-off cells span a huge grid. */
  readonly cells: number;
  /** UTF-16 units in one cell; Excel's own bound is 32,767. */
  readonly cellChars: number;
}

export const sheetLimits: SheetLimits = {
  fileBytes: 20_000_000,
  partBytes: 100_000_000,
  totalBytes: 200_000_000,
  ratio: 300,
  entries: 2_000,
  sheets: 200,
  rows: 100_000,
  columns: 500,
  cells: 3_000_000,
  cellChars: 32_767,
};
