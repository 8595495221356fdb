/**
 * Teams are drawn, not optimised: at random among near-best groupings, by a mechanism that is stored whole
 * before the event and can be run again thousands of times, exactly. That is what makes the later
 * randomisation test valid (Basse, Ding, Feller & Toulis 2019, arXiv 1904.02308).
 *
 * One draw: random start, climb, a fixed number of kicks, all from a stream named by the draw's number and
 * the attempt; an attempt below the floor is refused and the next one made. Every draw does the same, so
 * the draw that was used is exchangeable with its re-draws.
 */
import { stream } from '#engines/random/index.ts';
import { gainBound } from './bound.ts';
import { seatingsOf } from './breaches.ts';
import { gainMatrix } from './gain.ts';
import { PartitionSearch } from './partition-search.ts';
import { assignmentOf, planOf } from './plan.ts';
import type { Plan, Problem } from './problem.ts';
import { modelOf, partitionModel, type Model } from './round-model.ts';
import { RoundsSearch, type RoundsModel } from './rounds-search.ts';
import { roundsModel, type Grouping } from './searcher.ts';
import { randomStart } from './start.ts';

/** Changes whenever the same mechanism would draw other teams. */
export const drawVersion = 'mixing-draw/1';

/** Everything a draw depends on; plain data, to be stored as it is. */
export interface Mechanism {
  readonly version: typeof drawVersion;
  /** People, gains, rules and pins at the time of the draw. */
  readonly problem: Problem;
  readonly seed: number;
  /** Kicks (several rounds: iterations) of one attempt. */
  readonly effort: number;
  /** Least value of an attempt that is not refused, in the model's whole numbers. */
  readonly floor: number;
  /** After so many refused attempts the best of them is taken. */
  readonly mostAttempts: number;
  /** Draws that people looked at and did not want, with their reasons. */
  readonly rejected: readonly RejectedDraw[];
}

export interface RejectedDraw {
  readonly number: number;
  readonly reason: string;
}

/** The mechanism with one more draw rejected; the next number is then the one in use. */
export const rejectDraw = (mechanism: Mechanism, reason: string): Mechanism => ({
  ...mechanism,
  rejected: [...mechanism.rejected, { number: drawInUse(mechanism), reason }],
});

/** Number of the draw in use: the first that was not rejected. Re-draws for a test take the numbers after it. */
export const drawInUse = ({ rejected }: Mechanism): number => rejected.length;

export interface DrawOptions {
  readonly seed: number;
  /** How much of the bound a draw may lie below the best of the pilot runs; default 0.01. */
  readonly nearness?: number;
  readonly effort?: number;
  readonly mostAttempts?: number;
  /** Told after each pilot run; `true` ends them: the best so far sets the floor. */
  readonly onPilot?: (done: number, of: number) => boolean | void;
}

export interface Draw {
  readonly number: number;
  readonly value: number;
  /** Values of the attempts that were refused before. */
  readonly refused: readonly number[];
  /** False if every attempt was refused and the best of them was taken. */
  readonly nearBest: boolean;
  readonly grouping: Grouping;
}

const PILOTS = 12;

/** Fixes the floor by pilot runs of four times the effort. The problem must have passed `validate`. */
export function prepareDraws(problem: Problem, options: DrawOptions): Mechanism {
  const { seed, nearness = 0.01, mostAttempts = 20 } = options;
  const effort = options.effort ?? usualEffort(problem);
  const attempt = attemptsOf(problem);
  let best: Attempt | null = null;
  for (let pilot = 0; pilot < PILOTS; pilot++) {
    const run = attempt.run(seed, `pilot/${pilot}`, 4 * effort);
    if (!best || run.value > best.value) best = run;
    if (options.onPilot?.(pilot + 1, PILOTS)) break;
  }
  const plan = planOf(attempt.model, best!.grouping);
  const matrix = gainMatrix(problem.people, problem.gains);
  const bound = gainBound(problem, matrix, seatingsOf(problem, plan)) * attempt.model.gain.scale;
  const floor = Math.ceil(best!.value - nearness * bound);
  return { version: drawVersion, problem, seed, effort, floor, mostAttempts, rejected: [] };
}

/** Kicks, or for several rounds thousands of proposals: about 170 for each seat. */
const usualEffort = ({ people, rounds }: Problem): number =>
  rounds.length === 1 ? 20 : Math.max(30, Math.ceil((people.length * rounds.length) / 6));

export interface Draws {
  /** The draw of this number (0 is the first); equal numbers, equal draws, in any order. */
  draw(number: number): Draw;
  plan(draw: Draw): Plan;
  /** Group number of each person for each round, −1 where absent: what a randomisation test needs. */
  assignment(draw: Draw): Int32Array[];
}

/** RangeError `mixing/mechanism-version` if the mechanism was stored by another version of this engine. */
export function openDraws(mechanism: Mechanism): Draws {
  if (mechanism.version !== drawVersion) throw new RangeError('mixing/mechanism-version');
  const attempts = attemptsOf(mechanism.problem);
  return {
    draw: (number) => drawOnce(mechanism, attempts, number),
    plan: ({ grouping }) => planOf(attempts.model, grouping),
    assignment: ({ grouping }) => attempts.model.rounds.map((round, r) => assignmentOf(round, grouping[r]!)),
  };
}

function drawOnce(
  { seed, effort, floor, mostAttempts }: Mechanism,
  attempts: Attempts,
  number: number,
): Draw {
  const refused: Attempt[] = [];
  while (refused.length < mostAttempts) {
    const made = attempts.run(seed, `draw/${number}/${refused.length}`, effort);
    const values = refused.map(({ value }) => value);
    if (made.value >= floor) return { number, ...made, refused: values, nearBest: true };
    refused.push(made);
  }
  const best = refused.reduce((one, other) => (other.value > one.value ? other : one));
  const values = refused.filter((one) => one !== best).map(({ value }) => value);
  return { number, ...best, refused: values, nearBest: false };
}

interface Attempt {
  readonly value: number;
  readonly grouping: Grouping;
}

interface Attempts {
  readonly model: Model;
  run(seed: number, label: string, effort: number): Attempt;
}

/** The arrays are made once; an attempt costs the search alone. */
function attemptsOf(problem: Problem): Attempts {
  const model = modelOf(problem, gainMatrix(problem.people, problem.gains));
  if (model.rounds.length > 1) {
    const arrays = roundsModel(model);
    return { model, run: (seed, label, effort) => attemptRounds(model, arrays, seed, label, effort) };
  }
  const arrays = partitionModel(model, model.rounds[0]!);
  const search = new PartitionSearch(arrays, stream(0, ''));
  return { model, run: (seed, label, effort) => attemptRound(model, search, seed, label, effort) };
}

function attemptRound(
  model: Model,
  search: PartitionSearch,
  seed: number,
  label: string,
  effort: number,
): Attempt {
  const random = stream(seed, label);
  search.startAnew(randomStart(model.rounds[0]!, random), random);
  const slices = 4;
  for (let k = 0; k < slices; k++) search.step(Math.ceil(effort / slices), k / slices);
  return { value: search.bestValue, grouping: [search.best.slice()] };
}

function attemptRounds(
  model: Model,
  arrays: RoundsModel,
  seed: number,
  label: string,
  effort: number,
): Attempt {
  const random = stream(seed, label);
  const search = new RoundsSearch(arrays, random);
  search.start(model.rounds.map((round) => randomStart(round, random)));
  for (let k = 0; k < effort; k++) search.step(1, k / effort);
  return { value: search.bestValue, grouping: search.best.map((groups) => groups.slice()) };
}
