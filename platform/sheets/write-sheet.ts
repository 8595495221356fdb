import { addressOf, columnLetters } from './cell.ts';
import { serialOfDay } from './day.ts';
import { guardText } from './guard.ts';
import type { CellInput, CellMark, ColumnPlan, SheetPlan } from './plan.ts';
import type { Layout, NumberFormat } from './style-book.ts';
import { cellStyle, layoutStyle } from './style-book.ts';
import { displayWidth, xmlAttribute, xmlText } from './write-text.ts';

/** One written worksheet: its XML and the rows (from 1) that print at the top of every page. */
export interface WrittenSheet {
  readonly xml: string;
  readonly headerRows: { readonly first: number; readonly last: number } | null;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Writes the sheet in its layout; `shared` gives the index of a text in the shared string table. */
export function writeSheet(plan: SheetPlan, shared: (text: string) => number): WrittenSheet {
  const columns = numberedColumns(plan);
  const sheet = new SheetWriter(columns, Math.max(columns.length, widest(plan), 1), shared);
  sheet.layout(plan);
  const head = sheet.head;
  const upright = plan.upright ? 'portrait' : 'landscape';
  const xml =
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${main}">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0">${pane(head?.last ?? plan.frozenRows ?? 0, frozen(plan))}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="18"/>${columnWidths(columns, plan)}` +
    `<sheetData>${sheet.xml()}</sheetData>${mergeCells([...sheet.merges, ...(plan.merges ?? [])])}` +
    `${validations(columns, head?.last ?? 0)}<printOptions horizontalCentered="1"/>` +
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="${upright}" fitToWidth="1" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;C第 &amp;P 页　共 &amp;N 页</oddFooter></headerFooter></worksheet>';
  return { xml, headerRows: head };
}

function numberedColumns(plan: SheetPlan): readonly ColumnPlan[] {
  const columns = plan.columns ?? [];
  if (!plan.numbered) return columns;
  return [{ head: plan.numbered === true ? '序号' : plan.numbered, width: 6 }, ...columns];
}

function widest(plan: SheetPlan): number {
  let most = 0;
  for (const row of plan.rows) most = Math.max(most, row.length);
  return most + (plan.numbered ? 1 : 0);
}

function frozen(plan: SheetPlan): number {
  return (plan.frozenColumns ?? 0) + (plan.frozenColumns && plan.numbered ? 1 : 0);
}

class SheetWriter {
  readonly merges: string[] = [];
  head: { first: number; last: number } | null = null;
  private readonly lines: string[] = [];
  private readonly columns: readonly ColumnPlan[];
  private readonly width: number;
  private readonly shared: (text: string) => number;
  private row = 0;

  constructor(columns: readonly ColumnPlan[], width: number, shared: (text: string) => number) {
    this.columns = columns;
    this.width = width;
    this.shared = shared;
  }

  layout(plan: SheetPlan): void {
    if (plan.title !== undefined) this.banner(plan.title, 'title', 32);
    for (const line of plan.subtitles ?? [])
      this.banner(typeof line === 'string' ? line : line.join('　　　'), 'subtitle', 20);
    if (this.columns.length > 0) this.header();
    const lined = plan.lined ?? true;
    plan.rows.forEach((row, index) => this.data(plan.numbered ? [index + 1, ...row] : row, lined));
    if (plan.totals) this.data(strong(plan.numbered ? [null, ...plan.totals] : plan.totals), lined);
    for (const note of plan.notes ?? []) this.banner(note, 'note', 18);
  }

  xml(): string {
    return this.lines.join('');
  }

  private banner(text: string, layout: Layout, height: number): void {
    const lines = Math.max(text.split('\n').length, 1);
    this.push([this.text(0, text, layoutStyle(layout))], height * lines);
    if (this.width > 1) this.merges.push(`A${this.row}:${columnLetters(this.width - 1)}${this.row}`);
  }

  private header(): void {
    const grouped = this.columns.some((column) => column.group !== undefined);
    const style = layoutStyle('head');
    const first = this.row + 1;
    if (grouped) {
      this.push(this.columns.map((column, c) => this.text(c, column.group ?? column.head, style)));
      this.mergeGroups(first);
    }
    const under = this.columns.map((column, c) =>
      grouped && column.group === undefined ? this.blank(c, style) : this.text(c, column.head, style),
    );
    this.push(under, 24);
    this.head = { first, last: this.row };
  }

  private mergeGroups(row: number): void {
    for (let c = 0; c < this.columns.length;) {
      const group = this.columns[c]!.group;
      const end = group === undefined ? c : this.endOfGroup(c, group);
      const last = group === undefined ? addressOf(row, c) : addressOf(row - 1, end);
      if (addressOf(row - 1, c) !== last) this.merges.push(`${addressOf(row - 1, c)}:${last}`);
      c = end + 1;
    }
  }

  private endOfGroup(from: number, group: string): number {
    const end = this.columns.findIndex((column, c) => c > from && column.group !== group);
    return (end < 0 ? this.columns.length : end) - 1;
  }

  private data(row: readonly CellInput[], lined: boolean): void {
    const width = Math.max(row.length, lined ? this.columns.length : 0);
    const cells: string[] = [];
    for (let c = 0; c < width; c++) cells.push(this.cell(c, row[c] ?? null, lined));
    this.push(cells);
  }

  private push(cells: readonly string[], height?: number): void {
    this.row++;
    const tall = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
    this.lines.push(`<row r="${this.row}"${tall}>${cells.join('')}</row>`);
  }

  private cell(c: number, input: CellInput, lined: boolean): string {
    const marked = typeof input === 'object' && input !== null && 'mark' in input;
    const mark: CellMark | 'none' = marked ? input.mark : 'none';
    const value = marked ? input.value : input;
    const style = (format: NumberFormat) => cellStyle(mark, format, lined);
    const kept = this.columns[c]?.format ?? 'general';
    if (value === null || value === '') return this.blank(c, style(kept));
    if (typeof value === 'string') return this.text(c, value, style(kept === 'day' ? 'general' : kept));
    if (typeof value === 'number') return this.number(c, value, style(kept));
    if (typeof value === 'boolean')
      return this.open(c, style('general'), 'b') + `<v>${value ? 1 : 0}</v></c>`;
    const serial = serialOfDay(value.day);
    return serial === null ? this.text(c, value.day, style('text')) : this.number(c, serial, style('day'));
  }

  private open(c: number, style: number, type: string): string {
    return `<c r="${addressOf(this.row, c)}" s="${style}"${type === 'n' ? '' : ` t="${type}"`}>`;
  }

  private blank(c: number, style: number): string {
    return `<c r="${addressOf(this.row, c)}" s="${style}"/>`;
  }

  private number(c: number, value: number, style: number): string {
    if (!Number.isFinite(value)) return this.text(c, String(value), style);
    return `${this.open(c, style, 'n')}<v>${value}</v></c>`;
  }

  private text(c: number, text: string, style: number): string {
    return `${this.open(c, style, 's')}<v>${this.shared(xmlText(guardText(text)))}</v></c>`;
  }
}

function strong(row: readonly CellInput[]): CellInput[] {
  return row.map((cell) =>
    typeof cell === 'object' && cell !== null && 'mark' in cell ? cell : { mark: 'strong', value: cell },
  );
}

function pane(rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return '';
  const split = `${columns ? ` xSplit="${columns}"` : ''}${rows ? ` ySplit="${rows}"` : ''}`;
  const active = columns && rows ? 'bottomRight' : rows ? 'bottomLeft' : 'topRight';
  return `<pane${split} topLeftCell="${addressOf(rows, columns)}" activePane="${active}" state="frozen"/>`;
}

function columnWidths(columns: readonly ColumnPlan[], plan: SheetPlan): string {
  if (columns.length === 0) return plainWidths(plan.widths ?? []);
  const each = columns.map((column, c) => {
    const width = column.width ?? Math.min(Math.max(displayWidth(column.head) + 4, 8), 24);
    const style = cellStyle('none', column.format ?? 'general', plan.lined ?? true);
    return `<col min="${c + 1}" max="${c + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  return `<cols>${each.join('')}</cols>`;
}

function plainWidths(widths: readonly number[]): string {
  if (widths.length === 0) return '';
  const each = widths.map(
    (width, c) => `<col min="${c + 1}" max="${c + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<cols>${each.join('')}</cols>`;
}

function mergeCells(merges: readonly string[]): string {
  if (merges.length === 0) return '';
  return `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
}

/** Drop-down lists below the header; a list longer than Excel's 255 characters is left out. */
function validations(columns: readonly ColumnPlan[], headerRow: number): string {
  const lists = columns.flatMap((column, c) => {
    const list = column.choices?.join(',') ?? '';
    if (list === '' || list.length > 250) return [];
    const range = `${addressOf(headerRow, c)}:${columnLetters(c)}10000`;
    return `<dataValidation type="list" errorStyle="warning" allowBlank="1" sqref="${range}"><formula1>"${xmlAttribute(list)}"</formula1></dataValidation>`;
  });
  return lists.length === 0
    ? ''
    : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
}
