/** From a problem to a plan: check, count, search, report. */
import type { Clash } from './clash.ts';
import { clashesOf } from './clashes.ts';
import { inputProblems, type InputProblem } from './input-problems.ts';
import { openSearch, type MixingSearch } from './open-search.ts';
import type { Plan, Problem } from './problem.ts';
import type { PlanReport } from './report.ts';

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

/** The best plan the budget allows. Rules come before any gain; if some stay broken the report says by whom. */
export const solve = (problem: Problem, options: SolveOptions): Solution | Unsolvable =>
  improve(problem, null, options);

/** The same from a given plan, honouring pins: where the plan keeps all rules, the search never ends below it. */
export function improve(problem: Problem, from: Plan | null, options: SolveOptions): Solution | Unsolvable {
  const { problems, clashes } = validate(problem);
  if (problems.length + clashes.length > 0) return { ok: false, problems, clashes };
  const { seed, giveUp } = options;
  const search = openSearch(problem, { seed, from, ...(giveUp === undefined ? {} : { giveUp }) });
  const stopped = drive(search, options);
  return { ok: true, ...search.finish(), seed, iterations: search.iterations, stopped };
}

const SLICE = 16;

function drive(search: MixingSearch, { budget, signal, onProgress }: SolveOptions): Solution['stopped'] {
  for (;;) {
    const { iterations, value } = search;
    const left = 'iterations' in budget ? budget.iterations - iterations : Infinity;
    const share = 'iterations' in budget ? iterations / budget.iterations : budget.share();
    onProgress?.({ share, value, iterations });
    if (search.optimal) return 'optimal';
    if (signal?.aborted) return 'signal';
    if (share >= 1 || left <= 0) return 'budget';
    search.step(Math.min(SLICE, left), share);
  }
}
