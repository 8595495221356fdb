import { describe, expect, test } from 'vitest';
import {
  add,
  audit,
  changeTable,
  countTable,
  crossTable,
  emptyRegister,
  partitionTable,
  suppress,
  whyNot,
  type Change,
  type Register,
  type Release,
  type Table,
} from './index.ts';
import { solvable } from './naive.fixtures.ts';
import { stream } from '#engines/random/index.ts';

const releaseOf = (table: Table, register: Register = emptyRegister): Release => ({
  table,
  hidden: suppress(table, {}, register.releases).hidden,
});
const codes = (register: Register, release: Release) => [
  ...new Set(whyNot(register, release).map(({ code }) => code)),
];
const kept = (...releases: Release[]): Register =>
  releases.reduce((register, release) => {
    const { register: next, refused } = add(register, release);
    expect(refused).toEqual([]);
    return next;
  }, emptyRegister);

const unit = { name: 'unit', levels: [{ key: 'U1' }, { key: 'U2' }, { key: 'U3' }] };
const dimension = (name: string, ...keys: string[]) => ({ name, levels: keys.map((key) => ({ key })) });

describe('the register of everything released', () => {
  test('takes a safe table and refuses one that shows a small cell', () => {
    const table = partitionTable('w1', [20, 9, 3]);
    expect(codes(emptyRegister, { table, hidden: [] })).toEqual(['suppression/small-cell-shown']);
    expect(codes(emptyRegister, { table, hidden: ['w1|part=p2'] })).toEqual(['suppression/recoverable']);
    expect(add(emptyRegister, releaseOf(table)).register.releases).toHaveLength(1);
  });

  test('refuses a table that is safe alone but completes an older one', () => {
    const first = releaseOf(crossTable('w1', [unit], ([key]) => ({ U1: 30, U2: 12, U3: 3 })[key!]!));
    expect(first.hidden).toEqual(['w1|unit=U2', 'w1|unit=U3']);
    const register = kept(first);
    // U2 by age: its total was a complement.
    const byAge: Table = {
      name: 'U2 by age',
      adds: 'people',
      cells: [
        { key: 'w1|unit=U2', people: 12 },
        { key: 'w1|age=old;unit=U2', people: 6 },
        { key: 'w1|age=young;unit=U2', people: 6 },
      ],
      sums: [{ total: 'w1|unit=U2', parts: ['w1|age=old;unit=U2', 'w1|age=young;unit=U2'] }],
    };
    expect(suppress(byAge).hidden).toEqual([]);
    expect(codes(register, { table: byAge, hidden: [] })).toEqual(['suppression/recoverable']);
    expect(codes(register, { table: byAge, hidden: ['w1|unit=U2'] })).toEqual(['suppression/recoverable']);
    const safe = releaseOf(byAge, register);
    expect(safe.hidden).toEqual(['w1|unit=U2', 'w1|age=old;unit=U2']);
    expect(whyNot(register, safe)).toEqual([]);
    expect(solvable([...register.releases, safe])).toEqual([]);
  });

  test('refusals leave the register as it was', () => {
    const register = kept(releaseOf(partitionTable('w1', [20, 9])));
    const { register: after, refused } = add(register, { table: partitionTable('w1', [20, 10]), hidden: [] });
    expect(after).toBe(register);
    expect(refused).toEqual([{ code: 'suppression/key-means-two-things', cells: ['w1|part=p1', 'w1|all'] }]);
    expect(codes(register, { table: partitionTable('x', [20]), hidden: ['nobody'] })).toEqual([
      'suppression/key-unknown',
    ]);
  });

  test('two filters of nearly the same people: nine and eight of them', () => {
    const all = releaseOf({ name: 'nine', adds: 'people', cells: [{ key: 'nine', people: 9 }], sums: [] });
    const nested: Table = {
      name: 'eight',
      adds: 'people',
      cells: [
        { key: 'nine', people: 9 },
        { key: 'eight', people: 8 },
        { key: 'the one', people: 1, latent: true },
      ],
      sums: [{ total: 'nine', parts: ['eight', 'the one'] }],
    };
    const register = kept(all);
    expect(codes(register, { table: nested, hidden: ['the one'] })).toEqual(['suppression/recoverable']);
    expect(releaseOf(nested, register).hidden).toEqual(['eight', 'the one']);
  });

  test('any sequence of tables over the same people stays safe together', () => {
    const random = stream(4, 'sequence');
    for (let round = 0; round < 40; round++) {
      const people = Array.from({ length: 20 + random.below(100) }, () =>
        [0, 1, 2].map(() => `v${random.below(3)}`),
      );
      const names = ['unit', 'age', 'sex'];
      let register = emptyRegister;
      for (const [a, b] of [
        [0, 1],
        [1, 2],
        [0, 2],
      ] as const) {
        const dimensions = [a, b].map((at) => dimension(names[at]!, 'v0', 'v1', 'v2'));
        const table = crossTable(
          's',
          dimensions,
          ([one, two]) => people.filter((p) => p[a] === one && p[b] === two).length,
        );
        const release = releaseOf(table, register);
        const { refused, register: next } = add(register, release);
        expect(refused, `round ${round}`).toEqual([]);
        register = next;
      }
      expect(solvable(register.releases), `round ${round}`).toEqual([]);
    }
  });
});

