/** Before the event: what its draw and the next wave's lists can tell. Pure, in a thread of its own. */
import { smallestEffect, type Drawn } from '#engines/inference/index.ts';
import { stream } from '#engines/random/index.ts';
import type { EffectEstimate } from './effect.contract.ts';
import { placeboOf } from './effect-estimate.rules.ts';
import { askedRows, change, knownRows, type Reports } from './effect-input.rules.ts';

export interface ForetellInput {
  legacy: readonly string[];
  unit: readonly string[];
  seats: Drawn;
  redraws: readonly Drawn[];
  /** 1 at i·n + j where the next wave asks i about j. */
  asked: Uint8Array;
  before: Reports | null;
  earlier: Reports | null;
  /** Share of people expected to answer one wave. */
  response: number;
  seed: number;
}

export interface Foretelling {
  smallest: number | null;
  nPeople: number;
  nTeams: number;
  nPairs: number;
  nExposed: number;
  basis: 'earlier' | 'supposed';
  placebo: EffectEstimate | null;
}

/** Fewest reports of an earlier span from which the spread of changes is taken. */
const fewestEarlier = 200;

export function foretell(input: ForetellInput): Foretelling {
  const { legacy, unit, seats, redraws, before, earlier } = input;
  const n = legacy.length;
  const asked: Reports = { nPeople: n, said: Int8Array.from(input.asked, (one) => (one === 1 ? -1 : -2)) };
  const rows = askedRows(legacy, before ?? asked, asked);
  const then = before && earlier ? knownRows(askedRows(legacy, earlier, before), change) : null;
  const enough = then !== null && then.from.length >= fewestEarlier;
  const { effect, ...counts } = smallestEffect({
    from: rows.from,
    to: rows.to,
    draws: [seats, ...redraws],
    ...(enough ? { sd: spreadOf(then.y) } : {}),
    // both waves must be answered
    response: input.response ** 2,
    random: stream(input.seed, 'activity.foretell'),
  });
  const { nPeople, nTeams, nPairs, nExposed } = counts;
  const placebo = enough ? placeboOf({ assignment: 'drawn', seats, redraws, unit }, then, earlier!) : null;
  const smallest = effect === null || nPeople < 10 || nExposed < 20 ? null : Math.round(effect * 1000) / 1000;
  return { smallest, nPeople, nTeams, nPairs, nExposed, basis: enough ? 'earlier' : 'supposed', placebo };
}

function spreadOf(y: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  return Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (y.length - 1));
}
