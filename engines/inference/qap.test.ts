import { describe, expect, test } from 'vitest';
import { haveRealNetworks, referenceValues, rowsOf } from '#engines/network/real-networks.fixtures.ts';
import { seeded } from '#engines/random/index.ts';
import type { Random } from '#engines/random/index.ts';
import { pairMatrix, qapCorrelation, qapMoments } from './index.ts';
import type { PairMatrix } from './index.ts';

interface Relation {
  folder: string;
  file: string;
  symmetric?: boolean;
  value?: (row: Record<string, string>) => number;
  only?: (row: Record<string, string>) => boolean;
}

/** A value matrix over the people of `nodes.csv`; pairs without a row are 0. */
function relation({
  folder,
  file,
  symmetric = false,
  value = () => 1,
  only = () => true,
}: Relation): PairMatrix {
  const at = new Map(rowsOf(`${folder}/nodes.csv`).map((row, i) => [row.id!, i]));
  const rows = Array.from({ length: at.size }, () => Array.from({ length: at.size }, () => 0));
  for (const row of rowsOf(`${folder}/${file}.csv`).filter(only)) {
    const [i, j] = [at.get(row.from!)!, at.get(row.to!)!];
    rows[i]![j]! += value(row);
    if (symmetric) rows[j]![i]! += value(row);
  }
  return pairMatrix(rows);
}

const weight = (row: Record<string, string>): number => Number(row.value);
const rank = (row: Record<string, string>): number => Number(row.rank);
const burkhardt = (wave: number): Relation => ({
  folder: 'burkhardt_agency',
  file: `communication_t${wave}`,
  symmetric: true,
  value: weight,
});
const plain = (folder: string, file: string, symmetric = false): Relation => ({ folder, file, symmetric });

const published: [string, string, Relation, Relation][] = [
  ['newcomb_fraternity', 'rank_w0~w1', newcomb(0), newcomb(1)],
  ['newcomb_fraternity', 'rank_w3~w4', newcomb(3), newcomb(4)],
  ['burkhardt_agency', 'value_t1~t2', burkhardt(1), burkhardt(2)],
  ['burkhardt_agency', 'value_t4~t5', burkhardt(4), burkhardt(5)],
  [
    'krackhardt_hightech',
    'advice~friendship',
    plain('krackhardt_hightech', 'advice'),
    plain('krackhardt_hightech', 'friendship'),
  ],
  [
    'krackhardt_hightech',
    'advice~reportto',
    plain('krackhardt_hightech', 'advice'),
    plain('krackhardt_hightech', 'reportto'),
  ],
  ['lazega_lawfirm', 'advice~cowork', plain('lazega_lawfirm', 'advice'), plain('lazega_lawfirm', 'cowork')],
  [
    'lazega_lawfirm',
    'cowork~friendship',
    plain('lazega_lawfirm', 'cowork'),
    plain('lazega_lawfirm', 'friendship'),
  ],
  [
    'kapferer_tailorshop',
    'sociational_t1~t2',
    plain('kapferer_tailorshop', 'sociational_t1', true),
    plain('kapferer_tailorshop', 'sociational_t2', true),
  ],
  [
    'kapferer_tailorshop',
    'instrumental_t1~t2',
    plain('kapferer_tailorshop', 'instrumental_t1'),
    plain('kapferer_tailorshop', 'instrumental_t2'),
  ],
  [
    'coleman_highschool',
    'fall~spring',
    plain('coleman_highschool', 'friend_t1'),
    plain('coleman_highschool', 'friend_t2'),
  ],
  [
    'camp92',
    'rank_t2~t3',
    { folder: 'camp92', file: 'interaction_rank_t2', value: rank },
    { folder: 'camp92', file: 'interaction_rank_t3', value: rank },
  ],
];

function newcomb(week: number): Relation {
  return {
    folder: 'newcomb_fraternity',
    file: 'ranks_long',
    value: rank,
    only: (row) => Number(row.week) === week,
  };
}

