import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Column, exactSum } from './column.ts';
import { FactTable } from './fact-table.ts';

describe('a sum', () => {
  test('is exact where adding as we go is not', () => {
    expect(exactSum([[0.1, 10]])).toBe(1);
    expect(
      exactSum([
        [0.1, 1],
        [0.2, 1],
      ]),
    ).toBe(0.3);
    expect(
      exactSum([
        [2 ** 53 - 1, 1],
        [1, 2],
      ]),
    ).toBe(2 ** 53 + 1 + 1);
    expect(
      exactSum([
        [1e21, 2],
        [-1e-7, 1],
      ]),
    ).toBe(2e21);
    expect(exactSum([])).toBe(0);
  });

  test('of amounts with two decimals is that of their hundredths', () => {
    const amounts = fc.array(
      fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 1, max: 50 })),
    );
    fc.assert(
      fc.property(amounts, (list) => {
        const hundredths = list.reduce((sum, [value, n]) => sum + value * n, 0);
        expect(exactSum(list.map(([value, n]) => [value / 100, n])) + 0).toBe(hundredths / 100 + 0);
      }),
    );
  });
});

describe('a column', () => {
  test('keeps what passes and counts what is different, as a plain list does', () => {
    const value = fc.oneof(
      fc.constantFrom(null, 'a', '1', 1, true, 'true', 2.5),
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (list) => {
        const column = new Column(list.length);
        list.forEach((one, row) => column.set(row, one));
        const rows = () => Int32Array.from(list, (_, row) => row);
        const passes = (one: unknown) => one === 'a' || one === 1 || Array.isArray(one);
        expect([...column.keep(rows(), passes)]).toEqual([...rows()].filter((row) => passes(list[row])));
        for (const n of [list.length >> 1, list.length])
          for (const only of ['a', '1', 1, 'never'])
            expect([...column.rowsWith(only, n)]).toEqual(
              [...rows().subarray(0, n)].filter((row) => list[row] === only),
            );
        const counts = new Map<string, number>();
        for (const one of list) {
          const key = JSON.stringify(one);
          if (one !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        expect(new Map(column.valuesOf(rows()).map(([one, n]) => [JSON.stringify(one), n]))).toEqual(counts);
      }),
    );
  });
});

test('a table grows, and leaves out what a void has taken away', () => {
  const table = new FactTable();
  for (let seq = 1; seq <= 1000; seq++) {
    const rest = {
      on: '2020-01-01',
      unit: null,
      subject: 'x/1',
      actor: null,
      quantity: seq,
      voided: seq === 7,
    };
    table.add({ seq, ...rest, data: seq > 500 ? { late: seq % 3 } : {} });
  }
  table.void(9);
  table.void(5000); // of another kind
  expect(table.rowsMeeting([])).toHaveLength(998);
  expect(table.rowsMeeting([{ column: 'data.late', passes: (value) => value === 0 }])).toHaveLength(167);
  expect(table.rowsMeeting([{ column: 'data.never', passes: (value) => value !== null }])).toHaveLength(0);
  const about = (only: string) => [
    { column: 'subject', only, passes: (value: unknown) => value === only } as const,
  ];
  expect(table.rowsMeeting(about('x/1'))).toHaveLength(998);
  expect(table.rowsMeeting(about('x/2'))).toHaveLength(0);
});
