/**
 * One or several waves as a sparse table of cells, each in one of Q categories.
 *
 * A cell is a report i → j (or a pair i < j where undirected). Its category is its state, or "missing";
 * with several waves it is the whole path of states. Every measure of this engine that has to do with
 * blocks is a function of how many cells of each category lie in each block, so one table serves
 * densities, changes and transitions, and a bootstrap replicate is one pass over its cells.
 */
import type { Network } from '#engines/network/index.ts';

export interface Cells {
  /** Number of people N, and of groups K (at least 1). */
  readonly size: number;
  readonly nGroups: number;
  readonly groupOf: Int32Array;
  readonly groupSizes: Int32Array;
  readonly directed: boolean;
  /** Q: with S states and T waves (S + 1)^T; the digit S means "missing", the first wave is the lowest digit. */
  readonly nCategories: number;
  readonly nStates: number;
  readonly nWaves: number;
  /** The category of every cell that is not listed. */
  readonly base: number;
  /** Listed cells by rising `from`, then rising `to`; undirected cells have from < to. */
  readonly start: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly category: Uint16Array;
}

/** Number of states that a network needs: its greatest state + 1, at least 2. */
export function statesOf(networks: readonly Network[]): number {
  let most = 1;
  for (const network of networks) for (const state of network.out.value) if (state > most) most = state;
  return most + 1;
}

/** The cells of one wave. Cost O(N + listed cells). */
export function cellsOf(network: Network, nStates = statesOf([network])): Cells {
  return panelOf([network], nStates);
}

/**
 * The cells of several waves of the same kind over the people who are in all of them (matched by id),
 * with the first wave's groups. Throws RangeError where waves are directed and undirected by turns, or
 * (S + 1)^T exceeds 65,535. Cost O(T · (N + listed cells)).
 */
export function panelOf(waves: readonly Network[], nStates = statesOf(waves)): Cells {
  const first = waves[0]!;
  const nCategories = (nStates + 1) ** waves.length;
  if (waves.some((wave) => wave.directed !== first.directed) || nCategories > 65535)
    throw new RangeError('inference/waves-do-not-fit');
  const people = stayers(waves);
  const rows = pathRows(waves, people, nStates);
  const groupOf = Int32Array.from(people.ids, (at) => first.groupOf[at]!);
  const nGroups = Math.max(1, first.levels.length);
  const groupSizes = new Int32Array(nGroups);
  for (const group of groupOf) groupSizes[group]!++;
  return {
    size: groupOf.length,
    nGroups,
    groupOf,
    groupSizes,
    directed: first.directed,
    nCategories,
    nStates,
    nWaves: waves.length,
    ...rows,
  };
}

interface Stayers {
  /** Index in the first wave of each stayer. */
  readonly ids: number[];
  /** For each wave: index there → index among the stayers or −1. */
  readonly places: Int32Array[];
  /** For each wave: index among the stayers → index there. */
  readonly indices: Int32Array[];
}

function stayers(waves: readonly Network[]): Stayers {
  const known = waves.map((wave) => new Map(wave.ids.map((id, at) => [id, at])));
  const ids: number[] = [];
  waves[0]!.ids.forEach((id, at) => {
    if (known.every((wave) => wave.has(id))) ids.push(at);
  });
  const indices = known.map((wave) => Int32Array.from(ids, (at) => wave.get(waves[0]!.ids[at]!)!));
  const places = waves.map((wave, w) => {
    const place = new Int32Array(wave.size).fill(-1);
    indices[w]!.forEach((there, here) => (place[there] = here));
    return place;
  });
  return { ids, places, indices };
}

type Rows = Pick<Cells, 'base' | 'start' | 'from' | 'to' | 'category'>;

// kernel: one dense scratch row of paths per person, filled and cleared by its listed cells only
function pathRows(waves: readonly Network[], people: Stayers, nStates: number): Rows {
  const n = people.ids.length;
  const radix = nStates + 1;
  const steps = waves.map((_, w) => radix ** w);
  let base = 0;
  waves.forEach((wave, w) => (base += wave.roster.kind === 'listed' ? nStates * steps[w]! : 0));
  const scratch = new Uint16Array(n).fill(base);
  const touched = new Uint8Array(n);
  const start = new Int32Array(n + 1);
  const from: number[] = [];
  const to: number[] = [];
  const category: number[] = [];
  for (let i = 0; i < n; i++) {
    const seen: number[] = [];
    waves.forEach((wave, w) => {
      const step = steps[w]!;
      const place = people.places[w]!;
      const row = people.indices[w]![i]!;
      const put = (target: number, state: number): void => {
        const j = place[target]!;
        if (j < 0 || j === i || (!wave.directed && j < i)) return;
        const old = Math.floor(scratch[j]! / step) % radix;
        scratch[j] = scratch[j]! + (state - old) * step;
        if (touched[j] === 0) {
          touched[j] = 1;
          seen.push(j);
        }
      };
      const { cells } = wave.roster;
      for (let c = cells.start[row]!; c < cells.start[row + 1]!; c++)
        put(cells.to[c]!, cells.value[c] === 0 ? 0 : nStates);
      for (let c = wave.out.start[row]!; c < wave.out.start[row + 1]!; c++)
        put(wave.out.to[c]!, wave.out.value[c]!);
    });
    seen.sort((a, b) => a - b);
    for (const j of seen) {
      if (scratch[j] !== base) {
        from.push(i);
        to.push(j);
        category.push(scratch[j]!);
      }
      scratch[j] = base;
      touched[j] = 0;
    }
    start[i + 1] = from.length;
  }
  return {
    base,
    start,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    category: Uint16Array.from(category),
  };
}

/** The state of a category at one wave; `nStates` means missing. */
export function stateAt(cells: Pick<Cells, 'nStates'>, category: number, wave: number): number {
  const radix = cells.nStates + 1;
  return Math.floor(category / radix ** wave) % radix;
}
