import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeBlocks } from './block.rules.ts';

const names = ['工商', '质监', '食药', '物价', '知识产权', '新进人员', 'IP'];
const someBlocks = fc
  .array(fc.record({ size: fc.integer({ min: 5, max: 900 }), name: fc.constantFrom(...names) }), {
    minLength: 2,
    maxLength: 9,
  })
  .map((blocks) => blocks.map((block, i) => ({ ...block, id: String(i) })));

describe('a block picture', () => {
  test('no circle touches another and none leaves the picture, on a phone or a desk, in either type size', () => {
    fc.assert(
      fc.property(
        someBlocks,
        fc.constantFrom([300, 280], [320, 315], [440, 352], [576, 368]),
        fc.constantFrom(14, 18.4),
        (blocks, [width, height], em) => {
          const placed = placeBlocks(blocks, width!, height!, em);
          for (const [i, a] of placed.entries()) {
            expect(a.x - a.r).toBeGreaterThanOrEqual(-0.5);
            expect(a.x + a.r).toBeLessThanOrEqual(width! + 0.5);
            expect(a.y - a.r).toBeGreaterThanOrEqual(-0.5);
            expect(a.y + a.r).toBeLessThanOrEqual(height! + 0.5);
            for (const b of placed.slice(i + 1))
              expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r);
          }
        },
      ),
    );
  });

  test('area follows headcount', () => {
    const [small, large] = placeBlocks(
      [
        { id: 'a', name: '物价', size: 100 },
        { id: 'b', name: '工商', size: 400 },
      ],
      576,
      368,
      14,
    );
    expect((large!.r / small!.r) ** 2).toBeCloseTo(4, 6);
  });
});
