/**
 * How many strangers became acquainted, with intervals over people: transition shares
 * between two waves, separately within and between legacy agencies.
 */
import type { Network } from '#engines/network/index.ts';
import { panelOf, stateAt, statesOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { estimatesOf } from './estimate.ts';
import type { Estimate, IntervalOptions } from './estimate.ts';
import type { Statistic } from './statistic.ts';
import { tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

export type PairKind = 'within' | 'between';

export interface TransitionEstimates {
  /** S × S shares, row = state at the first wave; rows sum to 1. */
  readonly probability: readonly (readonly Estimate[])[];
  /** Share of first-wave strangers (state 0) who rose at all: "of 100 strangers, 23 were acquainted". */
  readonly risen: Estimate;
  /** Share of non-zero first states that fell to 0: mostly report error, so a data-quality figure. */
  readonly reversal: Estimate;
  /** Cells (reports, or pairs where undirected) in each first state. */
  readonly cells: readonly number[];
}

export interface TransitionComparison extends Record<PairKind, TransitionEstimates> {
  /** risen within − risen between, over the same people. */
  readonly risenGap: Estimate;
}

/**
 * Transition shares of pairs observed in both waves. Hand over directed networks for reports and the
 * networks symmetrised by `confirmed` for confirmed pairs; both are wanted.
 * @throws RangeError('inference/waves-do-not-fit').
 */
export function transitionEstimates(
  first: Network,
  second: Network,
  options: IntervalOptions = {},
): TransitionComparison {
  const cells = panelOf([first, second], statesOf([first, second]));
  const count = counterOf(cells);
  const statistics: Record<string, Statistic> = {};
  for (const kind of ['within', 'between'] as const)
    for (const [name, of] of sharesOf(cells.nStates))
      statistics[`${kind} ${name}`] = { scale: 'logit', of: (tally) => of(count(tally, kind)) };
  statistics.gap = {
    scale: 'identity',
    of: (tally) => risenShare(count(tally, 'within')) - risenShare(count(tally, 'between')),
  };
  const made = estimatesOf(cells, statistics, options);
  const observed = estimatedCounts(cells, count);
  const side = (kind: PairKind): TransitionEstimates => ({
    probability: observed[kind].map((row, a) => row.map((_, b) => made[`${kind} ${a} ${b}`]!)),
    risen: made[`${kind} risen`]!,
    reversal: made[`${kind} reversal`]!,
    cells: observed[kind].map((row) => row.reduce((sum, value) => sum + value, 0)),
  });
  return { within: side('within'), between: side('between'), risenGap: made.gap! };
}

type Counts = number[][];

function sharesOf(nStates: number): [string, (counts: Counts) => number][] {
  const shares: [string, (counts: Counts) => number][] = [];
  for (let a = 0; a < nStates; a++)
    for (let b = 0; b < nStates; b++)
      shares.push([`${a} ${b}`, (counts) => counts[a]![b]! / sum(counts[a]!)]);
  shares.push(['risen', risenShare], ['reversal', reversalShare]);
  return shares;
}

const sum = (row: readonly number[]): number => row.reduce((total, value) => total + value, 0);

const risenShare = (counts: Counts): number => 1 - counts[0]![0]! / sum(counts[0]!);

const reversalShare = (counts: Counts): number =>
  sum(counts.slice(1).map((row) => row[0]!)) / sum(counts.slice(1).map(sum));

/** Reads S × S transition counts of one kind of pairs out of a tally; missing cells are left out. */
function counterOf(cells: Cells): (tally: Tally, kind: PairKind) => Counts {
  const { nGroups, nCategories, nStates } = cells;
  const steps = Array.from({ length: nCategories }, (_, q) => [stateAt(cells, q, 0), stateAt(cells, q, 1)]);
  const used = steps.flatMap(([a, b], q) => (a! < nStates && b! < nStates ? [{ a: a!, b: b!, q }] : []));
  return (tally, kind) => {
    const counts = Array.from({ length: nStates }, () => Array.from({ length: nStates }, () => 0));
    for (let block = 0; block < nGroups * nGroups; block++) {
      if ((block % (nGroups + 1) === 0) !== (kind === 'within')) continue;
      for (const { a, b, q } of used) counts[a]![b]! += tally[block * nCategories + q]!;
    }
    return counts;
  };
}

function estimatedCounts(
  cells: Cells,
  count: (tally: Tally, kind: PairKind) => Counts,
): Record<PairKind, Counts> {
  const tally = tallyOf(cells);
  return { within: count(tally, 'within'), between: count(tally, 'between') };
}
