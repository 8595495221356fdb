/** From what the organiser chose, who entered and who knows whom to a problem of `engines/mixing`. */
import type { Meeting, Pin, Plan, Problem, Rule, Selector, Tie } from '#engines/mixing/index.ts';
import type { DrawChoice, DrawRule, Who } from './draw-choice.contract.ts';

/** Changes whenever the same inputs would make another problem. */
export const teamDrawVersion = 'team-draw/1';

/** Somebody who entered the draw, as the roster has them on the day of drawing. */
export interface Entrant {
  personId: string;
  legacy: string;
  unitId: string;
  post: string;
}

/** Two entrants by place, on one team by an earlier draw so many days ago. */
export interface EarlierTeam {
  a: number;
  b: number;
  ago: number;
}

/**
 * States of all pairs i < j of the entrants in their order, row by row: `0`, `1`, `2`, or `-` where nobody
 * said. Null: no wave.
 */
export type PairStates = string;

export const stateAt = (states: PairStates, n: number, i: number, j: number): string => {
  const [low, high] = i < j ? [i, j] : [j, i];
  return states[low * n - (low * (low + 1)) / 2 + (high - low - 1)]!;
};

export const personKey = (at: number): string => `p${at}`;
export const teamKey = (team: number): string => `t${team}`;
export const roundKey = (at: number): string => `r${at}`;
export const ruleKey = (at: number): string => `rule${at}`;

/** Earlier teams count half after a year. */
const halfLife = 365;

/** The problem but for acquaintance. Everybody named in the choice must be an entrant. */
export function problemOf(
  choice: DrawChoice,
  entrants: readonly Entrant[],
  earlier: readonly EarlierTeam[],
): Problem {
  const placeOf = new Map(entrants.map(({ personId }, at) => [personId, personKey(at)]));
  const place = (personId: string): string => placeOf.get(personId)!;
  const roundIds = choice.sessionIds.length > 0 ? choice.sessionIds : [''];
  const away = new Set(choice.away.map(({ personId, sessionId }) => `${personId} ${sessionId}`));
  const present = (personId: string): string[] =>
    roundIds.flatMap((id, r) => (away.has(`${personId} ${id}`) ? [] : [roundKey(r)]));
  const attending = entrants.map(({ personId }) => present(personId));
  const rounds = roundIds.map((_, r) => {
    const id = roundKey(r);
    const nPresent = attending.filter((list) => list.includes(id)).length;
    const { min, max } = choice.sizes ?? {
      min: Math.floor(nPresent / choice.nTeams),
      max: Math.ceil(nPresent / choice.nTeams),
    };
    return {
      id,
      groups: Array.from({ length: choice.nTeams }, (_, t) => ({ id: teamKey(t + 1), min, max })),
    };
  });
  return {
    people: entrants.map(({ legacy, unitId }, at) => ({
      id: personKey(at),
      values: { legacy, unit: unitId },
      ...(attending[at]!.length < rounds.length ? { rounds: attending[at]! } : {}),
    })),
    rounds,
    gains: gainsOf(choice, earlier),
    rules: choice.rules.map((rule, at) => ruleOf(rule, at, entrants, place)),
    pins: choice.pins.map(({ personId, team }): Pin => ({ person: place(personId), group: teamKey(team) })),
  };
}

function gainsOf({ weights }: DrawChoice, earlier: readonly EarlierTeam[]): Problem['gains'] {
  const met = earlier.map(({ a, b, ago }): Meeting => ({ a: personKey(a), b: personKey(b), ago }));
  return [
    // Filled by `withAcquaintance`; without a wave all are strangers alike, which moves nobody.
    ...(weights.strangers > 0 ? [{ kind: 'strangers', known: [], weight: weights.strangers } as const] : []),
    ...(weights.legacy > 0
      ? [{ kind: 'differs', attribute: 'legacy', weight: weights.legacy } as const]
      : []),
    ...(weights.unit > 0 ? [{ kind: 'differs', attribute: 'unit', weight: weights.unit } as const] : []),
    ...(weights.teammates > 0 && met.length > 0
      ? [{ kind: 'history', met, halfLife, weight: weights.teammates } as const]
      : []),
  ];
}

function ruleOf(
  rule: DrawRule,
  at: number,
  entrants: readonly Entrant[],
  place: (personId: string) => string,
): Rule {
  const id = ruleKey(at);
  switch (rule.kind) {
    case 'together':
    case 'apart':
      return { kind: rule.kind, id, people: rule.people.map(place) };
    case 'spread':
      return { kind: 'spread', id, who: selectorOf(rule.who, entrants) };
    case 'atLeast':
      return { kind: 'count', id, who: selectorOf(rule.who, entrants), min: rule.n };
    case 'atMost':
      return { kind: 'count', id, who: selectorOf(rule.who, entrants), max: rule.n };
    case 'noLone':
      return { kind: 'noLone', id, attribute: 'legacy', ...(rule.codes ? { values: rule.codes } : {}) };
  }
}

