import type { Cell, Sheet } from './cell.ts';
import { addressOf, emptyCell } from './cell.ts';
import { unguardText } from './guard.ts';
import type { SheetLimits } from './limits.ts';
import { damaged, tooLarge } from './refusal.ts';

const separators = [',', '\t', ';'] as const;
const probedChars = 20_000;

/**
 * Reads separated text (RFC 4180, widened: `,` `;` or tab found by looking, CR, LF or CRLF, a `sep=` first
 * line, `="0012"` for text that must not become a number). Quoted fields may hold separators and newlines;
 * a quote that never closes is a damaged file, since it would swallow everything after it.
 */
export function readCsv(text: string, name: string, limits: SheetLimits): Sheet {
  const { body, separator } = openCsv(text);
  const rows = new CsvReader(body, separator, limits).rows();
  return { name, hidden: false, rows, merges: [] };
}

/** The table of a separated text without its `sep=` line, and what separates its fields. */
export function openCsv(text: string): { body: string; separator: string } {
  const announced = /^sep=([,;\t])\r?\n/.exec(text);
  const body = announced ? text.slice(announced[0].length) : text;
  return { body, separator: announced?.[1] ?? guessSeparator(body.slice(0, probedChars)) };
}

/** The separator that splits most lines into the same number of fields, more than one. */
export function guessSeparator(sample: string): string {
  let best: string = ',';
  let bestScore = 0;
  for (const separator of separators) {
    const counts = new Map<number, number>();
    for (const line of sample.replaceAll(/"[^"]*"/g, '').split(/\r\n|\r|\n/)) {
      const fields = line.split(separator).length;
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    for (const [fields, lines] of counts) {
      const score = lines * 1000 + Math.min(fields, 999);
      if (score > bestScore) [best, bestScore] = [separator, score];
    }
  }
  return best;
}

class CsvReader {
  private readonly grid: Cell[][] = [];
  private readonly body: string;
  private readonly separator: string;
  private readonly limits: SheetLimits;
  private row: Cell[] = [];
  private content = 0;
  private cells = 0;

  constructor(body: string, separator: string, limits: SheetLimits) {
    this.body = body;
    this.separator = separator;
    this.limits = limits;
  }

  rows(): Cell[][] {
    let at = 0;
    while (at < this.body.length) at = this.readField(at);
    if (this.row.length > 0) this.endRow();
    while (this.grid.at(-1)?.length === 0) this.grid.pop();
    return this.grid;
  }

  /** Reads one field and what ends it; answers where the next field begins. */
  private readField(from: number): number {
    const quoted = this.body[from] === '"';
    let at = from;
    let text = '';
    if (quoted) {
      const end = this.endOfQuotes(from + 1);
      text = this.body.slice(from + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const rest = at;
    while (at < this.body.length && !this.endsField(at)) at++;
    this.addField(text + this.body.slice(rest, at));
    if (this.body[at] === this.separator) return this.afterSeparator(at + 1);
    this.endRow();
    return this.body[at] === '\r' && this.body[at + 1] === '\n' ? at + 2 : at + 1;
  }

  /** A separator at the very end still opens one more, empty field. */
  private afterSeparator(at: number): number {
    if (at === this.body.length) this.addField('');
    return at;
  }

  private endsField(at: number): boolean {
    const char = this.body[at];
    return char === this.separator || char === '\n' || char === '\r';
  }

  private endOfQuotes(from: number): number {
    for (let at = from; ; at += 2) {
      at = this.body.indexOf('"', at);
      if (at < 0) throw damaged(`row ${this.grid.length + 1}`, 'unclosed-quote');
      if (this.body[at + 1] !== '"') return at;
    }
  }

  private addField(field: string): void {
    const [r, c] = [this.grid.length, this.row.length];
    const text = unguardText(/^="([^"]*)"$/.exec(field)?.[1] ?? field);
    if (text.length > this.limits.cellChars) throw tooLarge('cellChars', this.limits.cellChars, text.length);
    if (++this.cells > this.limits.cells) throw tooLarge('cells', this.limits.cells, this.cells);
    this.row.push(text === '' ? emptyCell(r, c) : { at: addressOf(r, c), kind: 'text', text, value: null });
    if (text !== '') this.content = this.row.length;
  }

  private endRow(): void {
    if (this.content > this.limits.columns) throw tooLarge('columns', this.limits.columns, this.content);
    if (this.content > 0 && this.grid.length >= this.limits.rows)
      throw tooLarge('rows', this.limits.rows, this.grid.length + 1);
    this.row.length = this.content;
    this.grid.push(this.row);
    this.row = [];
    this.content = 0;
  }
}
