/**
 * A continuous-time chain of states for waves with unequal gaps: P(Δ) = exp(QΔ), moves to the next
 * state up or down only, fitted by Fisher scoring (Kalbfleisch & Lawless 1985, Journal of the American
 * Statistical Association 80:863–871, doi:10.1080/01621459.1985.10478195).
 */
import type { Matrix } from './blocks.ts';
import { solved } from './homogeneity.ts';
import { exponential } from './exponential.ts';
import { widened } from './transitions.ts';
import type { TransitionTable } from './transitions.ts';

export interface GapTable {
  readonly table: TransitionTable;
  /** Time between the two waves, > 0, in any unit; rates and times come out in it. */
  readonly gap: number;
}

export interface Generator {
  /** Q, S × S, rows sum to 0, per unit of time; null in the row of a state that no wave began in. */
  readonly rates: Matrix<number | null>;
  /** up[a] is the rate a → a+1, down[a] the rate a+1 → a; length S − 1 each; null as above. */
  readonly up: readonly (number | null)[];
  readonly down: readonly (number | null)[];
  readonly logLikelihood: number;
  /**
   * Mean time from each state to the highest one, h = −Q_TT⁻¹·1; 0 for the highest itself, null where
   * it is never reached (no upward move was seen) or a rate on the way is unknown.
   */
  readonly firstPassage: readonly (number | null)[];
  readonly converged: boolean;
}

/** Rates are held above this per unit of the mean gap; one that ends here counts as never happening. */
const floor = 1e-10;
/** Below this a rate is read as 0: the data hold no such move. */
const negligible = 1e-7;

/**
 * Most likely generator of the given tables (smaller ones lack the highest states). Null without tables, with a gap ≤ 0, or where
 * no cell was observed. Pairs share people, so standard errors are left to a bootstrap of people.
 */
export function fitGenerator(waves: readonly GapTable[]): Generator | null {
  const used = waves.filter(({ table }) => table.used > 0);
  if (used.length === 0 || used.some(({ gap }) => !(gap > 0))) return null;
  const unit = used.reduce((sum, { gap }) => sum + gap, 0) / used.length;
  const nStates = Math.max(...used.map(({ table }) => table.counts.length));
  const scaled = used.map(({ table, gap }) => ({ table: widened(table, nStates), gap: gap / unit }));
  const fit = scored(scaled, startingRates(scaled));
  const rates = fit.rates.map((rate) => (rate < negligible ? 0 : rate / unit));
  const matrix = generatorOf(rates);
  const known: Matrix<number | null> = matrix.map((row, a) =>
    cellsFrom(scaled, a) > 0 ? row : row.map(() => null),
  );
  return {
    rates: known,
    up: known.slice(0, -1).map((row, a) => row[a + 1]!),
    down: known.slice(1).map((row, a) => row[a]!),
    logLikelihood: fit.logLikelihood,
    firstPassage: known.slice(0, -1).some((row) => row.includes(null))
      ? known.map((_, a) => (a === nStates - 1 ? 0 : null))
      : firstPassage(matrix),
    converged: fit.converged,
  };
}

/** Cells that were in state a at the first of two waves. */
const cellsFrom = (waves: readonly GapTable[], a: number): number =>
  waves.reduce((sum, { table }) => sum + table.counts[a]!.reduce((row, count) => row + count, 0), 0);

/** First S − 1 entries: a → a+1; the rest: a+1 → a. */
type Rates = readonly number[];

function startingRates(waves: readonly GapTable[]): number[] {
  const nStates = waves[0]!.table.counts.length;
  const pooled = (a: number, b: number): number =>
    waves.reduce((sum, { table, gap }) => sum + table.counts[a]![b]! / gap, 0);
  const rate = (a: number, b: number): number => (pooled(a, b) + 0.5) / (cellsFrom(waves, a) + 1);
  const low = Array.from({ length: nStates - 1 }, (_, a) => a);
  return [...low.map((a) => rate(a, a + 1)), ...low.map((a) => rate(a + 1, a))];
}

function generatorOf(rates: Rates): Matrix {
  const half = rates.length / 2;
  return Array.from({ length: half + 1 }, (_, a) => {
    const [up, down] = [a < half ? rates[a]! : 0, a > 0 ? rates[half + a - 1]! : 0];
    return Array.from({ length: half + 1 }, (_, b) =>
      b === a + 1 ? up : b === a - 1 ? down : b === a ? -up - down : 0,
    );
  });
}

interface Fit {
  rates: number[];
  logLikelihood: number;
  converged: boolean;
}

