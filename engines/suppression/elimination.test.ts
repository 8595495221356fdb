import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { determinedColumns, echelonOf, inBigInts } from './elimination.ts';
import { rationalRank } from './naive.fixtures.ts';

const drawn = (seed: number, largest: number): number[][] => {
  const random = stream(seed, 'matrix');
  const [height, width] = [1 + random.below(7), 1 + random.below(9)];
  const entry = () => (random.below(2) ? 0 : random.below(2 * largest + 1) - largest);
  return Array.from({ length: height }, () => Array.from({ length: width }, entry));
};

describe('exact elimination', () => {
  test('finds the rank and the determined unknowns of small numbers', () => {
    for (let seed = 0; seed < 500; seed++) {
      const matrix = drawn(seed, 2);
      const rank = rationalRank(matrix);
      const form = echelonOf(matrix);
      const unit = (at: number) => matrix[0]!.map((_, column) => Number(column === at));
      expect(form.pivots).toHaveLength(rank);
      expect(determinedColumns(form)).toEqual(
        matrix[0]!.flatMap((_, at) => (rationalRank([...matrix, unit(at)]) === rank ? [at] : [])),
      );
    }
  });
  test('goes on in BigInt where doubles would round', () => {
    const matrix = drawn(3, 1).map(() => [0]);
    expect(echelonOf(matrix).pivots).toEqual([]);
    for (let seed = 0; seed < 60; seed++) {
      const huge = drawn(seed, 2 ** 30);
      const form = echelonOf(huge);
      expect(form.pivots).toHaveLength(rationalRank(huge));
      expect(form.pivots).toEqual(inBigInts(huge).pivots);
    }
    // Differ by 1 in 2¹⁰⁰: doubles would call them dependent.
    expect(
      echelonOf([
        [2 ** 50, 2 ** 50 + 1],
        [2 ** 50 - 1, 2 ** 50],
      ]).pivots,
    ).toEqual([0, 1]);
  });
});
