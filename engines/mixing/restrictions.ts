/** Which demand keeps a person out of which groups, and which rules hold a unit together: causes for clashes. */
import { distinct, ruleDemand, type Demand } from './clash.ts';
import { groupsOf, presentOf, type Scope } from './scope.ts';

export interface Restriction {
  readonly person: number;
  readonly groups: readonly number[];
  readonly demand: Demand;
}

/** Pins and `only` rules of the round, person by person. */
export function restrictionsOf(scope: Scope): Restriction[] {
  const rules = scope.rules.flatMap(({ name, rule }) =>
    rule.kind === 'only'
      ? presentOf(scope, rule.people).map((person) => ({
          person,
          groups: groupsOf(scope, rule),
          demand: ruleDemand(name),
        }))
      : [],
  );
  const pins = (scope.problem.pins ?? []).flatMap((pin, at): Restriction[] => {
    if (pin.round !== undefined && pin.round !== scope.round.id) return [];
    const [person] = presentOf(scope, [pin.person]);
    const group = scope.groupAt.get(pin.group);
    if (person === undefined || group === undefined) return [];
    return [{ person, groups: [group], demand: { kind: 'pin', at } }];
  });
  return [...rules, ...pins];
}

/** The shortest chain of `together` rules from one person to another; empty if they are the same. */
export function chainBetween(scope: Scope, from: number, to: number): Demand[] {
  const links = scope.rules.flatMap(({ name, rule }) =>
    rule.kind === 'together' ? [{ name, people: presentOf(scope, rule.people) }] : [],
  );
  const chains = new Map<number, Demand[]>([[from, []]]);
  for (const [person, chain] of chains)
    for (const { name, people } of links)
      if (people.includes(person))
        for (const next of people) if (!chains.has(next)) chains.set(next, [...chain, ruleDemand(name)]);
  return chains.get(to) ?? [];
}

/** All demands that restrict these people or hold their units together. */
export function demandsOn(scope: Scope, people: readonly number[]): Demand[] {
  const among = new Set(people);
  const restricting = restrictionsOf(scope).filter(({ person }) => among.has(person));
  const holding = scope.rules.flatMap(({ name, rule }) =>
    rule.kind === 'together' && presentOf(scope, rule.people).some((i) => among.has(i))
      ? [ruleDemand(name)]
      : [],
  );
  return distinct([...restricting.map(({ demand }) => demand), ...holding]);
}
