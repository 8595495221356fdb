import { postTypeNames, readActive, readPostType } from './roster-choice.rules.ts';
import { readDay } from './roster-day.rules.ts';
import type { PostType, RosterCell, RosterField, RosterProblem, RosterRow } from './roster-shape.rules.ts';
import {
  echo,
  foldWidth,
  hasPrivateCharacter,
  holdsCitizenId,
  isScientific,
  looksLikeCitizenNumber,
  saysNothing,
  squeeze,
  tidy,
  tidyName,
  wholeDigits,
} from './roster-text.rules.ts';
import type { UnitTree } from './roster-unit.rules.ts';

/** What reading a row needs to know beside the row. */
export interface RowSetting {
  readonly sheet: string;
  readonly date1904: boolean;
  readonly on: string | null;
  readonly findAgency: (text: string) => string | null;
  readonly agencyNames: string;
  readonly tree: UnitTree;
}

/** Cells of one row by field; a field without a column, or with an empty cell, has none. */
export type RowCells = ReadonlyMap<RosterField, RosterCell>;

/** Where a missing cell would stand. */
export type CellPlace = (field: RosterField) => string;

/** Reads one row. The row is null where one of its problems is an error. */
export function readRow(
  cells: RowCells,
  place: CellPlace,
  row: number,
  setting: RowSetting,
): { row: RosterRow | null; problems: RosterProblem[] } {
  const reader = new RowReader(cells, place, row, setting);
  const read = reader.read();
  const failed = reader.problems.some((problem) => problem.level === 'error');
  return { row: failed ? null : read, problems: reader.problems };
}

/** Whether a cell holds a citizen number; its content must then go nowhere. */
export function isCitizenIdCell(cell: RosterCell): boolean {
  if (cell.kind === 'number') return typeof cell.value === 'number' && looksLikeCitizenNumber(cell.value);
  return holdsCitizenId(cell.text);
}

class RowReader {
  readonly problems: RosterProblem[] = [];
  private readonly cells: RowCells;
  private readonly place: CellPlace;
  private readonly row: number;
  private readonly setting: RowSetting;

  constructor(cells: RowCells, place: CellPlace, row: number, setting: RowSetting) {
    this.cells = cells;
    this.place = place;
    this.row = row;
    this.setting = setting;
  }

  read(): RosterRow {
    const joinedOn = this.day('joinedOn');
    const leftOn = this.day('leftOn');
    const active = this.active();
    this.checkOrder(joinedOn, leftOn);
    this.checkPresence(active, leftOn);
    return {
      row: this.row,
      staffNo: this.staffNo(),
      name: this.name(),
      unit: this.unit(),
      legacy: this.legacy(),
      postType: this.postType(),
      post: this.plain('post'),
      grade: this.plain('grade'),
      joinedOn,
      phone: this.phone(),
      active,
      leftOn,
      order: this.order(),
    };
  }

  private report(field: RosterField, code: RosterProblem['code'], expected = '', warning = false): void {
    const cell = this.cells.get(field);
    this.problems.push({
      level: warning ? 'warning' : 'error',
      sheet: this.setting.sheet,
      cell: cell?.at ?? this.place(field),
      row: this.row,
      column: field,
      code,
      got: cell ? echo(cell.text) : '',
      expected,
    });
  }

  /** The field's cell where it can be read: neither absent, nor an error, nor a citizen number. */
  private cell(field: RosterField, required = false): RosterCell | null {
    const cell = this.cells.get(field);
    if (!cell || saysNothing(cell.text)) {
      if (required) this.report(field, 'people/missing-cell');
      return null;
    }
    if (cell.kind === 'error') this.report(field, 'people/cell-error');
    return cell.kind === 'error' || isCitizenIdCell(cell) ? null : cell;
  }

