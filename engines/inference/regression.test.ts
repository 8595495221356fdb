import { describe, expect, test } from 'vitest';
import { haveRealNetworks, realNetwork } from '#engines/network/real-networks.fixtures.ts';
import { seeded } from '#engines/random/index.ts';
import type { Random } from '#engines/random/index.ts';
import { eigen } from './dyadic.ts';
import { dyadicRegression, mrqap, pairMatrix, sameLabel } from './index.ts';
import type { PairMatrix, PairRows } from './index.ts';
import { leastSquares } from './regression.ts';

describe('MRQAP with double semi-partialling', () => {
  test('equals a slow twin that runs the whole regression for every permutation', () => {
    const random = seeded(1);
    const [a, b] = [noise(9, random), noise(9, random)];
    const y = pairMatrix(rows(9, (i, j) => 0.8 * a.values[i * 9 + j]! + random.normal()));
    y.values[5] = NaN;
    const fast = mrqap(y, { a, b }, { random: seeded(3), permutations: 60 })!;
    const slow = naiveMrqap(y, [a, b], seeded(3), 60);
    fast.terms.forEach((term, at) => {
      expect(term.t).toBeCloseTo(slow[at]!.t, 9);
      expect(term.pHigh).toBe(slow[at]!.pHigh);
    });
    expect(fast.terms[0]!.pTwoSided).toBeLessThan(0.05);
    expect(fast.nCells).toBe(71);
    expect(fast.fewestCells).toBeLessThan(71);
  });

  test('collinear predictors are refused', () => {
    const a = noise(6, seeded(2));
    expect(mrqap(noise(6, seeded(3)), { a, twice: a }, { random: seeded(1), permutations: 9 })).toBeNull();
  });

  test('holds its size for a predictor without effect that goes with one that has', () => {
    const rounds = 300;
    let rejected = 0;
    for (let round = 0; round < rounds; round++) {
      const random = seeded(40_000 + round);
      const [common, own] = [noise(12, random), noise(12, random)];
      const other = pairMatrix(rows(12, (i, j) => common.values[i * 12 + j]! + own.values[i * 12 + j]!));
      const people = Array.from({ length: 12 }, () => random.normal());
      const y = pairMatrix(
        rows(12, (i, j) => common.values[i * 12 + j]! + people[i]! + people[j]! + random.normal()),
      );
      const found = mrqap(y, { common, other }, { random, permutations: 99 })!;
      if (found.terms[1]!.pTwoSided <= 0.05) rejected++;
    }
    expect(Math.abs(rejected / rounds - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
  });

  test.runIf(haveRealNetworks)(
    'on a law firm: colleagues of one office seek advice more, the rest given',
    () => {
      const firm = realNetwork('lazega_lawfirm', 'advice_by_Office');
      const found = mrqap(
        dense('advice_by_Office'),
        { office: sameLabel(firm.groupOf), friendship: dense('friendship_by_Office') },
        { random: seeded(4), permutations: 199 },
      )!;
      expect(found.nCells).toBe(4970);
      expect(found.terms.every((term) => term.coefficient > 0 && term.pHigh === 1 / 200)).toBe(true);
    },
  );
});

describe('regression on pairs', () => {
  test('the fast variance equals the sum over all pairs of rows that share a person', () => {
    const data = pairData(16, seeded(8), 1.5);
    const found = dyadicRegression(data)!;
    const slow = naiveDyadicErrors(data);
    expect(found.warning).toBeNull();
    found.terms.forEach((term, a) => expect(term.standardError).toBeCloseTo(slow[a]!, 10));
    expect([found.nPeople, found.nPairs, found.nRows]).toEqual([16, 120, 240]);
  });

  test('sharing people widens the error of a person trait far beyond the classical one', () => {
    const [, trait] = dyadicRegression(pairData(40, seeded(9), 1))!.terms;
    expect(trait!.standardError / trait!.classical).toBeGreaterThan(2);
  });

  test('a variance that is not positive is clipped and said', () => {
    const clipped = Array.from({ length: 60 }, (_, seed) => dyadicRegression(pairData(5, seeded(seed), 0))!);
    const warned = clipped.filter((found) => found.warning === 'inference/variance-clipped');
    expect(warned.length).toBeGreaterThan(0);
    for (const found of warned)
      for (const term of found.terms) expect(term.standardError).toBeGreaterThanOrEqual(0);
  });

  test('eigenvalues of a known matrix', () => {
    const { values } = eigen(Float64Array.from([2, 1, 0, 1, 2, 0, 0, 0, -3]), 3);
    expect([...values].sort((a, b) => a - b).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
      -3, 1, 3,
    ]);
  });
});

function rows(n: number, value: (i: number, j: number) => number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => value(i, j)));
}

