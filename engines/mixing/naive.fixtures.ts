/** Slow twins of the kernels, obviously right, and small random problems for tests. */
import { existsSync, readFileSync } from 'node:fs';
import type { Random } from '#engines/random/index.ts';
import type { GainSource, Person, Plan, Problem, Rule } from './problem.ts';

/** Σ weight of the group · gain over pairs in one group. */
export function naiveGain(
  gain: ArrayLike<number>,
  n: number,
  groupOf: ArrayLike<number>,
  weight?: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      if (groupOf[i] === groupOf[j]) sum += gain[i * n + j]! * (weight?.[groupOf[i]!] ?? 1);
  return sum;
}

/** The best gain over all groupings within the bounds, by trying them all. */
export function naiveOptimum(
  gain: ArrayLike<number>,
  n: number,
  min: ArrayLike<number>,
  max: ArrayLike<number>,
): number {
  const groupOf = new Int32Array(n);
  const sizes = new Int32Array(min.length);
  let best = -Infinity;
  const place = (v: number): void => {
    if (v === n) {
      if (sizes.every((size, g) => size >= min[g]!)) best = Math.max(best, naiveGain(gain, n, groupOf));
      return;
    }
    for (let g = 0; g < min.length; g++) {
      if (sizes[g]! >= max[g]!) continue;
      groupOf[v] = g;
      sizes[g]!++;
      place(v + 1);
      sizes[g]!--;
    }
  };
  place(0);
  return best;
}

/** Every plan of a one-round problem with everybody present. */
export function* allPlans({ people, rounds }: Problem): Generator<Plan> {
  const { id, groups } = rounds[0]!;
  for (let code = 0; code < groups.length ** people.length; code++) {
    const groupOf = people.map((_, i) => Math.floor(code / groups.length ** i) % groups.length);
    const filled = groups.map((group, g) => ({
      id: group.id,
      people: people.flatMap((person, i) => (groupOf[i] === g ? [person.id] : [])),
    }));
    yield { rounds: [{ id, groups: filled }] };
  }
}

/** A symmetric matrix of whole numbers in 0 … most, row by row. */
export function randomMatrix(random: Random, n: number, most: number): Float64Array {
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) values[i * n + j] = values[j * n + i] = random.below(most + 1);
  return values;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Ids p0, p1, …; agency cycling through `agencies`, sex alternating, age 20 + 3·i mod 37. */
export function somePeople(n: number, agencies = 3): Person[] {
  return Array.from({ length: n }, (_, i) => ({
    id: `p${i}`,
    values: { agency: letters[i % agencies]!, sex: i % 2 === 0 ? 'f' : 'm', age: 20 + ((3 * i) % 37) },
    skills: i % 4 === 0 ? ['leads'] : [],
  }));
}

/** One round of m groups of min … max people; agencies that differ are worth 1. */
export function oneRound(
  people: readonly Person[],
  m: number,
  [min, max]: readonly [number, number],
  rules: readonly Rule[] = [],
  gains: readonly GainSource[] = [{ kind: 'differs', attribute: 'agency', weight: 1 }],
): Problem {
  const groups = Array.from({ length: m }, (_, g) => ({ id: `g${g + 1}`, min, max }));
  return { people, rounds: [{ id: 'day', groups }], gains, rules };
}

/** g groups of s players over w rounds, everybody a stranger to everybody. */
export function golf(g: number, s: number, w: number): Problem {
  const groups = Array.from({ length: g }, (_, k) => ({ id: `g${k + 1}`, min: s, max: s }));
  return {
    people: Array.from({ length: g * s }, (_, i) => ({ id: `p${i}` })),
    rounds: Array.from({ length: w }, (_, r) => ({ id: `round ${r + 1}`, groups })),
    gains: [{ kind: 'strangers', known: [], weight: 1 }],
  };
}

const data = new URL('../../../shared/data/mixing/', import.meta.url);
export const haveInstances = existsSync(data);
export const instanceText = (name: string): string => readFileSync(new URL(name, data), 'utf8');