describe('waves of nearly the same people', () => {
  const older = { key: 'w1|unit=U4', people: 29 };
  const newer = { key: 'w2|unit=U4', people: 28 };
  const change = (more: Partial<Change>): Change => ({
    scope: 'w1-w2|unit=U4',
    older,
    newer,
    joined: 0,
    left: 1,
    answers: 'same',
    ...more,
  });
  const wave1 = kept({ table: { name: 'w1', adds: 'people', cells: [older], sums: [] }, hidden: [] });
  const hiddenAfter = (more: Partial<Change>) =>
    suppress(changeTable(change(more)), {}, wave1.releases).hidden;

  test('the same answers without the one who left: the second figure is not shown', () => {
    expect(hiddenAfter({})).toContain('w2|unit=U4');
  });
  test('one left and one joined: not even the difference between the two may come out', () => {
    expect(hiddenAfter({ joined: 1, newer: { ...newer, people: 29 } })).toContain('w2|unit=U4');
  });
  test('five left: nothing is hidden', () => {
    expect(hiddenAfter({ left: 5, newer: { ...newer, people: 24 } })).not.toContain('w2|unit=U4');
  });
  test('nobody came or went: the second figure is the first, and shown', () => {
    expect(hiddenAfter({ left: 0, newer: { ...newer, people: 29 } })).not.toContain('w2|unit=U4');
  });
  test('asked anew, both waves are shown, but not the change of those who stayed beside them', () => {
    const table = changeTable(change({ answers: 'fresh' }));
    const { hidden, open } = suppress(table, {}, wave1.releases);
    expect(open).toEqual([]);
    expect(hidden).toContain('w1-w2|unit=U4|change');
    expect(hidden).not.toContain('w2|unit=U4');
    const latent = table.cells.filter((cell) => cell.latent).map(({ key }) => key);
    expect(codes(wave1, { table, hidden: latent })).toEqual([
      'suppression/recoverable',
      'suppression/guarded-sum',
    ]);
  });
});

test('counts by unit: of a unit under five, the count is hidden whatever it is, and no total tells it', () => {
  const counts = (...units: [people: number, count: number][]) => {
    const table = countTable(
      'isolates',
      units.map(([people, count], at) => ({ key: `U${at}`, people, count })),
    );
    const { hidden, open } = suppress(table);
    expect(open).toEqual([]);
    expect(audit([{ table, hidden }])).toEqual([]);
    return hidden.map((key) => key.split('|')[1]!.replace('unit=', ''));
  };
  expect(counts([20, 3], [20, 9], [20, 6], [20, 0])).toEqual(['U0', 'U2']);
  expect(counts([20, 2])).toEqual(['U0', 'all']);
  expect(counts([20, 0])).toEqual([]);
  expect(counts([4, 0], [20, 9], [20, 30])).toEqual(['U0', 'U1']);
  expect(counts([4, 0], [20, 0])).toContain('U0');
});
