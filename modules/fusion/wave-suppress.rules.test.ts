import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  protect,
  protectBlocks,
  protectCounts,
  rankOf,
  recoverable,
  type TableCell,
} from './wave-suppress.rules.ts';

const everybody = (sizes: readonly number[]) => sizes.map((size) => sizes.map(() => size));
const blocks = (sizes: number[], more: Partial<Parameters<typeof protectBlocks>[0]> = {}) =>
  protectBlocks({ sizes, raters: everybody(sizes), sizesBefore: [], ...more });

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
    expect(hidden).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(withinShown).toBe(true);
    expect(acrossShown).toBe(false);
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

describe('counts by unit with their total', () => {
  test('one to four people are hidden, with a neighbour, so that the total does not tell', () => {
    const { shown, total } = protectCounts([
      { nPeople: 20, count: 3 },
      { nPeople: 20, count: 9 },
      { nPeople: 20, count: 6 },
      { nPeople: 20, count: 0 },
    ]);
    expect(shown).toEqual([null, 9, null, 0]);
    expect(total).toBe(18);
  });
  test('a total of one to four is hidden too', () => {
    expect(protectCounts([{ nPeople: 20, count: 2 }]).total).toBe(null);
    expect(protectCounts([{ nPeople: 20, count: 0 }]).total).toBe(0);
  });
});

describe('the audit', () => {
  test('counts independent rows', () => {
    expect(
      rankOf([
        [1, 1, 0],
        [0, 1, 1],
        [1, 2, 1],
      ]),
    ).toBe(2);
    expect(rankOf([])).toBe(0);
  });

  /** Twenty random tables of numbers that agree with all that is shown must differ in every hidden small cell. */
  test('whatever is shown, no protected sum can be solved for', () => {
    const table = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, (sizes) => {
        const { hidden, withinShown, acrossShown } = blocks(sizes);
        const pairs = sizes
          .flatMap((_, k) => sizes.map((__, l) => [k, l] as const))
          .filter(([k, l]) => k <= l);
        const rows = [
          ...(withinShown ? [pairs.map(([k, l]) => Number(k === l))] : []),
          ...(acrossShown ? [pairs.map(([k, l]) => Number(k !== l))] : []),
          ...pairs.flatMap(([k, l], at) =>
            hidden[k]![l] && (k !== l || sizes[k]! > 1)
              ? []
              : [pairs.map((_, other) => Number(other === at))],
          ),
        ];
        sizes.forEach((size, group) => {
          if (size >= 5) return;
          // The total of all pairs of a small group, and each of its pairs, added to what is known, must be news.
          const touching = pairs.map(([k, l]) => Number(k === group || l === group));
          const singles = pairs.flatMap((_, at) =>
            touching[at] ? [pairs.map((__, other) => Number(other === at))] : [],
          );
          const across = pairs.map(([k, l]) => Number((k === group) !== (l === group)));
          for (const wanted of [across, ...singles]) {
            // A group of one has no pair of its own: nothing to protect there.
            if (!wanted.some((one, at) => one && (pairs[at]![0] !== pairs[at]![1] || size > 1))) continue;
            expect(rankOf([...rows, wanted])).toBe(rankOf(rows) + 1);
          }
        });
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  test('stops and hides no more than it must, for any table', () => {
    const cell = fc.record({ size: fc.integer({ min: 0, max: 30 }), primary: fc.boolean() });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 10 }), (drawn) => {
        const cells: TableCell[] = drawn.map((one) => ({ ...one, owners: [] }));
        const totals = [cells.map((_, at) => at), cells.flatMap((_, at) => (at % 2 ? [at] : []))];
        const { hidden, totalShown } = protect(cells, totals);
        cells.forEach((one, at) => {
          if (!one.primary) return;
          expect(hidden[at]).toBe(true);
          expect(recoverable(totals, { hidden, totalShown }, new Set([at]))).toBe(false);
        });
        if (!cells.some((one) => one.primary)) expect(hidden.some(Boolean)).toBe(false);
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
