import type { Cell, Merge } from './cell.ts';
import { addressOf, emptyCell, parseAddress, parseRange } from './cell.ts';
import { dayOfSerial, timeOfSerial } from './day.ts';
import { unguardText } from './guard.ts';
import type { SheetLimits } from './limits.ts';
import { damaged, tooLarge } from './refusal.ts';
import { TextCollector, unescapeText } from './strings.ts';
import type { NumberMeaning } from './styles.ts';
import type { XmlAttributes, XmlHandler } from './xml.ts';

/** What all sheets of one workbook share. */
export interface WorkbookParts {
  readonly strings: readonly string[];
  readonly meanings: readonly NumberMeaning[];
  readonly date1904: boolean;
  readonly limits: SheetLimits;
}

/** Reads one worksheet part into a grid. Cells and rows may come without address or out of order. */
export class WorksheetReader implements XmlHandler {
  readonly merges: Merge[] = [];
  private readonly grid: Cell[][] = [];
  private readonly parts: WorkbookParts;
  private readonly inline = new TextCollector();
  private row = -1;
  private column = -1;
  private type = 'n';
  private style = 0;
  private raw = '';
  private formula = '';
  private collecting: 'value' | 'formula' | 'inline' | null = null;

  constructor(parts: WorkbookParts) {
    this.parts = parts;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.collecting = 'value';
    else if (name === 'f') this.collecting = 'formula';
    else if (name === 'is') this.openInline();
    else if (this.collecting === 'inline') this.inline.open(name);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'mergeCell') this.addMerge(attributes.ref ?? '');
  }

  close(name: string): void {
    if (this.collecting === 'inline' && name !== 'is') return this.inline.close(name);
    if (name === 'c') this.closeCell();
    if (name === 'is') this.raw = this.inline.finish();
    if (name === 'v' || name === 'f' || name === 'is') this.collecting = null;
  }

  text(value: string): void {
    if (this.collecting === 'value') this.raw += value;
    else if (this.collecting === 'inline') this.inline.text(value);
    else if (this.collecting === 'formula') this.formula += value;
  }

  /** The grid with gaps filled and empty tails cut off. */
  rows(): Cell[][] {
    let cells = 0;
    for (let r = 0; r < this.grid.length; r++) {
      const row = (this.grid[r] ??= []);
      cells += row.length;
      if (cells > this.parts.limits.cells) throw tooLarge('cells', this.parts.limits.cells, cells);
      for (let c = 0; c < row.length; c++) row[c] ??= emptyCell(r, c);
    }
    return this.grid;
  }

  private openRow(attributes: XmlAttributes): void {
    this.row = attributes.r === undefined ? this.row + 1 : Number(attributes.r) - 1;
    this.column = -1;
    if (!Number.isInteger(this.row) || this.row < 0) throw damaged('worksheet', 'row');
  }

  private openCell(attributes: XmlAttributes): void {
    const at = attributes.r === undefined ? null : parseAddress(attributes.r);
    if (attributes.r !== undefined && !at) throw damaged('worksheet', 'address');
    if (at) this.row = at.row;
    this.column = at ? at.column : this.column + 1;
    this.type = attributes.t ?? 'n';
    this.style = Number(attributes.s ?? 0);
    this.raw = '';
    this.formula = '';
  }

  private openInline(): void {
    this.collecting = 'inline';
    this.inline.start();
  }

  private addMerge(ref: string): void {
    const range = parseRange(ref);
    if (!range) throw damaged('worksheet', 'merge');
    if (this.merges.length >= this.parts.limits.rows)
      throw tooLarge('cells', this.parts.limits.rows, this.merges.length);
    this.merges.push(range);
  }

  private closeCell(): void {
    const { limits } = this.parts;
    const at = addressOf(this.row, this.column);
    const cell = this.raw === '' ? this.uncomputed(at) : this.cellOf(at);
    if (!cell || cell.text === '') return;
    // Only content counts: offices style whole columns down to row 1,048,576.
    if (this.row >= limits.rows) throw tooLarge('rows', limits.rows, this.row + 1);
    if (this.column >= limits.columns) throw tooLarge('columns', limits.columns, this.column + 1);
    if (cell.text.length > limits.cellChars) throw tooLarge('cellChars', limits.cellChars, cell.text.length);
    (this.grid[this.row] ??= [])[this.column] = cell;
  }

  /** A formula saved without its result: shown, not guessed. */
  private uncomputed(at: string): Cell | null {
    if (this.formula === '' || this.type === 'str') return null;
    return { at, kind: 'error', text: `=${this.formula}`, value: null };
  }

  private cellOf(at: string): Cell {
    switch (this.type) {
      case 's':
        return textCell(at, this.shared());
      case 'inlineStr':
        return textCell(at, this.raw);
      case 'str':
        return textCell(at, unescapeText(this.raw));
      case 'b':
        return { at, kind: 'bool', text: this.raw === '1' ? 'TRUE' : 'FALSE', value: this.raw === '1' };
      case 'e':
        return { at, kind: 'error', text: this.raw, value: null };
      case 'd':
        return { at, kind: 'date', text: this.raw.replace('T', ' ').slice(0, 19), value: null };
      default:
        return this.numberCell(at);
    }
  }

  private shared(): string {
    const text = this.parts.strings[Number(this.raw)];
    if (text === undefined) throw damaged('sharedStrings', 'index');
    return text;
  }

  private numberCell(at: string): Cell {
    const value = Number(this.raw);
    if (!Number.isFinite(value)) throw damaged('worksheet', 'number');
    const meaning = this.parts.meanings[this.style];
    if (meaning?.kind === 'day') {
      const day = dayOfSerial(value, this.parts.date1904);
      const time = timeOfSerial(value);
      if (day) return { at, kind: 'date', text: time ? `${day} ${time}` : day, value };
    }
    return { at, kind: 'number', text: numberText(value, meaning), value };
  }
}

function textCell(at: string, text: string): Cell {
  return { at, kind: text === '' ? 'empty' : 'text', text: unguardText(text), value: null };
}

/** Digits without exponent as far as a double is exact; 20.10 stays 20.1, as its cell holds no more. */
function numberText(value: number, meaning: NumberMeaning | undefined): string {
  const text = Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  if (meaning?.kind !== 'padded' || !Number.isInteger(value) || value < 0) return text;
  return meaning.before + text.padStart(meaning.digits, '0') + meaning.after;
}
