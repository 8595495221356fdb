import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { suppressPairs, whyNot, type PairShape } from './index.ts';
import { rationalRank, unknownsOf } from './naive.fixtures.ts';

const within = { key: 'within', has: (row: number, column: number) => row === column };
const across = { key: 'across', has: (row: number, column: number) => row !== column };
const shape = (sizes: readonly number[], more: Partial<PairShape> = {}): PairShape => ({
  scope: 'w1',
  rows: sizes.map((people, at) => ({ key: `G${at}`, people })),
  columns: 'symmetric',
  totals: [within, across],
  ...more,
});
const shown = (one: PairShape) => {
  const { hiddenAt, totalShown, open } = suppressPairs(one);
  expect(open).toEqual([]);
  return { hiddenAt, totalShown };
};

describe('groups × groups with the totals within and across', () => {
  test('everything is shown where every group has five people and five raters', () => {
    const { hiddenAt, totalShown } = shown(shape([85, 89, 88, 22, 9, 27]));
    expect(hiddenAt.flat().some(Boolean)).toBe(false);
    expect(totalShown).toEqual([true, true]);
  });
  test('a group of four with all its cells, and one more cell of each total that would give it away', () => {
    expect(shown(shape([30, 20, 4]))).toEqual({
      hiddenAt: [
        [false, true, true],
        [true, true, true],
        [true, true, true],
      ],
      totalShown: [true, true],
    });
  });
  test('the total itself, where no other cell could hide the small group', () => {
    expect(shown(shape([30, 4]))).toEqual({
      hiddenAt: [
        [true, true],
        [true, true],
      ],
      totalShown: [true, false],
    });
  });
  test('a cell that fewer than five people answered about, with a complement', () => {
    const raters = (row: number, column: number) => (row + column === 2 && row !== column ? 3 : 20);
    const { hiddenAt, totalShown } = shown(shape([30, 20, 10], { raters }));
    expect(hiddenAt[0]![2]).toBe(true);
    expect([hiddenAt[0]![1], hiddenAt[1]![2]].filter(Boolean)).toHaveLength(1);
    expect(hiddenAt.some((row, k) => row[k])).toBe(false);
    expect(totalShown).toEqual([true, true]);
  });
  test('a group that was hidden at four and now has five stays hidden', () => {
    const grown = (people: number, before: number) => {
      const rows = [
        { key: 'A', people: 30 },
        { key: 'B', people: 20 },
        { key: 'C', people, before },
      ];
      return shown(shape([], { rows })).hiddenAt[2]![2];
    };
    expect([grown(5, 4), grown(9, 4), grown(5, 5)]).toEqual([true, false, false]);
  });
  test('nothing, in a bureau of three people', () => {
    const { hiddenAt, totalShown } = shown(shape([2, 1]));
    expect(hiddenAt.flat().every(Boolean)).toBe(true);
    expect(totalShown).toEqual([false, false]);
  });
  test('directed: what a small group says and what is said of it are both hidden', () => {
    const { hiddenAt } = shown(shape([30, 20, 10, 4], { columns: 'directed' }));
    expect(hiddenAt[3]).toEqual([true, true, true, true]);
    expect(hiddenAt.map((row) => row[3])).toEqual([true, true, true, true]);
    expect(hiddenAt.flat().filter(Boolean).length).toBeLessThanOrEqual(9);
  });
  test('groups × fields of business: only rows are people', () => {
    const columns = ['G0', 'G1', 'other'];
    const own = { key: 'own', has: (row: number, column: number) => `G${row}` === columns[column] };
    const foreign = { key: 'foreign', has: (row: number, column: number) => !own.has(row, column) };
    const { hiddenAt, totalShown } = shown(shape([30, 20, 4], { columns, totals: [own, foreign] }));
    expect(hiddenAt[2]).toEqual([true, true, true]);
    expect(hiddenAt.flat().filter(Boolean)).toHaveLength(4);
    expect(totalShown).toEqual([true, true]);
  });
  test('the release may join the register', () => {
    const { release } = suppressPairs(shape([30, 20, 4]));
    expect(whyNot({ releases: [] }, release)).toEqual([]);
  });
});

/** A sum over a small group's cells is out if some weighting of the shown totals lives on those cells alone. */
test('whatever is shown, no sum over a small group can be solved for', () => {
  for (let seed = 0; seed < 400; seed++) {
    const random = stream(seed, 'pairs');
    const sizes = Array.from({ length: 1 + random.below(6) }, () => 1 + random.below(12));
    const columns = random.below(2) ? ('symmetric' as const) : ('directed' as const);
    const { release, open } = suppressPairs(shape(sizes, { columns }));
    const { keys, matrix } = unknownsOf([release]);
    expect(open, `seed ${seed}`).toEqual([]);
    sizes.forEach((size, group) => {
      if (size >= 5) return;
      const involves = (key: string) => key.split('|')[1]!.split(/[×→]/).includes(`G${group}`);
      const others = matrix.map((row) => row.filter((_, at) => !involves(keys[at]!)));
      expect(rationalRank(matrix), `seed ${seed}, group ${group}`).toBe(rationalRank(others));
      release.table.cells
        .filter(({ key, size: pairs }) => involves(key) && pairs! > 0)
        .forEach(({ key }) => expect(release.hidden, `seed ${seed}`).toContain(key));
    });
  }
});
