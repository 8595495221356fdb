/** What is estimated: functions of a block tally, each with the scale on which its interval is made. */
import type { Cells } from './cells.ts';
import type { Tally } from './tally.ts';

/** Intervals are made on a scale without end points, then carried back, so that they stay in range. */
export type Scale = 'identity' | 'log' | 'logit' | 'atanh';

export interface Statistic {
  readonly scale: Scale;
  /** NaN where the tally does not define it (no cell, no tie). */
  readonly of: (tally: Tally) => number;
  /** The only block (k · K + l) it depends on, where that is so: saves derivatives that are 0. */
  readonly block?: number;
}

export const onto: Record<Scale, (x: number) => number> = {
  identity: (x) => x,
  log: Math.log,
  logit: (x) => Math.log(x / (1 - x)),
  atanh: Math.atanh,
};

export const back: Record<Scale, (x: number) => number> = {
  identity: (x) => x,
  log: Math.exp,
  logit: (x) => 1 / (1 + Math.exp(-x)),
  atanh: Math.tanh,
};

/** What a block holds, read at one wave of a tally. */
export interface BlockSums {
  /** Ties: cells with at least the asked state. */
  readonly ties: Float64Array;
  /** Sum of states. */
  readonly strength: Float64Array;
  /** Cells that were observed. */
  readonly observed: Float64Array;
}

export interface Reading {
  /** A tie is a state of at least this (1 or 2; default 1). */
  readonly minState?: number | undefined;
  /**
   * `observed` (default) pools the observed cells of all blocks; `possible` weights each block's
   * density by the cells it could hold, which is right where response differs by group.
   */
  readonly weighting?: 'observed' | 'possible' | undefined;
}

/** Reads one wave out of a tally; `only` restricts to categories for which it answers true. */
export function readerOf(
  cells: Cells,
  { minState = 1, weighting = 'observed' }: Reading,
  wave = 0,
  only: (category: number) => boolean = () => true,
): (tally: Tally) => BlockSums {
  const { nGroups, nCategories, nStates } = cells;
  const stride = (nStates + 1) ** wave;
  const states = Int32Array.from({ length: nCategories }, (_, q) => Math.floor(q / stride) % (nStates + 1));
  const used = Array.from(states.keys()).filter((q) => states[q]! < nStates && only(q));
  return (tally) => {
    const n = nGroups * nGroups;
    const sums = { ties: new Float64Array(n), strength: new Float64Array(n), observed: new Float64Array(n) };
    for (let block = 0; block < n; block++) {
      for (const q of used) {
        const count = tally[block * nCategories + q]!;
        sums.observed[block]! += count;
        sums.strength[block]! += states[q]! * count;
        if (states[q]! >= minState) sums.ties[block]! += count;
      }
      if (weighting === 'possible') inflate(sums, block, totalOf(tally, block, nCategories));
    }
    return sums;
  };
}

function totalOf(tally: Tally, block: number, nCategories: number): number {
  let total = 0;
  for (let q = 0; q < nCategories; q++) total += tally[block * nCategories + q]!;
  return total;
}

function inflate(sums: BlockSums, block: number, total: number): void {
  const factor = sums.observed[block]! > 0 ? total / sums.observed[block]! : 0;
  sums.ties[block]! *= factor;
  sums.strength[block]! *= factor;
  sums.observed[block]! *= factor;
}

/** Density of one block at one wave, without reading the others. */
export function blockDensity(cells: Cells, block: number, { minState = 1 }: Reading, wave = 0): Statistic {
  const { nCategories, nStates } = cells;
  const stride = (nStates + 1) ** wave;
  const states = Int32Array.from({ length: nCategories }, (_, q) => Math.floor(q / stride) % (nStates + 1));
  const of = (tally: Tally): number => {
    let ties = 0;
    let observed = 0;
    for (let q = 0; q < nCategories; q++) {
      if (states[q]! >= nStates) continue;
      observed += tally[block * nCategories + q]!;
      if (states[q]! >= minState) ties += tally[block * nCategories + q]!;
    }
    return ties / observed;
  };
  return { scale: 'logit', of, block };
}

/** Totals of the diagonal and of all other blocks. */
export function split(values: Float64Array, nGroups: number): { within: number; between: number } {
  let within = 0;
  let all = 0;
  for (let block = 0; block < values.length; block++) {
    all += values[block]!;
    if (block % (nGroups + 1) === 0) within += values[block]!;
  }
  return { within, between: all - within };
}

export const measureNames = [
  'densityWithin',
  'densityBetween',
  'gap',
  'ratio',
  'strengthWithin',
  'strengthBetween',
  'externalInternal',
  'externalInternalDensity',
  'logOddsRatio',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** The block measures from the sums of one wave; NaN where undefined. */
export function measuresOf(sums: BlockSums, nGroups: number): Record<MeasureName, number> {
  const ties = split(sums.ties, nGroups);
  const seen = split(sums.observed, nGroups);
  const strength = split(sums.strength, nGroups);
  const within = ties.within / seen.within;
  const between = ties.between / seen.between;
  return {
    densityWithin: within,
    densityBetween: between,
    gap: within - between,
    ratio: between / within,
    strengthWithin: strength.within / seen.within,
    strengthBetween: strength.between / seen.between,
    externalInternal: (ties.between - ties.within) / (ties.between + ties.within),
    externalInternalDensity: (between - within) / (between + within),
    logOddsRatio: logOddsRatio(ties, seen),
  };
}

function logOddsRatio(ties: ReturnType<typeof split>, seen: ReturnType<typeof split>): number {
  const four = [ties.within, seen.within - ties.within, ties.between, seen.between - ties.between];
  const half = four.some((count) => count < 0.5) ? 0.5 : 0;
  const [i, notI, e, notE] = four.map((count) => count + half);
  return Math.log(i! / notI!) - Math.log(e! / notE!);
}

export const measureScale: Record<MeasureName, Scale> = {
  densityWithin: 'logit',
  densityBetween: 'logit',
  gap: 'identity',
  ratio: 'log',
  strengthWithin: 'log',
  strengthBetween: 'log',
  externalInternal: 'atanh',
  externalInternalDensity: 'atanh',
  logOddsRatio: 'identity',
};
