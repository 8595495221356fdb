/**
 * Which pairs know each other, when some reports are missing: confirmed and claimed
 * among pairs with both reports, and the bounds that hold whatever the missing reports would have said.
 */
import { ratio } from './blocks.ts';
import type { Network } from './network.ts';
import { eachPair, firstMissing, unsaidReport } from './reports.ts';
import { missingCode } from './roster.ts';

export interface PairKnowledge {
  /** Pairs about which at least one report was asked; pairs left out of the roster by design are not counted. */
  readonly pairs: number;
  readonly bothReports: number;
  readonly oneReport: number;
  readonly noReport: number;
  readonly confirmed: Bounded;
  readonly claimed: Bounded;
}

export interface Bounded {
  readonly count: number;
  /** count ÷ pairs with both reports, 0…1. */
  readonly share: number | null;
  /** Over all `pairs`: unknown counted as 0, and unknown counted as 1 wherever the given report allows it. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface PairKnowledgeByBlock {
  readonly all: PairKnowledge;
  /** Null where the network has no groups. */
  readonly within: PairKnowledge | null;
  readonly between: PairKnowledge | null;
}

/**
 * Confirmed and claimed pairs of a directed network at a threshold; null where undirected.
 * Bounds: Manski 1990, American Economic Review 80:319–323. Cost O(N + m + unobserved cells).
 * @param minState a report counts as "knows" from this state on.
 */
export function pairKnowledge(network: Network, minState = 1): PairKnowledgeByBlock | null {
  if (!network.directed) return null;
  const tallies = [emptyTally(), emptyTally()];
  const left = pairsByKind(network);
  eachPair(network, (i, j, report, back) => {
    const kind = network.groupOf[i] === network.groupOf[j] ? 0 : 1;
    left[kind]!--;
    enter(tallies[kind]!, report, back, minState);
  });
  if (unsaidReport(network) < firstMissing) for (const kind of [0, 1]) tallies[kind]!.both[0]! += left[kind]!;
  const grouped = network.levels.length > 0;
  return {
    all: knowledgeOf(tallies),
    within: grouped ? knowledgeOf(tallies.slice(0, 1)) : null,
    between: grouped ? knowledgeOf(tallies.slice(1)) : null,
  };
}

/** `both[c]` pairs with c of two reports saying yes, `one[c]` pairs with one report, c yes; `none` no report. */
interface Tally {
  both: [number, number, number];
  one: [number, number];
  none: number;
}

const emptyTally = (): Tally => ({ both: [0, 0, 0], one: [0, 0], none: 0 });

function enter(tally: Tally, report: number, back: number, minState: number): void {
  const reports = [report, back];
  const given = reports.filter((state) => state < firstMissing);
  const yes = given.filter((state) => state >= minState).length;
  const notAsked = firstMissing + missingCode['not-asked'];
  if (given.length === 2) tally.both[yes]!++;
  else if (given.length === 1) tally.one[yes]!++;
  else if (reports.some((code) => code !== notAsked)) tally.none++;
}

function pairsByKind({ size, groupSizes }: Network): [number, number] {
  const all = (size * (size - 1)) / 2;
  if (groupSizes.length === 0) return [all, 0];
  const within = groupSizes.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  return [within, all - within];
}

function knowledgeOf(tallies: readonly Tally[]): PairKnowledge {
  const sum = (pick: (tally: Tally) => number): number =>
    tallies.reduce((part, tally) => part + pick(tally), 0);
  const [none, half, full] = [sum((t) => t.both[0]), sum((t) => t.both[1]), sum((t) => t.both[2])];
  const [oneNo, oneYes, noReport] = [sum((t) => t.one[0]), sum((t) => t.one[1]), sum((t) => t.none)];
  const bothReports = none + half + full;
  const pairs = bothReports + oneNo + oneYes + noReport;
  const bounded = (count: number, least: number, most: number): Bounded => ({
    count,
    share: ratio(count, bothReports),
    lower: ratio(least, pairs),
    upper: ratio(most, pairs),
  });
  return {
    pairs,
    bothReports,
    oneReport: oneNo + oneYes,
    noReport,
    // A single "no" settles that the pair is not confirmed; a single "yes" settles that it is claimed.
    confirmed: bounded(full, full, full + oneYes + noReport),
    claimed: bounded(half + full, half + full + oneYes, half + full + oneYes + oneNo + noReport),
  };
}
