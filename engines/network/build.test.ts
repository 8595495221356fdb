import { describe, expect, test } from 'vitest';
import { isObserved, networkFrom } from './index.ts';
import type { NetworkInput } from './index.ts';

const people = [
  { id: '1', group: '10' },
  { id: '2', group: '2' },
  { id: '3', group: '2' },
];

const read = (input: Partial<NetworkInput>) => networkFrom({ people, ties: [], directed: true, ...input });

const bothWays = (state: number) =>
  read({
    directed: false,
    ties: [
      { from: '1', to: '2', state: 1 },
      { from: '2', to: '1', state },
    ],
  });

describe('reading people and ties', () => {
  test('groups are ordered as people would order them: 2 before 10', () => {
    const result = read({});
    expect(result.ok && result.network.levels).toEqual(['2', '10']);
    expect(result.ok && [...result.network.groupSizes]).toEqual([2, 1]);
  });

  test('ties to oneself and repetitions are left out and counted', () => {
    const result = read({
      ties: [
        { from: '1', to: '1' },
        { from: '1', to: '2' },
        { from: '1', to: '2', state: 1 },
      ],
    });
    expect(result).toMatchObject({ ok: true, ignored: { selfTies: 1, repeatedTies: 1 } });
    expect(result.ok && result.network.nTies).toBe(1);
  });

  test('every problem is told at once, with its row', () => {
    const result = read({
      people: [...people, { id: '3', group: null }],
      ties: [
        { from: '1', to: 'x' },
        { from: '1', to: '2', state: 1.5 },
        { from: '2', to: '1', state: 1 },
        { from: '2', to: '1', state: 2 },
      ],
    });
    expect(result).toEqual({
      ok: false,
      problems: [
        { code: 'network/person-twice', row: 3, id: '3' },
        { code: 'network/group-missing', row: 3, id: '3' },
        { code: 'network/unknown-person', row: 0, id: 'x' },
        { code: 'network/state-out-of-range', row: 1, state: 1.5 },
        { code: 'network/conflicting-reports', row: 3, firstRow: 2 },
      ],
    });
  });

  test('where rows are pairs, both directions speak of one pair', () => {
    expect(bothWays(1)).toMatchObject({ ok: true, ignored: { repeatedTies: 1 } });
    expect(bothWays(2)).toMatchObject({ ok: false, problems: [{ code: 'network/conflicting-reports' }] });
  });

  test('a state that names no kind of missing is refused', () => {
    const result = read({ ties: [{ from: '1', to: '2', state: 'maybe' as 'skipped' }] });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'network/state-out-of-range', row: 0 }] });
  });

  test('in a listed roster only rows were asked', () => {
    const result = read({
      observed: 'listed',
      ties: [
        { from: '1', to: '2', state: 0 },
        { from: '1', to: '3', state: 'skipped' },
      ],
    });
    if (!result.ok) throw new Error('refused');
    const { roster } = result.network;
    expect([isObserved(roster, 0, 1), isObserved(roster, 0, 2), isObserved(roster, 1, 0)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
