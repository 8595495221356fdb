import type { sheetRefusals } from './sheets.refusals.ts';

/** Why a file is not read; the sentences stand in `sheets.refusals.ts`. */
export type SheetRefusalCode = keyof typeof sheetRefusals;

/** `facts` fill the sentence and name the part of the archive for the log; never content of cells. */
export interface SheetRefusal {
  readonly code: SheetRefusalCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Carries a refusal out of nested parsing; never leaves this folder (`readWorkbook` turns it into a value). */
export class SheetFault extends Error {
  readonly refusal: SheetRefusal;

  constructor(code: SheetRefusalCode, facts: SheetRefusal['facts'] = {}) {
    super(code);
    this.refusal = { code, facts };
  }
}

const overLimit = {
  fileBytes: 'sheets/too-large',
  rows: 'sheets/too-many-rows',
  columns: 'sheets/too-many-columns',
  cells: 'sheets/too-many-cells',
  sheets: 'sheets/too-many-sheets',
  cellChars: 'sheets/cell-too-long',
} as const;

export function tooLarge(what: keyof typeof overLimit, limit: number, found: number): SheetFault {
  return new SheetFault(overLimit[what], { limit, found });
}

export function damaged(part: string, why: string): SheetFault {
  return new SheetFault('sheets/damaged', { part, why });
}
