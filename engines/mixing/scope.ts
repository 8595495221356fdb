/** One round of a problem, with ids turned into numbers: who is there, who is selected, which rules hold. */
import { ruleName, type Person, type Problem, type Round, type Rule, type Selector } from './problem.ts';

export interface NamedRule {
  readonly name: string;
  readonly rule: Rule;
}

export interface Scope {
  readonly problem: Problem;
  readonly round: Round;
  /** Indices in `problem.people` of those who attend. */
  readonly present: readonly number[];
  readonly personAt: ReadonlyMap<string, number>;
  readonly groupAt: ReadonlyMap<string, number>;
  readonly rules: readonly NamedRule[];
}

export const attends = (person: Person, round: string): boolean =>
  person.rounds === undefined || person.rounds.includes(round);

export function scopeOf(problem: Problem, round: Round): Scope {
  const holds = (rule: Rule): boolean => rule.rounds === undefined || rule.rounds.includes(round.id);
  return {
    problem,
    round,
    present: problem.people.flatMap((person, i) => (attends(person, round.id) ? [i] : [])),
    personAt: new Map(problem.people.map(({ id }, i) => [id, i])),
    groupAt: new Map(round.groups.map(({ id }, g) => [id, g])),
    rules: (problem.rules ?? [])
      .map((rule, at) => ({ name: ruleName(rule, at), rule }))
      .filter(({ rule }) => holds(rule)),
  };
}

/** Indices of the named people who attend this round, each once. */
export function presentOf({ personAt, problem, round }: Scope, ids: readonly string[]): number[] {
  const found = ids.flatMap((id) => personAt.get(id) ?? []);
  return [...new Set(found)].filter((i) => attends(problem.people[i]!, round.id));
}

/** Indices of those present whom a rule counts. */
export function selected(scope: Scope, who: Selector): number[] {
  if ('people' in who) return presentOf(scope, who.people);
  const counts = (person: Person): boolean =>
    'skill' in who
      ? (person.skills ?? []).includes(who.skill)
      : (person.values?.[who.attribute] ?? null) === who.value;
  return scope.present.filter((i) => counts(scope.problem.people[i]!));
}

/** Numbers of the groups a rule holds for. */
export function groupsOf({ groupAt, round }: Scope, rule: { readonly groups?: readonly string[] }): number[] {
  return rule.groups ? rule.groups.flatMap((id) => groupAt.get(id) ?? []) : round.groups.map((_, g) => g);
}

/** Least and most of the selected in each group: a `count` rule as given, a `spread` rule by division. */
export function quotaOf(
  rule: Rule & { kind: 'count' | 'spread' },
  nSelected: number,
  nGroups: number,
): { readonly min: number; readonly max: number } {
  if (rule.kind === 'count') return { min: rule.min ?? 0, max: rule.max ?? Infinity };
  return { min: Math.floor(nSelected / nGroups), max: Math.ceil(nSelected / nGroups) };
}

/** The values of an attribute among those present, with their holders; `noLone` may name some only. */
export function holdersByValue(
  scope: Scope,
  attribute: string,
  only?: readonly (string | number)[],
): Map<string | number, number[]> {
  const holders = new Map<string | number, number[]>();
  for (const i of scope.present) {
    const value = scope.problem.people[i]!.values?.[attribute] ?? null;
    if (value === null || (only && !only.includes(value))) continue;
    const list = holders.get(value);
    if (list) list.push(i);
    else holders.set(value, [i]);
  }
  return holders;
}
