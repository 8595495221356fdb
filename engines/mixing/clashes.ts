/** Looks for clashes by counting, before any search, and reduces each to demands of which none can be left out. */
import { quotaClashes } from './clash-quotas.ts';
import { placeClashes } from './clash-places.ts';
import { ruleDemand, sizesDemand, type Clash, type Demand } from './clash.ts';
import { ruleName, type Problem, type Rule } from './problem.ts';
import { attends, scopeOf } from './scope.ts';

/** Larger sets are not reduced: every reduction step counts again. */
const MOST_REDUCED = 60;

/**
 * Clashes that counting can prove, the one with the fewest demands first; empty is not a promise that a
 * plan exists. Each is irreducible: with any of its demands left out, counting finds no clash among the
 * rest. The problem must be well-formed (`inputProblems`).
 */
export function clashesOf(problem: Problem): Clash[] {
  const found = firstOfEachCode(provenClashes(problem)).map((clash) => reduced(problem, clash));
  return found.sort((a, b) => a.demands.length - b.demands.length);
}

function provenClashes(problem: Problem): Clash[] {
  const inRounds = problem.rounds.flatMap((round) => {
    const scope = scopeOf(problem, round);
    const places = placeClashes(scope);
    return places.some(({ code }) => code === 'mixing/places-contradict')
      ? places
      : [...places, ...quotaClashes(scope)];
  });
  return [...inRounds, ...repeatClashes(problem)];
}

function firstOfEachCode(clashes: readonly Clash[]): Clash[] {
  const shortest = [...clashes].sort((a, b) => a.demands.length - b.demands.length);
  return shortest.filter(({ code }, at) => shortest.findIndex((other) => other.code === code) === at);
}

/** Leaves out one demand after another as long as counting still finds a clash of the same kind. */
function reduced(problem: Problem, clash: Clash): Clash {
  if (clash.demands.length > MOST_REDUCED) return clash;
  const again = (demands: readonly Demand[]): Clash | undefined =>
    provenClashes(restrictedTo(problem, demands)).find(({ code }) => code === clash.code);
  let smallest = clash;
  let kept = clash.demands;
  for (const demand of clash.demands) {
    if (demand.kind === 'sizes') continue;
    const fewer = kept.filter((other) => other !== demand);
    const found = again(fewer);
    if (!found) continue;
    kept = fewer;
    smallest = found;
  }
  return { ...smallest, demands: kept };
}

/** The problem with the sizes and the given rules and pins only; rules keep their names. */
function restrictedTo(problem: Problem, demands: readonly Demand[]): Problem {
  const names = new Set(demands.flatMap((demand) => (demand.kind === 'rule' ? [demand.name] : [])));
  const rules = (problem.rules ?? []).map((rule, at): Rule => ({ ...rule, id: ruleName(rule, at) }));
  const pins = (problem.pins ?? []).map((pin, at) =>
    // places in the list are kept: a pin to nowhere pins nobody
    demands.some((demand) => demand.kind === 'pin' && demand.at === at) ? pin : { ...pin, person: '' },
  );
  return { ...problem, rules: rules.filter(({ id }) => names.has(id!)), pins };
}

/** Meetings without repeats need partners: people for somebody who comes to every round, groups to spread over. */
function repeatClashes(problem: Problem): Clash[] {
  return (problem.rules ?? []).flatMap((rule, at): Clash[] => {
    if (rule.kind !== 'repeats' || rule.weight !== undefined) return [];
    const demands = [ruleDemand(ruleName(rule, at)), sizesDemand];
    // people kept together may meet again, so only those without company count
    const together = (problem.rules ?? []).flatMap((other) =>
      other.kind === 'together' ? other.people : [],
    );
    const always = problem.people.filter(
      (person) => !together.includes(person.id) && problem.rounds.every(({ id }) => attends(person, id)),
    );
    if (always.length === 0) return [];
    const needed = problem.rounds.reduce(
      (sum, { groups }) => sum + Math.min(...groups.map(({ min }) => min)) - 1,
      0,
    );
    const available = rule.max * (problem.people.length - 1);
    if (needed > available)
      return [
        {
          code: 'mixing/repeats-unavoidable',
          demands,
          facts: { nRounds: problem.rounds.length, needed, available },
        },
      ];
    return together.length > 0 ? [] : crowdedRounds(problem, rule.max, demands);
  });
}

/** A group of one round, seen from another: more people than its groups times the meetings allowed must repeat. */
function crowdedRounds(problem: Problem, max: number, demands: readonly Demand[]): Clash[] {
  if (max !== 1) return [];
  const everybody = (id: string): boolean => problem.people.every((person) => attends(person, id));
  const whole = problem.rounds.filter(({ id }) => everybody(id));
  for (const one of whole)
    for (const other of whole) {
      const needed = Math.max(...one.groups.map(({ min }) => min));
      if (one === other || needed <= other.groups.length) continue;
      const facts = { nRounds: problem.rounds.length, needed, available: other.groups.length };
      return [{ code: 'mixing/repeats-unavoidable', demands, facts }];
    }
  return [];
}
