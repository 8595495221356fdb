import { BodyReader } from './roster-body.rules.ts';
import { agencyFinder, defaultAgencies } from './roster-choice.rules.ts';
import type { TableHeader } from './roster-header.rules.ts';
import { findIdCardColumn, findRosterHeader, findUnitHeader } from './roster-header.rules.ts';
import { requiredFields } from './roster-label.rules.ts';
import { groupPersons } from './roster-person.rules.ts';
import type { RowSetting } from './roster-row.rules.ts';
import { isCitizenIdCell } from './roster-row.rules.ts';
import type {
  RosterField,
  RosterHeader,
  RosterOptions,
  RosterProblem,
  RosterReading,
  RosterRefusal,
  RosterWorkbook,
} from './roster-shape.rules.ts';
import { echo } from './roster-text.rules.ts';
import { readUnits } from './roster-unit.rules.ts';

export type * from './roster-shape.rules.ts';
export { defaultAgencies, postTypeNames } from './roster-choice.rules.ts';
export { compareRoster } from './roster-comparison.rules.ts';
export type * from './roster-comparison.rules.ts';

/**
 * Reads people from a workbook: finds the roster's table, reads every row, groups rows of one staff number
 * into a person with assignments. All problems come at once, each at its cell; rows without an error are kept.
 * A file with a column of ID-card numbers, without a roster or without people is refused whole.
 */
export function parseRoster(
  workbook: RosterWorkbook,
  options: RosterOptions = {},
): RosterReading | RosterRefusal {
  const idCard = findIdCardColumn(workbook);
  if (idCard) {
    const { sheet, cell } = idCard;
    return { code: 'people/id-card-column', facts: { sheet, cell: cell.at, label: echo(cell.text) } };
  }
  const header = findRosterHeader(workbook);
  if (!header) return { code: 'people/no-roster-header', facts: { labels: '工号、姓名、单位、原单位' } };
  const missing = requiredFields.filter((field) => !header.columns.has(field));
  if (missing.length > 0) return missingColumns(header, missing);
  const reading = readBody(workbook, header, options);
  const found = reading.rows.length > 0 || reading.problems.some((problem) => problem.level === 'error');
  return found ? reading : { code: 'people/no-people', facts: { sheet: header.sheet.name } };
}

/** Tells the two answers of `parseRoster` apart. */
export function isRosterRefusal(answer: RosterReading | RosterRefusal): answer is RosterRefusal {
  return 'code' in answer;
}

function missingColumns(header: TableHeader<RosterField>, missing: readonly RosterField[]): RosterRefusal {
  const labels: Record<string, string> = { staffNo: '工号', name: '姓名', unit: '单位', legacy: '原单位' };
  const names = missing.map((field) => labels[field]!).join('、');
  const facts = { missing: names, sheet: header.sheet.name, row: header.bodyRow };
  return { code: 'people/required-column-missing', facts };
}

function readBody(
  workbook: RosterWorkbook,
  header: TableHeader<RosterField>,
  options: RosterOptions,
): RosterReading {
  const agencies = options.agencies ?? defaultAgencies;
  const units = readUnits(findUnitHeader(workbook, header.sheet), options.knownUnits ?? []);
  const setting: RowSetting = {
    sheet: header.sheet.name,
    date1904: workbook.date1904,
    on: options.on ?? null,
    findAgency: agencyFinder(agencies),
    agencyNames: agencies.map((agency) => agency.name).join('、'),
    tree: units.tree,
  };
  const idNumbers = findIdNumbers(workbook);
  const poisoned = idNumbers.filter(({ sheet }) => sheet === header.sheet.name).map(({ row }) => row);
  const body = new BodyReader(workbook.format, header, setting, new Set(poisoned));
  body.read();
  const grouped = groupPersons(body.rows, body.placeOf);
  const problems = [
    ...twiceMapped(header),
    ...units.problems,
    ...body.problems,
    ...grouped.problems,
    ...idNumbers,
  ];
  return {
    rows: grouped.rows,
    persons: grouped.persons,
    units: units.tree.units(),
    problems: problems.sort(inSheetOrder),
    skipped: body.skipped,
    header: headerOf(header),
  };
}

function inSheetOrder(a: RosterProblem, b: RosterProblem): number {
  if (a.sheet !== b.sheet) return a.sheet < b.sheet ? -1 : 1;
  if (a.row !== b.row) return a.row - b.row;
  return a.cell.length - b.cell.length || (a.cell < b.cell ? -1 : Number(a.cell > b.cell));
}

function headerOf({ sheet, bodyRow, columns, ignored }: TableHeader<RosterField>): RosterHeader {
  const mapping = [...columns].flatMap(([field, list]) =>
    list.map(({ column, label }) => ({ field, column, label: echo(label) })),
  );
  return { sheet: sheet.name, row: bodyRow, mapping, ignored };
}

/** Citizen numbers in any cell of any sheet, told without repeating them. */
function findIdNumbers(workbook: RosterWorkbook): RosterProblem[] {
  return workbook.sheets.flatMap((sheet) =>
    sheet.rows.flatMap((row, index) =>
      row.filter(isCitizenIdCell).map((cell): RosterProblem => ({
        level: 'error',
        sheet: sheet.name,
        cell: cell.at,
        row: index + 1,
        column: null,
        code: 'people/id-card-number',
        got: '',
        expected: '',
      })),
    ),
  );
}

function twiceMapped(header: TableHeader<RosterField>): RosterProblem[] {
  return [...header.columns].flatMap(([field, [used, ...others]]) =>
    others.map(({ at, label }): RosterProblem => ({
      level: 'warning',
      sheet: header.sheet.name,
      cell: at,
      row: header.bodyRow,
      column: field,
      code: 'people/column-twice',
      got: echo(label),
      expected: echo(used!.label),
    })),
  );
}
