/** Clashes about who must be in each group: quotas, lone members, balance. */
import { ruleDemand, sizesDemand, type Clash } from './clash.ts';
import { apartGraph, crowdsOf } from './clash-places.ts';
import type { Rule } from './problem.ts';
import { demandsOn } from './restrictions.ts';
import { meanOf, numbersOf } from './rule-builder.ts';
import { groupsOf, holdersByValue, quotaOf, selected, type NamedRule, type Scope } from './scope.ts';
import { shortageOf } from './transport.ts';
import { allowedOf, unitsOf, type Units } from './units.ts';

export function quotaClashes(scope: Scope): Clash[] {
  const units = unitsOf(scope);
  const hard = scope.rules.filter(({ rule }) => rule.weight === undefined);
  return [
    ...hard.flatMap((named) => quotaClash(scope, units, named)),
    ...fillClashes(scope, hard),
    ...hard.flatMap((named) => loneClashes(scope, units, named)),
    ...hard.flatMap((named) => balanceClashes(scope, named)),
  ];
}

type Quota = Rule & { kind: 'count' | 'spread' };
const isQuota = (rule: Rule): rule is Quota => rule.kind === 'count' || rule.kind === 'spread';

/** Too few or too many of the selected for what the rule asks of its groups. */
function quotaClash(scope: Scope, units: Units, { name, rule }: NamedRule): Clash[] {
  if (!isQuota(rule)) return [];
  const who = selected(scope, rule.who);
  const covered = groupsOf(scope, rule);
  const { min, max } = quotaOf(rule, who.length, covered.length);
  const { groups } = scope.round;
  const low = groups.map((_, g) => (covered.includes(g) ? min : 0));
  const high = groups.map((group, g) => (covered.includes(g) ? Math.min(max, group.max) : group.max));
  const short = shortageOf(crowdsOf(who, units, allowedOf(scope, units), groups.length), low, high);
  if (!short) return [];
  const inside = short.crowds.flatMap(({ people }) => people);
  const bound = short.side === 'people' ? inside : who.filter((i) => !inside.includes(i));
  return [
    {
      code: short.side === 'groups' ? 'mixing/quota-too-few' : 'mixing/quota-too-many',
      round: scope.round.id,
      demands: [ruleDemand(name), sizesDemand, ...demandsOn(scope, bound)],
      facts: {
        nPeople: short.people,
        nPlaces: short.places,
        groups: short.groups.map((g) => groups[g]!.id),
      },
    },
  ];
}

/** Quotas of one attribute's values exclude each other, so their minima and maxima add up in each group. */
function fillClashes(scope: Scope, hard: readonly NamedRule[]): Clash[] {
  const quotas = hard.flatMap(({ name, rule }) =>
    rule.kind === 'count' && 'attribute' in rule.who ? [{ name, rule, who: rule.who }] : [],
  );
  const attributes = [...new Set(quotas.map(({ who }) => who.attribute))];
  return attributes.flatMap((attribute) =>
    scope.round.groups.flatMap((group, g) => {
      const here = quotas.filter(
        ({ rule, who }) => who.attribute === attribute && groupsOf(scope, rule).includes(g),
      );
      return [...overfilled(scope, group, here), ...underfilled(scope, attribute, group, here)];
    }),
  );
}

type NamedQuota = {
  readonly name: string;
  readonly rule: Rule & { kind: 'count' };
  readonly who: { readonly attribute: string; readonly value: string | number };
};

/** The strictest quota of each value. */
function strictest(
  quotas: readonly NamedQuota[],
  of: (quota: NamedQuota) => number,
): Map<string | number, NamedQuota> {
  const best = new Map<string | number, NamedQuota>();
  for (const quota of quotas) {
    const known = best.get(quota.who.value);
    if (!known || of(quota) > of(known)) best.set(quota.who.value, quota);
  }
  return best;
}

type SizedGroup = { readonly id: string; readonly min: number; readonly max: number };

