import { beforeAll, describe, expect, test } from 'vitest';
import { isSheetRefusal, readWorkbook, writeWorkbook, type Cell } from '#platform/sheets/index.ts';
import { inputOf, nextOf, peopleOf, whole } from './result-question.fixtures.ts';
import type { Figure } from './result.contract.ts';
import { measureSurvey, type Measured, type Opened } from './result.rules.ts';
import { resultPlan } from './result.sheets.ts';

type Line = (string | number | null)[];

/** Sheets as a reader's program has them: by name, lines of values. */
function linesOf({ release }: Measured): Map<string, Line[]> {
  const book = readWorkbook(writeWorkbook(resultPlan(release, '某局')), '结果.xlsx');
  if (isSheetRefusal(book)) throw new Error(book.code);
  return new Map(book.sheets.map(({ name, rows }) => [name, rows.map((row) => row.map(saidIn))]));
}

const saidIn = ({ kind, text, value }: Cell): Line[number] => {
  if (kind === 'number') return value as number;
  return kind === 'empty' ? null : text;
};

const three = ({ value, low, high }: Figure): Line => [value, low, high];

/** Stratum C: four people, hidden with B; A agrees on one item. */
const people = peopleOf(7, { A: 40, B: 26, C: 4 }).map(({ stratum, said }): Opened => ({
  stratum,
  said: stratum === 'A' ? { ...said, given: { ...said.given, views: { o0: 'o2', o1: 'o1' } } } : said,
}));

let first: Measured;
let second: Measured;
let sheets: Map<string, Line[]>;
beforeAll(() => {
  first = measureSurvey(inputOf(people));
  second = nextOf(first, whole);
  sheets = linesOf(second);
});

const lineWith = (sheet: string, ...words: string[]): Line =>
  sheets.get(sheet)!.find((line) => words.every((word) => line.includes(word)))!;

describe('the workbook of a result', () => {
  test('means, intervals and changes are numbers, the same as on the pages', () => {
    const row = second.release.questions.find(({ code }) => code === 'ten')!.rows[0]!;
    const [change] = row.changes;
    expect(lineWith('各题分布', '愿意推荐本局吗？')).toEqual([
      '愿意推荐本局吗？',
      '（平均）',
      row.nAnswered,
      null,
      ...three(row.mean!),
      ...three(change!),
    ]);
  });
  test('groups have intervals and changes, or the reason why there is none', () => {
    const row = second.release.parted.find(({ question }) => question === 'ten')!;
    const cell = row.partings[0]!.cells[0]!;
    const head = ['愿意推荐本局吗？', '（平均）'];
    expect(lineWith('各题按分组', ...head, 'A')).toEqual([
      ...head,
      'A',
      ...three(cell.figure!),
      ...three(cell.change!),
    ]);
    expect(lineWith('各题按分组', ...head, 'C')).toContain('有一次不显示');
  });
  test('what is hidden is not in the file: no number stands beside a group that is not shown', () => {
    const once = linesOf(first);
    const hidden = [...once].flatMap(([name, lines]) =>
      name.includes('按分组') ? lines.filter((line) => line.includes('C') && line.includes('不显示')) : [],
    );
    expect(hidden.length).toBeGreaterThan(10);
    for (const line of hidden) expect(line.filter((value) => typeof value === 'number')).toEqual([]);
    const shown = once.get('各题按分组')!.filter((line) => line.includes('C'));
    expect(shown.filter((line) => !line.includes('不显示'))).toEqual([]);
  });
  test('where nearly all agree there is a band in words, and no number', () => {
    const once = linesOf(first).get('各题按分组')!;
    const line = once.find((one) => one.includes('办事快') && one.includes('A'))!;
    expect(line).toContain('≥90% 选第 3 档');
    expect(line.filter((value) => typeof value === 'number')).toEqual([]);
  });
});
