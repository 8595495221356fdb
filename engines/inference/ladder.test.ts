import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import {
  dyadicRegression,
  eValue,
  gradeOf,
  gradeReasons,
  holm,
  matchedDifference,
  maxT,
  type Evidence,
} from './index.ts';

describe('several outcomes', () => {
  test('Holm by hand', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
  });

  test('the greatest statistic over the same draws: one outcome is its own test, a copy costs nothing', () => {
    const random = seeded(1);
    const drawn = Array.from({ length: 999 }, () => random.normal());
    const one = { observed: 2.2, drawn };
    const [alone] = maxT([one]);
    const [first, second] = maxT([one, one]);
    expect([first, second]).toEqual([alone, alone]);
    const other = { observed: 0.1, drawn: Array.from({ length: 999 }, () => random.normal()) };
    expect(maxT([one, other])[0]).toBeGreaterThan(1.5 * alone!);
  });
});

test('E-value of a ratio: 3.41 for 2, the same for one half, 1 for none', () => {
  expect(eValue(2)).toBeCloseTo(2 + Math.SQRT2, 12);
  expect(eValue(0.5)).toBeCloseTo(eValue(2), 12);
  expect(eValue(1)).toBe(1);
  expect(() => eValue(0)).toThrow('inference/ratio-out-of-range');
});

describe('teams that nobody drew', () => {
  const nPeople = 60;
  function world(seed: number, effect: number) {
    const random = seeded(seed);
    const temper = Array.from({ length: nPeople }, () => random.normal());
    const rows = Array.from({ length: nPeople }, (_, i) =>
      Array.from({ length: i }, (_, j) => [i, j] as const),
    ).flat();
    // the outgoing take part together more often, and change more where they knew nobody
    const before = rows.map(() => (random.uniform() < 0.3 ? 1 : 0));
    const exposed = rows.map((_, d) => (random.uniform() < (before[d] ? 0.4 : 0.1) ? 1 : 0));
    const y = Float64Array.from(
      rows,
      ([i, j], d) =>
        0.3 * random.normal() + 0.1 * (temper[i]! + temper[j]!) + effect * exposed[d]! - 0.5 * before[d]!,
    );
    const [from, to] = [Int32Array.from(rows, ([i]) => i), Int32Array.from(rows, ([, j]) => j)];
    return { from, to, y, exposed, before };
  }

  test('within cells the difference is right where the plain one is not', () => {
    const { before, ...rows } = world(5, 0.2);
    const matched = matchedDifference({ ...rows, cell: before.map(String) })!;
    const plain = matchedDifference({ ...rows, cell: before.map(() => 'all') })!;
    expect(Math.abs(matched.estimate - 0.2)).toBeLessThan(0.05);
    expect(plain.estimate).toBeLessThan(0.1);
    expect(matched).toMatchObject({ nPeople: 60, nPairs: 1770, nCells: 2, nUnmatched: 0, warning: null });
  });

  test('with one cell it is the regression on pairs: same coefficient, same error', () => {
    const { before, exposed, ...rows } = world(6, 0.1);
    const found = matchedDifference({ ...rows, exposed, cell: before.map(() => '') })!;
    const term = dyadicRegression({ ...rows, x: { exposed: Float64Array.from(exposed) } })!.terms[1]!;
    expect(found.estimate).toBeCloseTo(term.coefficient, 10);
    expect(found.standardError).toBeCloseTo(term.standardError, 10);
    expect(found.p).toBeCloseTo(term.p, 10);
  });

  test('who has nobody to be compared with is left out and counted', () => {
    const rows = {
      from: Int32Array.of(0, 1, 2),
      to: Int32Array.of(1, 2, 3),
      y: Float64Array.of(1, 0, 5),
      exposed: [1, 0, 1],
      cell: ['a', 'a', 'b'],
    };
    expect(matchedDifference(rows)).toMatchObject({ estimate: 1, nExposed: 1, nUnmatched: 1, nPeople: 3 });
    expect(matchedDifference({ ...rows, exposed: [0, 0, 0] })).toBeNull();
  });
});

describe('the ladder', () => {
  const drawn: Evidence = {
    assignment: 'drawn',
    storedBefore: true,
    hasBefore: true,
    hasAfter: true,
    nWavesBefore: 1,
    nPeople: 96,
    nTeams: 12,
    nExposed: 262,
    nUnexposed: 2942,
    response: 0.9,
    estimated: true,
    placebos: [0.4, null],
  };
  const gradeFor = (more: Partial<Evidence>) => gradeOf({ ...drawn, ...more });

  test('A: teams drawn by a mechanism stored before the event', () => {
    expect(gradeFor({})).toEqual({ grade: 'A', reasons: ['drawn-before'] });
    expect(gradeFor({ response: 0.7 }).reasons).toContain('some-response');
  });

  test('a check that finds what cannot be takes a grade away', () => {
    expect(gradeFor({ placebos: [0.01, 0.5] })).toEqual({
      grade: 'B',
      reasons: ['drawn-before', 'placebo-failed'],
    });
    expect(gradeFor({ placebos: [0.03, 0.5] }).grade).toBe('A');
  });

  test('B: as good as drawn, and checked; unchecked it is D', () => {
    expect(gradeFor({ assignment: 'as-if-drawn' }).grade).toBe('B');
    expect(gradeFor({ storedBefore: false }).reasons).toEqual(['stored-late']);
    expect(gradeFor({ assignment: 'as-if-drawn', placebos: [null] }).grade).toBe('D');
  });

  test('C: chosen by people, with two waves before that moved alike; else D', () => {
    const chosen = { assignment: 'chosen', storedBefore: false } as const;
    expect(gradeFor({ ...chosen, nWavesBefore: 2 }).grade).toBe('C');
    expect(gradeFor({ ...chosen, nWavesBefore: 2, placebos: [0.001] }).grade).toBe('D');
    expect(gradeFor(chosen)).toEqual({ grade: 'D', reasons: ['chosen', 'one-wave-before'] });
  });

  test('cannot tell: without a wave on either side, with few people or pairs, with few answers', () => {
    const cases: [Partial<Evidence>, string[]][] = [
      [{ hasBefore: false, hasAfter: false }, ['no-wave-before', 'no-wave-after']],
      [{ hasAfter: false, nPeople: 3 }, ['no-wave-after']],
      [{ nPeople: 8, nExposed: 10 }, ['few-people', 'few-pairs']],
      [{ response: 0.55 }, ['low-response']],
      [{ estimated: false }, ['no-estimate']],
    ];
    for (const [more, reasons] of cases) expect(gradeFor(more)).toEqual({ grade: 'cannot-tell', reasons });
    const told = cases.flatMap(([, reasons]) => reasons);
    expect(told.every((reason) => (gradeReasons as readonly string[]).includes(reason))).toBe(true);
  });
});
