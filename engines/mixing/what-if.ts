/** What every manual change of a plan would cost, before it is made. */
import { seeded } from '#engines/random/index.ts';
import { meetings, seatingsOf } from './breaches.ts';
import { gainMatrix } from './gain.ts';
import { PartitionSearch } from './partition-search.ts';
import { groupingOf } from './plan.ts';
import type { Plan, Problem } from './problem.ts';
import { modelOf, partitionModel, type Model } from './round-model.ts';

export interface Alternative {
  /** People who would change groups, by id; people kept together move as one. */
  readonly people: readonly string[];
  /** Where the first of them would go. */
  readonly to: string;
  /** Change of the plan's gain, in the unit of gains. */
  readonly gain: number;
  /** Change of what broken rules cost, in the unit of gains: 0 breaks and mends nothing, above 0 breaks. */
  readonly cost: number;
}

export interface WhatIf {
  /** One person to every other group that pins allow, sizes left to the rules. Best first. */
  move(person: string): Alternative[];
  /** One person in exchange for everybody in other groups. Best first. */
  swap(person: string): Alternative[];
  /** Everybody else into this group. Best first. */
  acquire(group: string): Alternative[];
}

/**
 * For one round of a plan (absent: the first). Gains count first meetings only: whom two people meet in
 * other rounds is worth nothing here again. Unknown ids give empty lists. O(n²) once, then O(n) a question.
 */
export function whatIf(problem: Problem, plan: Plan, roundId = problem.rounds[0]!.id): WhatIf {
  const state = openRound(problem, plan, roundId);
  const { search, model } = state;
  const round = model.rounds[0]!;
  const unitOf = (person: string): number => round.units.unitOf[round.scope.personAt.get(person) ?? -1] ?? -1;
  const groupsOthers = (unit: number): number[] =>
    round.scope.round.groups.flatMap((_, g) => (g === search.groupOf[unit] ? [] : [g]));
  return {
    move: (person) => {
      const unit = unitOf(person);
      return unit < 0 ? [] : ranked(groupsOthers(unit).flatMap((g) => moved(state, unit, g)));
    },
    swap: (person) => {
      const unit = unitOf(person);
      if (unit < 0) return [];
      const others = round.units.people
        .map((_, u) => u)
        .filter((u) => search.groupOf[u] !== search.groupOf[unit]);
      return ranked(others.flatMap((other) => swapped(state, unit, other)));
    },
    acquire: (group) => {
      const g = round.scope.groupAt.get(group);
      if (g === undefined) return [];
      const others = round.units.people.map((_, u) => u).filter((u) => search.groupOf[u] !== g);
      return ranked(others.flatMap((unit) => moved(state, unit, g)));
    },
  };
}

interface OpenRound {
  readonly model: Model;
  readonly search: PartitionSearch;
}

function openRound(problem: Problem, plan: Plan, roundId: string): OpenRound {
  const round = problem.rounds.find(({ id }) => id === roundId) ?? problem.rounds[0]!;
  const alone: Problem = { ...problem, rounds: [round] };
  const matrix = gainMatrix(problem.people, problem.gains);
  const elsewhere = seatingsOf(problem, plan).filter(({ scope }) => scope.round.id !== round.id);
  const met = meetings(problem, elsewhere);
  const model = modelOf(
    alone,
    matrix.map((gain, at) => (met[at]! > 0 ? 0 : gain)),
  );
  const search = new PartitionSearch(partitionModel(model, model.rounds[0]!), seeded(0));
  search.load(groupingOf(model, plan, 0)[0]!);
  return { model, search };
}

function moved({ model, search }: OpenRound, unit: number, to: number): Alternative[] {
  const cost = search.rules!.change(unit, search.groupOf[unit]!, -1, to);
  if (cost === Infinity) return [];
  return [alternative(model, [unit], to, search.moveGainOf(unit, to), cost)];
}

function swapped({ model, search }: OpenRound, x: number, y: number): Alternative[] {
  const to = search.groupOf[y]!;
  const cost = search.rules!.change(x, search.groupOf[x]!, y, to);
  if (cost === Infinity) return [];
  return [alternative(model, [x, y], to, search.swapGainOf(x, y), cost)];
}

function alternative(
  { rounds, gain }: Model,
  units: readonly number[],
  to: number,
  change: number,
  cost: number,
): Alternative {
  const round = rounds[0]!;
  return {
    people: units.flatMap((unit) => round.units.people[unit]!.map((i) => round.scope.problem.people[i]!.id)),
    to: round.scope.round.groups[to]!.id,
    gain: tidy((change + cost) / gain.scale),
    cost: tidy(cost / gain.scale),
  };
}

/** Balance is summed in fractions: what is less than a millionth is nothing. */
const tidy = (value: number): number => (Math.abs(value) < 1e-6 ? 0 : value);

const ranked = (alternatives: Alternative[]): Alternative[] =>
  alternatives.sort((a, b) => b.gain - b.cost - (a.gain - a.cost));
