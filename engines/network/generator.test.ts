import { describe, expect, test } from 'vitest';
import { exponential } from './exponential.ts';
import { fitGenerator, homogeneity, stationaryOf, transitionTable } from './index.ts';
import type { GapTable } from './index.ts';

/** Strangers become acquainted at 0.3 a year, acquaintances familiar at 0.5; some drift back. */
const q = [
  [-0.3, 0.3, 0],
  [0.05, -0.55, 0.5],
  [0, 0.1, -0.1],
];

/** Counts exactly as expected after this gap, from these first-wave totals. */
function expectedTable(gap: number, totals: readonly number[]): GapTable {
  const p = exponential(q.map((row) => row.map((rate) => rate * gap)));
  return { gap, table: transitionTable(p.map((row, a) => row.map((chance) => chance * totals[a]!))) };
}

describe('a chain with unequal gaps', () => {
  test('gives back the rates that made the counts, whatever the gaps', () => {
    const fit = fitGenerator([expectedTable(0.5, [900, 300, 100]), expectedTable(2, [700, 400, 200])])!;
    expect(fit.converged).toBe(true);
    fit.rates.flat().forEach((rate, at) => expect(rate!).toBeCloseTo(q.flat()[at]!, 5));
  });

  test('mean time from stranger to familiar, by hand: h₁ = (1 + d·(1/u₀))/u₁ and h₀ = 1/u₀ + h₁', () => {
    const fit = fitGenerator([expectedTable(1, [900, 300, 100])])!;
    const fromAcquainted = (1 + 0.05 / 0.3) / 0.5;
    expect(fit.firstPassage[1]!).toBeCloseTo(fromAcquainted, 4);
    expect(fit.firstPassage[0]!).toBeCloseTo(1 / 0.3 + fromAcquainted, 4);
    expect(fit.firstPassage[2]).toBe(0);
  });

  test('a move never seen is never expected: the time to reach the top is then not defined', () => {
    const table = transitionTable([
      [90, 10, 0],
      [5, 45, 0],
      [0, 0, 20],
    ]);
    const fit = fitGenerator([{ table, gap: 1 }])!;
    expect(fit.up[1]).toBe(0);
    expect(fit.firstPassage).toEqual([null, null, 0]);
  });

  test('no falls at all: the downward rates are 0', () => {
    const table = transitionTable([
      [80, 15, 5],
      [0, 30, 20],
      [0, 0, 50],
    ]);
    const fit = fitGenerator([{ table, gap: 1 }])!;
    expect(fit.down).toEqual([0, 0]);
    expect(fit.firstPassage[0]!).toBeCloseTo(1 / fit.up[0]! + 1 / fit.up[1]!, 6);
  });

  test('rates out of a state that no wave began in are unknown, not guessed', () => {
    const table = transitionTable([
      [80, 20, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    const fit = fitGenerator([{ table, gap: 1 }])!;
    expect(fit.up[1]).toBeNull();
    expect(fit.down).toEqual([null, null]);
    expect(fit.rates[1]).toEqual([null, null, null]);
    expect(fit.firstPassage).toEqual([null, null, 0]);
  });

  test('two states have one rate up and one down, and P = exp(QΔ) holds at the fit', () => {
    const table = transitionTable([
      [70, 30],
      [10, 90],
    ]);
    const fit = fitGenerator([{ table, gap: 2 }])!;
    const p = exponential(fit.rates.map((row) => row.map((rate) => rate! * 2)));
    expect(p[0]![1]!).toBeCloseTo(0.3, 6);
    expect(p[1]![0]!).toBeCloseTo(0.1, 6);
    expect(fit.firstPassage[0]!).toBeCloseTo(1 / fit.up[0]!, 9);
  });

  test('a wave before anybody was familiar may have the smaller table', () => {
    const early = transitionTable([
      [60, 40],
      [0, 0],
    ]);
    const late = transitionTable([
      [50, 10, 0],
      [5, 20, 15],
      [0, 1, 9],
    ]);
    expect(homogeneity([early, late])!.pooled.used).toBe(210);
    expect(
      fitGenerator([
        { table: early, gap: 1 },
        { table: late, gap: 3 },
      ])!.converged,
    ).toBe(true);
  });

  test('nothing to fit is said so', () => {
    expect(fitGenerator([])).toBeNull();
    expect(
      fitGenerator([
        {
          table: transitionTable([
            [0, 0],
            [0, 0],
          ]),
          gap: 1,
        },
      ]),
    ).toBeNull();
    expect(
      fitGenerator([
        {
          table: transitionTable([
            [1, 1],
            [0, 1],
          ]),
          gap: 0,
        },
      ]),
    ).toBeNull();
  });
});

describe('the chain in steps', () => {
  test('equal tables are homogeneous; a row used once gives no degrees of freedom', () => {
    const table = transitionTable([
      [30, 10],
      [0, 0],
    ]);
    expect(homogeneity([table, table])).toMatchObject({ statistic: 0, df: 1, stationary: null });
    expect(homogeneity([])).toBeNull();
  });

  test('long-run shares of a two-state chain are in the ratio of the opposite moves', () => {
    const [first, second] = stationaryOf([
      [0.9, 0.1],
      [0.3, 0.7],
    ])!;
    expect([first, second]).toEqual([expect.closeTo(0.75, 12), expect.closeTo(0.25, 12)]);
    expect(
      stationaryOf([
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull();
  });

  test('exp of a rotation is a rotation', () => {
    const turned = exponential([
      [0, -Math.PI],
      [Math.PI, 0],
    ]);
    turned.flat().forEach((value, at) => expect(value).toBeCloseTo([-1, 0, 0, -1][at]!, 12));
  });

  test('reversals: non-zero reports that became 0', () => {
    expect(
      transitionTable([
        [5, 5],
        [2, 8],
      ]).reversalRate,
    ).toBe(0.2);
    expect(
      transitionTable([
        [5, 5],
        [0, 0],
      ]).reversalRate,
    ).toBeNull();
  });
});
