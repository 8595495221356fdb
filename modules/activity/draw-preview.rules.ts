/**
 * What a way of drawing promises: new meetings across legacy agencies, against teams by chance and teams by
 * units. Sums over whole draws and ranges over many, rounded; nothing smaller leaves this file.
 */
import { stream, type Random } from '#engines/random/index.ts';
import type { Expected, Preview } from './draw.contract.ts';
import {
  eachPair,
  kindOf,
  meanByKind,
  stateAt,
  type Entrant,
  type PairStates,
} from './draw-problem.rules.ts';

export interface PreviewInput {
  entrants: readonly Pick<Entrant, 'legacy' | 'unitId'>[];
  states: PairStates | null;
  /** Places of pairs who were on one team before. */
  earlier: readonly { a: number; b: number }[];
  /** Draws made by this mechanism: for each, rounds of teams of places. */
  draws: readonly (readonly (readonly (readonly number[])[])[])[];
  seed: number;
  nCompared: number;
}

type Teams = readonly (readonly (readonly number[])[])[];

/** About 0.5 ms a draw of 300 people. */
export function previewOf(input: PreviewInput): Preview {
  const { entrants, states, draws, seed, nCompared } = input;
  const worth = worthOf(input);
  const shape = draws[0]!;
  const byChance = stream(seed, 'preview/chance');
  const byUnits = stream(seed, 'preview/units');
  const again = (make: () => Teams): number[] =>
    Array.from({ length: nCompared }, () => meetingsOf(make(), entrants.length, worth));
  return {
    basis: states === null ? 'legacy-alone' : 'acquaintance',
    drawn: expected(draws.map((teams) => meetingsOf(teams, entrants.length, worth))),
    random: expected(again(() => refilled(shape, (people) => byChance.shuffle(people)))),
    bySection: expected(again(() => refilled(shape, (people) => inUnits(people, entrants, byUnits)))),
    nDrawn: draws.length,
    nCompared,
  };
}

/** For each pair, at i·n + j: the chance that a meeting would be a new one across agencies. */
function worthOf({ entrants, states, earlier }: PreviewInput): Float64Array {
  const n = entrants.length;
  const worth = new Float64Array(n * n);
  const usual = states === null ? null : meanByKind(entrants, states, (state) => (state === '0' ? 1 : 0));
  eachPair(n, (i, j) => {
    if (entrants[i]!.legacy === entrants[j]!.legacy) return;
    const state = states ? stateAt(states, n, i, j) : '0';
    worth[i * n + j] = state === '-' ? usual!(kindOf(entrants[i]!, entrants[j]!)) : state === '0' ? 1 : 0;
  });
  for (const { a, b } of earlier) worth[Math.min(a, b) * n + Math.max(a, b)] = 0;
  return worth;
}

/** Each pair counts once, however often it meets. */
function meetingsOf(rounds: Teams, n: number, worth: Float64Array): number {
  const met = rounds.length > 1 ? new Uint8Array(n * n) : null;
  let sum = 0;
  for (const team of rounds.flat()) {
    for (const i of team) {
      for (const j of team) {
        const at = i * n + j;
        if (i >= j || met?.[at]) continue;
        if (met) met[at] = 1;
        sum += worth[at]!;
      }
    }
  }
  return sum;
}

/** Teams of the same sizes from the same people of each round, in another order. */
const refilled = (shape: Teams, order: (people: number[]) => readonly number[]): Teams =>
  shape.map((teams) => {
    const people = order(teams.flat());
    let from = 0;
    return teams.map(({ length }) => people.slice(from, (from += length)));
  });

/** Units one after the other, in random order, and so people within. */
function inUnits(people: number[], entrants: PreviewInput['entrants'], random: Random): number[] {
  const members = Map.groupBy(random.shuffle(people), (at) => entrants[at]!.unitId);
  return random.shuffle([...members.values()]).flat();
}

function expected(values: readonly number[]): Expected {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const step = stepFor(mean);
  const rounded = (value: number): number => Math.round(value / step) * step;
  return { mean: rounded(mean), low: rounded(at(0.025)), high: rounded(at(0.975)) };
}

/** Steps of five, or of 2 % where that is more: one pair more or less does not show. */
const stepFor = (mean: number): number => Math.max(5, 5 * Math.round((0.02 * mean) / 5));

/** Where more than half are settled by hand, the sum would tell of single pairs: nothing is foretold. */
export const tooSettled = (nSettled: number, nPeople: number): boolean => 2 * nSettled > nPeople;
/** Fewest people for whom anything is foretold. */
export const fewestForPreview = 10;
