import type { LabelMatch } from './roster-label.rules.ts';
import { isIdCardLabel, labelFinder, rosterLabels, unitLabels } from './roster-label.rules.ts';
import type {
  RosterCell,
  RosterField,
  RosterSheet,
  RosterWorkbook,
  UnitField,
} from './roster-shape.rules.ts';

/** Where a table begins and which column holds what. Rows and columns count from 0. */
export interface TableHeader<Field extends string> {
  readonly sheet: RosterSheet;
  readonly firstRow: number;
  /** First row below the header. */
  readonly bodyRow: number;
  /** Columns of each field, the winning one first. */
  readonly columns: ReadonlyMap<Field, readonly HeaderColumn[]>;
  readonly ignored: readonly string[];
}

export interface HeaderColumn {
  readonly column: number;
  readonly label: string;
  readonly at: string;
}

const searchedRows = 40;
const deepest = 3;
const findRosterField = labelFinder(rosterLabels);
const findUnitField = labelFinder(unitLabels);

/**
 * The roster's table: the row (with one or two more below, where heads are merged or grouped) that carries
 * most known labels, at least three. A sheet named 花名册 is preferred, then visible ones, then the fuller.
 */
export function findRosterHeader(workbook: RosterWorkbook): TableHeader<RosterField> | null {
  const found = workbook.sheets.flatMap((sheet) => {
    const header = findHeader(sheet, findRosterField);
    return header && header.columns.size >= 3 ? [header] : [];
  });
  const score = ({ sheet, columns }: TableHeader<RosterField>) =>
    (/花名册|名册/.test(sheet.name) ? 100 : 0) + (sheet.hidden ? 0 : 50) + columns.size;
  return found.toSorted((a, b) => score(b) - score(a))[0] ?? null;
}

/** The unit tree's table: a sheet 机构 (or 单位树, 组织机构) other than the roster's, with names and parents. */
export function findUnitHeader(workbook: RosterWorkbook, roster: RosterSheet): TableHeader<UnitField> | null {
  for (const sheet of workbook.sheets) {
    if (sheet === roster || !/机构|单位|科室/.test(sheet.name)) continue;
    const header = findHeader(sheet, findUnitField);
    if (header?.columns.has('unitName') && header.columns.has('unitParent')) return header;
  }
  return null;
}

/** The first cell near the top of any sheet that heads a column of ID-card numbers. */
export function findIdCardColumn(workbook: RosterWorkbook): { sheet: string; cell: RosterCell } | null {
  for (const sheet of workbook.sheets)
    for (const row of sheet.rows.slice(0, searchedRows))
      for (const cell of row)
        if (cell.kind === 'text' && isIdCardLabel(cell.text)) return { sheet: sheet.name, cell };
  return null;
}

type Finder<Field extends string> = (text: string) => LabelMatch<Field> | null;

function findHeader<Field extends string>(
  sheet: RosterSheet,
  find: Finder<Field>,
): TableHeader<Field> | null {
  let best: TableHeader<Field> | null = null;
  const until = Math.min(sheet.rows.length, searchedRows);
  for (let row = 0; row < until; row++) {
    const header = headerAt(sheet, row, find);
    if (header.columns.size > (best?.columns.size ?? 1)) best = header;
  }
  return best;
}

/** The header that begins in this row, as deep as its merges or its fuller second row make it. */
function headerAt<Field extends string>(
  sheet: RosterSheet,
  row: number,
  find: Finder<Field>,
): TableHeader<Field> {
  const single = mapColumns(sheet, row, 1, find);
  const merged = mergedDepth(sheet, row, single.columns);
  if (merged > 1) return mapColumns(sheet, row, merged, find);
  if (single.columns.size === 0 || holdsData(sheet, row + 1, single.columns, find)) return single;
  const double = mapColumns(sheet, row, 2, find);
  return double.columns.size > single.columns.size ? double : single;
}

function mergedDepth<Field extends string>(
  sheet: RosterSheet,
  row: number,
  columns: ReadonlyMap<Field, readonly HeaderColumn[]>,
): number {
  const labelled = new Set([...columns.values()].flat().map(({ column }) => column));
  let depth = 1;
  for (const merge of sheet.merges)
    if (merge.top === row && labelled.has(merge.left))
      depth = Math.max(depth, Math.min(merge.bottom - row + 1, deepest));
  return depth;
}

/** Whether a row has something other than a label below one of the labels: then it is no second header row. */
function holdsData<Field extends string>(
  sheet: RosterSheet,
  row: number,
  columns: ReadonlyMap<Field, readonly HeaderColumn[]>,
  find: Finder<Field>,
): boolean {
  return [...columns.values()].flat().some(({ column }) => {
    const text = sheet.rows[row]?.[column]?.text ?? '';
    return text !== '' && find(text) === null;
  });
}

function mapColumns<Field extends string>(
  sheet: RosterSheet,
  row: number,
  depth: number,
  find: Finder<Field>,
): TableHeader<Field> {
  const found = new Map<Field, (HeaderColumn & { rank: number })[]>();
  const ignored: string[] = [];
  const width = Math.max(...sheet.rows.slice(row, row + depth).map((each) => each.length), 0);
  for (let column = 0; column < width; column++) {
    const cells = labelCells(sheet, row, depth, column);
    const hit = cells.map((cell) => ({ cell, match: find(cell.text) })).find(({ match }) => match !== null);
    if (hit?.match) {
      const list = found.get(hit.match.field) ?? [];
      list.push({ column, label: hit.cell.text, at: hit.cell.at, rank: hit.match.rank });
      found.set(hit.match.field, list);
    } else if (cells[0]) ignored.push(cells[0].text);
  }
  for (const list of found.values()) list.sort((a, b) => a.rank - b.rank || a.column - b.column);
  return { sheet, firstRow: row, bodyRow: row + depth, columns: found, ignored };
}

/** Labels of a column, the lowest (most particular) first. */
function labelCells(sheet: RosterSheet, row: number, depth: number, column: number): RosterCell[] {
  const cells: RosterCell[] = [];
  for (let r = row + depth - 1; r >= row; r--) {
    const cell = sheet.rows[r]?.[column];
    if (cell && cell.kind !== 'empty') cells.push(cell);
  }
  return cells;
}
