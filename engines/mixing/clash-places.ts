/** Clashes about where people may stand: sizes, units, pins, `only` rules, people kept apart. */
import { distinct, ruleDemand, sizesDemand, type Clash, type Demand } from './clash.ts';
import { cliqueLargerThan } from './clique.ts';
import { chainBetween, demandsOn, restrictionsOf } from './restrictions.ts';
import { presentOf, type Scope } from './scope.ts';
import { shortageOf, type Crowd, type Shortage } from './transport.ts';
import { allowedOf, unitsOf, type Units } from './units.ts';

export function placeClashes(scope: Scope): Clash[] {
  const units = unitsOf(scope);
  const allowed = allowedOf(scope, units);
  const blocked = contradictions(scope, units, allowed);
  if (blocked.length > 0) return blocked;
  return [
    ...largeUnits(scope, units, allowed),
    ...togetherAndApart(scope, units),
    ...shortages(scope, units, allowed),
    ...tooManyApart(scope, units, allowed),
  ];
}

const namesOf = ({ problem }: Scope, people: readonly number[]): string[] =>
  people.map((i) => problem.people[i]!.id);

/** Units that may stand nowhere. */
function contradictions(scope: Scope, units: Units, allowed: Uint8Array): Clash[] {
  const m = scope.round.groups.length;
  return units.people.flatMap((people, u) => {
    if (allowed.subarray(u * m, u * m + m).some((one) => one === 1)) return [];
    return [
      {
        code: 'mixing/places-contradict',
        round: scope.round.id,
        demands: pairOfContradictions(scope, people) ?? demandsOn(scope, people),
        facts: { people: namesOf(scope, people) },
      },
    ];
  });
}

/** Two restrictions without a common group, and the chain between their people; null if it takes more. */
function pairOfContradictions(scope: Scope, people: readonly number[]): Demand[] | null {
  const restrictions = restrictionsOf(scope).filter(({ person }) => people.includes(person));
  const found = restrictions.flatMap((one, k) =>
    restrictions
      .slice(k)
      .filter((other) => !one.groups.some((g) => other.groups.includes(g)))
      .map((other) => distinct([one.demand, other.demand, ...chainBetween(scope, one.person, other.person)])),
  );
  return found.sort((a, b) => a.length - b.length)[0] ?? null;
}

/** Units larger than every group they may enter. */
function largeUnits(scope: Scope, units: Units, allowed: Uint8Array): Clash[] {
  const { groups } = scope.round;
  return units.people.flatMap((people, u) => {
    const open = groups.filter((_, g) => allowed[u * groups.length + g] === 1);
    const most = Math.max(...open.map(({ max }) => max));
    if (people.length <= most) return [];
    return [
      {
        code: 'mixing/unit-too-large',
        round: scope.round.id,
        demands: [...demandsOn(scope, people), sizesDemand],
        facts: { people: namesOf(scope, people), size: people.length, most },
      },
    ];
  });
}

function togetherAndApart(scope: Scope, units: Units): Clash[] {
  return scope.rules.flatMap(({ name, rule }) => {
    if (rule.kind !== 'apart' || rule.weight !== undefined) return [];
    const people = presentOf(scope, rule.people);
    const pairs = people.flatMap((a, k) =>
      people.slice(k + 1).flatMap((b) => (units.unitOf[a] === units.unitOf[b] ? [[a, b] as const] : [])),
    );
    return pairs.map(([a, b]) => ({
      code: 'mixing/together-and-apart',
      round: scope.round.id,
      demands: distinct([ruleDemand(name), ...chainBetween(scope, a, b)]),
      facts: { people: namesOf(scope, [a, b]) },
    }));
  });
}

