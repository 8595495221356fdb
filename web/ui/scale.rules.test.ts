import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisOf, spread } from './scale.rules.ts';

test('an axis has round ends around its values and three to seven ticks', () => {
  expect(axisOf(0, 0.84).ticks).toEqual([0, 0.5, 1]);
  expect(axisOf(0, 0.4).ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  expect(axisOf(-0.12, 0.31).ticks).toEqual([-0.2, 0, 0.2, 0.4]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      fc.double({ min: 0.01, max: 1e4, noNaN: true }),
      (low, span) => {
        const { from, to, ticks } = axisOf(low, low + span);
        expect(from).toBeLessThanOrEqual(low + span * 1e-6);
        expect(to).toBeGreaterThanOrEqual(low + span - span * 1e-6);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
      },
    ),
  );
});

test('labels move apart and keep their order', () => {
  expect(spread([10, 12], 20)).toEqual([1, 21]);
  expect(spread([50, 0], 10)).toEqual([50, 0]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 3 }), (places) => {
      const moved = spread(places, 15).sort((a, b) => a - b);
      for (const [i, place] of moved.slice(1).entries()) expect(place - moved[i]!).toBeGreaterThan(14.5);
    }),
  );
});
