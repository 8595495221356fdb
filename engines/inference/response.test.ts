import { describe, expect, test } from 'vitest';
import { permittedBy, responseByGroup, responseDiffers } from './index.ts';

describe('what a response rate permits', () => {
  test.each([
    [0.95, 'all', 0, false],
    [0.8, 'all', 0, false],
    [0.79, 'directional', 6, true],
    [0.6, 'directional', 6, true],
    [0.59, 'respondents', 9, false],
  ] as const)('%f: %s', (rate, permission, nForbidden, withBounds) => {
    const found = permittedBy(rate);
    expect(found.permission).toBe(permission);
    expect(found.forbidden).toHaveLength(nForbidden);
    expect(found.withBounds).toBe(withBounds);
    expect(found.uses.some((use) => found.forbidden.includes(use))).toBe(false);
  });

  test('rates by group', () => {
    const found = responseByGroup(['A', 'B', 'C'], [0, 0, 1], [true, false, true]);
    expect(found.map(({ rate }) => rate)).toEqual([0.5, 1, null]);
    expect(responseDiffers(0.8, 0.9)).toBe(false);
    expect(responseDiffers(0.8, 0.91)).toBe(true);
  });
});
