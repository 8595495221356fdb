/** One round as the searches see it: units, whole-number gains, bounds, costs. */
import type { RuleArrays } from './group-rules.ts';
import type { PartitionModel } from './partition-state.ts';
import type { Problem } from './problem.ts';
import { evenBands, ruleArrays, type Costs } from './rule-builder.ts';
import { scaledGain, type ScaledGain } from './scale.ts';
import { scopeOf, type Scope } from './scope.ts';
import { unitsOf, type Units } from './units.ts';

export interface RoundModel {
  readonly scope: Scope;
  readonly units: Units;
  readonly rules: RuleArrays;
}

/** All rounds of a problem over one matrix of gains between people. */
export interface Model {
  readonly problem: Problem;
  readonly gain: ScaledGain;
  readonly costs: Costs;
  readonly rounds: readonly RoundModel[];
}

/** Weights of groups are whole numbers up to this. */
const MOST_WEIGHT = 16;

export function modelOf(problem: Problem, matrix: Float64Array): Model {
  const largest = Math.max(1, ...problem.rounds.flatMap(({ groups }) => groups.map(({ max }) => max)));
  const addends = Math.min(largest, problem.people.length) ** 2 * MOST_WEIGHT * 4;
  const gain = scaledGain(matrix, problem.people.length, addends);
  // One unit's worst move loses at most two sums over a group, so a breach of a hard rule never pays.
  const units = Math.max(1, gain.most) * Math.min(largest, problem.people.length) * weightLimit(problem);
  const costs = { hard: 64 * units, even: 8 * units, scale: gain.scale };
  const rounds = problem.rounds.map((round) => {
    const scope = scopeOf(problem, round);
    const units = unitsOf(scope);
    return { scope, units, rules: ruleArrays(scope, units, costs) };
  });
  return { problem, gain, costs, rounds };
}

const weightLimit = (problem: Problem): number => (problem.objective === 'perPerson' ? MOST_WEIGHT : 1);

/** The model of a single round's search: gains between units are sums over their people. */
export function partitionModel(
  { problem, gain }: Model,
  { scope, units, rules }: RoundModel,
): PartitionModel {
  const n = units.people.length;
  const values = new Int32Array(n * n);
  const near = new Int32Array(n).fill(n > 1 ? 2 ** 28 : 0);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      if (a === b) continue;
      let sum = 0;
      for (const i of units.people[a]!)
        for (const j of units.people[b]!) sum += gain.values[i * problem.people.length + j]!;
      values[a * n + b] = sum;
      near[a] = Math.min(near[a]!, sum);
    }
  const { groups } = scope.round;
  return {
    n,
    m: groups.length,
    gain: values,
    near,
    weight: groupWeights(scope),
    // the table of sizes judges, so that two small units can follow a large one
    min: new Int32Array(groups.length),
    max: new Int32Array(groups.length).fill(n),
    moves: true,
    rules,
  };
}

/** 1 for raw diversity; per person, in proportion to 1/(size − 1) of the even sizes. */
export function groupWeights({ problem, round, present }: Scope): Int32Array {
  const { groups } = round;
  if (problem.objective !== 'perPerson') return new Int32Array(groups.length).fill(1);
  const bands = evenBands(
    present.length,
    groups.map(({ min }) => min),
    groups.map(({ max }) => max),
  );
  const sizes = bands.map(({ low, high }) => Math.max(2, (low + high) / 2));
  const smallest = Math.min(...sizes);
  return Int32Array.from(sizes, (size) =>
    Math.max(1, Math.round((MOST_WEIGHT * (smallest - 1)) / (size - 1))),
  );
}
