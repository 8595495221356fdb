/** Change of the block measures between two waves. */
import { symmetrised } from '#engines/network/index.ts';
import type { Network } from '#engines/network/index.ts';
import { panelOf, stateAt, statesOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { censusEstimates, measureStatistics, pick } from './census.ts';
import type { BlockEstimates, CensusOptions } from './census.ts';
import { estimatesOf } from './estimate.ts';
import type { Estimate } from './estimate.ts';
import { measureNames, readerOf } from './statistic.ts';
import type { Statistic } from './statistic.ts';

export interface Change {
  /** Both waves restricted to pairs observed in both: figures that can be compared. */
  readonly first: BlockEstimates;
  readonly second: BlockEstimates;
  /** Second − first on those pairs, every replicate or influence taken over the same people in both waves. */
  readonly change: BlockEstimates;
  /** Beside it, each wave by everything it observed, composition change included. */
  readonly unrestricted: { readonly first: BlockEstimates; readonly second: BlockEstimates };
  readonly composition: Composition;
  /** Reports (or pairs, where undirected) observed in both waves. */
  readonly nCells: number;
}

/** A separate line, never mixed into the change: who came and went. */
export interface Composition {
  readonly stayed: number;
  readonly joined: number;
  readonly left: number;
  /** Stayers whose group differs between the waves; the first wave's group counts. */
  readonly regrouped: number;
}

/**
 * Compares two waves. People are matched by id, groups are the first wave's, and only pairs observed in
 * both waves enter `first`, `second` and `change`; change intervals are on the measure's own scale.
 * Symmetrise the waves first where confirmed figures are wanted.
 * @throws RangeError('inference/waves-do-not-fit') where one wave is directed and the other is not.
 * Cost as `censusEstimates`, about three times.
 */
export function changeBetween(first: Network, second: Network, options: CensusOptions = {}): Change {
  const cells = panelOf([first, second], statesOf([first, second]));
  const both = (category: number): boolean =>
    [0, 1].every((wave) => stateAt(cells, category, wave) < cells.nStates);
  const at = [0, 1].map((wave) => measureStatistics(cells, readerOf(cells, options, wave, both)));
  const made = estimatesOf(cells, statisticsOf(at[0]!, at[1]!), options) as Record<string, Estimate>;
  const named = (prefix: string): BlockEstimates =>
    pick(Object.fromEntries(measureNames.map((name) => [name, made[`${prefix} ${name}`]!])));
  return {
    first: named('first'),
    second: named('second'),
    change: named('change'),
    unrestricted: {
      first: censusEstimates(first, options).measures,
      second: censusEstimates(second, options).measures,
    },
    composition: compositionOf(first, second, cells),
    nCells: observedInBoth(cells, both),
  };
}

type Measures = ReturnType<typeof measureStatistics>;

function statisticsOf(first: Measures, second: Measures): Record<string, Statistic> {
  const all: Record<string, Statistic> = {};
  for (const name of measureNames) {
    all[`first ${name}`] = first[name];
    all[`second ${name}`] = second[name];
    all[`change ${name}`] = {
      scale: 'identity',
      of: (tally) => second[name].of(tally) - first[name].of(tally),
    };
  }
  return all;
}

function compositionOf(first: Network, second: Network, { size: stayed }: Cells): Composition {
  const groups = new Map(second.ids.map((id, i) => [id, second.levels[second.groupOf[i]!]]));
  const regrouped = first.ids.filter(
    (id, i) => groups.has(id) && groups.get(id) !== first.levels[first.groupOf[i]!],
  ).length;
  return { stayed, joined: second.size - stayed, left: first.size - stayed, regrouped };
}

function observedInBoth(cells: Cells, both: (category: number) => boolean): number {
  const { size, directed, category, base } = cells;
  const all = directed ? size * (size - 1) : (size * (size - 1)) / 2;
  const listed = category.reduce((count, q) => count + (both(q) ? 1 : 0), 0);
  return listed + (both(base) ? all - category.length : 0);
}

/** Convenience of the headline: the change of confirmed pairs. */
export function confirmedChange(first: Network, second: Network, options: CensusOptions = {}): Change {
  return changeBetween(symmetrised(first, 'confirmed'), symmetrised(second, 'confirmed'), options);
}
