/**
 * Do the chances of change stay the same from wave to wave? A p-value that knows that pairs share people.
 */
import type { Network } from '#engines/network/index.ts';
import type { Random } from '#engines/random/index.ts';
import { panelOf, stateAt, statesOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { centred, matesOf, spreadOf } from './influence.ts';
import type { PairKind } from './transition-estimates.ts';
import { membersOf, resample } from './bootstrap.ts';
import { slotsOf, tallyOf, weightedTally } from './tally.ts';
import type { Tally } from './tally.ts';

export interface HomogeneityTest {
  /** Pearson form of G²: Σ_t Σ_a n_a(t) Σ_b (P̂_ab(t) − P̂_ab)²/P̂_ab, ≥ 0. */
  readonly statistic: number;
  /** P of a statistic as large if the chances stayed the same; null where no row is used twice. */
  readonly p: number | null;
  /** How much wider people make the statistic than independent pairs would, 1 = not at all. */
  readonly designEffect: number | null;
}

export interface HomogeneityOptions {
  readonly random: Random;
  /** Default 1,999. */
  readonly replicates?: number | undefined;
  /** Which pairs; default all. */
  readonly kind?: PairKind | undefined;
}

/**
 * Node-bootstrap test of time homogeneity over T ≥ 3 waves of the people who are in all of them.
 *
 * Each resample of people gives transition shares P*(t); their departures from the pooled shares, less
 * the observed departures, show what chance does to the statistic. Pairs' own noise, which a node
 * bootstrap counts three times, is taken back by the ratio of the pair variance (influence.ts) to the
 * bootstrap variance, averaged over the table. Cost O(replicates · listed cells).
 * Sources: Anderson & Goodman 1957 (DOI 10.1214/aoms/1177707039); Snijders & Borgatti 1999.
 * @throws RangeError('inference/waves-do-not-fit') for fewer than 3 waves or waves of unlike kinds.
 */
export function homogeneityTest(waves: readonly Network[], options: HomogeneityOptions): HomogeneityTest {
  if (waves.length < 3) throw new RangeError('inference/waves-do-not-fit');
  const cells = panelOf(waves, statesOf(waves));
  const table = tableOf(cells, options.kind);
  const observed = tallyOf(cells);
  const counts = table.counts(observed);
  const centre = table.departures(counts);
  const statistic = quadratic(centre, table.weights(counts));
  if (!centre.some((value) => value !== 0)) return { statistic, p: null, designEffect: null };
  const drawn = resampled(cells, table, options.random, options.replicates ?? 1999);
  const shrink = Math.sqrt(pairShare(cells, table, observed, counts, drawn));
  const weights = table.weights(counts);
  const sure = drawn.map((one) =>
    quadratic(
      one.map((value, at) => (value - centre[at]!) * shrink),
      weights,
    ),
  );
  const designEffect = sure.reduce((sum, value) => sum + value, 0) / sure.length / degrees(counts, table);
  // only what people add is estimated from few: with a design effect of 1 nothing is in doubt
  const df = (cells.size - 1) / Math.max(0.01, 1 - 1 / designEffect);
  const beyond = sure.filter((value) => value * varianceDoubt(df, options.random) >= statistic).length;
  return { statistic, p: (1 + beyond) / (1 + sure.length), designEffect };
}

/** About df/χ²(df), the variance being estimated as in Student's t; χ² by Wilson & Hilferty 1931. */
function varianceDoubt(df: number, random: Random): number {
  const spread = 2 / (9 * df);
  return 1 / Math.max(0.01, 1 - spread + random.normal() * Math.sqrt(spread)) ** 3;
}

/** Reads T − 1 transition tables out of a tally, flat: (t · S + a) · S + b. */
interface Table {
  readonly nSteps: number;
  readonly nStates: number;
  counts(tally: Tally): Float64Array;
  departures(counts: Float64Array): Float64Array;
  weights(counts: Float64Array): Float64Array;
  /** Tally entries that stand in a table, for derivatives. */
  readonly entries: readonly { readonly entry: number; readonly cells: readonly number[] }[];
}

function tableOf(cells: Cells, kind: PairKind | undefined): Table {
  const { nStates: S, nGroups, nCategories, nWaves } = cells;
  const nSteps = nWaves - 1;
  const present = new Set<number>([cells.base, ...cells.category]);
  const moves = [...present].flatMap((q) => {
    const places = Array.from({ length: nSteps }, (_, t) => {
      const [a, b] = [stateAt(cells, q, t), stateAt(cells, q, t + 1)];
      return a < S && b < S ? (t * S + a) * S + b : -1;
    }).filter((place) => place >= 0);
    return places.length > 0 ? [{ q, places }] : [];
  });
  const entries = Array.from({ length: nGroups * nGroups }, (_, block) => block)
    .filter((block) => kind === undefined || (block % (nGroups + 1) === 0) === (kind === 'within'))
    .flatMap((block) => moves.map(({ q, places }) => ({ entry: block * nCategories + q, cells: places })));
  return {
    nSteps,
    nStates: S,
    entries,
    counts(tally) {
      const counts = new Float64Array(nSteps * S * S);
      for (const { entry, cells: places } of entries) for (const at of places) counts[at]! += tally[entry]!;
      return counts;
    },
    departures: (counts) => departuresOf(counts, nSteps, S),
    weights: (counts) => weightsOf(counts, nSteps, S),
  };
}

/** Row totals by step, and pooled counts, of flat tables. */
function margins(counts: Float64Array, nSteps: number, S: number) {
  const rows = new Float64Array(nSteps * S);
  const pooled = new Float64Array(S * S);
  const pooledRows = new Float64Array(S);
  counts.forEach((count, at) => {
    rows[Math.floor(at / S)]! += count;
    pooled[at % (S * S)]! += count;
    pooledRows[Math.floor((at % (S * S)) / S)]! += count;
  });
  return { rows, pooled, pooledRows };
}

function departuresOf(counts: Float64Array, nSteps: number, S: number): Float64Array {
  const { rows, pooled, pooledRows } = margins(counts, nSteps, S);
  return counts.map((count, at) => {
    const own = rows[Math.floor(at / S)]!;
    const a = Math.floor((at % (S * S)) / S);
    return own > 0 ? count / own - pooled[at % (S * S)]! / pooledRows[a]! : 0;
  });
}

function weightsOf(counts: Float64Array, nSteps: number, S: number): Float64Array {
  const { rows, pooled, pooledRows } = margins(counts, nSteps, S);
  return counts.map((_, at) => {
    const share = pooled[at % (S * S)]! / pooledRows[Math.floor((at % (S * S)) / S)]!;
    return share > 0 ? rows[Math.floor(at / S)]! / share : 0;
  });
}

const quadratic = (values: Float64Array, weights: Float64Array): number =>
  values.reduce((sum, value, at) => sum + value * value * weights[at]!, 0);

function resampled(cells: Cells, table: Table, random: Random, replicates: number): Float64Array[] {
  const observed = tallyOf(cells);
  const slots = slotsOf(cells);
  const members = membersOf(cells);
  const weights = new Float64Array(cells.size);
  const into = observed.slice();
  return Array.from({ length: replicates }, () =>
    table.departures(
      table.counts(weightedTally(cells, slots, resample(cells, members, random, weights), observed, into)),
    ),
  );
}

/** Pair variance ÷ bootstrap variance of the departures, weighted as in the statistic. */
function pairShare(
  cells: Cells,
  table: Table,
  tally: Tally,
  counts: Float64Array,
  drawn: readonly Float64Array[],
): number {
  const weights = table.weights(counts);
  const mates = matesOf(cells);
  let pairs = 0;
  let bootstrap = 0;
  counts.forEach((_, at) => {
    if (weights[at] === 0) return;
    const influence = centred(cells, departureGradient(table, counts, at, tally.length), tally);
    pairs += weights[at]! * spreadOf(cells, influence, mates).variance;
    const mean = drawn.reduce((sum, one) => sum + one[at]!, 0) / drawn.length;
    bootstrap +=
      (weights[at]! * drawn.reduce((sum, one) => sum + (one[at]! - mean) ** 2, 0)) / (drawn.length - 1);
  });
  return bootstrap > 0 ? pairs / bootstrap : 1;
}

/** Derivative of one departure by every entry of the tally, through the transition counts. */
function departureGradient(table: Table, counts: Float64Array, at: number, length: number): Float64Array {
  const { nSteps, nStates: S } = table;
  const { rows, pooled, pooledRows } = margins(counts, nSteps, S);
  const own = Math.floor(at / S);
  const a = Math.floor((at % (S * S)) / S);
  const b = at % S;
  const byCount = counts.map((_, place) => {
    if (Math.floor((place % (S * S)) / S) !== a || !(rows[own]! > 0)) return 0;
    const hit = place % S === b ? 1 : 0;
    const inStep = Math.floor(place / S) === own ? (hit - counts[at]! / rows[own]!) / rows[own]! : 0;
    return inStep - (hit - pooled[a * S + b]! / pooledRows[a]!) / pooledRows[a]!;
  });
  const gradient = new Float64Array(length);
  for (const { entry, cells } of table.entries)
    for (const place of cells) gradient[entry]! += byCount[place]!;
  return gradient;
}

/** Σ_a (T_a − 1)(c_a − 1), as in engines/network. */
function degrees(counts: Float64Array, { nSteps, nStates: S }: Table): number {
  const { rows, pooled } = margins(counts, nSteps, S);
  let df = 0;
  for (let a = 0; a < S; a++) {
    let used = 0;
    for (let t = 0; t < nSteps; t++) if (rows[t * S + a]! > 0) used++;
    const columns = Array.from(pooled.subarray(a * S, (a + 1) * S)).filter((count) => count > 0).length;
    df += Math.max(0, used - 1) * Math.max(0, columns - 1);
  }
  return df;
}