/** People by what they may enter. */
export function crowdsOf(people: readonly number[], units: Units, allowed: Uint8Array, m: number): Crowd[] {
  const crowds = new Map<string, { people: number[]; allowed: Uint8Array }>();
  for (const i of people) {
    const u = units.unitOf[i]!;
    const mask = allowed.subarray(u * m, u * m + m);
    const crowd = crowds.get(mask.join(''));
    if (crowd) crowd.people.push(i);
    else crowds.set(mask.join(''), { people: [i], allowed: mask });
  }
  return [...crowds.values()];
}

function shortages(scope: Scope, units: Units, allowed: Uint8Array): Clash[] {
  const { groups } = scope.round;
  const crowds = crowdsOf(scope.present, units, allowed, groups.length);
  const low = groups.map(({ min }) => min);
  const high = groups.map(({ max }) => max);
  const short = shortageOf(crowds, low, high);
  return short ? [shortageClash(scope, short)] : [];
}

function shortageClash(scope: Scope, short: Shortage): Clash {
  const { groups } = scope.round;
  const all =
    short.side === 'people' ? short.groups.length === groups.length : short.people === scope.present.length;
  const codes = {
    people: ['mixing/places-short', 'mixing/too-many-people'],
    groups: ['mixing/groups-short', 'mixing/too-few-people'],
  } as const;
  const inside = short.crowds.flatMap(({ people }) => people);
  // Places are short through those who must come in; groups are short through those who may not.
  const bound = short.side === 'people' ? inside : scope.present.filter((i) => !inside.includes(i));
  return {
    code: codes[short.side][all ? 1 : 0],
    round: scope.round.id,
    demands: [sizesDemand, ...(all ? [] : demandsOn(scope, bound))],
    facts: {
      nPeople: short.people,
      nPlaces: short.places,
      groups: short.groups.map((g) => groups[g]!.id),
    },
  };
}

/** More people pairwise apart than groups they may enter. */
function tooManyApart(scope: Scope, units: Units, allowed: Uint8Array): Clash[] {
  const m = scope.round.groups.length;
  const neighbours = apartGraph(scope, units);
  const clique = cliqueLargerThan(neighbours, m) ?? pinnedTogether(neighbours, allowed, m);
  if (!clique) return [];
  const people = clique.map((u) => units.people[u]![0]!);
  const among = new Set(clique);
  const rules = scope.rules.filter(
    ({ rule }) =>
      rule.kind === 'apart' &&
      rule.weight === undefined &&
      presentOf(scope, rule.people).filter((i) => among.has(units.unitOf[i]!)).length > 1,
  );
  const members = clique.flatMap((u) => units.people[u]!);
  const places = clique.length > m ? [sizesDemand] : demandsOn(scope, members);
  return [
    {
      code: 'mixing/too-many-apart',
      round: scope.round.id,
      demands: distinct([...rules.map(({ name }) => ruleDemand(name)), ...places]),
      facts: {
        people: namesOf(scope, people),
        nPeople: clique.length,
        nGroups: Math.min(m, clique.length - 1),
      },
    },
  ];
}

/** Units that must not share a group, as sets of neighbours. */
export function apartGraph(scope: Scope, units: Units): Set<number>[] {
  const neighbours = units.people.map(() => new Set<number>());
  for (const { rule } of scope.rules) {
    if (rule.kind !== 'apart' || rule.weight !== undefined) continue;
    const members = presentOf(scope, rule.people).map((i) => units.unitOf[i]!);
    for (const a of members) for (const b of members) if (a !== b) neighbours[a]!.add(b);
  }
  return neighbours;
}

/** Two units kept apart of which each may enter the same one group only. */
function pinnedTogether(neighbours: readonly Set<number>[], allowed: Uint8Array, m: number): number[] | null {
  const only = neighbours.map((_, u) => {
    const mask = allowed.subarray(u * m, u * m + m);
    return mask.indexOf(1) === mask.lastIndexOf(1) ? mask.indexOf(1) : -1;
  });
  for (let a = 0; a < neighbours.length; a++)
    for (const b of neighbours[a]!) if (only[a]! >= 0 && only[a] === only[b]) return [a, b];
  return null;
}
