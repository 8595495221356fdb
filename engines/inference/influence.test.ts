import { expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { bootstrapOf } from './bootstrap.ts';
import { aCensus, networkOf } from './census.fixtures.ts';
import { cellsOf } from './cells.ts';
import { pairSpread, varianceOf } from './estimate.ts';
import { matesOf } from './influence.ts';
import { jackknifeSpread, leaveOneOut } from './jackknife.ts';
import { measuresOf, readerOf } from './statistic.ts';
import { slotsOf, tallyOf, tallyUnder, weightedTally } from './tally.ts';

const model = { sizes: [9, 7, 5], within: 0.4, between: 0.15, people: 0.6, echo: 0.3 };
const networks = [1, 2, 3].map((seed) => aCensus(model, seeded(seed)));

test('a tally counts every cell once, whatever the labels', () => {
  for (const network of networks) {
    const cells = cellsOf(network);
    const labels = seeded(9).shuffle(network.groupOf.slice());
    const slow = new Float64Array(9 * 3);
    for (let i = 0; i < 21; i++)
      for (let j = 0; j < 21; j++)
        if (i !== j) slow[(labels[i]! * 3 + labels[j]!) * 3 + stateOf(cells, i, j)]!++;
    expect(tallyUnder(cells, labels)).toEqual(slow);
  }
});

test('weights of 1 give the tally itself, and integer weights the tally of the copied people', () => {
  const cells = cellsOf(networks[0]!);
  const observed = tallyOf(cells);
  const into = observed.slice();
  const same = weightedTally(cells, slotsOf(cells), new Float64Array(21).fill(1), observed, into);
  expect(Array.from(same)).toEqual(Array.from(observed));
  const weights = new Float64Array(21).fill(1);
  weights[0] = 2;
  weights[1] = 0;
  const copied = weightedTally(cells, slotsOf(cells), weights, observed, into);
  const people = Array.from({ length: 21 }, (_, i) => (i === 1 ? 0 : i));
  const slow = new Float64Array(27);
  for (let a = 0; a < 21; a++)
    for (let b = 0; b < 21; b++) {
      const block = cells.groupOf[people[a]!]! * 3 + cells.groupOf[people[b]!]!;
      if (a === b) continue;
      if (people[a] !== people[b]) slow[block * 3 + stateOf(cells, people[a]!, people[b]!)]!++;
      else for (let q = 0; q < 3; q++) slow[q]! += observed[q]! / (9 * 8);
    }
  copied.forEach((count, at) => expect(count).toBeCloseTo(slow[at]!, 9));
});

test('leaving a person out equals the network without that person', () => {
  const network = networks[1]!;
  const cells = cellsOf(network);
  const of = densityBetween(cells);
  const left = leaveOneOut(cells, of);
  for (const gone of [0, 10, 20]) {
    const stay = [...Array(21).keys()].filter((i) => i !== gone);
    let ties = 0;
    let asked = 0;
    for (const i of stay)
      for (const j of stay)
        if (cells.groupOf[i] !== cells.groupOf[j]) {
          asked++;
          ties += stateOf(cells, i, j);
        }
    expect(left[gone]).toBeCloseTo(ties / asked, 12);
  }
});

test('the pair variance equals the slow two-way analysis of variance', () => {
  for (const network of networks) {
    const cells = cellsOf(network);
    const fast = pairSpread(
      cells,
      tallyOf(cells),
      { scale: 'identity', of: densityBetween(cells) },
      matesOf(cells),
    );
    expect(fast.variance / naiveBetweenVariance(cells)).toBeCloseTo(1, 6);
  }
});

test('bootstrap, jackknife and pair variance agree where people differ a lot and pairs are many', () => {
  const network = aCensus({ sizes: [60, 60], within: 0.5, between: 0.4, people: 1, echo: 0 }, seeded(4));
  const cells = cellsOf(network);
  const of = densityBetween(cells);
  const pairs = pairSpread(cells, tallyOf(cells), { scale: 'identity', of }, matesOf(cells)).variance;
  const jackknife = jackknifeSpread(cells, of).variance;
  const bootstrap = varianceOf(bootstrapOf(cells, [of], seeded(5), 2000)[0]!);
  expect(jackknife / pairs).toBeGreaterThan(1);
  expect(jackknife / pairs).toBeLessThan(1.06);
  expect(Math.abs(bootstrap / pairs - 1)).toBeLessThan(0.15);
});

test('where only pairs matter the jackknife counts them twice and the bootstrap three times', () => {
  const ratios = [1, 2, 3, 4, 5, 6].map((seed) => {
    const network = aCensus({ sizes: [40, 40], within: 0.3, between: 0.2, people: 0, echo: 0 }, seeded(seed));
    const cells = cellsOf(network);
    const truth = (0.2 * 0.8) / (2 * 40 * 40);
    const of = densityBetween(cells);
    return [
      jackknifeSpread(cells, of).variance / truth,
      varianceOf(bootstrapOf(cells, [of], seeded(seed), 600)[0]!) / truth,
    ] as const;
  });
  const mean = (at: 0 | 1): number => ratios.reduce((sum, pair) => sum + pair[at], 0) / ratios.length;
  expect(Math.abs(mean(0) - 2)).toBeLessThan(0.35);
  expect(Math.abs(mean(1) - 3)).toBeLessThan(0.5);
});

test('undirected pairs stand once', () => {
  const group = Int32Array.from([0, 0, 1, 1]);
  const network = networkOf(group, 2, [0, 3], [1, 0], [1, 1], false);
  expect(Array.from(tallyOf(cellsOf(network)))).toEqual([0, 1, 0, 3, 1, 0, 0, 0, 0, 1, 0, 0]);
});

type Cells = ReturnType<typeof cellsOf>;

const densityBetween = (cells: Cells) => {
  const read = readerOf(cells, {});
  return (tally: Float64Array): number => measuresOf(read(tally), cells.nGroups).densityBetween;
};

function stateOf(cells: Cells, i: number, j: number): number {
  for (let c = cells.start[i]!; c < cells.start[i + 1]!; c++)
    if (cells.to[c] === j) return cells.category[c]!;
  return cells.base;
}

/** Pair by pair, for the density between groups: c_p = (report + report − 2·block mean)/M_B. */
function naiveBetweenVariance(cells: Cells): number {
  const { size: n, nGroups: K, groupOf, groupSizes } = cells;
  const mates = (i: number, j: number): number => stateOf(cells, i, j) + stateOf(cells, j, i);
  let possible = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (groupOf[i] !== groupOf[j]) possible++;
  const members = (k: number): number[] => [...Array(n).keys()].filter((i) => groupOf[i] === k);
  const person = new Float64Array(n);
  let pairs = 0;
  const noise = new Float64Array(K);
  for (let k = 0; k < K; k++)
    for (let l = k + 1; l < K; l++) {
      const [rows, columns] = [members(k), members(l)];
      const all = rows.flatMap((i) => columns.map((j) => mates(i, j)));
      const mean = all.reduce((a, b) => a + b, 0) / all.length;
      const row = rows.map((i) => columns.reduce((sum, j) => sum + mates(i, j) - mean, 0) / columns.length);
      const column = columns.map((j) => rows.reduce((sum, i) => sum + mates(i, j) - mean, 0) / rows.length);
      let residual = 0;
      rows.forEach((i, a) =>
        columns.forEach((j, b) => (residual += (mates(i, j) - mean - row[a]! - column[b]!) ** 2)),
      );
      const sigma = residual / ((rows.length - 1) * (columns.length - 1)) / possible ** 2;
      pairs += sigma * rows.length * columns.length;
      noise[k]! += sigma * columns.length;
      noise[l]! += sigma * rows.length;
      rows.forEach((i, a) => (person[i]! += (row[a]! * columns.length) / possible));
      columns.forEach((j, b) => (person[j]! += (column[b]! * rows.length) / possible));
    }
  let people = 0;
  for (let k = 0; k < K; k++) {
    const square = members(k).reduce((sum, i) => sum + person[i]! ** 2, 0) / (groupSizes[k]! - 1);
    people += groupSizes[k]! * (square - noise[k]!);
  }
  return Math.max(people + pairs, 0.7 * pairs);
}
