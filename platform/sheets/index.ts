/** Spreadsheets in and out: reads and writes tables, knows nothing of what they are about. */
export type { Cell, CellKind, Merge, Sheet, Workbook } from './cell.ts';
export { addressOf, columnLetters, parseAddress, parseRange } from './cell.ts';
export { dayOfSerial } from './day.ts';
export type { SheetLimits } from './limits.ts';
export { sheetLimits } from './limits.ts';
export type { SheetRefusal, SheetRefusalCode } from './refusal.ts';
export { isSheetRefusal, readWorkbook } from './read.ts';
export { sheetRefusals } from './sheets.refusals.ts';
export type { CellInput, CellMark, ColumnPlan, MarkedCell, SheetPlan, WorkbookPlan } from './plan.ts';
export { writeWorkbook } from './write.ts';
export { writeCsv } from './write-csv.ts';
export { patchCsv } from './patch-csv.ts';
export { patchWorkbook, type CellSaid, type Patched } from './patch.ts';
