import type {
  Cell,
  CellInput,
  MarkedCell,
  Sheet,
  SheetPlan,
  Workbook,
  WorkbookPlan,
} from '#platform/sheets/index.ts';
import { addressOf } from '#platform/sheets/index.ts';
import { isCitizenIdCell } from './roster-row.rules.ts';
import type { RosterProblem, RosterReading } from './roster.rules.ts';
import { sayProblem } from './roster.words.ts';

const columnHead = { zh: '问题', en: 'Problems' } as const;
const hidden = { zh: '（已隐去）', en: '(hidden)' } as const;

type Language = keyof typeof columnHead;

/** The plan of the error workbook: every sheet as it came, problem cells marked, a last column in words. */
export function rosterErrorPlan(
  workbook: Workbook,
  reading: RosterReading,
  language: Language,
): WorkbookPlan {
  const sheets = workbook.sheets.map((sheet) => {
    const problems = reading.problems.filter((problem) => problem.sheet === sheet.name);
    const headRow = sheet.name === reading.header.sheet ? reading.header.row : 0;
    return sheetPlan(sheet, problems, headRow, language);
  });
  return { sheets };
}

/** `headRow`: row number of the last header row, 0 where the sheet has none. */
function sheetPlan(
  sheet: Sheet,
  problems: readonly RosterProblem[],
  headRow: number,
  language: Language,
): SheetPlan {
  const column = sayColumn(sheet, headRow);
  const byRow = Map.groupBy(problems, (problem) => problem.row);
  const rows = sheet.rows.map((row, r) => {
    const ofRow = byRow.get(r + 1) ?? [];
    const cells = copyRow(row, ofRow, r, column, language);
    const words = ofRow.map((problem) => `${problem.cell} ${sayProblem(problem)[language]}`).join('\n');
    const isHead = r + 1 === headRow && problems.length > 0;
    const worst = ofRow.some((problem) => problem.level === 'error') ? 'problem' : 'warning';
    if (isHead)
      cells[column] = {
        mark: 'strong',
        value: words ? `${columnHead[language]}\n${words}` : columnHead[language],
      };
    else if (words) cells[column] = { mark: worst, value: words };
    return cells;
  });
  const merges = sheet.merges.map(
    (merge) => `${addressOf(merge.top, merge.left)}:${addressOf(merge.bottom, merge.right)}`,
  );
  const widths = Array.from({ length: column + 1 }, (_, c) => (c === column ? 60 : 14));
  return { name: sheet.name, rows, merges, widths, frozenRows: headRow };
}

/** The column for words: that of an earlier error workbook sent again, else the first free one. */
function sayColumn(sheet: Sheet, headRow: number): number {
  const heads: string[] = Object.values(columnHead);
  const earlier =
    sheet.rows[headRow - 1]?.findIndex((cell) => heads.includes(cell.text.split('\n')[0]!)) ?? -1;
  return earlier >= 0 ? earlier : Math.max(...sheet.rows.map((row) => row.length), 0);
}

function copyRow(
  row: readonly Cell[],
  problems: readonly RosterProblem[],
  r: number,
  column: number,
  language: Language,
): CellInput[] {
  const marks = new Map<string, MarkedCell['mark']>();
  for (const { cell, level } of problems)
    if (marks.get(cell) !== 'problem') marks.set(cell, level === 'error' ? 'problem' : 'warning');
  const cells: CellInput[] = [];
  for (let c = 0; c < Math.max(row.length, column); c++) {
    const cell = c === column ? undefined : row[c];
    const mark = marks.get(addressOf(r, c));
    const value = !cell ? null : isCitizenIdCell(cell) ? hidden[language] : copyValue(cell);
    cells.push(mark ? { mark, value } : value);
  }
  return cells;
}

function copyValue(cell: Cell): MarkedCell['value'] {
  if (cell.kind === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(cell.text) ? { day: cell.text } : cell.text;
  // A number shown otherwise than it is stored (LC0012) is copied as it is shown.
  if (cell.kind === 'number' && cell.text !== String(cell.value)) return cell.text;
  return cell.kind === 'text' ? cell.text : (cell.value ?? cell.text);
}
