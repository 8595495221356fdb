import { describe, expect, test } from 'vitest';
import { choicesOf, chooseRows, nextOrder, shownText, type Column, type Wanted } from './table.rules.ts';

interface Person {
  name: string;
  unit: string;
  years: number | null;
  pinyin: string;
}
const people: Person[] = [
  { name: '邢明', unit: '法规科', years: 3, pinyin: 'xingming xm' },
  { name: '安景', unit: '执法队', years: null, pinyin: 'anjing aj' },
  { name: '范树榆', unit: '法规科', years: 21, pinyin: 'fanshuyu fsy' },
];
const columns: Column<Person>[] = [
  { key: 'name', label: '姓名', value: (row) => row.name },
  { key: 'unit', label: '单位', value: (row) => row.unit, filter: true },
  {
    key: 'years',
    label: '年数',
    value: (row) => row.years,
    text: (row) => (row.years === null ? '—' : `${row.years} 年`),
  },
];
const anything: Wanted = { text: '', choices: {}, order: null };
const namesOf = (wanted: Partial<Wanted>, searchText?: (row: Person) => string): string[] =>
  chooseRows(people, columns, { ...anything, ...wanted }, searchText).map(({ name }) => name);

describe('rows of a table', () => {
  test('stand as they came until something is asked', () => {
    expect(namesOf({})).toEqual(['邢明', '安景', '范树榆']);
  });

  test('sort names by pinyin and numbers by value; what is empty stands last both ways', () => {
    expect(namesOf({ order: { key: 'name', descending: false } })).toEqual(['安景', '范树榆', '邢明']);
    expect(namesOf({ order: { key: 'years', descending: false } })).toEqual(['邢明', '范树榆', '安景']);
    expect(namesOf({ order: { key: 'years', descending: true } })).toEqual(['范树榆', '邢明', '安景']);
  });

  test('are found by every word, in the cells or in the text the server gave', () => {
    expect(namesOf({ text: '法规 21' })).toEqual(['范树榆']);
    expect(namesOf({ text: 'FSY' }, (row) => row.name + row.pinyin)).toEqual(['范树榆']);
    expect(namesOf({ text: 'fsy' })).toEqual([]);
  });

  test('are narrowed by a chosen value', () => {
    expect(choicesOf(columns[1]!, people)).toEqual(['法规科', '执法队']);
    expect(namesOf({ choices: { unit: '法规科', years: '' } })).toEqual(['邢明', '范树榆']);
  });
});

test('a cell without a value shows a dash', () => {
  expect(shownText({ key: 'x', label: '', value: () => null }, people[0])).toBe('—');
  expect(shownText({ key: 'x', label: '', value: () => 0 }, people[0])).toBe('0');
});

test('a head pressed three times: up, down, as it was', () => {
  const up = nextOrder(null, 'name');
  const down = nextOrder(up, 'name');
  expect([up, down, nextOrder(down, 'name')]).toEqual([
    { key: 'name', descending: false },
    { key: 'name', descending: true },
    null,
  ]);
  expect(nextOrder(down, 'years')).toEqual({ key: 'years', descending: false });
});
