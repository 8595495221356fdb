import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import type { Random } from '#engines/random/index.ts';
import { knowledgeChange, knowledgeEstimates } from './index.ts';
import type { KnowledgeInput } from './index.ts';

describe('business knowledge', () => {
  const tiny: KnowledgeInput = {
    levels: ['工商', '质监'],
    groupOf: [0, 0, 1],
    department: ['登记科', '登记科', '计量科'],
    homeOf: [0, 1],
    mastery: [
      [2, 0],
      [2, 1],
      [null, 2],
    ],
  };

  test('the matrix, the mean across, the gap and the coverage by hand', () => {
    const found = knowledgeEstimates(tiny, { random: seeded(1) });
    expect(found.matrix.map((row) => row.map((cell) => cell.value))).toEqual([
      [1, 0.25],
      [null, 1],
    ]);
    expect(found.across.value).toBe(0.25);
    expect(found.gap.value).toBe(0.75);
    expect(found.own.value).toBe(1);
    expect(found.coverage.value).toBe(0.25); // 登记科 alone has two people who master 工商 business
    expect(found.matrix[1]![0]).toMatchObject({ value: null, cannotTell: 'inference/undefined' });
    expect(found.across).toMatchObject({ low: null, cannotTell: 'inference/too-few' });
  });

  test('the change of the same people is paired: what every department gains alike has no error', () => {
    const random = seeded(4);
    const now = aBureau(random);
    const then = { ...now, mastery: now.mastery.map((row) => row.map(() => 1)) };
    const same = knowledgeChange(now, now, { random, replicates: 99 });
    for (const { value, low, high } of Object.values(same)) expect([value, low, high]).toEqual([0, 0, 0]);
    const gained = knowledgeChange(then, now, { random, replicates: 999 });
    expect(gained.own).toMatchObject({ value: 0.5, low: 0.5, high: 0.5 });
    const across = knowledgeEstimates(now, { random, replicates: 999 }).across;
    expect(gained.across.value!).toBeCloseTo(across.value! - 0.5, 12);
    expect(gained.across.high! - gained.across.low!).toBeCloseTo(across.high! - across.low!, 1);
    const fewer = { ...now, mastery: now.mastery.slice(1) };
    expect(() => knowledgeChange(fewer, now, { random })).toThrow('inference/waves-do-not-fit');
  });

  test('the coverage has an interval over departments', () => {
    const { coverage } = knowledgeEstimates(aBureau(seeded(5)), { random: seeded(6), replicates: 499 });
    expect(coverage.low!).toBeLessThan(coverage.value!);
    expect(coverage.high!).toBeGreaterThan(coverage.value!);
  });

  test('intervals know that a department learns together (short form)', () => {
    const rounds = 250;
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const random = seeded(round);
      const { across } = knowledgeEstimates(aBureau(random), { random, replicates: 199 });
      if (across.low! <= 0.4 && 0.4 <= across.high!) held++;
    }
    // 30 departments: a percentile bootstrap of clusters is known to fall a little short
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / rounds));
  });
});

/** 30 departments of 6 people; mastery of the other agency's business is 0.4 on average. */
function aBureau(random: Random): KnowledgeInput {
  const groupOf: number[] = [];
  const department: number[] = [];
  const mastery: number[][] = [];
  for (let d = 0; d < 30; d++) {
    const chance = 0.4 + 0.25 * (2 * random.uniform() - 1);
    for (let person = 0; person < 6; person++) {
      groupOf.push(d % 2);
      department.push(d);
      const other = (): number => random.binomial(2, chance);
      mastery.push(d % 2 === 0 ? [2, other()] : [other(), 2]);
    }
  }
  return { levels: ['A', 'B'], groupOf, department, homeOf: [0, 1], mastery };
}
