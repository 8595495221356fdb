import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { parseInstance, type Instance } from './instance.ts';
import { haveInstances, instanceText, naiveGain, naiveOptimum, randomMatrix } from './naive.fixtures.ts';
import { openInstance } from './instance-search.ts';
import { PartitionSearch } from './partition-search.ts';
import { scaledGain } from './scale.ts';
import { evenSizes, mostPairSizes } from './sizes.ts';

const read = (name: string): Instance => {
  const result = parseInstance(instanceText(`${name}.txt`));
  if (!result.ok) throw new Error(result.problem.text);
  return result.instance;
};

describe('sizes are fixed before anybody is placed', () => {
  test('even sizes stay within their bounds and differ by one at most where bounds allow', () => {
    expect([...evenSizes(10, { min: [0, 0, 0], max: [9, 9, 9] })!]).toEqual([4, 3, 3]);
    expect([...evenSizes(10, { min: [5, 0, 0], max: [9, 2, 9] })!]).toEqual([5, 2, 3]);
    expect(evenSizes(10, { min: [0, 0], max: [4, 5] })).toBeNull();
    expect(evenSizes(3, { min: [2, 2], max: [4, 5] })).toBeNull();
  });

  test('the sizes with most pairs are those of trying every vector', () => {
    const bounds = { min: [2, 1, 3, 2], max: [5, 4, 6, 3] };
    const pairs = (sizes: ArrayLike<number>): number =>
      Array.from(sizes).reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
    for (let total = 8; total <= 18; total++) {
      let best = -1;
      for (let a = 2; a <= 5; a++)
        for (let b = 1; b <= 4; b++)
          for (let c = 3; c <= 6; c++) {
            const d = total - a - b - c;
            if (d >= 2 && d <= 3) best = Math.max(best, pairs([a, b, c, d]));
          }
      const sizes = mostPairSizes(total, bounds)!;
      expect(pairs(sizes)).toBe(best);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(total);
    }
  });
});

describe('the search', () => {
  test('keeps value, sums and members equal to counting from scratch, through kicks, climbs and take-backs', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seeded(seed);
      const [n, m] = [12 + random.below(20), 2 + random.below(4)];
      const { values, near } = scaledGain(randomMatrix(random, n, 50), n, n * 4);
      const weight = Int32Array.from({ length: m }, () => 1 + random.below(3));
      const [min, max] = [new Int32Array(m).fill(1), new Int32Array(m).fill(n)];
      const moves = seed % 2 === 0;
      const search = new PartitionSearch(
        { n, m, gain: values, near, weight, min, max, moves, rules: null },
        random,
      );
      search.start(Int32Array.from({ length: n }, (_, v) => v % m));
      search.step(40, 0.3);
      expect(search.value).toBe(naiveGain(values, n, search.groupOf, weight));
      expect(search.bestValue).toBe(naiveGain(values, n, search.best, weight));
      const sums = Array.from({ length: m * n }, (_, at) => {
        const [g, v] = [Math.floor(at / n), at % n];
        return [...search.groupOf].reduce((sum, group, u) => sum + (group === g ? values[u * n + v]! : 0), 0);
      });
      expect([...search.sums]).toEqual(sums);
      for (let g = 0; g < m; g++) {
        const listed = [...search.members.subarray(g * n, g * n + search.counts[g]!)].sort((a, b) => a - b);
        expect(listed).toEqual([...search.groupOf].flatMap((group, v) => (group === g ? [v] : [])));
      }
    }
  });

  test('climbs until no swap and no move wins', () => {
    const random = seeded(5);
    const [n, m] = [40, 5];
    const gain = randomMatrix(random, n, 100);
    const { values, near } = scaledGain(gain, n, n);
    const weight = new Int32Array(m).fill(1);
    const [min, max] = [new Int32Array(m).fill(6), new Int32Array(m).fill(10)];
    const search = new PartitionSearch(
      { n, m, gain: values, near, weight, min, max, moves: true, rules: null },
      random,
    );
    search.start(Int32Array.from({ length: n }, (_, v) => v % m));
    for (let x = 0; x < n; x++)
      for (let y = 0; y < n; y++) {
        if (search.groupOf[x] === search.groupOf[y]) continue;
        const swapped = search.groupOf.slice();
        [swapped[x], swapped[y]] = [swapped[y]!, swapped[x]!];
        const change = naiveGain(values, n, swapped) - search.value;
        expect(search.swapGainOf(x, y)).toBe(change);
        expect(change).toBeLessThanOrEqual(0);
      }
  });

  test('finds the optimum of small problems, equal and unequal sizes', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seeded(seed);
      const n = 8;
      const distance = randomMatrix(random, n, 30);
      const [min, max] = [Int32Array.of(2, 2, 1), Int32Array.of(4, 3, 4)];
      const search = openInstance({ n, m: 3, min, max, distance }, seed);
      for (let k = 0; k < 20; k++) search.step(20, k / 20);
      expect(search.objective()).toBe(naiveOptimum(distance, n, min, max));
    }
  });

  test('the same seed and number of steps give the same grouping byte for byte', () => {
    const distance = randomMatrix(seeded(3), 60, 1000);
    const [min, max] = [new Int32Array(6).fill(8), new Int32Array(6).fill(12)];
    const run = (seed: number): number[] => {
      const search = openInstance({ n: 60, m: 6, min, max, distance }, seed);
      for (let k = 0; k < 10; k++) search.step(30, k / 10);
      return [...search.best()];
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });
});

