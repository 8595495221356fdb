/** Which rules a plan keeps and who breaks the others, counted from the plan itself and not from the search. */
import { ruleName, type Plan, type Problem, type Rule } from './problem.ts';
import { meanOf, numbersOf } from './rule-builder.ts';
import {
  attends,
  groupsOf,
  holdersByValue,
  presentOf,
  quotaOf,
  scopeOf,
  selected,
  type Scope,
} from './scope.ts';

export interface Breach {
  readonly round?: string;
  readonly group?: string;
  /** People concerned, by id. */
  readonly people: readonly string[];
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface RuleReport {
  /** The rule's id or `#place`; for what every plan must keep: `sizes`, `places` (everybody once), `pins`. */
  readonly name: string;
  readonly kind: Rule['kind'] | 'sizes' | 'places' | 'pins';
  readonly mustBeKept: boolean;
  readonly kept: boolean;
  readonly breaches: readonly Breach[];
}

/** Group number of each person in one round (−1: in none), and its people. */
export interface Seating {
  readonly scope: Scope;
  readonly groupOf: Int32Array;
  readonly members: readonly (readonly number[])[];
}

export function seatingsOf(problem: Problem, plan: Plan): Seating[] {
  return problem.rounds.map((round) => {
    const scope = scopeOf(problem, round);
    const planned = plan.rounds.find(({ id }) => id === round.id);
    const groupOf = new Int32Array(problem.people.length).fill(-1);
    const members = round.groups.map((group, g) => {
      const ids = planned?.groups.find(({ id }) => id === group.id)?.people ?? [];
      const people = ids.flatMap((id) => scope.personAt.get(id) ?? []).filter((i) => groupOf[i] === -1);
      for (const i of people) groupOf[i] = g;
      return people;
    });
    return { scope, groupOf, members };
  });
}

/** Every rule in order, then what every plan must keep. */
export function ruleReports(problem: Problem, plan: Plan): RuleReport[] {
  const seatings = seatingsOf(problem, plan);
  const rules = (problem.rules ?? []).map((rule, at) => {
    const breaches =
      rule.kind === 'repeats'
        ? repeated(problem, rule.max, seatings)
        : seatings.flatMap((seating) => breachesIn(seating, rule, at));
    return reportOf(ruleName(rule, at), rule.kind, rule.weight === undefined, breaches);
  });
  return [
    ...rules,
    reportOf('sizes', 'sizes', true, seatings.flatMap(wrongSizes)),
    reportOf(
      'places',
      'places',
      true,
      seatings.flatMap((seating) => wrongPlaces(seating, plan)),
    ),
    reportOf('pins', 'pins', true, seatings.flatMap(brokenPins)),
  ];
}

const reportOf = (
  name: string,
  kind: RuleReport['kind'],
  mustBeKept: boolean,
  breaches: readonly Breach[],
): RuleReport => ({
  name,
  kind,
  mustBeKept,
  kept: breaches.length === 0,
  breaches,
});

const idsOf = ({ scope }: Seating, people: readonly number[]): string[] =>
  people.map((i) => scope.problem.people[i]!.id);

/** A breach in a group. */
function inGroup(seating: Seating, g: number, people: readonly number[], facts: Breach['facts']): Breach {
  const { round } = seating.scope;
  return { round: round.id, group: round.groups[g]!.id, people: idsOf(seating, people), facts };
}

function breachesIn(seating: Seating, rule: Rule, at: number): Breach[] {
  const { scope, groupOf, members } = seating;
  if (!scope.rules.some(({ name }) => name === ruleName(rule, at))) return [];
  const groups = groupsOf(scope, rule);
  switch (rule.kind) {
    case 'together': {
      const people = presentOf(scope, rule.people);
      const nGroups = new Set(people.map((i) => groupOf[i])).size;
      return nGroups < 2
        ? []
        : [{ round: scope.round.id, people: idsOf(seating, people), facts: { nGroups } }];
    }
    case 'apart': {
      const people = presentOf(scope, rule.people);
      return groups.flatMap((g) => {
        const here = people.filter((i) => groupOf[i] === g);
        return here.length < 2 ? [] : [inGroup(seating, g, here, { found: here.length })];
      });
    }
    case 'count':
    case 'spread': {
      const people = selected(scope, rule.who);
      const { min, max } = quotaOf(rule, people.length, groups.length);
      return groups.flatMap((g) => {
        const here = people.filter((i) => groupOf[i] === g);
        return here.length >= min && here.length <= max
          ? []
          : [inGroup(seating, g, here, { found: here.length, min, max: Number.isFinite(max) ? max : '' })];
      });
    }
    case 'noLone':
      return [...holdersByValue(scope, rule.attribute, rule.values)].flatMap(([value, holders]) =>
        groups.flatMap((g) => {
          const here = holders.filter((i) => groupOf[i] === g);
          return here.length === 1 ? [inGroup(seating, g, here, { value })] : [];
        }),
      );
    case 'balance':
      return groups.flatMap((g) => unbalanced(seating, rule, g, members[g]!));
    case 'only': {
      const outside = presentOf(scope, rule.people).filter(
        (i) => groupOf[i]! >= 0 && !groups.includes(groupOf[i]!),
      );
      return outside.map((i) => inGroup(seating, groupOf[i]!, [i], {}));
    }
    case 'repeats':
      return [];
  }
}

function unbalanced(
  seating: Seating,
  rule: Rule & { kind: 'balance' },
  g: number,
  members: readonly number[],
): Breach[] {
  const numbers = numbersOf(seating.scope, rule.attribute);
  const known = members.filter((i) => numbers.has(i));
  if (known.length === 0) return [];
  const mean = meanOf([...numbers.values()]);
  const here = meanOf(known.map((i) => numbers.get(i)!));
  if (Math.abs(here - mean) <= rule.tolerance + 1e-6) return [];
  return [inGroup(seating, g, known, { mean: here, ofAll: mean, tolerance: rule.tolerance })];
}

function wrongSizes(seating: Seating): Breach[] {
  return seating.scope.round.groups.flatMap(({ min, max }, g) => {
    const found = seating.members[g]!.length;
    return found >= min && found <= max ? [] : [inGroup(seating, g, [], { found, min, max })];
  });
}

/** People without a place, people placed though absent or unknown, people placed twice. */
function wrongPlaces(seating: Seating, plan: Plan): Breach[] {
  const { scope, groupOf } = seating;
  const round = scope.round.id;
  const placed = plan.rounds.find(({ id }) => id === round)?.groups.flatMap(({ people }) => people) ?? [];
  const without = scope.present.filter((i) => groupOf[i] === -1);
  const absent = placed.filter((id) => {
    const at = scope.personAt.get(id);
    return at === undefined || !attends(scope.problem.people[at]!, round);
  });
  const twice = placed.filter((id, at) => placed.indexOf(id) < at);
  const kinds = { without: idsOf(seating, without), absent, twice };
  return Object.entries(kinds).flatMap(([why, people]) =>
    people.length === 0 ? [] : [{ round, people, facts: { why } }],
  );
}

function brokenPins(seating: Seating): Breach[] {
  const { scope, groupOf } = seating;
  return (scope.problem.pins ?? []).flatMap((pin) => {
    if (pin.round !== undefined && pin.round !== scope.round.id) return [];
    const [i] = presentOf(scope, [pin.person]);
    const group = scope.groupAt.get(pin.group);
    return i === undefined || groupOf[i] === group
      ? []
      : [{ round: scope.round.id, group: pin.group, people: [pin.person], facts: {} }];
  });
}

/** Times each pair shares a group over all rounds: n × n. */
export function meetings(problem: Problem, seatings: readonly Seating[]): Uint16Array {
  const n = problem.people.length;
  const met = new Uint16Array(n * n);
  for (const { members } of seatings)
    for (const group of members) for (const i of group) for (const j of group) if (i !== j) met[i * n + j]!++;
  return met;
}

function repeated(problem: Problem, max: number, seatings: readonly Seating[]): Breach[] {
  const n = problem.people.length;
  const met = meetings(problem, seatings);
  const together = (problem.rules ?? []).flatMap((rule) =>
    rule.kind === 'together' ? [new Set(rule.people)] : [],
  );
  const breaches: Breach[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const found = met[i * n + j]!;
      const [a, b] = [problem.people[i]!.id, problem.people[j]!.id];
      if (found <= max || together.some((unit) => unit.has(a) && unit.has(b))) continue;
      breaches.push({ people: [a, b], facts: { found, max } });
    }
  return breaches;
}
