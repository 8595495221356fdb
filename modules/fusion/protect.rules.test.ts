import { describe, expect, test } from 'vitest';
import { audit, type Release as Shown } from '#engines/suppression/index.ts';
import {
  bandEdge,
  bandOf,
  besideBands,
  hiddenGroups,
  mayShowChange,
  openShelf,
  protectBlocks,
  protectCounts,
  protectMastery,
  scopes,
  type Banded,
  type BlockPeople,
  type Shelf,
} from './protect.rules.ts';

const everybody = (sizes: readonly number[]) => sizes.map((size) => sizes.map(() => size));
const blocks = (sizes: number[], more: Partial<BlockPeople> = {}, shelf: Shelf = openShelf()) =>
  protectBlocks(shelf, {
    scope: scopes.pairs('w2'),
    levels: sizes.map((_, at) => `G${at}`),
    sizes,
    raters: everybody(sizes),
    sizesBefore: [],
    ...more,
  });

describe('what of the table of legacy agencies is hidden', () => {
  test('nothing, where every group has five people and five raters', () => {
    const { hidden, withinShown, acrossShown } = blocks([85, 89, 88, 22, 9, 27]);
    expect(hidden.flat().some(Boolean)).toBe(false);
    expect([withinShown, acrossShown]).toEqual([true, true]);
  });

  test('a group of four with all its cells, and one more cell of each total that would give it away', () => {
    const { hidden, withinShown, acrossShown } = blocks([30, 20, 4]);
    expect(hidden).toEqual([
      [false, true, true],
      [true, true, true],
      [true, true, true],
    ]);
    expect([withinShown, acrossShown]).toEqual([true, true]);
  });

  test('the total itself, where no other cell could hide the small group', () => {
    const { hidden, withinShown, acrossShown } = blocks([30, 4]);
    expect(hidden.flat()).toEqual([true, true, true, true]);
    expect([withinShown, acrossShown]).toEqual([true, false]);
  });

  test('a cell that fewer than five people answered about, with a complement', () => {
    const raters = everybody([30, 20, 10]);
    raters[2]![0] = 3;
    const { hidden, withinShown } = blocks([30, 20, 10], { raters });
    expect(hidden[0]![2]).toBe(true);
    expect([hidden[0]![1], hidden[1]![2]].filter(Boolean)).toHaveLength(1);
    expect(hidden.some((row, k) => row[k])).toBe(false);
    expect(withinShown).toBe(true);
  });

  test('a group that was hidden at four and now has five: the difference would be one person', () => {
    expect(blocks([30, 20, 5], { sizesBefore: [30, 20, 4] }).hidden[2]![2]).toBe(true);
    expect(blocks([30, 20, 9], { sizesBefore: [30, 20, 4] }).hidden[2]![2]).toBe(false);
    expect(blocks([30, 20, 5], { sizesBefore: [30, 20, 5] }).hidden[2]![2]).toBe(false);
  });

  test('everything, in a bureau of three people', () => {
    const { hidden, withinShown, acrossShown } = blocks([2, 1]);
    expect(hidden.flat().every(Boolean)).toBe(true);
    expect([withinShown, acrossShown]).toEqual([false, false]);
  });
});

describe('what of business knowledge is hidden', () => {
  test('the row of a group of four, and a complement in each total', () => {
    const people = { levels: ['A', 'B', 'C'], people: [30, 20, 4], homes: ['A', 'B', 'C'] };
    const { hidden, ownShown } = protectMastery(openShelf(), { scope: 'w|mastery', ...people });
    expect(hidden[2]).toEqual([true, true, true]);
    expect(hidden[0]![0] || hidden[1]![1]).toBe(true);
    expect(ownShown).toBe(true);
  });
});

describe('counts by unit with their total', () => {
  const counts = (...units: [people: number, count: number][]) =>
    protectCounts(
      openShelf(),
      'w|isolates',
      units.map(([people, count], at) => ({ unit: `科${at}`, people, count })),
    );
  test('one to four people are hidden, with a neighbour, so that the total does not tell', () => {
    expect(counts([20, 3], [20, 9], [20, 6], [20, 0])).toEqual({ shown: [null, 9, null, 0], total: 18 });
  });
  test('a total of one to four is hidden too', () => {
    expect(counts([20, 2]).total).toBe(null);
    expect(counts([20, 0]).total).toBe(0);
  });
  test('shares of groups under ten people, and of one more where the share of all would tell', () => {
    expect([...hiddenGroups([40, 12, 9], 10)]).toEqual([1, 2]);
    expect([...hiddenGroups([40, 12, 10], 10)]).toEqual([]);
  });
});

describe('where nearly all are alike', () => {
  test('from nine in ten on a band is told, at either end', () => {
    expect([1, 0.9, 0.899, 0.5, 0.101, 0.1, 0, null].map(bandOf)).toEqual([
      'high',
      'high',
      null,
      null,
      null,
      'low',
      'low',
      null,
    ]);
    expect([bandEdge('high'), bandEdge('low')]).toEqual([0.9, 0.1]);
  });
  const cell = (size: number, more: Partial<Banded> = {}): Banded => ({
    hidden: false,
    band: null,
    size,
    total: 'own',
    ...more,
  });
  test('one band in a total takes the smallest other cell with it, for the total would make it exact', () => {
    expect([
      ...besideBands([cell(30), cell(9, { band: 'high' }), cell(20), cell(8, { total: 'other' })]),
    ]).toEqual([2]);
  });
  test('two unknown cells hide each other, and a total of one cell tells it anyway', () => {
    expect([...besideBands([cell(30), cell(9, { band: 'high' }), cell(20, { band: 'low' })])]).toEqual([]);
    expect([...besideBands([cell(30), cell(9, { band: 'high' }), cell(4, { hidden: true })])]).toEqual([]);
    expect([...besideBands([cell(30, { band: 'low' }), cell(0)])]).toEqual([]);
  });
});

describe('beside what was released before', () => {
  /** A wave of so many people released, and the next one on the shelf beside it. */
  function next(before: number[], now: number[]): Shelf {
    const first = openShelf();
    blocks(before, { scope: scopes.pairs('w1') }, first);
    const shelf = openShelf(first.own);
    blocks(now, {}, shelf);
    return shelf;
  }
  const change = (shelf: Shelf, stayed: number) =>
    mayShowChange(shelf, {
      scope: 'w2|change',
      older: scopes.total(scopes.pairs('w1'), 'across'),
      newer: scopes.total(scopes.pairs('w2'), 'across'),
      stayed,
    });

  test.each([
    ['nobody came or went', [20, 20], [20, 20], 40, true],
    ['three left', [20, 20], [20, 17], 37, false],
    ['one left, two came', [20, 20], [20, 21], 39, false],
    ['four left, three came', [20, 20], [20, 19], 36, true],
    ['six left', [20, 20], [20, 14], 34, true],
  ])('the change of those who stayed, where %s', (_, before, now, stayed, may) => {
    const shelf = next(before, now);
    expect(change(shelf, stayed)).toBe(may);
    expect(audit([...shelf.earlier, ...shelf.own])).toEqual([]);
  });

  test('shown after all, it would be found by the audit', () => {
    const shelf = next([20, 20], [20, 17]);
    change(shelf, 37);
    const last = shelf.own.at(-1)!;
    const shown: Shown = { ...last, hidden: last.hidden.filter((key) => !key.endsWith('|change')) };
    expect(audit([...shelf.earlier, ...shelf.own.slice(0, -1), shown])).not.toEqual([]);
  });
});
