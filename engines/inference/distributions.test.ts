import { describe, expect, test } from 'vitest';
import {
  incompleteBeta,
  logGamma,
  normalQuantile,
  quantileOf,
  studentCdf,
  studentQuantile,
} from './distributions.ts';

describe('distributions', () => {
  test('quantiles of printed tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 8);
    expect(studentCdf(-5, Infinity)).toBeCloseTo(2.866515719e-7, 15);
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062047, 6);
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.2281388, 6);
    expect(studentQuantile(0.05, 4)).toBeCloseTo(-2.1318468, 6);
    expect(studentCdf(2, 5)).toBeCloseTo(0.9490302605850709, 9);
  });

  test('beta and gamma where they are known in closed form', () => {
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
    expect(incompleteBeta(0.7, 2, 3)).toBeCloseTo(0.9163, 10);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 11);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 11);
    expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
  });
});
