import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import {
  audit,
  crossTable,
  keyOf,
  matrixTable,
  partitionTable,
  suppress,
  type Rules,
  type Table,
} from './index.ts';
import { processorMs } from '#root/tools/testing/processor.ts';
import { aRandomTable, at, fewestHidden, rangesOf, solvable } from './naive.fixtures.ts';

const parts = (counts: readonly number[], rules?: Partial<Rules>) => {
  const { hidden } = suppress(partitionTable('t', counts), rules);
  return hidden.map((key) => (key === 't|all' ? 'total' : Number(key.slice('t|part=p'.length))));
};
const places = (counts: readonly (readonly number[])[]) => {
  const { hidden } = suppress(matrixTable('t', counts));
  return counts.flatMap((row, r) => row.flatMap((_, c) => (hidden.includes(at('t', r, c)) ? [[r, c]] : [])));
};

describe('worked vectors, k = 5', () => {
  test.each([
    [
      [40, 12, 3],
      [1, 2],
    ],
    [
      [20, 4, 4],
      [1, 2],
    ],
    [
      [20, 30, 2],
      [0, 2],
    ],
    [
      [20, 1, 1],
      [0, 1, 2],
    ],
    [[6, 7, 8], []],
    [[3], [0, 'total']],
    [
      [0, 9, 2, 15],
      [1, 2],
    ],
    [
      [4, 1],
      [0, 1],
    ],
    [
      [2, 2, 60],
      [0, 1, 2],
    ],
  ])('of %j hide %j', (counts, hidden) => expect(parts(counts)).toEqual(hidden));

  test.each([
    [
      [
        [20, 3, 12],
        [15, 11, 9],
        [8, 14, 30],
      ],
      [
        [0, 1],
        [0, 2],
        [1, 1],
        [1, 2],
      ],
    ],
    [
      [
        [10, 2],
        [12, 9],
      ],
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    ],
    [
      [
        [3, 20, 20],
        [20, 4, 20],
        [20, 20, 20],
      ],
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    ],
  ])('of %j hide %j', (counts, hidden) => {
    expect(places(counts)).toEqual(hidden);
    expect(suppress(matrixTable('t', counts)).hidden).toHaveLength(hidden.length);
  });
});

describe('what the vectors do not say', () => {
  test('five single people add up to five: whoever sees that no zero is hidden would know them all', () => {
    expect(parts([1, 1, 1, 1, 1])).toEqual([0, 1, 2, 3, 4, 'total']);
  });
  test('two small cells of different columns are not added up by two rows less one column', () => {
    const counts = [
      [10, 2, 0],
      [10, 0, 2],
      [0, 30, 30],
    ];
    const table = matrixTable('t', counts);
    // Hidden as rows and columns ask for: each has two. But row 0 + row 1 − column 0 = 2 + 2.
    const hidden = [at('t', 0, 0), at('t', 0, 1), at('t', 1, 0), at('t', 1, 2), at('t', 2, 1), at('t', 2, 2)];
    expect(audit([{ table, hidden }])).toEqual([
      { code: 'suppression/small-sum', cells: [at('t', 0, 1)] },
      { code: 'suppression/small-sum', cells: [at('t', 1, 2)] },
    ]);
    expect(suppress(table).open).toEqual([]);
  });
  test('zeros may be protected like small numbers', () => {
    expect(parts([0, 9, 15], { zeros: 'protect' })).toEqual([0, 1]);
    expect(parts([0, 0], { zeros: 'protect' })).toEqual([0, 1, 'total']);
  });
  test('another k', () => {
    expect(parts([9, 20, 30], { k: 10 })).toEqual([0, 1]);
    expect(parts([9, 20, 30])).toEqual([]);
  });
  test('reasons are told to the office', () => {
    expect(suppress(partitionTable('t', [40, 12, 3])).reasons).toEqual({
      't|part=p1': 'complement',
      't|part=p2': 'few-people',
    });
  });
  test('a faulty table is refused by a code', () => {
    const table = partitionTable('t', [4, 5]);
    const cells = table.cells.map((cell) => (cell.key === 't|all' ? { ...cell, people: 10 } : cell));
    expect(() => suppress({ ...table, cells })).toThrow(new RangeError('suppression/does-not-add-up'));
    expect(() => suppress(partitionTable('t', [4.5]))).toThrow(new RangeError('suppression/count-not-whole'));
    expect(() => suppress({ ...table, cells: table.cells.slice(1) })).toThrow(
      new RangeError('suppression/key-unknown'),
    );
    expect(() => suppress({ ...table, cells: [...table.cells, ...table.cells] })).toThrow(
      new RangeError('suppression/key-twice'),
    );
  });
});

