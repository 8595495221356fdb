import type { TableHeader } from './roster-header.rules.ts';
import { labelKey, rosterLabels } from './roster-label.rules.ts';
import type { RowPlace } from './roster-person.rules.ts';
import type { RowSetting } from './roster-row.rules.ts';
import { readRow } from './roster-row.rules.ts';
import type {
  RosterCell,
  RosterField,
  RosterProblem,
  RosterRow,
  RosterSheet,
  RosterWorkbook,
  SkipReason,
} from './roster-shape.rules.ts';
import { echo, squeeze } from './roster-text.rules.ts';
import { isExample } from './roster-unit.rules.ts';

const footer =
  /^(填报人|填表人|制表人|审核人|复核人|负责人|单位负责人|联系人|填报单位|填报时间|填报日期|制表时间|制表日期|备注|注|说明|附注)[:：]/;
const total = /^(合计|小计|总计|共计|累计|本页合计|本页小计|全局合计)[:：]?$/;

/** Goes down the rows below the header: fills merged units, leaves out what is no person, reads the rest. */
export class BodyReader {
  readonly rows: RosterRow[] = [];
  readonly problems: RosterProblem[] = [];
  readonly skipped: { row: number; reason: SkipReason }[] = [];
  private readonly format: RosterWorkbook['format'];
  private readonly header: TableHeader<RosterField>;
  private readonly sheet: RosterSheet;
  private readonly setting: RowSetting;
  private readonly poisoned: ReadonlySet<number>;
  private readonly mergedFrom: ReadonlyMap<string, RosterCell>;
  private readonly labels: ReadonlySet<string>;
  private readonly above = new Map<RosterField, RosterCell>();

  /** `poisoned`: row numbers from 1 that hold a citizen number and must not be kept. */
  constructor(
    format: RosterWorkbook['format'],
    header: TableHeader<RosterField>,
    setting: RowSetting,
    poisoned: ReadonlySet<number>,
  ) {
    this.format = format;
    this.header = header;
    this.sheet = header.sheet;
    this.setting = setting;
    this.poisoned = poisoned;
    this.mergedFrom = mergedCells(header);
    this.labels = new Set(Object.values(rosterLabels).flat().map(labelKey));
  }

  read(): void {
    for (let index = this.header.bodyRow; index < this.sheet.rows.length; index++) {
      const row = this.sheet.rows[index]!;
      const filled = row.filter((cell) => cell.kind !== 'empty');
      if (filled.length === 0) continue;
      const reason = this.skipReason(row, filled);
      if (reason) this.skipped.push({ row: index + 1, reason });
      else this.readOne(index, row);
    }
  }

  /** A problem's shell at a field of a row that was read. */
  readonly placeOf: RowPlace = (row, field) => {
    const cell = this.cellsOf(row.row - 1).get(field);
    return {
      level: 'error',
      sheet: this.sheet.name,
      cell: cell?.at ?? this.placeIn(row.row - 1, field),
      row: row.row,
      column: field,
      code: 'people/missing-cell',
      got: cell ? echo(cell.text) : '',
      expected: '',
    };
  };

  private readOne(index: number, row: readonly RosterCell[]): void {
    const cells = this.cellsOf(index);
    this.fillDown(index, row, cells);
    const read = readRow(cells, (field) => this.placeIn(index, field), index + 1, this.setting);
    this.problems.push(...read.problems);
    if (read.row && !this.poisoned.has(index + 1)) this.rows.push(read.row);
  }

  private skipReason(row: readonly RosterCell[], filled: readonly RosterCell[]): SkipReason | null {
    const texts = filled.map((cell) => squeeze(cell.text));
    const [staffNo, name] = [this.fieldText(row, 'staffNo'), this.fieldText(row, 'name')];
    const noPerson = [staffNo, name].some((text) => text === '' || total.test(text));
    if (noPerson && texts.some((text) => total.test(text))) return 'total';
    if (footer.test(texts[0]!) || (staffNo === '' && texts.some((text) => footer.test(text))))
      return 'footer';
    if (this.labels.has(labelKey(staffNo)) && this.labels.has(labelKey(name))) return 'repeated-header';
    if (isExample(row) || /^[(]?示例/.test(staffNo)) return 'example';
    return filled.length === 1 ? 'single-cell' : null;
  }

  private fieldText(row: readonly RosterCell[], field: RosterField): string {
    return squeeze(row[this.header.columns.get(field)?.[0]?.column ?? -1]?.text ?? '');
  }

  private cellsOf(index: number): Map<RosterField, RosterCell> {
    const row = this.sheet.rows[index] ?? [];
    const cells = new Map<RosterField, RosterCell>();
    for (const [field, columns] of this.header.columns)
      for (const { column } of columns) {
        const cell = row[column];
        if (cell && cell.kind !== 'empty' && !cells.has(field)) cells.set(field, cell);
      }
    return cells;
  }

  /** Units and legacy agencies go down through merged cells, never names: two people are no merged cell. */
  private fillDown(index: number, row: readonly RosterCell[], cells: Map<RosterField, RosterCell>): void {
    for (const field of ['unit', 'legacy'] as const) {
      const column = this.header.columns.get(field)?.[0]?.column ?? -1;
      if ((row[column]?.kind ?? 'empty') === 'empty') {
        const from =
          this.mergedFrom.get(`${index} ${column}`) ?? (this.format === 'csv' ? this.above.get(field) : null);
        if (from && !cells.has(field)) cells.set(field, { ...from, at: this.placeIn(index, field) });
        if (from && this.format === 'csv') this.noteFilled(index, field, from);
      }
      const now = cells.get(field);
      if (now) this.above.set(field, now);
    }
  }

  private noteFilled(index: number, field: 'unit' | 'legacy', from: RosterCell): void {
    this.problems.push({
      level: 'warning',
      sheet: this.sheet.name,
      cell: this.placeIn(index, field),
      row: index + 1,
      column: field,
      code: 'people/unit-filled-down',
      got: '',
      expected: echo(from.text),
    });
  }

  private placeIn(index: number, field: RosterField): string {
    const head = this.header.columns.get(field)?.[0]?.at ?? 'A1';
    return head.replace(/\d+$/, String(index + 1));
  }
}

/** The filled cell behind each empty one of a merged range in the unit and legacy columns. */
function mergedCells(header: TableHeader<RosterField>): Map<string, RosterCell> {
  const columns = new Set(
    (['unit', 'legacy'] as const).map((field) => header.columns.get(field)?.[0]?.column),
  );
  const cells = new Map<string, RosterCell>();
  const last = header.sheet.rows.length - 1;
  for (const merge of header.sheet.merges) {
    const cell = header.sheet.rows[merge.top]?.[merge.left];
    if (!cell || cell.kind === 'empty' || merge.top < header.bodyRow || !columns.has(merge.left)) continue;
    for (let row = merge.top + 1; row <= Math.min(merge.bottom, last); row++)
      cells.set(`${row} ${merge.left}`, cell);
  }
  return cells;
}
