/** From a problem to a plan: check, count, search, report. */
import { seeded } from '#engines/random/index.ts';
import { gainBound } from './bound.ts';
import { seatingsOf } from './breaches.ts';
import type { Clash } from './clash.ts';
import { clashesOf } from './clashes.ts';
import { liftWorst } from './fairness.ts';
import { gainMatrix } from './gain.ts';
import { inputProblems, type InputProblem } from './input-problems.ts';
import { PartitionSearch } from './partition-search.ts';
import { groupingOf, planOf } from './plan.ts';
import type { Plan, Problem } from './problem.ts';
import { reportOf, type PlanReport } from './report.ts';
import { modelOf, partitionModel, type Model } from './round-model.ts';
import { openSearcher, type Grouping, type Searcher } from './searcher.ts';

export interface SolveOptions {
  readonly seed: number;
  /** A number of iterations (then the answer repeats byte for byte), or the share of a time used, asked between slices. */
  readonly budget: { readonly iterations: number } | { readonly share: () => number };
  /** Stops with the best so far. */
  readonly signal?: { readonly aborted: boolean };
  readonly onProgress?: (progress: Progress) => void;
  /** Share of the gain that may be given up so that the worst-off get more. Default 0.005; 0 for matrices alone. */
  readonly giveUp?: number;
}

export interface Progress {
  readonly share: number;
  /** Best gain so far less what broken rules cost, in the unit of gains. */
  readonly value: number;
  readonly iterations: number;
}

export interface Solution {
  readonly ok: true;
  readonly plan: Plan;
  readonly report: PlanReport;
  readonly seed: number;
  readonly iterations: number;
  /** 'optimal': the bound was reached, nothing can be better. */
  readonly stopped: 'budget' | 'signal' | 'optimal';
}

export interface Unsolvable {
  readonly ok: false;
  readonly problems: readonly InputProblem[];
  readonly clashes: readonly Clash[];
}

/** Malformed input and clashes that counting proves; both empty if a search is worth while. */
export function validate(problem: Problem): Pick<Unsolvable, 'problems' | 'clashes'> {
  const problems = inputProblems(problem);
  return { problems, clashes: problems.length > 0 ? [] : clashesOf(problem) };
}

/** The best plan the budget allows. Kept rules come before any gain; if some stay broken the report says whose. */
export const solve = (problem: Problem, options: SolveOptions): Solution | Unsolvable =>
  improve(problem, null, options);

/** The same from a given plan: pins are honoured, and the answer is never worse than the plan. */
export function improve(problem: Problem, from: Plan | null, options: SolveOptions): Solution | Unsolvable {
  const { problems, clashes } = validate(problem);
  if (problems.length + clashes.length > 0) return { ok: false, problems, clashes };
  const matrix = gainMatrix(problem.people, problem.gains);
  const model = modelOf(problem, matrix);
  const start = from ? groupingOf(model, from, options.seed) : undefined;
  const searcher = openSearcher(model, options.seed, start);
  const stopped = drive(searcher, model, ceilingOf(model, matrix, searcher), options);
  const plan = planOf(model, polished(model, searcher.best(), options));
  const { seed } = options;
  return {
    ok: true,
    plan,
    report: reportOf(problem, plan, matrix),
    seed,
    iterations: searcher.iterations,
    stopped,
  };
}

/** What no value can exceed: the bound for the sizes of the first plan, which are even already. */
export function ceilingOf(model: Model, matrix: Float64Array, searcher: Searcher): number {
  if (model.problem.objective === 'perPerson') return Infinity;
  const plan = planOf(model, searcher.best());
  return gainBound(model.problem, matrix, seatingsOf(model.problem, plan)) * model.gain.scale;
}

const SLICE = 16;

function drive(
  searcher: Searcher,
  model: Model,
  ceiling: number,
  options: SolveOptions,
): Solution['stopped'] {
  const { budget, signal, onProgress } = options;
  for (;;) {
    const left = 'iterations' in budget ? budget.iterations - searcher.iterations : Infinity;
    const share = 'iterations' in budget ? searcher.iterations / budget.iterations : budget.share();
    onProgress?.({ share, value: searcher.value / model.gain.scale, iterations: searcher.iterations });
    // rounding of gains to whole numbers may cost half a unit
    if (searcher.value >= ceiling - 0.5) return 'optimal';
    if (signal?.aborted) return 'signal';
    if (share >= 1 || left <= 0) return 'budget';
    searcher.step(Math.min(SLICE, left), share);
  }
}

/** Lifts the worst-off of a single round; several rounds are left as they are. */
export function polished(
  model: Model,
  grouping: Grouping,
  { giveUp }: Pick<SolveOptions, 'giveUp'>,
): Grouping {
  const matrixOnly = model.problem.gains.every(({ kind }) => kind === 'matrix');
  const share = giveUp ?? (matrixOnly ? 0 : 0.005);
  if (model.rounds.length > 1 || model.rounds[0]!.units.people.length < 2) return grouping;
  const search = new PartitionSearch(partitionModel(model, model.rounds[0]!), seeded(0));
  search.load(grouping[0]!);
  liftWorst(search, search.value - share * Math.abs(search.value));
  return [search.groupOf.slice()];
}