describe('unit ⊂ group ⊂ bureau', () => {
  const units = {
    name: 'unit',
    levels: [{ key: 'A', within: [{ key: 'A1' }, { key: 'A2' }] }, { key: 'B' }, { key: 'C' }],
  };
  const counts: Record<string, number> = { A1: 3, A2: 0, B: 30, C: 9 };
  const hierarchy = crossTable('t', [units], ([unit]) => counts[unit!]!);

  test('a small group hides its units, itself and a neighbour', () => {
    expect(suppress(hierarchy).hidden.sort()).toEqual(['t|unit=A', 't|unit=A1', 't|unit=C']);
  });
  test('a group hidden as a neighbour hides some of its units too', () => {
    const table = crossTable('t', [units], ([unit]) => ({ A1: 8, A2: 9, B: 30, C: 3 })[unit!]!);
    expect(suppress(table).hidden.sort()).toEqual(['t|unit=A', 't|unit=A1', 't|unit=C']);
  });
  test('crossed with answers by age', () => {
    const age = { name: 'age', levels: [{ key: 'young' }, { key: 'old' }] };
    const table = crossTable(
      't',
      [units, age],
      ([unit, years]) => counts[unit!]! * (years === 'old' ? 2 : 1),
    );
    const { hidden, open } = suppress(table);
    expect(open).toEqual([]);
    expect(hidden).toContain(keyOf('t', { unit: 'A1', age: 'young' }));
    expect(solvable([{ table, hidden }])).toEqual([]);
  });
});

const isSmall = ({ people }: { people: number }, k = 5) => people > 0 && people < k;

/** No small cell shown, none recoverable by elimination, no sum of hidden parts under k, nothing left open. */
function expectSafe(table: Table, label: string): number {
  const { hidden, open } = suppress(table);
  const covered = new Set(hidden);
  expect(open, label).toEqual([]);
  expect(
    table.cells.filter((cell) => isSmall(cell) && !covered.has(cell.key)),
    label,
  ).toEqual([]);
  expect(solvable([{ table, hidden }]), label).toEqual([]);
  const people = new Map(table.cells.map((cell) => [cell.key, cell.people]));
  for (const { total, parts: all } of table.sums) {
    const under = all.filter((key) => covered.has(key));
    if (covered.has(total) || under.length === 0) continue;
    expect(
      under.reduce((sum, key) => sum + people.get(key)!, 0),
      label,
    ).toBeGreaterThanOrEqual(5);
  }
  return hidden.length;
}

describe('random tables and hierarchies', () => {
  test('no hidden cell is recoverable by rational elimination in 300 tables (10,000 in the long run)', () => {
    for (let seed = 0; seed < 300; seed++)
      expectSafe(aRandomTable(stream(seed, 'suppression')), `seed ${seed}`);
  });

  test('a reader with all other tables before him can neither fix a count nor see that it is under k', () => {
    const [k, reach] = [3, 3];
    let nSeen = 0;
    for (let seed = 0; seed < 600; seed++) {
      const table = aRandomTable(stream(seed, 'readers'), 20);
      const { hidden } = suppress(table, { k });
      if (hidden.length === 0 || hidden.length > 8) continue;
      nSeen++;
      const rangeIfPlain = rangesOf({ table, hidden }, { least: 0, reach });
      for (const [key, [low, high]] of rangesOf({ table, hidden }, { least: 1, reach })) {
        expect(high, `seed ${seed}: ${key}`).toBeGreaterThan(low);
        expect(rangeIfPlain.get(key)![1], `seed ${seed}: ${key}`).toBeGreaterThanOrEqual(k);
      }
    }
    expect(nSeen).toBeGreaterThan(100);
  });

  test('every complement is needed: shown alone, it would give something away', () => {
    for (let seed = 0; seed < 150; seed++) {
      const table = aRandomTable(stream(seed, 'needed'), 40);
      const { hidden, reasons } = suppress(table);
      for (const key of hidden.filter((one) => reasons[one] === 'complement')) {
        const others = hidden.filter((one) => one !== key);
        expect(audit([{ table, hidden: others }]), `seed ${seed}: ${key}`).not.toEqual([]);
      }
    }
  });

  test('what it hides beyond the least possible, by exhaustive search on tiny tables', () => {
    let [ours, fewest, same, n] = [0, 0, 0, 0];
    for (let seed = 0; n < 80; seed++) {
      const table = aRandomTable(stream(seed, 'tiny'), 13);
      const { hidden, reasons } = suppress(table);
      const must = hidden.filter((key) => reasons[key] !== 'complement');
      if (must.length === 0) continue;
      const least = fewestHidden(table, must, {}, hidden.length)!;
      n++;
      ours += hidden.length;
      fewest += least;
      same += Number(hidden.length === least);
    }
    console.log(
      `suppression: ${ours} cells hidden where ${fewest} would do; least possible in ${same} of ${n} tables`,
    );
    expect(ours).toBeLessThan(1.1 * fewest);
  });
});

test('50 × 20 with margins within 100 ms of processor time (twice as much allowed to a cold start)', () => {
  const random = stream(1, 'fifty');
  for (const typical of [6, 20]) {
    const counts = Array.from({ length: 50 }, () =>
      Array.from({ length: 20 }, () => Math.floor(-Math.log(1 - random.uniform()) * typical)),
    );
    const table = matrixTable('t', counts);
    const ms = processorMs(() => expect(suppress(table).open).toEqual([]));
    expect(ms).toBeLessThan(200);
  }
});
