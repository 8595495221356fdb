import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { gainMatrix } from './gain.ts';
import { GroupRules } from './group-rules.ts';
import { naiveGain, oneRound, somePeople } from './naive.fixtures.ts';
import { PartitionSearch } from './partition-search.ts';
import { planOf } from './plan.ts';
import type { Problem, Rule } from './problem.ts';
import { reportOf } from './report.ts';
import { modelOf, partitionModel } from './round-model.ts';
import { randomStart } from './start.ts';

const everyRule: Rule[] = [
  { kind: 'together', people: ['p1', 'p2'] },
  { kind: 'apart', people: ['p3', 'p4', 'p5'] },
  { kind: 'apart', people: ['p6', 'p7'], weight: 2 },
  { kind: 'count', who: { skill: 'leads' }, min: 1 },
  { kind: 'count', who: { attribute: 'sex', value: 'm' }, max: 4, weight: 1 },
  { kind: 'spread', who: { attribute: 'agency', value: 'a' } },
  { kind: 'noLone', attribute: 'sex' },
  { kind: 'balance', attribute: 'age', tolerance: 3 },
  { kind: 'only', people: ['p8'], groups: ['g1', 'g2'] },
];

const problem: Problem = {
  ...oneRound(somePeople(30), 5, [4, 8], everyRule),
  pins: [{ person: 'p9', group: 'g4' }],
};
const model = modelOf(problem, gainMatrix(problem.people, problem.gains));
const round = model.rounds[0]!;

describe('rules counted per group', () => {
  test('every change of cost that a move is judged by equals counting from scratch', () => {
    const random = seeded(4);
    const { n, m } = round.rules;
    const kept = new GroupRules(round.rules);
    const fresh = new GroupRules(round.rules);
    const groupOf = randomStart(round, random);
    kept.load(groupOf);
    const total = (rules: GroupRules): number => rules.cost.reduce((sum, cost) => sum + cost, 0);
    for (let k = 0; k < 2000; k++) {
      const x = random.below(n);
      const y = random.below(3) === 0 ? -1 : random.below(n);
      const [g, h] = [groupOf[x]!, y < 0 ? random.below(m) : groupOf[y]!];
      if (g === h) continue;
      const change = kept.change(x, g, y, h);
      const allowed = kept.allows(x, h) && (y < 0 || kept.allows(y, g));
      expect(change === Infinity).toBe(!allowed);
      if (!allowed) continue;
      const before = total(kept);
      kept.apply(x, g, y, h);
      groupOf[x] = h;
      if (y >= 0) groupOf[y] = g;
      fresh.load(groupOf);
      expect(Math.abs(before + change - total(fresh)) / total(fresh)).toBeLessThan(1e-9);
      fresh.cost.forEach((cost, group) => expect(kept.cost[group]).toBeCloseTo(cost, 3));
    }
  });

  test('the search keeps the value of gains less costs, and ends without broken rules', () => {
    const random = seeded(9);
    const arrays = partitionModel(model, round);
    const search = new PartitionSearch(arrays, random);
    search.start(randomStart(round, random));
    for (let k = 0; k < 50; k++) search.step(20, k / 50);
    const fresh = new GroupRules(round.rules);
    fresh.load(search.best);
    const cost = fresh.cost.reduce((sum, one) => sum + one, 0);
    const value = naiveGain(arrays.gain, arrays.n, search.best) - cost;
    expect(search.bestValue).toBeCloseTo(value, 3);
    const report = reportOf(problem, planOf(model, [search.best]));
    expect(report.rules.filter(({ kept, mustBeKept }) => mustBeKept && !kept)).toEqual([]);
    expect(report.groups.map(({ size }) => size)).toEqual([6, 6, 6, 6, 6]);
  });
});
