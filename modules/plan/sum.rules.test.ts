import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lamps, type Lamp } from './measure.contract.ts';
import { sumSentence } from './sum.rules.ts';

test('totals count measures alone, each once, whatever their rules are counted in', () => {
  const lamp = fc.constantFrom(...(Object.keys(lamps) as Lamp[]));
  const rest = { because: { zh: '', en: '' }, share: 0.5, nMet: 3, nRules: 4, nOverdueMilestones: 7 };
  fc.assert(
    fc.property(fc.array(lamp, { maxLength: 40 }), (list) => {
      const lines = list.map((one) => ({ progress: { ...rest, lamp: one } }));
      for (const words of Object.values(sumSentence(lines))) {
        const [n, ...parts] = words.match(/\d+/g)!.map(Number) as [number, ...number[]];
        expect(n).toBe(list.length);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(n);
      }
    }),
  );
});

test('what has not begun is not under way', () => {
  const of = (...list: Lamp[]) =>
    sumSentence(
      list.map((lamp) => ({
        progress: {
          lamp,
          because: { zh: '', en: '' },
          share: null,
          nMet: 0,
          nRules: 1,
          nOverdueMilestones: 0,
        },
      })),
    );
  expect(of('done', 'waiting', 'waiting', 'behind')).toEqual({
    zh: '4 项任务：办结 1 项，进行中 1 项，未开始 2 项，逾期 0 项，取消 0 项。',
    en: '4 measures: 1 done, 1 under way, 2 not begun, 0 overdue, 0 cancelled.',
  });
  expect(of('behind').zh).not.toContain('未开始');
});
