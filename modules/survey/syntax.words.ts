import type { Saying } from '#platform/contract/index.ts';
import type { Condition, ItemRef, Row, Test, Wording } from './questionnaire.contract.ts';

/** How options and conditions are written down in the editor, in Excel and in Word: `代码｜中文｜English`. */
export type Read<T> = { value: T } | { wrong: Saying };

const wrong = (zh: string, en: string): { wrong: Saying } => ({ wrong: { zh, en } });

const escapes: Record<string, string> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '｜': '\\p',
  '|': '\\v',
  '；': '\\s',
};
const unescapes: Record<string, string> = { '\\': '\\', n: '\n', t: '\t', p: '｜', v: '|', s: '；' };

/** Text as one line in which `｜` and `；` stand for themselves no more. */
const escapePart = (text: string): string => text.replace(/[\\\n\t｜|；]/g, (letter) => escapes[letter]!);
const unescapeText = (text: string): string =>
  text.replace(/\\([\\ntpvs])/g, (_, letter: string) => unescapes[letter]!);

/** Parts between `｜`, or the half-width `|` people type. */
const partsOf = (line: string): string[] => line.split(/[｜|]/).map((part) => unescapeText(part.trim()));

export const writeWording = ({ zh, en }: Wording): string =>
  en === '' ? escapePart(zh) : `${escapePart(zh)}｜${escapePart(en)}`;

export const readWording = (text: string): Wording => {
  const [zh = '', en = ''] = partsOf(text);
  return { zh, en };
};

export const writeRow = ({ code, text, item }: Row): string =>
  [code, escapePart(text.zh), escapePart(text.en), item ? `@${item.scale}:${item.version}:${item.item}` : '']
    .join('｜')
    .replace(/｜+$/, '');

const codeShape = /^[a-z0-9][a-z0-9_]{0,23}$/;

/** One option; a line without a code gets one from its place, so that a list may simply be typed. */
export function readRow(line: string, place: number): Read<Row> {
  const parts = partsOf(line);
  const coded = parts.length > 1 && codeShape.test(parts[0]!);
  const [zh = '', en = '', mark = ''] = coded ? parts.slice(1) : parts;
  if (zh === '') return wrong(`选项“${line}”没有文字。`, `The option “${line}” has no text.`);
  const item = mark === '' ? { value: null } : readItem(mark);
  if ('wrong' in item) return item;
  return { value: { code: coded ? parts[0]! : `o${place + 1}`, text: { zh, en }, item: item.value } };
}

function readItem(mark: string): Read<ItemRef> {
  const found = /^@([a-z][a-z0-9_]*):(\d{1,2}):([a-z0-9_]+)$/.exec(mark);
  return found
    ? { value: { scale: found[1]!, version: Number(found[2]), item: found[3]! } }
    : wrong(
        `“${mark}”不是量表条目的写法（@量表:版本:条目）。`,
        `“${mark}” names no item (@scale:version:item).`,
      );
}

export function readRows(text: string): Read<Row[]> {
  const rows: Row[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const row = readRow(line, rows.length);
    if ('wrong' in row) return row;
    rows.push(row.value);
  }
  return { value: rows };
}

export const writeRows = (rows: readonly (Omit<Row, 'item'> & { item?: Row['item'] })[]): string =>
  rows.map((row) => writeRow({ ...row, item: row.item ?? null })).join('\n');

const signs = { 'any-of': '=', 'none-of': '≠', 'at-least': '≥', 'at-most': '≤' } as const;

/** `role=o1|o2；mood≤5`, with 任一： in front where one of them is enough. */
export function writeCondition(condition: Condition | null): string {
  if (!condition) return '';
  const tests = condition.tests.map(
    (test) => `${test.code}${signs[test.is]}${'number' in test ? test.number : test.options.join('|')}`,
  );
  return `${condition.of === 'any' ? '任一：' : ''}${tests.join('；')}`;
}

export function readCondition(text: string): Read<Condition | null> {
  const any = /^(任一|any)\s*[：:]/i.exec(text.trim());
  const rest = any ? text.trim().slice(any[0].length) : text.trim();
  if (rest === '') return { value: null };
  const tests: Test[] = [];
  for (const part of rest.split(/[；;]/)) {
    const test = readTest(part.trim());
    if (!test)
      return wrong(
        `显示条件“${part.trim()}”看不懂，写法如：role=o1|o2；mood≤5。`,
        `The condition “${part.trim()}” is not understood; write it like role=o1|o2；mood≤5.`,
      );
    tests.push(test);
  }
  return { value: { of: any ? 'any' : 'all', tests } };
}

function readTest(text: string): Test | null {
  const found = /^([a-z][a-z0-9_]*)\s*(=|≠|!=|≥|>=|≤|<=)\s*(.+)$/.exec(text);
  if (!found) return null;
  const [, code = '', sign = '', right = ''] = found;
  if (/[≥≤<>]/.test(sign)) {
    const number = Number(right);
    return Number.isFinite(number) ? { code, is: /[≥>]/.test(sign) ? 'at-least' : 'at-most', number } : null;
  }
  const options = right.split(/[|｜]/).map((one) => one.trim());
  return options.every((one) => codeShape.test(one))
    ? { code, is: sign === '=' ? 'any-of' : 'none-of', options }
    : null;
}
