import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { alpha, intraclass, omega, withinGroupAgreement } from './index.ts';
import { drivers, weightsOf } from './drivers.ts';
import { eigenOf } from './eigen.ts';
import { loadingsOf } from './consistency.ts';
import { completeRows, momentsOf, withoutEach } from './moments.ts';
import { changeBounds, changeFigure, meanBounds, meanFigure, summaryOf } from './mean.ts';
import { factorWorld } from './reliability.fixtures.ts';

describe('internal consistency', () => {
  const rows = [
    [1, 2, 2],
    [2, 2, 3],
    [3, 4, 3],
    [4, 4, 5],
    [5, 5, 5],
  ];
  const many = Array.from({ length: 5 }, () => rows).flat();

  test('α by hand: variances 2.5, 1.8, 1.8 and 17 of the sum', () => {
    // Σx = 5, 7, 10, 13, 15: mean 10, Σ(…)² = 68, /4 = 17; items 10/4, 7.2/4, 7.2/4. α = 1.5 (1 − 6.1/17).
    const { covariance } = momentsOf(rows);
    expect([covariance[0], covariance[4], covariance[8]]).toEqual(
      [2.5, 1.8, 1.8].map((x) => expect.closeTo(x, 12)),
    );
    expect(alpha(many).value).toBeCloseTo(1.5 * (1 - 6.1 / 17), 12);
  });
  test('ω of three items is in closed form: λ₁² = s₁₂s₁₃ ÷ s₂₃ (just identified)', () => {
    const { items } = factorWorld({ loadings: [0.8, 0.7, 0.6], n: 300, seed: 1 });
    const { covariance: s } = momentsOf(completeRows(items));
    const loadings = [
      Math.sqrt((s[1]! * s[2]!) / s[5]!),
      Math.sqrt((s[1]! * s[5]!) / s[2]!),
      Math.sqrt((s[2]! * s[5]!) / s[1]!),
    ];
    const common = (loadings[0]! + loadings[1]! + loadings[2]!) ** 2;
    const unique = s[0]! + s[4]! + s[8]! - loadings.reduce((sum, one) => sum + one ** 2, 0);
    expect(omega(items).value).toBeCloseTo(common / (common + unique), 8);
  });
  test('loadings that fit a covariance exactly are found again', () => {
    const truth = [0.9, 0.5, 0.7, 0.3];
    const covariance = Float64Array.from({ length: 16 }, (_, at) => {
      const [i, j] = [Math.floor(at / 4), at % 4];
      return i === j ? 1 : truth[i]! * truth[j]!;
    });
    expect(loadingsOf({ n: 100, p: 4, covariance })).toEqual(truth.map((one) => expect.closeTo(one, 7)));
  });
  test('equal loadings make α and ω agree; unequal ones make α smaller', () => {
    const equal = factorWorld({ loadings: [0.7, 0.7, 0.7, 0.7], n: 20_000, seed: 2 }).items;
    expect(alpha(equal).value!).toBeCloseTo(omega(equal).value!, 2);
    const unequal = factorWorld({ loadings: [0.95, 0.9, 0.3, 0.2], n: 4_000, seed: 3 }).items;
    expect(omega(unequal).value! - alpha(unequal).value!).toBeGreaterThan(0.02);
  });
  test('taking a person out of the sums is the same as counting again without him', () => {
    const { items } = factorWorld({ loadings: [0.6, 0.6, 0.6], n: 12, seed: 4 });
    const whole = completeRows(items);
    for (const [at, one] of withoutEach(whole).entries()) {
      const naive = momentsOf(whole.filter((_, i) => i !== at)).covariance;
      expect([...one.covariance]).toEqual([...naive].map((x) => expect.closeTo(x, 12)));
    }
  });
  test('people with a gap are left out, and too few, too alike or two items are said', () => {
    const gap = [...many, [null, 5, 1], [1, null, 5]];
    expect(alpha(gap)).toEqual(alpha(many));
    expect(alpha(rows).untold).toBe('reliability/too-few');
    expect(alpha(many.map(() => [3, 3, 3])).untold).toBe('reliability/no-variance');
    expect(omega(many.map((row) => row.slice(0, 2))).untold).toBe('reliability/few-items');
    expect(omega(many.map(([a]) => [a!, 6 - a!, a!])).value).toBeNull();
  });
});

describe('agreement', () => {
  test('ICC(1) of Shrout & Fleiss 1979, table 2: .17 (−.13 to .72)', () => {
    const targets = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const { value, low, high } = intraclass(targets);
    expect([value, low, high]).toEqual([0.1657, -0.1329, 0.7226].map((x) => expect.closeTo(x, 4)));
  });
  test('r_wg(J) by hand', () => {
    // Twice 3, 4, 5, 3, 4, 5: variance 0.8; (5² − 1)/12 = 2, v = 0.4; 2 · 0.6 ÷ (2 · 0.6 + 0.4) = 0.75.
    const rows = [[3], [4], [5], [3], [4], [5]].map(([a]) => [a!, a!]);
    const v = 0.8 / 2;
    expect(withinGroupAgreement(rows, 5)).toBeCloseTo((2 * (1 - v)) / (2 * (1 - v) + v), 12);
    expect(withinGroupAgreement(rows, 5)).toBeCloseTo(0.75, 12);
  });
  test('a group that is split in two halves does not agree at all', () => {
    expect(withinGroupAgreement([[1], [5], [1], [5]], 5)).toBe(0);
    expect(withinGroupAgreement([[4], [4], [4]], 5)).toBe(1);
    expect(withinGroupAgreement([[4]], 5)).toBeNull();
  });
});