describe.runIf(haveRealNetworks)('QAP on real networks', () => {
  const reference = haveRealNetworks ? referenceValues() : null;

  test.each(published)('%s %s: r to 1e-9, p within Monte-Carlo error', (dataset, name, x, y) => {
    const oracle = reference.datasets[dataset].qap[name];
    const permutations = oracle.n_cells > 3000 ? 499 : 1999;
    const found = qapCorrelation(relation(x), relation(y), { random: seeded(11), permutations });
    expect(found.nCells).toBe(oracle.n_cells);
    expect(Math.abs(found.value! / oracle.r - 1)).toBeLessThan(1e-9);
    const p = Math.max(oracle.p_ge, 1 / (1 + permutations));
    expect(Math.abs(found.pHigh! - oracle.p_ge)).toBeLessThanOrEqual(
      4 * Math.sqrt((p * (1 - p)) / permutations) + 1 / (1 + permutations),
    );
    const meanError = oracle.null_sd * Math.sqrt(1 / permutations + 1 / oracle.nperm);
    expect(Math.abs(found.chance! - oracle.null_mean)).toBeLessThan(4 * meanError);
  });

  test('exact moments of a symmetric relation agree with the permutations', () => {
    const [x, y] = [relation(published[2]![2]), relation(published[2]![3])];
    const oracle = reference.datasets.burkhardt_agency.qap['value_t1~t2'];
    const exact = qapMoments(x, y)!;
    expect(exact.r).toBeCloseTo(oracle.r, 9);
    expect(Math.abs(oracle.null_mean)).toBeLessThan((4 * exact.sd) / Math.sqrt(oracle.nperm));
    expect(Math.abs(oracle.null_sd / exact.sd - 1)).toBeLessThan(0.06);
  });
});

test('exact moments equal a full enumeration of the permutations', () => {
  const random = seeded(5);
  const x = symmetric(5, random);
  const y = pairMatrix(Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => random.normal())));
  const all = permutationsOf([0, 1, 2, 3, 4]).map((order) => naiveCorrelation(x, y, order));
  const mean = all.reduce((sum, r) => sum + r, 0) / all.length;
  const exact = qapMoments(x, y)!;
  expect(mean).toBeCloseTo(exact.mean, 12);
  const sd = Math.sqrt(all.reduce((sum, r) => sum + r * r, 0) / all.length);
  expect(sd).toBeCloseTo(exact.sd, 12);
});

test('exact moments are refused where they do not hold', () => {
  const random = seeded(6);
  const loose = pairMatrix(Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => random.normal())));
  expect(qapMoments(loose, loose)).toBeNull();
  const whole = symmetric(5, random);
  const holed = { size: 5, values: whole.values.slice() };
  holed.values[1] = NaN;
  expect(qapMoments(holed, loose)).toBeNull();
});

test('a permutation uses only cells observed before and after it, and says how few', () => {
  const random = seeded(7);
  const x = symmetric(12, random);
  const y = symmetric(12, random);
  for (let j = 0; j < 12; j++) y.values[3 * 12 + j] = NaN; // person 3 gave no report
  const found = qapCorrelation(x, y, { random: seeded(8), permutations: 199 });
  expect(found.nCells).toBe(121);
  expect(found.fewestCells).toBe(110); // rows of person 3 and of the person who took the place
  expect(found.pTwoSided).toBeGreaterThan(0.001);
});

test('a relation that does not vary has no correlation', () => {
  const flat = pairMatrix(Array.from({ length: 4 }, () => [1, 1, 1, 1]));
  const found = qapCorrelation(flat, symmetric(4, seeded(1)), { random: seeded(2), permutations: 19 });
  expect(found.value).toBeNull();
  expect(() => pairMatrix([[1, 2]])).toThrow('inference/matrix-not-square');
});

test('QAP holds its size where both relations have popular people', () => {
  let rejected = 0;
  const rounds = 400;
  for (let round = 0; round < rounds; round++) {
    const random = seeded(1000 + round);
    const found = qapCorrelation(popular(14, random), popular(14, random), { random, permutations: 99 });
    if (found.pTwoSided! <= 0.05) rejected++;
  }
  expect(Math.abs(rejected / rounds - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
});

function symmetric(n: number, random: Random): PairMatrix {
  const rows = Array.from({ length: n }, () => Array.from({ length: n }, () => random.normal()));
  return pairMatrix(rows.map((row, i) => row.map((_, j) => rows[Math.min(i, j)]![Math.max(i, j)]!)));
}

function popular(n: number, random: Random): PairMatrix {
  const draw = Array.from({ length: n }, () => random.normal());
  return pairMatrix(draw.map((a) => draw.map((b) => a + b + random.normal())));
}

function permutationsOf(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first) =>
    permutationsOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

function naiveCorrelation(x: PairMatrix, y: PairMatrix, order: number[]): number {
  const pairs = order.flatMap((_, i) =>
    order.flatMap((_, j) =>
      i === j ? [] : [[x.values[i * x.size + j]!, y.values[order[i]! * x.size + order[j]!]!]],
    ),
  );
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at]!, 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  const product = (f: (a: number, b: number) => number): number =>
    pairs.reduce((sum, [a, b]) => sum + f(a! - mx, b! - my), 0);
  return product((a, b) => a * b) / Math.sqrt(product((a) => a * a) * product((_, b) => b * b));
}