describe.skipIf(!haveInstances)('public instances (../shared/data/mixing)', () => {
  test.each(['legacy_n120_m10', 'legacy_n240_m30', 'planted_n096_m12', 'planted_n240_m20'])(
    'reaches the known optimum of %s',
    (name) => {
      const optima = new Map(
        instanceText('synthetic/optima.csv')
          .split('\n')
          .map((line) => [line.split(',')[0], Number(line.split(',')[3])]),
      );
      const search = openInstance(read(`synthetic/${name}`), 1);
      for (let k = 0; k < 200 && search.objective() < optima.get(name)!; k++) search.step(50, k / 200);
      expect(search.objective()).toBe(optima.get(name));
    },
  );

  test.each([
    ['Geo_n010_ss_01', 3660.67],
    ['RanInt_n012_ss_01', 985],
    ['RanReal_n012_ds_01', 1050.35],
    ['Geo_n012_ds_01', 807.68],
  ])('reaches the proven optimum of %s, %f (CPLEX, Gallego et al.)', (name, optimum) => {
    const search = openInstance(read(name), 1);
    for (let k = 0; k < 20; k++) search.step(20, k / 20);
    expect(search.objective()).toBeCloseTo(optimum, 2);
  });

  test('comes within 0.1 % of the published best of 20 runs in 9,000 kicks at n = 120', () => {
    const search = openInstance(read('RanInt_n120_ss_01'), 1);
    for (let k = 0; k < 100; k++) search.step(90, k / 100);
    expect(search.objective()).toBeGreaterThan(47909 * 0.999);
  });

  test('its answers keep the bounds of unequal sizes', () => {
    const instance = read('RanReal_n120_ds_02');
    const search = openInstance(instance, 2);
    search.step(200, 0.5);
    const sizes = new Int32Array(instance.m);
    for (const g of search.best()) sizes[g]!++;
    sizes.forEach((size, g) => {
      expect(size).toBeGreaterThanOrEqual(instance.min[g]!);
      expect(size).toBeLessThanOrEqual(instance.max[g]!);
    });
    expect(search.objective()).toBeCloseTo(naiveGain(instance.distance, instance.n, search.best()), 6);
  });
});

test('a damaged instance is refused with its line', () => {
  const refused = (text: string) => {
    const result = parseInstance(text);
    return result.ok ? null : [result.problem.code, result.problem.line];
  };
  expect(refused('4 2 ss 2 2 2 2\n0 1 5\n')).toBeNull();
  expect(refused('four 2 ss 2 2 2 2\n')).toEqual(['mixing/instance-head', 1]);
  expect(refused('4 2 ss 2 2 2\n')).toEqual(['mixing/instance-bounds', 1]);
  expect(refused('4 2 ss 2 2 2 2\n0 1 5\n0 9 1\n')).toEqual(['mixing/instance-pair', 3]);
});
