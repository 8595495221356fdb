/** Reads people and ties out of a sheet, for the command line and for imported waves. All problems at once. */
import type { Saying } from '#platform/contract/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { addressOf, columnLetters, type Sheet } from '#platform/sheets/index.ts';

/** What is wrong in one cell, and what was expected there. Rows count from 1 as in the file. */
export interface FileProblem {
  sheet: string;
  row: number;
  /** Letters of the column, and its heading. */
  column: string;
  heading: string;
  cell: string;
  code: ProblemCode;
  detail: Saying;
}

const problemWords = {
  'file/no-heading': { zh: '没有找到“{expected}”这一列', en: 'there is no column “{expected}”' },
  'file/no-rows': { zh: '标题行下面没有内容', en: 'there is nothing below the heading' },
  'file/id-missing': {
    zh: '编号是空的，这里要填每个人各不相同的编号',
    en: 'the id is empty; expected an id of its own for each person',
  },
  'file/id-twice': {
    zh: '编号“{found}”在第 {first} 行已经出现过',
    en: 'the id “{found}” was in row {first} already',
  },
  'file/group-missing': {
    zh: '“{heading}”是空的，这里要填这个人的分组',
    en: '“{heading}” is empty; expected this person’s group',
  },
  'file/unknown-person': {
    zh: '“{found}”不在人员文件里，这里要填人员文件第一列里的编号',
    en: '“{found}” is not in the people file; expected an id from its first column',
  },
  'file/state': {
    zh: '“{found}”不是程度，这里要填 0、1、2 这样的整数，没有回答时留空',
    en: '“{found}” is no state; expected a whole number such as 0, 1, 2, or nothing where there was no answer',
  },
  'file/conflict': {
    zh: '与第 {first} 行对同一关系的说法不同，这里每一关系只能有一个程度',
    en: 'says otherwise about the same tie than row {first}; expected one state for each',
  },
} satisfies Record<string, Saying>;
export type ProblemCode = keyof typeof problemWords;

export interface FilePerson {
  id: string;
  group: string | null;
  unit: string | null;
  row: number;
}

export interface FileTie {
  from: string;
  to: string;
  /** Whole number 0…249; null: asked, no answer. */
  state: number | null;
  row: number;
}

export interface FileNotes {
  selfTies: number;
  repeated: number;
  /** States above 249, taken as 249. */
  capped: number;
}

const names = {
  id: ['id', '工号', '编号', '员工号', '职工号', 'staffno', 'staff no'],
  group: ['原单位', 'legacy', 'legacy agency'],
  from: ['from', 'source', 'sender', '来自', '填答人', '填答人工号', '评价人', '评价人工号'],
  to: ['to', 'target', 'receiver', '对象', '对方', '对方工号', '被评价人', '被评价人工号'],
  state: ['state', 'value', 'weight', 'strength', '程度', '熟悉程度', '相识程度'],
  unit: ['unit', 'department', '单位', '单位(科室)', '科室', '部门'],
};

const tidy = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

interface Table {
  sheet: string;
  headings: string[];
  /** Rows below the heading with anything in them; `row` counts from 1. */
  rows: { row: number; cells: string[] }[];
}

/** The heading is the first row of the first ten in which `wanted` is found, else the first row with content. */
function tableOf(sheet: Sheet, wanted: (headings: readonly string[]) => boolean): Table {
  const rows = sheet.rows.map((cells, at) => ({ row: at + 1, cells: cells.map((cell) => cell.text.trim()) }));
  const filled = rows.filter(({ cells }) => cells.some((text) => text !== ''));
  const place = filled.slice(0, 10).findIndex(({ cells }) => wanted(cells.map(tidy)));
  const at = Math.max(0, place);
  return { sheet: sheet.name, headings: filled[at]?.cells ?? [], rows: filled.slice(at + 1) };
}

class Problems {
  readonly list: FileProblem[] = [];

  add(
    table: Table,
    at: { row: number; column: number },
    code: ProblemCode,
    facts: Record<string, unknown> = {},
  ): void {
    const heading = table.headings[at.column] ?? '';
    this.list.push({
      sheet: table.sheet,
      row: at.row,
      column: columnLetters(at.column),
      heading,
      cell: addressOf(at.row - 1, at.column),
      code,
      detail: fillBoth(problemWords[code], { heading, ...facts }),
    });
  }
}

export interface PeopleReading {
  people: FilePerson[];
  problems: FileProblem[];
}

/**
 * The first column is the id; `groupColumn` is found by its heading, whatever the letter case, and must be
 * filled. Without one, a column 原单位 is taken where there is any.
 */
export function readPeople(sheet: Sheet, groupColumn: string | null): PeopleReading {
  const wanted = groupColumn === null ? null : tidy(groupColumn);
  const table = tableOf(sheet, (found) =>
    wanted === null ? names.id.includes(found[0] ?? '') : found.includes(wanted),
  );
  const headings = table.headings.map(tidy);
  const group = wanted === null ? columnOf(headings, names.group) : headings.indexOf(wanted);
  const unit = headings.findIndex((heading) => names.unit.includes(heading));
  const problems = new Problems();
  const top = { row: Math.max(1, (table.rows[0]?.row ?? 2) - 1), column: 0 };
  if (wanted !== null && group < 0) problems.add(table, top, 'file/no-heading', { expected: groupColumn });
  else if (table.rows.length === 0) problems.add(table, top, 'file/no-rows');
  const seen = new Map<string, number>();
  const people = table.rows.map(({ row, cells }) => {
    const id = cells[0] ?? '';
    if (id === '') problems.add(table, { row, column: 0 }, 'file/id-missing');
    else if (seen.has(id))
      problems.add(table, { row, column: 0 }, 'file/id-twice', { found: id, first: seen.get(id) });
    else seen.set(id, row);
    const value = group < 0 ? null : cells[group] || (wanted === null ? null : '');
    if (value === '') problems.add(table, { row, column: group }, 'file/group-missing');
    return { id, group: value, unit: unit < 0 || unit === group ? null : (cells[unit] ?? null), row };
  });
  return { people, problems: problems.list };
}