  private staffNo(): string {
    const cell = this.cell('staffNo', true);
    if (!cell) return '';
    const text = squeeze(cell.text).toUpperCase();
    if (cell.kind === 'number' && Math.abs(Number(cell.value)) >= 1e15) {
      this.report('staffNo', 'people/number-lost-digits');
      return '';
    }
    const digits = /^\d/.test(text) ? wholeDigits(text) : null;
    if (digits === null && isScientific(text)) this.report('staffNo', 'people/number-lost-digits');
    else if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,31}$/u.test(digits ?? text))
      this.report('staffNo', 'people/bad-staff-no', 'LC0001');
    return digits ?? text;
  }

  private name(): string {
    const cell = this.cell('name', true);
    if (!cell) return '';
    const name = tidyName(cell.text);
    if (name !== null) return name;
    const isPrivate = hasPrivateCharacter(cell.text);
    this.report('name', isPrivate ? 'people/private-character' : 'people/bad-name');
    return '';
  }

  private unit(): string {
    const cell = this.cell('unit', true);
    if (!cell) return '';
    const answer = this.setting.tree.resolve(cell.text);
    if ('ambiguous' in answer) {
      this.report('unit', 'people/unit-ambiguous', answer.ambiguous.join('、'));
      return '';
    }
    if (!answer.known && this.setting.tree.given) this.report('unit', 'people/unit-not-in-tree', '', true);
    return answer.path;
  }

  private legacy(): string {
    const cell = this.cell('legacy', true);
    const code = cell ? this.setting.findAgency(cell.text) : null;
    if (cell && code === null) this.report('legacy', 'people/unknown-legacy', this.setting.agencyNames);
    return code ?? '';
  }

  private postType(): PostType | null {
    const cell = this.cell('postType');
    const type = cell ? readPostType(cell.text) : null;
    if (cell && type === null)
      this.report('postType', 'people/unknown-post-type', Object.values(postTypeNames).join('、'));
    return type;
  }

  private plain(field: 'post' | 'grade'): string | null {
    const cell = this.cell(field);
    return cell ? tidy(cell.text).slice(0, 60) : null;
  }

  private day(field: 'joinedOn' | 'leftOn'): string | null {
    const cell = this.cell(field);
    if (!cell) return null;
    const { on, issue } = readDay(cell, this.setting.date1904);
    if (issue) this.report(field, issue, on ?? 'YYYY-MM-DD', issue === 'people/date-without-day');
    return on;
  }

  private active(): boolean | null {
    const cell = this.cell('active');
    const active = cell ? readActive(cell.text) : null;
    if (cell && active === null) this.report('active', 'people/unknown-active', '是、否');
    return active;
  }

  /** Mobile numbers without blanks and +86; landlines with their hyphen. */
  private phone(): string | null {
    const cell = this.cell('phone');
    if (!cell) return null;
    const several = foldWidth(cell.text)
      .trim()
      .split(/[/,;、，；]|(?<=\d{7})\s+(?=1[3-9]\d{9})/);
    const [first, ...others] = several.map((each) => squeeze(each)).filter((each) => each !== '');
    const number = this.phoneNumber(first ?? '', cell.kind === 'number');
    if (number !== null && others.length > 0) this.report('phone', 'people/two-phones', number, true);
    return number;
  }

  private phoneNumber(text: string, isNumber: boolean): string | null {
    const digits = wholeDigits(text);
    const mobile = (digits ?? text).replaceAll(/[-()]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
    // A *number* that ends in many zeros was rounded before it was saved (1.3911E+10).
    const rounded = (isNumber || isScientific(text)) && /0{5}$/.test(mobile);
    if (rounded || (digits === null && isScientific(text))) this.report('phone', 'people/phone-lost-digits');
    else if (/^1[3-9]\d{9}$/.test(mobile)) return mobile;
    else if (/^(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?$/.test(text)) return text;
    else this.report('phone', 'people/bad-phone', '13911112222');
    return null;
  }

  private order(): number | null {
    const cell = this.cell('order');
    if (!cell) return null;
    const digits = wholeDigits(squeeze(cell.text));
    if (digits !== null && digits.length <= 9) return Number(digits);
    this.report('order', 'people/bad-order', '1、2、3');
    return null;
  }

  private checkOrder(joinedOn: string | null, leftOn: string | null): void {
    if (joinedOn && leftOn && leftOn <= joinedOn)
      this.report('leftOn', 'people/left-before-joined', joinedOn);
  }

  private checkPresence(active: boolean | null, leftOn: string | null): void {
    const { on } = this.setting;
    if (active === true && leftOn && on && leftOn <= on)
      this.report('active', 'people/left-but-active', leftOn);
    if (active === false && !leftOn && !this.problems.some((problem) => problem.column === 'leftOn'))
      this.report('leftOn', 'people/left-date-missing', '', true);
  }
}
