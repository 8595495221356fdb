/**
 * Estimates from a partial roster by rings, for the whole census of pairs.
 *
 * Variance by random groups: every ring is an independent replicate, so the delete-one-ring jackknife
 * (for a density: variance of the ring means / r) needs no formula for the design (Wolter 2007,
 * Introduction to Variance Estimation, ch. 2 and 4). It is the uncertainty about the bureau's own
 * pairs, not about other bureaux.
 */
import type { Network } from '#engines/network/index.ts';
import { cellsOf, panelOf, stateAt, statesOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { measureStatistics, pick } from './census.ts';
import type { BlockEstimates } from './census.ts';
import { cannot, studentInterval } from './estimate.ts';
import type { Estimate } from './estimate.ts';
import { pairsOfRing } from './rings.ts';
import type { Ring } from './rings.ts';
import { measureNames, onto, readerOf } from './statistic.ts';
import type { Reading, Statistic } from './statistic.ts';
import { possible } from './tally.ts';
import type { Tally } from './tally.ts';

/** One independent replicate of the survey: the pairs it asked, by index. */
export interface Replicate {
  readonly pairs: readonly (readonly [number, number])[];
  /** Replicates of one kind share a name ("ring", or "cross 0 2" for matchings of two groups). */
  readonly kind: string;
}

export interface RingOptions extends Reading {
  readonly level?: number | undefined;
  /** Cross rings beside the plain ones. */
  readonly cross?: readonly Replicate[] | undefined;
  /**
   * Weights the answers of each block up to the block's known number of pairs. Always done with cross
   * rings, which over-sample some blocks; default false without.
   */
  readonly balance?: boolean | undefined;
}

export interface RingEstimates {
  readonly measures: BlockEstimates;
  /** Density within and between by each ring alone, to be shown as the spread it is. */
  readonly byRing: readonly { readonly densityWithin: number; readonly densityBetween: number }[];
  readonly nRings: number;
  /** Cells answered on the rings, a pair on two rings counted twice. */
  readonly nCells: number;
}

export const asReplicates = (rings: readonly Ring[]): Replicate[] =>
  rings.map((ring) => ({ kind: 'ring', pairs: pairsOfRing(ring) }));

/**
 * Block measures of the whole bureau from rings. Give the reports as a directed network for report
 * densities, or symmetrised for confirmed or claimed pairs. Interval: t with r − 1 degrees of freedom
 * (summed over kinds of rings) on the measure's scale; `inference/too-few` below two rings.
 * Cost O(rings · N · (log degree + measures)).
 */
export function ringEstimates(
  network: Network,
  rings: readonly Ring[],
  options: RingOptions = {},
): RingEstimates {
  const cells = cellsOf(network);
  const replicates = [...asReplicates(rings), ...(options.cross ?? [])];
  const tallies = replicates.map((replicate) => replicateTally(cells, replicate));
  const statistics = measureStatistics(cells, readerOf(cells, options));
  const balance = options.balance ?? (options.cross ?? []).length > 0;
  const over = { cells, replicates, tallies, balance, level: options.level ?? 0.95 };
  const made = Object.fromEntries(measureNames.map((name) => [name, overReplicates(over, statistics[name])]));
  return {
    measures: pick(made),
    byRing: tallies.slice(0, rings.length).map((tally) => ({
      densityWithin: statistics.densityWithin.of(tally),
      densityBetween: statistics.densityBetween.of(tally),
    })),
    nRings: rings.length,
    nCells: tallies.reduce((sum, tally) => sum + observedIn(cells, tally), 0),
  };
}

export interface RingWave {
  readonly network: Network;
  readonly rings: readonly Ring[];
}

/**
 * Change between two waves from the panel: rings at the same position, those in `refreshed` left out,
 * and of each kept ring only the pairs that were neighbours in both waves. See `changeBetween` for the
 * census.
 */
export function ringChange(
  first: RingWave,
  second: RingWave,
  refreshed: readonly number[],
  options: RingOptions = {},
): { first: BlockEstimates; second: BlockEstimates; change: BlockEstimates; nRings: number } {
  const waves = [first.network, second.network];
  const cells = panelOf(waves, statesOf(waves));
  const replicates = panelReplicates(first, second, refreshed);
  const tallies = replicates.map((replicate) => replicateTally(cells, replicate));
  const over = {
    cells,
    replicates,
    tallies,
    balance: options.balance ?? false,
    level: options.level ?? 0.95,
  };
  const both = (q: number): boolean => [0, 1].every((wave) => stateAt(cells, q, wave) < cells.nStates);
  const [one, two] = [0, 1].map((wave) => measureStatistics(cells, readerOf(cells, options, wave, both)));
  const estimates = (statistic: (name: (typeof measureNames)[number]) => Statistic): BlockEstimates =>
    pick(Object.fromEntries(measureNames.map((name) => [name, overReplicates(over, statistic(name))])));
  return {
    first: estimates((name) => one![name]),
    second: estimates((name) => two![name]),
    change: estimates((name) => ({
      scale: 'identity',
      of: (tally) => two![name].of(tally) - one![name].of(tally),
    })),
    nRings: replicates.length,
  };
}

/** Pairs of kept rings that stood side by side in both waves, by index among those who stayed. */
function panelReplicates(first: RingWave, second: RingWave, refreshed: readonly number[]): Replicate[] {
  const later = new Set(second.network.ids);
  const stayed = new Map<string, number>();
  for (const id of first.network.ids) if (later.has(id)) stayed.set(id, stayed.size);
  const named = ({ network, rings }: RingWave, at: number): [number, number][] =>
    pairsOfRing(rings[at]!).flatMap(([i, j]) => {
      const a = stayed.get(network.ids[i]!);
      const b = stayed.get(network.ids[j]!);
      return a === undefined || b === undefined ? [] : [[Math.min(a, b), Math.max(a, b)]];
    });
  const kept = first.rings.map((_, at) => at).filter((at) => !refreshed.includes(at) && second.rings[at]);
  return kept.map((at) => {
    const then = new Set(named(first, at).map(String));
    return { kind: 'ring', pairs: named(second, at).filter((pair) => then.has(String(pair))) };
  });
}

/** Tally of the cells that one replicate asked: both directions of each pair where directed. */
export function replicateTally(cells: Cells, { pairs }: Replicate): Tally {
  const { nGroups, nCategories, groupOf, directed } = cells;
  const tally = new Float64Array(nGroups * nGroups * nCategories);
  const count = (i: number, j: number): void => {
    const [k, l] = [groupOf[i]!, groupOf[j]!];
    const block = directed || k <= l ? k * nGroups + l : l * nGroups + k;
    tally[block * nCategories + categoryOf(cells, i, j)]!++;
  };
  for (const [i, j] of pairs) {
    count(Math.min(i, j), Math.max(i, j));
    if (directed) count(Math.max(i, j), Math.min(i, j));
  }
  return tally;
}

/** The category of one cell, by binary search in its row. */
function categoryOf({ start, to, category, base }: Cells, i: number, j: number): number {
  let low = start[i]!;
  let high = start[i + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (to[middle] === j) return category[middle]!;
    if (to[middle]! < j) low = middle + 1;
    else high = middle - 1;
  }
  return base;
}

interface Over {
  readonly cells: Cells;
  readonly replicates: readonly Replicate[];
  readonly tallies: readonly Tally[];
  readonly balance: boolean;
  readonly level: number;
}

/** A statistic of the sum of all replicates, with the delete-one-replicate jackknife by kind. */
function overReplicates(over: Over, { scale, of }: Statistic): Estimate {
  const total = sumOf(over.tallies);
  if (!total) return cannot('inference/too-few', null);
  const read = (tally: Tally): number => of(over.balance ? balanced(over.cells, tally) : tally);
  const value = read(total);
  if (!Number.isFinite(value)) return cannot('inference/undefined', null);
  if (!Number.isFinite(onto[scale](value))) return cannot('inference/at-the-edge', value);
  const left = over.tallies.map((tally) => onto[scale](read(total.map((count, at) => count - tally[at]!))));
  const spread = jackknifeByKind(left, over.replicates);
  const made = studentInterval(value, scale, spread, over.level);
  return typeof made === 'string' ? cannot(made, value) : { value, ...made };
}

function sumOf(tallies: readonly Tally[]): Tally | null {
  if (tallies.length === 0) return null;
  const total = new Float64Array(tallies[0]!.length);
  for (const tally of tallies) for (let at = 0; at < total.length; at++) total[at]! += tally[at]!;
  return total;
}

/** Weights each block of a sampled tally up to the cells it could hold. */
function balanced(cells: Cells, tally: Tally): Tally {
  const { nGroups, nCategories } = cells;
  const result = tally.slice();
  for (let block = 0; block < nGroups * nGroups; block++) {
    const row = result.subarray(block * nCategories, (block + 1) * nCategories);
    const asked = row.reduce((sum, count) => sum + count, 0);
    if (asked === 0) continue;
    const factor = possible(cells, Math.floor(block / nGroups), block % nGroups) / asked;
    for (let q = 0; q < nCategories; q++) row[q]! *= factor;
  }
  return result;
}

/** Σ over kinds of (r − 1)/r Σ (θ₋ₕ − mean)²; a kind with one ring tells nothing about its spread. */
function jackknifeByKind(left: readonly number[], replicates: readonly Replicate[]) {
  let variance = 0;
  let df = 0;
  for (const kind of new Set(replicates.map((replicate) => replicate.kind))) {
    const own = left.filter((_, at) => replicates[at]!.kind === kind);
    if (own.length < 2) return { variance: NaN, df: 0 };
    const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
    variance += (own.reduce((sum, x) => sum + (x - mean) ** 2, 0) * (own.length - 1)) / own.length;
    df += own.length - 1;
  }
  return { variance, df };
}

function observedIn(cells: Cells, tally: Tally): number {
  return tally.reduce(
    (sum, count, at) => sum + (stateAt(cells, at % cells.nCategories, 0) < cells.nStates ? count : 0),
    0,
  );
}