export interface TieOptions {
  /** Each row is a pair, not the report of `from` about `to`. */
  undirected: boolean;
  /** Only rows whose column has this value. */
  only?: { column: string; value: string } | null;
  /** States that mean "no answer". */
  missing?: readonly string[];
}

export interface TiesReading {
  ties: FileTie[];
  notes: FileNotes;
  problems: FileProblem[];
}

const isMissing = (text: string, missing: readonly string[]): boolean =>
  ['', 'na', 'nan', 'null', 'skip', 'skipped', 'missing', '.'].includes(tidy(text)) || missing.includes(text);

/**
 * Columns are found by their headings (`from`, `to`, and `state` or whatever the third column is called);
 * without a third column every row is a tie of state 1. Ties to oneself and exact repetitions are left
 * out and counted; two rows that say different things about one tie are a problem.
 */
export function readTies(sheet: Sheet, known: ReadonlySet<string>, options: TieOptions): TiesReading {
  const table = tableOf(sheet, (found) => columnOf(found, names.from) >= 0 && columnOf(found, names.to) >= 0);
  const headings = table.headings.map(tidy);
  const [from, to] = [columnOf(headings, names.from), columnOf(headings, names.to)];
  const problems = new Problems();
  const notes = { selfTies: 0, repeated: 0, capped: 0 };
  const filter = filterColumn(headings, options.only);
  if (from < 0 || to < 0 || filter === -1) {
    const expected = from < 0 ? 'from' : to < 0 ? 'to' : options.only!.column;
    problems.add(table, { row: Math.max(1, (table.rows[0]?.row ?? 2) - 1), column: 0 }, 'file/no-heading', {
      expected,
    });
    return { ties: [], notes, problems: problems.list };
  }
  const state = stateColumn(headings);
  const seen = new Map<string, FileTie>();
  for (const { row, cells } of table.rows) {
    if (filter !== null && cells[filter] !== options.only!.value) continue;
    const tie = { from: cells[from] ?? '', to: cells[to] ?? '', state: 1 as number | null, row };
    const unknown = [from, to].filter((column) => !known.has(cells[column] ?? ''));
    for (const column of unknown)
      problems.add(table, { row, column }, 'file/unknown-person', { found: cells[column] ?? '' });
    const text = state < 0 ? '1' : (cells[state] ?? '');
    const read = isMissing(text, options.missing ?? []) ? null : stateOf(text, notes);
    if (read === undefined) problems.add(table, { row, column: state }, 'file/state', { found: text });
    if (unknown.length > 0 || read === undefined) continue;
    if (tie.from === tie.to) notes.selfTies++;
    else
      place(seen, { ...tie, state: read }, options.undirected, {
        table,
        column: Math.max(state, to),
        problems,
        notes,
      });
  }
  return { ties: [...seen.values()], notes, problems: problems.list };
}

const columnOf = (headings: readonly string[], wanted: readonly string[]): number =>
  headings.findIndex((heading) => wanted.includes(heading));

const filterColumn = (headings: readonly string[], only: TieOptions['only']): number | null =>
  only ? headings.indexOf(tidy(only.column)) : null;

function stateColumn(headings: readonly string[]): number {
  const named = columnOf(headings, names.state);
  if (named >= 0) return named;
  const ends = [...names.from, ...names.to];
  return headings.length > 2 && !ends.includes(headings[2]!) ? 2 : -1;
}

/** Undefined where it is no whole number from 0 on. */
function stateOf(text: string, notes: FileNotes): number | undefined {
  const value = Number(text.normalize('NFKC'));
  if (!Number.isInteger(value) || value < 0) return undefined;
  if (value > greatestState) notes.capped++;
  return Math.min(value, greatestState);
}

/** The engine keeps states in a byte and needs a few codes for what is missing. */
const greatestState = 249;

function place(
  seen: Map<string, FileTie>,
  tie: FileTie,
  undirected: boolean,
  at: { table: Table; column: number; problems: Problems; notes: FileNotes },
): void {
  const key = undirected && tie.to < tie.from ? `${tie.to}\u0000${tie.from}` : `${tie.from}\u0000${tie.to}`;
  const earlier = seen.get(key);
  if (!earlier) seen.set(key, tie);
  else if (earlier.state === tie.state) at.notes.repeated++;
  else
    at.problems.add(at.table, { row: tie.row, column: at.column }, 'file/conflict', { first: earlier.row });
}

/**
 * Does a file of ties hold each pair once? So it looks where, among twenty ties or more, no pair stands in
 * both directions: among reports of real people some are always answered.
 */
export function looksUndirected(ties: readonly { from: string; to: string }[]): boolean {
  const said = new Set<string>();
  for (const { from, to } of ties) {
    if (from === to) continue;
    if (said.has(`${to}\u0000${from}`)) return false;
    said.add(`${from}\u0000${to}`);
  }
  return said.size >= 20;
}
