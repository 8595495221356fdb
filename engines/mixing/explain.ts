/** Why somebody is where they are, or a group is as it is: reasons as data, for sentences. */
import { ruleReports, seatingsOf } from './breaches.ts';
import type { Plan, Problem, Rule } from './problem.ts';
import { reportOf } from './report.ts';
import { presentOf, scopeOf, selected, type Scope } from './scope.ts';
import { whatIf } from './what-if.ts';

export type ReasonCode =
  | 'mixing/reason-new'
  | 'mixing/reason-values'
  | 'mixing/reason-pinned'
  | 'mixing/reason-rule'
  | 'mixing/reason-broken'
  | 'mixing/reason-no-better-swap'
  | 'mixing/reason-better-swap'
  | 'mixing/reason-group';

export interface Reason {
  readonly code: ReasonCode;
  readonly round?: string;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Reasons for a person (over all rounds) or a group, by id; empty if the plan knows neither. */
export function explain(problem: Problem, plan: Plan, id: string): Reason[] {
  if (problem.people.some((person) => person.id === id)) return explainPerson(problem, plan, id);
  return explainGroup(problem, plan, id);
}

function explainPerson(problem: Problem, plan: Plan, id: string): Reason[] {
  const person = reportOf(problem, plan).people.find((one) => one.id === id)!;
  const met: Reason = {
    code: 'mixing/reason-new',
    facts: { person: id, met: person.met, newlyMet: person.newlyMet },
  };
  const values = Object.entries(person.valuesMet).map(([attribute, count]): Reason => ({
    code: 'mixing/reason-values',
    facts: { person: id, attribute, count },
  }));
  const rounds = problem.rounds.flatMap((round) => placeReasons(problem, plan, scopeOf(problem, round), id));
  return [met, ...values, ...rounds];
}

function placeReasons(problem: Problem, plan: Plan, scope: Scope, id: string): Reason[] {
  const round = scope.round.id;
  if (presentOf(scope, [id]).length === 0) return [];
  const pinned = (problem.pins ?? []).filter((pin) => pin.person === id && (pin.round ?? round) === round);
  const touching = scope.rules.filter(({ rule }) => touches(scope, rule, id));
  const broken = ruleReports(problem, plan).filter(({ breaches }) =>
    breaches.some((breach) => breach.people.includes(id) && (breach.round ?? round) === round),
  );
  return [
    ...pinned.map(({ group }): Reason => ({
      code: 'mixing/reason-pinned',
      round,
      facts: { person: id, group },
    })),
    ...touching.map(({ name, rule }): Reason => ({
      code: 'mixing/reason-rule',
      round,
      facts: { person: id, rule: name, kind: rule.kind },
    })),
    ...broken.map(({ name }): Reason => ({
      code: 'mixing/reason-broken',
      round,
      facts: { person: id, rule: name },
    })),
    ...swapReason(problem, plan, round, id),
  ];
}

/** The best exchange that breaks nothing: none wins, or here is one. */
function swapReason(problem: Problem, plan: Plan, round: string, id: string): Reason[] {
  const best = whatIf(problem, plan, round)
    .swap(id)
    .find(({ cost }) => cost <= 0);
  if (!best) return [];
  if (best.gain <= 0 && best.cost === 0)
    return [{ code: 'mixing/reason-no-better-swap', round, facts: { person: id, loss: -best.gain } }];
  return [
    {
      code: 'mixing/reason-better-swap',
      round,
      facts: { person: id, people: best.people, group: best.to, gain: best.gain },
    },
  ];
}

function touches(scope: Scope, rule: Rule, id: string): boolean {
  if ('people' in rule) return rule.people.includes(id);
  if ('who' in rule) return presentOf(scope, [id]).some((i) => selected(scope, rule.who).includes(i));
  return false;
}

function explainGroup(problem: Problem, plan: Plan, id: string): Reason[] {
  const report = reportOf(problem, plan);
  const groups = report.groups.filter(({ group }) => group === id);
  const broken = report.rules.filter(({ breaches }) => breaches.some(({ group }) => group === id));
  const seatings = seatingsOf(problem, plan);
  return [
    ...groups.map(({ round, size, perPair }): Reason => {
      const seating = seatings.find(({ scope }) => scope.round.id === round)!;
      const pinned = (problem.pins ?? []).filter((pin) => pin.group === id && (pin.round ?? round) === round);
      const nPinned = pinned.filter(({ person }) => presentOf(seating.scope, [person]).length > 0).length;
      return {
        code: 'mixing/reason-group',
        round,
        facts: { group: id, size, nPinned, perPair: perPair ?? 0 },
      };
    }),
    ...broken.map(({ name }): Reason => ({ code: 'mixing/reason-broken', facts: { group: id, rule: name } })),
  ];
}
