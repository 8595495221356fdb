/** Why a file is not read; each has a sentence in `words.ts`. */
export type SheetRefusalCode =
  | 'sheets/empty'
  | 'sheets/too-large'
  | 'sheets/zip-bomb'
  | 'sheets/encrypted'
  | 'sheets/macro'
  | 'sheets/old-xls'
  | 'sheets/other-format'
  | 'sheets/not-a-sheet'
  | 'sheets/damaged'
  | 'sheets/unsafe-xml'
  | 'sheets/unknown-encoding';

/** `facts` fill the sentence: file name, what was too large, its limit, the part of the archive. */
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

export function tooLarge(what: string, limit: number, found: number): SheetFault {
  return new SheetFault('sheets/too-large', { what, limit, found });
}

export function damaged(part: string, why: string): SheetFault {
  return new SheetFault('sheets/damaged', { part, why });
}
