import { guardText } from './guard.ts';
import type { CellInput } from './plan.ts';

/**
 * Writes UTF-8 with byte order mark (else Chinese Excel takes it for GBK), commas, CRLF. Text is guarded as
 * in workbooks, and quoted wherever another separator or a quote could split it in another locale.
 */
export function writeCsv(rows: readonly (readonly CellInput[])[]): Uint8Array {
  const lines = rows.map((row) => row.map(fieldOf).join(','));
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}

function fieldOf(input: CellInput): string {
  const value = typeof input === 'object' && input !== null && 'mark' in input ? input.value : input;
  if (value === null) return '';
  if (typeof value === 'object') return value.day;
  if (typeof value !== 'string') return String(value).toUpperCase();
  const text = guardText(value.toWellFormed());
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
