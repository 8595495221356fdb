/** A search of a checked problem in slices, for whoever holds the clock: a driver, a worker thread, a test. */
import { seeded } from '#engines/random/index.ts';
import { gainBound } from './bound.ts';
import { seatingsOf } from './breaches.ts';
import { liftWorst } from './fairness.ts';
import { gainMatrix } from './gain.ts';
import { PartitionSearch } from './partition-search.ts';
import { groupingOf, planOf } from './plan.ts';
import type { Plan, Problem } from './problem.ts';
import { reportOf, type PlanReport } from './report.ts';
import { modelOf, partitionModel, type Model } from './round-model.ts';
import { openSearcher, type Grouping } from './searcher.ts';

export interface OpenOptions {
  readonly seed: number;
  /** Share of the gain that may be given up so that the worst-off get more. Default 0.005; 0 for matrices alone. */
  readonly giveUp?: number;
  /** A plan to go on from. */
  readonly from?: Plan | null;
}

export interface MixingSearch {
  /** Goes on; `share` (0 … 1) of the budget is used, which cools the search. */
  step(iterations: number, share: number): void;
  readonly iterations: number;
  /** Best gain so far less what broken rules cost, in the unit of gains. */
  readonly value: number;
  /** Whether the bound is reached: nothing can be better. */
  readonly optimal: boolean;
  /** The best so far in a form that can be posted, and taken over by another search of the same problem. */
  best(): Grouping;
  adopt(grouping: Grouping): void;
  /** The plan in the end, with the worst-off lifted, and its report. */
  finish(): { readonly plan: Plan; readonly report: PlanReport };
}

/** The problem must have passed `validate`. */
export function openSearch(problem: Problem, { seed, giveUp, from }: OpenOptions): MixingSearch {
  const matrix = gainMatrix(problem.people, problem.gains);
  const model = modelOf(problem, matrix);
  const searcher = openSearcher(model, seed, from ? groupingOf(model, from, seed) : undefined);
  const ceiling = ceilingOf(model, matrix, searcher.best());
  return {
    step: (iterations, share) => searcher.step(iterations, share),
    get iterations() {
      return searcher.iterations;
    },
    get value() {
      return searcher.value / model.gain.scale;
    },
    get optimal() {
      // rounding of gains to whole numbers may cost half a unit
      return searcher.value >= ceiling - 0.5;
    },
    best: () => searcher.best(),
    adopt: (grouping) => searcher.adopt(grouping),
    finish() {
      const plan = planOf(model, polished(model, searcher.best(), giveUp));
      return { plan, report: reportOf(problem, plan, matrix) };
    },
  };
}

/** What no value can exceed: the bound for the sizes of the first plan, which are even already. */
function ceilingOf(model: Model, matrix: Float64Array, grouping: Grouping): number {
  if (model.problem.objective === 'perPerson') return Infinity;
  const seatings = seatingsOf(model.problem, planOf(model, grouping));
  return gainBound(model.problem, matrix, seatings) * model.gain.scale;
}

/** Lifts the worst-off of a single round; several rounds are left as they are. */
function polished(model: Model, grouping: Grouping, giveUp: number | undefined): Grouping {
  const matrixOnly = model.problem.gains.every(({ kind }) => kind === 'matrix');
  const share = giveUp ?? (matrixOnly ? 0 : 0.005);
  if (model.rounds.length > 1 || model.rounds[0]!.units.people.length < 2) return grouping;
  const search = new PartitionSearch(partitionModel(model, model.rounds[0]!), seeded(0));
  search.load(grouping[0]!);
  liftWorst(search, search.value - share * Math.abs(search.value));
  return [search.groupOf.slice()];
}