/** Steps in the logarithms of the rates, halved until the likelihood does not fall. */
function scored(waves: readonly GapTable[], start: Rates): Fit {
  let rates = [...start];
  let { logLikelihood, step } = scoring(waves, rates);
  for (let round = 0; round < 500; round++) {
    let taken: number[] | null = null;
    let reached = logLikelihood;
    for (let scale = 1; scale > 1e-6 && taken === null; scale /= 2) {
      const tried = rates.map((rate, at) => Math.max(floor, rate * Math.exp(scale * bounded(step[at]!))));
      const value = likelihood(waves, tried);
      if (value >= logLikelihood) [taken, reached] = [tried, value];
    }
    if (taken === null) return { rates, logLikelihood, converged: true };
    const [gained, moved] = [reached - logLikelihood, farthest(rates, taken)];
    rates = taken;
    ({ logLikelihood, step } = scoring(waves, rates));
    if (gained < 1e-12 * (1 + Math.abs(reached)) && moved < 1e-9)
      return { rates, logLikelihood, converged: true };
  }
  return { rates, logLikelihood, converged: false };
}

const bounded = (step: number): number => Math.max(-2, Math.min(2, step));

/** Greatest relative move among the rates that matter. */
const farthest = (from: Rates, to: Rates): number =>
  from.reduce((most, rate, at) => Math.max(most, Math.abs(to[at]! - rate) / (rate + negligible)), 0);

function likelihood(waves: readonly GapTable[], rates: Rates): number {
  const q = generatorOf(rates);
  return waves.reduce((sum, { table, gap }) => {
    const p = exponential(q.map((row) => row.map((value) => value * gap)));
    return sum + logOf(table.counts, p);
  }, 0);
}

const logOf = (counts: Matrix, p: Matrix): number =>
  counts.reduce(
    (all, row, a) =>
      row.reduce(
        (sum, count, b) => sum + (count > 0 ? count * Math.log(Math.max(p[a]![b]!, 1e-300)) : 0),
        all,
      ),
    0,
  );

/** Score and expected information in log rates; the step solves information · step = score. */
function scoring(waves: readonly GapTable[], rates: Rates): { logLikelihood: number; step: number[] } {
  const n = rates.length;
  const score = Array.from({ length: n }, () => 0);
  const information = rates.map((_, u) => rates.map((_, v) => (u === v ? 1e-9 : 0)));
  let logLikelihood = 0;
  for (const { table, gap } of waves) {
    const { p, slopes } = slopesOf(rates, gap);
    logLikelihood += logOf(table.counts, p);
    table.counts.forEach((row, a) => {
      const seen = row.reduce((sum, count) => sum + count, 0);
      row.forEach((count, b) => {
        const chance = Math.max(p[a]![b]!, 1e-300);
        for (let u = 0; u < n; u++) {
          const slope = slopes[u]![a]![b]!;
          score[u]! += (count * slope) / chance;
          for (let v = 0; v < n; v++) information[u]![v]! += (seen * slope * slopes[v]![a]![b]!) / chance;
        }
      });
    });
  }
  return {
    logLikelihood,
    step: solved(information.map((row, u) => [...row, score[u]!])) ?? score.map(() => 0),
  };
}

/** P = exp(QΔ) and ∂P/∂log rate, read off exp of [[QΔ, Q′Δ], [0, QΔ]] (Van Loan 1978, doi:10.1109/TAC.1978.1101743). */
function slopesOf(rates: Rates, gap: number): { p: Matrix; slopes: Matrix[] } {
  const q = generatorOf(rates).map((row) => row.map((value) => value * gap));
  const size = q.length;
  const slopes = rates.map((rate, u) => {
    const own = generatorOf(rates.map((_, v) => (u === v ? rate * gap : 0)));
    const zeros = q.map((row) => row.map(() => 0));
    const block = [...q.map((row, a) => [...row, ...own[a]!]), ...q.map((row, a) => [...zeros[a]!, ...row])];
    return exponential(block)
      .slice(0, size)
      .map((row) => row.slice(size));
  });
  return { p: exponential(q), slopes };
}

function firstPassage(q: Matrix): (number | null)[] {
  const top = q.length - 1;
  const times = Array.from({ length: top }, (_, a) => {
    // From below, the first state whose upward rate is 0 shuts off everything under it.
    const blocked = q.slice(a, top).some((row, at) => row[a + at + 1] === 0);
    return blocked ? null : 0;
  });
  const open = times.findIndex((time) => time !== null);
  if (open < 0) return [...times, 0];
  // States below `open` can't be left upwards; a fall into them would make the wait endless.
  if (open > 0 && q[open]![open - 1]! > 0) return [...times.map(() => null), 0];
  const kept = q.slice(open, top).map((row) => [...row.slice(open, top).map((value) => -value), 1]);
  const waits = solved(kept);
  return [...times.map((time, a) => (time === null || waits === null ? null : waits[a - open]!)), 0];
}
