import { describe, expect, test } from 'vitest';
import { fnv1a32, seeded, splitMix32, stream, xoshiro128 } from './index.ts';

/** Pearson χ² of counts against expected counts. */
function chiSquare(counts: ArrayLike<number>, expected: (i: number) => number): number {
  return Array.from(counts).reduce((sum, count, i) => sum + (count - expected(i)) ** 2 / expected(i), 0);
}

/** Eight numbers of one topic. */
function eightOf(label: string): number[] {
  const random = stream(7, label);
  return Array.from({ length: 8 }, () => random.uint32());
}

describe('the generator', () => {
  test('gives the numbers of the published C code, version 1.1, for the state 1, 2, 3, 4', () => {
    const next = xoshiro128(1, 2, 3, 4);
    const published = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849];
    expect(published.map(() => next())).toEqual(published);
  });

  test('gives the published hashes of FNV-1a', () => {
    expect(['', 'a', 'foobar'].map(fnv1a32)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  test('is pinned: the sample bureau and stored draws depend on these numbers', () => {
    const filler = splitMix32(0x20190130);
    expect([filler(), filler()]).toEqual(PINNED.filler);
    const random = stream(0x20190130, 'ties');
    expect([random.uint32(), random.below(320), random.binomial(100, 0.3)]).toEqual(PINNED.ties);
  });

  test('repeats itself for a seed and differs between labels', () => {
    expect(eightOf('people')).toEqual(eightOf('people'));
    expect(eightOf('people')).not.toEqual(eightOf('ties'));
  });
});

describe('numbers drawn', () => {
  test('integers below n are evenly spread and never reach n', () => {
    const random = seeded(1);
    const counts = new Uint32Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]!++;
    expect(chiSquare(counts, () => 10_000)).toBeLessThan(22.5); // χ²(6) at 0.999
    expect(random.below(1)).toBe(0);
    expect(() => random.below(0)).toThrow(RangeError);
  });

  test('every order of four things is equally likely after a shuffle', () => {
    const random = seeded(2);
    const seen = new Map<string, number>();
    for (let i = 0; i < 48_000; i++) {
      const order = random.shuffle([0, 1, 2, 3]).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    expect(chiSquare([...seen.values()], () => 2000)).toBeLessThan(49.7); // χ²(23) at 0.999
  });

  test('normals have mean 0, variance 1 and no excess of large values', () => {
    const random = seeded(3);
    const n = 200_000;
    let sum = 0;
    let squares = 0;
    let beyond = 0;
    for (let i = 0; i < n; i++) {
      const z = random.normal();
      sum += z;
      squares += z * z;
      if (Math.abs(z) > 1.959964) beyond++;
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(beyond / n - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n));
  });

  test.each([
    [12, 0.3],
    [60, 0.4],
    [400, 0.06],
    [60, 0.9],
  ])('binomial numbers of %i trials at %f follow the binomial law', (n, p) => {
    const random = seeded(4);
    const draws = 60_000;
    const counts = new Uint32Array(n + 1);
    for (let i = 0; i < draws; i++) counts[random.binomial(n, p)]!++;
    let chance = (1 - p) ** n;
    let statistic = 0;
    let cells = 0;
    for (let k = 0; k <= n; k++) {
      if (chance * draws >= 5) {
        statistic += (counts[k]! - chance * draws) ** 2 / (chance * draws);
        cells++;
      }
      chance *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
    expect(statistic).toBeLessThan(cells + 4.5 * Math.sqrt(2 * cells));
  });

  test('weights are respected and an empty urn is refused', () => {
    const random = seeded(5);
    const counts = new Uint32Array(3);
    for (let i = 0; i < 40_000; i++) counts[random.weighted([1, 0, 3])]!++;
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[0]! / 40_000 - 0.25)).toBeLessThan(0.01);
    expect(() => random.weighted([0, 0])).toThrow(RangeError);
  });
});

const PINNED = { filler: [4247623678, 3757583246], ties: [2743308316, 234, 30] };
