import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askingOrder, ringRoster } from './roster.rules.ts';

const people = (n: number, from = 0) =>
  Array.from({ length: n }, (_, at) => `alias-${String(from + at).padStart(4, '0')}`);

describe('lists of names in a bureau too large for a census', () => {
  test('everybody is asked about at most two names a ring, never about themselves, and asked back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 61, max: 200 }),
        fc.integer({ min: 3, max: 15 }),
        fc.nat(),
        (n, nRings, seed) => {
          const { asks, rings } = ringRoster(people(n), nRings, [], seed);
          expect(rings).toHaveLength(nRings);
          for (const [alias, list] of asks) {
            expect(list.length).toBeLessThanOrEqual(2 * nRings);
            expect(list).not.toContain(alias);
            for (const other of list) expect(asks.get(other)).toContain(alias);
          }
        },
      ),
      { numRuns: 20, seed: 7 },
    );
  });

  test('the same people and seed give the same lists', () => {
    expect(ringRoster(people(70), 5, [], 42)).toEqual(ringRoster(people(70), 5, [], 42));
    expect(ringRoster(people(70), 5, [], 42).rings).not.toEqual(ringRoster(people(70), 5, [], 43).rings);
  });

  test('three quarters of the rings stay for the next wave; who left is gone, who came is on every ring', () => {
    const first = ringRoster(people(80), 12, [], 1);
    const later = [...people(78), 'newcomer-1', 'newcomer-2'].sort();
    const next = ringRoster(later, 12, first.rings, 2);
    expect(next.rings.filter(({ kept }) => kept)).toHaveLength(9);
    for (const { aliases } of next.rings) expect([...aliases].sort()).toEqual(later);
    const pairsOf = (aliases: string[]) =>
      new Set(aliases.map((one, at) => [one, aliases[(at + 1) % aliases.length]!].sort().join()));
    for (const { ring, kept, aliases } of next.rings) {
      const before = pairsOf(first.rings[ring]!.aliases);
      const again = [...pairsOf(aliases)].filter((pair) => before.has(pair)).length;
      if (kept) expect(again).toBeGreaterThan(65);
      else expect(again).toBeLessThan(15);
    }
  });

  test('more or fewer rings than last time: the panel is what both have', () => {
    const first = ringRoster(people(80), 8, [], 1);
    expect(ringRoster(people(80), 12, first.rings, 2).rings.filter(({ kept }) => kept)).toHaveLength(6);
    expect(ringRoster(people(80), 4, first.rings, 2).rings.filter(({ kept }) => kept)).toHaveLength(3);
  });

  test('a person is asked in an order of their own, the same at each visit', () => {
    const list = people(30);
    expect(askingOrder(list, 'a', 1)).toEqual(askingOrder([...list].reverse(), 'a', 1));
    expect(askingOrder(list, 'a', 1)).not.toEqual(askingOrder(list, 'b', 1));
    expect(askingOrder(list, 'a', 1).sort()).toEqual(list);
  });
});
