/** The block measures of one wave, each with an interval. */
import type { Network } from '#engines/network/index.ts';
import { cellsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { estimatesOf } from './estimate.ts';
import type { Estimate, IntervalOptions } from './estimate.ts';
import { blockDensity, measureNames, measuresOf, measureScale, readerOf } from './statistic.ts';
import type { BlockSums, MeasureName, Reading, Statistic } from './statistic.ts';
import type { Tally } from './tally.ts';

export interface CensusOptions extends Reading, IntervalOptions {}

export type BlockEstimates = Record<MeasureName, Estimate>;

export interface CensusEstimates {
  readonly measures: BlockEstimates;
  /** K × K densities d_kl in the order of `levels`; where undirected the two triangles are the same. */
  readonly cells: readonly (readonly Estimate[])[];
  readonly levels: readonly string[];
  readonly nPeople: number;
}

/**
 * Block measures of one network with intervals over people, legacy groups and their sizes given.
 *
 * Units: densities 0…1, strengths 0…S−1, gap and indices −1…1, ratio 0…∞, log odds ratio −∞…∞. A
 * measure that the network does not define has value null and `cannotTell`. Cells missing from the
 * roster count neither as ties nor as possible ties. Cost with the default method O(ties + N·K) for
 * each of the 9 + K² measures; with a bootstrap O(replicates · ties) for all together.
 * @throws RangeError('inference/random-needed') for a bootstrap without `random`.
 * Sources: Snijders & Borgatti 1999; Aronow, Samii & Assenova 2015 (DOI 10.1093/pan/mpv018).
 */
export function censusEstimates(network: Network, options: CensusOptions = {}): CensusEstimates {
  const cells = cellsOf(network);
  const read = readerOf(cells, options);
  const names = cellNames(cells);
  const made = estimatesOf(
    cells,
    { ...measureStatistics(cells, read), ...cellStatistics(cells, options) },
    options,
  ) as Record<string, Estimate>;
  return {
    measures: pick(made),
    cells: names.map((row) => row.map((name) => made[name]!)),
    levels: network.levels,
    nPeople: network.size,
  };
}

export const pick = (made: Readonly<Record<string, Estimate>>): BlockEstimates =>
  Object.fromEntries(measureNames.map((name) => [name, made[name]!])) as BlockEstimates;

/** The nine measures as statistics of a tally; measures of one tally are computed once for all nine. */
export function measureStatistics(
  cells: Cells,
  read: (tally: Tally) => BlockSums,
): Record<MeasureName, Statistic> {
  return Object.fromEntries(
    measureNames.map((name) => [
      name,
      { scale: measureScale[name], of: (tally: Tally) => measuresOf(read(tally), cells.nGroups)[name] },
    ]),
  ) as Record<MeasureName, Statistic>;
}

/** Name of each block's statistic; where undirected both triangles share one. */
function cellNames({ nGroups, directed }: Cells): string[][] {
  return Array.from({ length: nGroups }, (_, k) =>
    Array.from({ length: nGroups }, (_, l) =>
      directed || k <= l ? `density ${k} ${l}` : `density ${l} ${k}`,
    ),
  );
}

function cellStatistics(cells: Cells, reading: Reading): Record<string, Statistic> {
  const statistics: Record<string, Statistic> = {};
  cellNames(cells).forEach((row, k) =>
    row.forEach((name, l) => {
      const [a, b] = cells.directed || k <= l ? [k, l] : [l, k];
      statistics[name] = blockDensity(cells, a * cells.nGroups + b, reading);
    }),
  );
  return statistics;
}