function overfilled({ round }: Scope, group: SizedGroup, quotas: readonly NamedQuota[]): Clash[] {
  const least = strictest(quotas, ({ rule }) => rule.min ?? 0);
  const asked = [...least.values()].filter(({ rule }) => (rule.min ?? 0) > 0);
  const nPeople = asked.reduce((sum, { rule }) => sum + rule.min!, 0);
  if (nPeople <= group.max) return [];
  const demands = [...asked.map(({ name }) => ruleDemand(name)), sizesDemand];
  return [
    {
      code: 'mixing/quotas-overfill',
      round: round.id,
      demands,
      facts: { group: group.id, nPeople, nPlaces: group.max },
    },
  ];
}

function underfilled(
  scope: Scope,
  attribute: string,
  group: SizedGroup,
  quotas: readonly NamedQuota[],
): Clash[] {
  const most = strictest(quotas, ({ rule }) => -(rule.max ?? Infinity));
  const holders = holdersByValue(scope, attribute);
  const unknown = scope.present.length - [...holders.values()].reduce((sum, { length }) => sum + length, 0);
  let nPeople = unknown;
  const binding: NamedQuota[] = [];
  for (const [value, people] of holders) {
    const quota = most.get(value);
    const bound = quota?.rule.max ?? Infinity;
    nPeople += Math.min(bound, people.length);
    if (quota && bound < people.length) binding.push(quota);
  }
  if (binding.length === 0 || nPeople >= group.min) return [];
  const demands = [...binding.map(({ name }) => ruleDemand(name)), sizesDemand];
  return [
    {
      code: 'mixing/quotas-underfill',
      round: scope.round.id,
      demands,
      facts: { group: group.id, nPeople, nPlaces: group.min },
    },
  ];
}

/** A value with one holder, or whose holders must all be apart, when the rule holds for every group. */
function loneClashes(scope: Scope, units: Units, { name, rule }: NamedRule): Clash[] {
  if (rule.kind !== 'noLone' || groupsOf(scope, rule).length < scope.round.groups.length) return [];
  const apart = apartGraph(scope, units);
  return [...holdersByValue(scope, rule.attribute, rule.values)].flatMap(([value, holders]): Clash[] => {
    const lone = holders.find((i) =>
      holders.every((j) => i === j || apart[units.unitOf[i]!]!.has(units.unitOf[j]!)),
    );
    if (lone === undefined) return [];
    const between = scope.rules.filter(
      ({ rule: other }) => holders.length > 1 && other.kind === 'apart' && other.weight === undefined,
    );
    const demands = [
      ruleDemand(name),
      ...between.map(({ name: other }) => ruleDemand(other)),
      ...demandsOn(scope, holders),
    ];
    return [
      {
        code: 'mixing/lone-unavoidable',
        round: scope.round.id,
        demands,
        facts: { value, attribute: rule.attribute, nPeople: holders.length },
      },
    ];
  });
}

/** Somebody so far from the mean that no company brings the group's mean within the tolerance. */
function balanceClashes(scope: Scope, { name, rule }: NamedRule): Clash[] {
  if (rule.kind !== 'balance' || groupsOf(scope, rule).length < scope.round.groups.length) return [];
  const numbers = [...numbersOf(scope, rule.attribute)].sort((a, b) => a[1] - b[1]);
  if (numbers.length === 0) return [];
  const mean = meanOf(numbers.map(([, value]) => value));
  const largest = Math.max(...scope.round.groups.map(({ max }) => max));
  // how near the mean a group can come that holds this person and whoever pulls hardest the other way
  const off = (i: number, value: number): number => {
    const others = numbers.filter(([other]) => other !== i).map(([, number]) => number);
    const company =
      value > mean ? others.slice(0, largest - 1) : others.slice(Math.max(0, others.length - largest + 1));
    const pulling = company.filter((number) => (number - mean) * (value - mean) < 0);
    const drawn = meanOf([value, ...pulling]) - mean;
    return drawn * (value - mean) > 0 ? Math.abs(drawn) : 0;
  };
  for (const [i, value] of [numbers[0]!, numbers.at(-1)!]) {
    if (off(i, value) <= rule.tolerance + 1e-9) continue;
    return [
      {
        code: 'mixing/balance-impossible',
        round: scope.round.id,
        demands: [ruleDemand(name), sizesDemand],
        facts: {
          people: [scope.problem.people[i]!.id],
          attribute: rule.attribute,
          value,
          mean,
          tolerance: rule.tolerance,
        },
      },
    ];
  }
  return [];
}
