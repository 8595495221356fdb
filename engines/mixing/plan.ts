/** Between plans (ids, for people) and groupings (numbers of units, for the searches). */
import { stream } from '#engines/random/index.ts';
import { seatingsOf } from './breaches.ts';
import type { Plan } from './problem.ts';
import type { Model, RoundModel } from './round-model.ts';
import type { Grouping } from './searcher.ts';
import { randomStart } from './start.ts';

export function planOf({ rounds }: Model, grouping: Grouping): Plan {
  return {
    rounds: rounds.map(({ scope, units }, r) => {
      const groups = scope.round.groups.map(({ id }) => ({ id, people: [] as string[] }));
      for (const i of scope.present)
        groups[grouping[r]![units.unitOf[i]!]!]!.people.push(scope.problem.people[i]!.id);
      return { id: scope.round.id, groups };
    }),
  };
}

/** Group number of each person in one round, −1 where absent. */
export function assignmentOf({ scope, units }: RoundModel, groupOf: Int32Array): Int32Array {
  return Int32Array.from(units.unitOf, (unit, i) =>
    unit >= 0 && scope.problem.people[i] ? groupOf[unit]! : -1,
  );
}

/**
 * The grouping nearest to a plan: a unit stands where its first placed person does, if it may stand there;
 * who has no place, or one that pins forbid, gets a random one.
 */
export function groupingOf(model: Model, plan: Plan, seed: number): Grouping {
  const seatings = seatingsOf(model.problem, plan);
  return model.rounds.map((round, r) => {
    const { units, rules } = round;
    const groupOf = randomStart(round, stream(seed, 'start'));
    units.people.forEach((people, u) => {
      const first = people.find((i) => seatings[r]!.groupOf[i]! >= 0);
      const group = first === undefined ? -1 : seatings[r]!.groupOf[first]!;
      if (group >= 0 && rules.allowed[u * rules.m + group] === 1) groupOf[u] = group;
    });
    return groupOf;
  });
}
