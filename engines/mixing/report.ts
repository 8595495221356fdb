/** What a plan gives: new meetings, organisations met, rules kept and broken by whom, and the bound. */
import { gainBound } from './bound.ts';
import { meetings, ruleReports, seatingsOf, type RuleReport, type Seating } from './breaches.ts';
import { gainMatrix } from './gain.ts';
import type { Plan, Problem } from './problem.ts';

export interface GroupReport {
  readonly round: string;
  readonly group: string;
  readonly size: number;
  /** Sum of the pairs' gains, and its mean per pair (null in groups of fewer than two). */
  readonly gain: number;
  readonly perPair: number | null;
}

export interface PersonReport {
  readonly id: string;
  /** Different people met over all rounds, and how many of them were strangers (per the `strangers` sources). */
  readonly met: number;
  readonly newlyMet: number;
  /** For each `differs` attribute: other values among the people met. */
  readonly valuesMet: Readonly<Record<string, number>>;
}

export interface PlanReport {
  /** 'feasible': everything that must be kept is kept. */
  readonly status: 'feasible' | 'bestEffort';
  /** Gain of all first meetings, the bound for these sizes, and gain/bound (null if the bound is 0). */
  readonly gain: number;
  readonly bound: number;
  readonly share: number | null;
  readonly pairs: {
    readonly together: number;
    readonly newlyMet: number;
    /** Meetings beyond a pair's first. */
    readonly repeated: number;
    /** For each `differs` attribute: pairs of different values. */
    readonly across: Readonly<Record<string, number>>;
  };
  readonly rules: readonly RuleReport[];
  readonly groups: readonly GroupReport[];
  readonly people: readonly PersonReport[];
  /** The least that any group has per pair, and that anybody meets anew: plans are judged by these too. */
  readonly leastPerPair: number | null;
  readonly leastNewlyMet: number | null;
}

/** Reports any plan, also one made by hand; the problem must be well-formed. O(n²). */
export function reportOf(
  problem: Problem,
  plan: Plan,
  matrix = gainMatrix(problem.people, problem.gains),
): PlanReport {
  const seatings = seatingsOf(problem, plan);
  const met = meetings(problem, seatings);
  const rules = ruleReports(problem, plan);
  const groups = seatings.flatMap((seating) => groupReports(seating, matrix));
  const known = knownPairs(problem);
  const people = problem.people.map((_, i) => personReport(problem, met, known, i));
  const pairs = pairReport(problem, met, known);
  const gain = firstMeetings(met, matrix);
  const bound = gainBound(problem, matrix, seatings);
  return {
    status: rules.every(({ kept, mustBeKept }) => kept || !mustBeKept) ? 'feasible' : 'bestEffort',
    gain,
    bound,
    share: bound > 0 ? gain / bound : null,
    pairs,
    rules,
    groups,
    people,
    leastPerPair: least(groups.flatMap(({ perPair }) => perPair ?? [])),
    leastNewlyMet: least(people.map(({ newlyMet }) => newlyMet)),
  };
}

const least = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.min(...values);

function groupReports({ scope, members }: Seating, matrix: Float64Array): GroupReport[] {
  const n = scope.problem.people.length;
  return members.map((people, g) => {
    let gain = 0;
    for (const i of people) for (const j of people) if (i < j) gain += matrix[i * n + j]!;
    const nPairs = (people.length * (people.length - 1)) / 2;
    return {
      round: scope.round.id,
      group: scope.round.groups[g]!.id,
      size: people.length,
      gain,
      perPair: nPairs > 0 ? gain / nPairs : null,
    };
  });
}

function firstMeetings(met: Uint16Array, matrix: Float64Array): number {
  let twice = 0;
  for (let at = 0; at < met.length; at++) if (met[at]! > 0) twice += matrix[at]!;
  return twice / 2;
}

/** 1 for pairs that any `strangers` source lists with closeness above 0. */
function knownPairs({ people, gains }: Problem): Uint8Array {
  const n = people.length;
  const at = new Map(people.map(({ id }, i) => [id, i]));
  const known = new Uint8Array(n * n);
  for (const source of gains)
    for (const { a, b, closeness } of source.kind === 'strangers' ? source.known : []) {
      const [i, j] = [at.get(a), at.get(b)];
      if (i === undefined || j === undefined || closeness <= 0) continue;
      known[i * n + j] = 1;
      known[j * n + i] = 1;
    }
  return known;
}

const attributesOf = ({ gains }: Problem): string[] => [
  ...new Set(gains.flatMap((source) => (source.kind === 'differs' ? [source.attribute] : []))),
];

function personReport(problem: Problem, met: Uint16Array, known: Uint8Array, i: number): PersonReport {
  const n = problem.people.length;
  const others = problem.people.flatMap((_, j) => (met[i * n + j]! > 0 ? [j] : []));
  const valuesMet = attributesOf(problem).map((attribute) => {
    const valueOf = (j: number) => problem.people[j]!.values?.[attribute] ?? null;
    const values = new Set(others.map(valueOf).filter((value) => value !== null && value !== valueOf(i)));
    return [attribute, values.size] as const;
  });
  return {
    id: problem.people[i]!.id,
    met: others.length,
    newlyMet: others.filter((j) => known[i * n + j] === 0).length,
    valuesMet: Object.fromEntries(valuesMet),
  };
}

function pairReport(problem: Problem, met: Uint16Array, known: Uint8Array): PlanReport['pairs'] {
  const n = problem.people.length;
  const attributes = attributesOf(problem);
  const across = Object.fromEntries(attributes.map((attribute) => [attribute, 0]));
  let [together, newlyMet, repeated] = [0, 0, 0];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const times = met[i * n + j]!;
      if (times === 0) continue;
      together++;
      repeated += times - 1;
      if (known[i * n + j] === 0) newlyMet++;
      for (const attribute of attributes) if (differ(problem, i, j, attribute)) across[attribute]!++;
    }
  return { together, newlyMet, repeated, across };
}

function differ({ people }: Problem, i: number, j: number, attribute: string): boolean {
  const [a, b] = [people[i]!, people[j]!].map(({ values }) => values?.[attribute] ?? null);
  return a !== null && b !== null && a !== b;
}