const selectorOf = (who: Who, entrants: readonly Entrant[]): Selector => ({
  people: entrants.flatMap((entrant, at) => (counts(who, entrant) ? [personKey(at)] : [])),
});

export function counts(who: Who, { personId, post, legacy, unitId }: Entrant): boolean {
  switch (who.by) {
    case 'people':
      return who.people.includes(personId);
    case 'post':
      return post.includes(who.containing);
    case 'legacy':
      return legacy === who.code;
    case 'unit':
      return unitId === who.unitId;
  }
}

/** The problem with who knows whom: acquainted half, familiar whole; where nobody said, as its like. */
export function withAcquaintance(
  problem: Problem,
  entrants: readonly Pick<Entrant, 'legacy' | 'unitId'>[],
  states: PairStates | null,
): Problem {
  if (states === null) return problem;
  const known: Tie[] = [];
  const usual = usualCloseness(entrants, states);
  eachPair(entrants.length, (i, j) => {
    const state = stateAt(states, entrants.length, i, j);
    const closeness = state === '-' ? usual(kindOf(entrants[i]!, entrants[j]!)) : Number(state) / 2;
    if (closeness > 0) known.push({ a: personKey(i), b: personKey(j), closeness });
  });
  return {
    ...problem,
    gains: problem.gains.map((gain) => (gain.kind === 'strangers' ? { ...gain, known } : gain)),
  };
}

/** The problem as whoever looks at single people may see it: nobody's acquaintance in it. */
export const withoutAcquaintance = (problem: Problem): Problem => {
  const gains = problem.gains.filter(({ kind }) => kind !== 'strangers');
  return {
    ...problem,
    gains: gains.length > 0 ? gains : [{ kind: 'differs', attribute: 'legacy', weight: 1 }],
  };
};

export function eachPair(n: number, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) visit(i, j);
}

type Side = Pick<Entrant, 'legacy' | 'unitId'>;
export const kindOf = (one: Side, other: Side): number =>
  (one.legacy === other.legacy ? 1 : 0) + (one.unitId === other.unitId ? 2 : 0);

/** Fewest pairs with an answer for a mean of their kind; below, the mean of all stands in. */
const fewestOfAKind = 10;

/** Mean closeness of the pairs of each kind that somebody spoke of, to three decimals. */
function usualCloseness(entrants: readonly Side[], states: PairStates): (kind: number) => number {
  return meanByKind(entrants, states, (state) => Number(state) / 2);
}

/** Mean of a number over the pairs of each kind with an answer, to three decimals; 0 where nobody answered. */
export function meanByKind(
  entrants: readonly Side[],
  states: PairStates,
  numberOf: (state: string) => number,
): (kind: number) => number {
  const [sum, n] = [new Float64Array(5), new Float64Array(5)];
  eachPair(entrants.length, (i, j) => {
    const state = stateAt(states, entrants.length, i, j);
    if (state === '-') return;
    for (const kind of [kindOf(entrants[i]!, entrants[j]!), 4]) {
      sum[kind]! += numberOf(state);
      n[kind]! += 1;
    }
  });
  return (kind) => {
    const from = n[kind]! >= fewestOfAKind ? kind : 4;
    const count = n[from] ?? 0;
    return count > 0 ? Math.round((1000 * sum[from]!) / count) / 1000 : 0;
  };
}

/** Teams of each round as places of entrants, in the order of the entrants: equal plans, equal bytes. */
export const teamsOfPlan = (plan: Plan): number[][][] =>
  plan.rounds.map(({ groups }) =>
    groups.map(({ people }) => people.map((key) => Number(key.slice(1))).sort((a, b) => a - b)),
  );

export const planOfTeams = (problem: Problem, teams: readonly (readonly (readonly number[])[])[]): Plan => ({
  rounds: problem.rounds.map(({ id, groups }, r) => ({
    id,
    groups: groups.map((group, t) => ({ id: group.id, people: (teams[r]?.[t] ?? []).map(personKey) })),
  })),
});

/** Pairs of these people who were on one team by a published draw, the latest time each. */
export function earlierTeams(
  personIds: readonly string[],
  draws: readonly { teams: readonly (readonly (readonly string[])[])[]; publishedAt: string }[],
  now: string,
): EarlierTeam[] {
  const placeOf = new Map(personIds.map((id, at) => [id, at]));
  const latest = new Map<number, number>();
  for (const { teams, publishedAt } of draws) {
    const ago = Math.max(0, Math.floor((Date.parse(now) - Date.parse(publishedAt)) / 86_400_000));
    for (const team of teams.flat()) {
      const places = team.flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a - b);
      eachPair(places.length, (i, j) => {
        const key = places[i]! * personIds.length + places[j]!;
        latest.set(key, Math.min(ago, latest.get(key) ?? Infinity));
      });
    }
  }
  return [...latest]
    .sort(([one], [other]) => one - other)
    .map(([key, ago]) => ({
      a: Math.floor(key / personIds.length),
      b: key % personIds.length,
      ago,
    }));
}