const noise = (n: number, random: Random): PairMatrix => pairMatrix(rows(n, () => random.normal()));

/** Both reports of every pair; predictor = sum of a person trait; errors with person effects. */
function pairData(n: number, random: Random, people: number): PairRows {
  const trait = Array.from({ length: n }, () => random.normal());
  const effect = Array.from({ length: n }, () => people * random.normal());
  const cells = rows(n, (i, j) => i * n + j)
    .flat()
    .filter((cell) => Math.floor(cell / n) !== cell % n);
  const from = Int32Array.from(cells, (cell) => Math.floor(cell / n));
  const to = Int32Array.from(cells, (cell) => cell % n);
  const y = Float64Array.from(cells, (_, d) => effect[from[d]!]! + effect[to[d]!]! + random.normal());
  return { from, to, y, x: { trait: Float64Array.from(cells, (_, d) => trait[from[d]!]! + trait[to[d]!]!) } };
}

function naiveDyadicErrors({ from, to, y, x }: PairRows): number[] {
  const columns = [new Float64Array(y.length).fill(1), ...Object.values(x)];
  const fit = leastSquares(columns, y)!;
  const p = columns.length;
  const variance = new Float64Array(p * p);
  for (let d = 0; d < y.length; d++)
    for (let e = 0; e < y.length; e++) {
      if (![from[e], to[e]].some((person) => person === from[d] || person === to[d])) continue;
      for (let a = 0; a < p; a++)
        for (let b = 0; b < p; b++) {
          let [left, right] = [0, 0];
          for (let c = 0; c < p; c++) {
            left += fit.inverse[a * p + c]! * columns[c]![d]!;
            right += fit.inverse[b * p + c]! * columns[c]![e]!;
          }
          variance[a * p + b]! += left * fit.residuals[d]! * fit.residuals[e]! * right;
        }
    }
  return columns.map((_, a) => Math.sqrt(variance[a * (p + 1)]!));
}

function naiveMrqap(y: PairMatrix, x: PairMatrix[], random: Random, permutations: number) {
  const n = y.size;
  const seen = (cell: number, matrices: PairMatrix[]): boolean =>
    Math.floor(cell / n) !== cell % n && matrices.every(({ values }) => !Number.isNaN(values[cell]!));
  const cells = [...Array(n * n).keys()].filter((cell) => seen(cell, [y, ...x]));
  const tOf = (kept: number[], columns: Float64Array[], at: number): number => {
    const fit = leastSquares(
      columns,
      Float64Array.from(kept, (cell) => y.values[cell]!),
    )!;
    return fit.coefficients[at]! / Math.sqrt(fit.residualVariance * fit.inverse[at * (columns.length + 1)]!);
  };
  const all = [one(cells), ...x.map(({ values }) => column(cells, values))];
  return x.map((own, k) => {
    const t = tOf(cells, all, k + 1);
    const others = x.filter((_, other) => other !== k);
    const fit = leastSquares(
      [one(cells), ...others.map(({ values }) => column(cells, values))],
      column(cells, own.values),
    )!;
    const residual = new Float64Array(n * n).fill(NaN);
    cells.forEach((cell, c) => (residual[cell] = fit.residuals[c]!));
    const order = Int32Array.from({ length: n }, (_, i) => i);
    let beyond = 0;
    for (let b = 0; b < permutations; b++) {
      random.shuffle(order);
      const moved = residual.map((_, cell) => residual[order[Math.floor(cell / n)]! * n + order[cell % n]!]!);
      const kept = cells.filter((cell) => !Number.isNaN(moved[cell]!));
      const columns = [one(kept), column(kept, moved), ...others.map(({ values }) => column(kept, values))];
      if (tOf(kept, columns, 1) >= t) beyond++;
    }
    return { t, pHigh: (1 + beyond) / (1 + permutations) };
  });
}

const column = (kept: number[], values: ArrayLike<number>): Float64Array =>
  Float64Array.from(kept, (cell) => values[cell]!);

const one = (kept: number[]): Float64Array => new Float64Array(kept.length).fill(1);

/** A relation of the law firm as a 0/1 matrix. */
function dense(name: string): PairMatrix {
  const network = realNetwork('lazega_lawfirm', name);
  const values = rows(network.size, () => 0);
  for (let i = 0; i < network.size; i++)
    for (let c = network.out.start[i]!; c < network.out.start[i + 1]!; c++)
      values[i]![network.out.to[c]!] = 1;
  return pairMatrix(values);
}