describe('means and their change', () => {
  test('Student’s interval by hand: 1…9, mean 5, s = 2.7386, t₈ = 2.306', () => {
    const { value, low, high } = meanFigure(summaryOf([1, 2, 3, 4, 5, 6, 7, 8, 9])!);
    expect([value, low, high]).toEqual([5, 2.8949, 7.1051].map((x) => expect.closeTo(x, 4)));
  });
  test('Welch: the textbook’s two samples', () => {
    const earlier = { n: 15, mean: 20.8, sd: Math.sqrt(7.9) };
    const later = { n: 15, mean: 23, sd: Math.sqrt(3.8) };
    // Wikipedia, “Welch’s t-test”, example 1: t = −2.46, ν = 25.0, p = 0.021.
    const { value, low, high } = changeFigure(earlier, later);
    expect(value).toBeCloseTo(2.2, 12);
    const error = Math.sqrt(7.9 / 15 + 3.8 / 15);
    expect((high! - low!) / 2 / error).toBeCloseTo(2.0595, 3);
  });
  test('five of a hundred silent can move a mean of 1–5 by a fifth at most', () => {
    const bounds = meanBounds({ n: 95, mean: 3, sd: 1 }, 0.95, { low: 1, high: 5 });
    expect(bounds).toEqual({ low: expect.closeTo(2.9, 12), high: expect.closeTo(3.1, 12) });
    expect(changeBounds(bounds, bounds)).toEqual({
      low: expect.closeTo(-0.2, 12),
      high: expect.closeTo(0.2, 12),
    });
  });
  test('cannot tell from fewer than five, or where all said the same', () => {
    expect(meanFigure({ n: 4, mean: 3, sd: 1 }).untold).toBe('reliability/too-few');
    expect(meanFigure({ n: 40, mean: 3, sd: 0 }).untold).toBe('reliability/no-variance');
    expect(changeFigure({ n: 4, mean: 3, sd: 1 }, { n: 40, mean: 3, sd: 1 }).detectable).toBeNull();
  });
});

describe('relative weights', () => {
  test('of predictors that have nothing to do with each other: the squared correlations', () => {
    const found = weightsOf([
      [1, 0.5, 0.3],
      [0.5, 1, 0],
      [0.3, 0, 1],
    ])!;
    expect(found.weights).toEqual([0.25, 0.09].map((x) => expect.closeTo(x, 12)));
  });
  test('of two predictors by hand, with the root of their correlation matrix', () => {
    const [r, y1, y2] = [0.6, 0.5, 0.4];
    const [a, b] = [(Math.sqrt(1 + r) + Math.sqrt(1 - r)) / 2, (Math.sqrt(1 + r) - Math.sqrt(1 - r)) / 2];
    const [c, d] = [a / (a * a - b * b), -b / (a * a - b * b)];
    const [z1, z2] = [c * y1 + d * y2, d * y1 + c * y2];
    const found = weightsOf([
      [1, y1, y2],
      [y1, 1, r],
      [y2, r, 1],
    ])!;
    expect(found.weights).toEqual(
      [(a * z1) ** 2 + (b * z2) ** 2, (b * z1) ** 2 + (a * z2) ** 2].map((x) => expect.closeTo(x, 10)),
    );
    const squared = (y1 ** 2 + y2 ** 2 - 2 * y1 * y2 * r) / (1 - r ** 2);
    expect(found.explained).toBeCloseTo(squared, 10);
  });
  test('a planted driver stands out, an idle one is next to nothing, and the draw repeats itself', () => {
    const random = stream(7, 'drivers');
    const normal = () => random.normal();
    const rows = Array.from({ length: 280 }, () => {
      const [x, idle] = [normal(), normal()];
      return [x * 0.7 + normal() * 0.7, x, idle];
    });
    const found = drivers(rows, { random: stream(1, 'b'), replicates: 300 });
    if ('untold' in found) throw new Error(found.untold);
    expect(found.weights[0]!.low!).toBeGreaterThan(0.35);
    expect(found.weights[1]!.high!).toBeLessThan(0.06);
    expect(drivers(rows, { random: stream(1, 'b'), replicates: 300 })).toEqual(found);
    expect(drivers(rows.slice(0, 20), { random }).n).toBe(20);
    expect('untold' in drivers(rows.slice(0, 20), { random })).toBe(true);
  });
  test('eigenvalues by hand: [[2, 1], [1, 2]] has 1 and 3', () => {
    expect(
      eigenOf([
        [2, 1],
        [1, 2],
      ]).values.toSorted(),
    ).toEqual([1, 3].map((x) => expect.closeTo(x, 12)));
  });
});
