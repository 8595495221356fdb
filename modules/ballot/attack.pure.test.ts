import { describe, expect, test } from 'vitest';
import { boundOf, fixedPoints } from './attack.fixtures.ts';

describe('a bound that chance gives', () => {
  test('right links of a blind matching: fixed points of a permutation, counted one by one', () => {
    const orders = [...permutations([0, 1, 2, 3, 4])];
    const counted = [0, 0, 0, 0, 0, 0];
    for (const order of orders) counted[order.filter((x, i) => x === i).length]! += 1 / orders.length;
    fixedPoints(5).forEach((chance, k) => expect(chance).toBeCloseTo(counted[k]!, 12));
    // Of two strata of two: 0, 2 or 4 right with chances 1/4, 1/2, 1/4.
    expect([boundOf([2, 2], 0.3), boundOf([2, 2], 0.2)]).toEqual([2, 4]);
  });
});

function* permutations(list: number[]): Generator<number[]> {
  if (list.length <= 1) yield list;
  for (const [i, first] of list.entries())
    for (const rest of permutations(list.toSpliced(i, 1))) yield [first, ...rest];
}
