import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareChange, shareFigure } from './index.ts';

const share = (yes: number, n: number) => ({ n, mean: yes / n });

describe('a share of people', () => {
  test('the intervals worked by Newcombe (1998a, table I, method 3)', () => {
    for (const [yes, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const figure = shareFigure(share(yes, n));
      expect(figure.low).toBeCloseTo(low, 4);
      expect(figure.high).toBeCloseTo(high, 4);
    }
  });
  test('its change, worked by Newcombe (1998b, table II, method 10)', () => {
    const { value, low, high } = shareChange(share(48, 80), share(56, 70));
    expect(value).toBeCloseTo(0.2, 4);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
  test('under five people there is none', () => {
    expect(shareFigure(share(2, 4))).toMatchObject({ low: null, untold: 'reliability/too-few' });
    expect(shareChange(share(2, 4), share(20, 40))).toMatchObject({ low: null, detectable: null });
  });
  test('intervals hold their value, stay in range, and turn with the sides', () => {
    const sides = fc.nat(60).chain((n) => fc.tuple(fc.nat(n + 5), fc.constant(n + 5)));
    fc.assert(
      fc.property(sides, sides, ([a, n], [b, m]) => {
        const [then, now] = [share(a, n), share(b, m)];
        const { low, high, value } = shareFigure(then);
        expect(0 <= low! && low! <= value! && value! <= high! && high! <= 1).toBe(true);
        const [on, back] = [shareChange(then, now), shareChange(now, then)];
        expect(on.low!).toBeCloseTo(-back.high!, 9);
        expect(-1.0000001 <= on.low! && on.low! <= on.value! && on.value! <= on.high!).toBe(true);
      }),
    );
  });
});
