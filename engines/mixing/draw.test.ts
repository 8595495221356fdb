import { describe, expect, test } from 'vitest';
import { drawInUse, evaluate, openDraws, prepareDraws, rejectDraw } from './index.ts';
import type { Mechanism, Problem } from './index.ts';
import { golf, oneRound, somePeople } from './naive.fixtures.ts';

const problem: Problem = {
  ...oneRound(
    somePeople(48, 4),
    8,
    [6, 6],
    [
      { kind: 'spread', who: { skill: 'leads' } },
      { kind: 'apart', people: ['p1', 'p6'] },
    ],
  ),
  pins: [{ person: 'p0', group: 'g3' }],
};
const mechanism = prepareDraws(problem, { seed: 20190130 });

describe('teams are drawn by a stored mechanism', () => {
  test('which, written down and read again, draws the same teams in any order', () => {
    const draws = openDraws(mechanism);
    const stored = openDraws(JSON.parse(JSON.stringify(mechanism)) as Mechanism);
    const [fifth, first] = [stored.draw(5), stored.draw(0)];
    expect(draws.plan(draws.draw(0))).toEqual(stored.plan(first));
    expect(draws.assignment(draws.draw(5))).toEqual(stored.assignment(fifth));
    expect(fifth.grouping).not.toEqual(first.grouping);
  });

  test('of which each keeps the rules and pins and is near the best', () => {
    const draws = openDraws(mechanism);
    for (let number = 0; number < 30; number++) {
      const draw = draws.draw(number);
      const report = evaluate(problem, draws.plan(draw));
      expect(report.status).toBe('feasible');
      expect(report.share).toBeGreaterThan(0.98);
      expect(draw.nearBest).toBe(true);
    }
  });

  test('and in which equals have equal chances: nobody is tied to anybody', () => {
    const draws = openDraws(mechanism);
    const n = 200;
    const together = new Map<string, number>();
    for (let number = 0; number < n; number++) {
      const [group] = draws.assignment(draws.draw(number));
      // p2 meets p3, p7 … of the other agencies equally often; its own agency is p6, p10 …
      for (const other of [3, 7, 11, 15, 19, 23])
        if (group![2] === group![other]) together.set(`p${other}`, (together.get(`p${other}`) ?? 0) + 1);
    }
    const counts = [...together.values()];
    const mean = counts.reduce((sum, count) => sum + count, 0) / 6;
    const chi = counts.reduce((sum, count) => sum + (count - mean) ** 2 / (mean * (1 - mean / n)), 0);
    expect(counts).toHaveLength(6);
    expect(chi).toBeLessThan(20.5); // χ²(5) at 0.999
  });

  test('refusing attempts below the floor, and saying so when all of them are', () => {
    const hopeless = openDraws({ ...mechanism, floor: 1e12, mostAttempts: 3 }).draw(0);
    expect(hopeless.nearBest).toBe(false);
    expect(hopeless.refused).toHaveLength(2);
    expect(Math.max(...hopeless.refused)).toBeLessThanOrEqual(hopeless.value);
  });

  test('pinned by its version: stored draws must stay as they were', () => {
    const draws = openDraws(mechanism);
    expect([...draws.assignment(draws.draw(0))[0]!].join(',')).toBe(PINNED);
    expect(() => openDraws({ ...mechanism, version: 'mixing-draw/0' } as never)).toThrow(
      'mixing/mechanism-version',
    );
  });

  test('with every rejection and its reason on record', () => {
    const after = rejectDraw(rejectDraw(mechanism, '两位领队要值班'), '同上');
    expect(drawInUse(mechanism)).toBe(0);
    expect(drawInUse(after)).toBe(2);
    expect(after.rejected).toEqual([
      { number: 0, reason: '两位领队要值班' },
      { number: 1, reason: '同上' },
    ]);
  });

  test('over several rounds too', () => {
    const rounds = golf(4, 3, 3);
    const draws = openDraws(prepareDraws(rounds, { seed: 3, effort: 40 }));
    expect(draws.plan(draws.draw(1))).toEqual(draws.plan(draws.draw(1)));
    expect(draws.assignment(draws.draw(1))).toHaveLength(3);
  });
});

const PINNED =
  '2,3,2,1,4,2,0,0,4,2,5,4,6,4,0,7,1,7,3,6,7,5,1,7,2,3,5,0,5,6,4,3,5,0,7,5,0,1,6,2,1,4,7,6,3,1,6,3';
