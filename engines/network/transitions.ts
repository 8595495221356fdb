/**
 * How reports (or pairs) changed between two waves (measures §7): counts C_ab = number of cells in
 * state a at the first wave and b at the second, both observed; separately within and between the
 * legacy groups.
 */
import type { Matrix } from './blocks.ts';
import { ratio } from './blocks.ts';
import type { Network } from './network.ts';
import { isObserved } from './roster.ts';

export interface TransitionTable {
  /** S × S, row = state at the first wave, column = state at the second. */
  readonly counts: Matrix;
  /** Rows sum to 1; null in rows without cells. */
  readonly probability: Matrix<number | null>;
  /** Cells observed in both waves. */
  readonly used: number;
  /** Cells of these people missing in one wave or both. */
  readonly missing: number;
  /** Share of non-zero first states that fell to 0: mostly report error, so a data-quality figure; null if none. */
  readonly reversalRate: number | null;
}

export interface Transitions {
  readonly all: TransitionTable;
  /** Null where the first wave has no groups. */
  readonly within: TransitionTable | null;
  readonly between: TransitionTable | null;
  /** People in both waves, only in the second, only in the first: composition change, a separate line. */
  readonly stayed: number;
  readonly joined: number;
  readonly left: number;
}

export interface TransitionOptions {
  /** Number of states S; default the greatest state of either wave + 1, at least 2. */
  readonly nStates?: number | undefined;
  /**
   * Counts only cells (i, j) of the first wave's people for which this answers true; the others count
   * as missing. Costs O(N²) calls.
   */
  readonly only?: ((i: number, j: number) => boolean) | undefined;
}

/**
 * Compares two waves over the people in both, matched by id; groups are the first wave's. Directed
 * waves are compared report by report, undirected ones pair by pair; one of each is a caller's fault
 * (throws RangeError). Cost O(N + ties + unobserved cells).
 */
export function transitionsBetween(
  first: Network,
  second: Network,
  options: TransitionOptions = {},
): Transitions {
  if (first.directed !== second.directed) throw new RangeError('one wave is directed, the other is not');
  const map = matchPeople(first, second);
  const nStates = options.nStates ?? Math.max(2, greatest(first) + 1, greatest(second) + 1);
  const cube = options.only
    ? slowCube(first, second, map, nStates, options.only)
    : cubeOf(first, second, map, nStates);
  const grouped = first.levels.length > 0;
  const stayed = map.toSecond.reduce((count, at) => count + (at >= 0 ? 1 : 0), 0);
  return {
    all: tableOf(cube, [0, 1], nStates),
    within: grouped ? tableOf(cube, [0], nStates) : null,
    between: grouped ? tableOf(cube, [1], nStates) : null,
    stayed,
    joined: second.size - stayed,
    left: first.size - stayed,
  };
}

interface Match {
  /** Index in the other wave or −1. */
  readonly toSecond: Int32Array;
  readonly toFirst: Int32Array;
}

function matchPeople(first: Network, second: Network): Match {
  const at = new Map(first.ids.map((id, index) => [id, index]));
  const toFirst = Int32Array.from(second.ids, (id) => at.get(id) ?? -1);
  const toSecond = new Int32Array(first.size).fill(-1);
  toFirst.forEach((one, two) => {
    if (one >= 0) toSecond[one] = two;
  });
  return { toSecond, toFirst };
}

function greatest({ out }: Network): number {
  return out.value.reduce((most, state) => Math.max(most, state), 0);
}

/** Counts by class (0 within, 1 between): S² joint states, then the missing cells. */
interface Cube {
  readonly counts: Float64Array;
  readonly missing: Float64Array;
}

const emptyCube = (nStates: number): Cube => ({
  counts: new Float64Array(2 * nStates * nStates),
  missing: new Float64Array(2),
});

/** Codes in the scratch rows: states as they are, above them "unobserved". */
const unobserved = 255;

// kernel: one dense scratch row per wave, filled and cleared by its cells only
function cubeOf(first: Network, second: Network, map: Match, nStates: number): Cube {
  const cube = emptyCube(nStates);
  const n = first.size;
  const listed = [first.roster.kind === 'listed', second.roster.kind === 'listed'] as const;
  const a = new Uint8Array(n).fill(listed[0] ? unobserved : 0);
  const b = new Uint8Array(n).fill(listed[1] ? unobserved : 0);
  const touched = new Int32Array(n);
  const isTouched = new Uint8Array(n);
  const groupsLeft = stayersByGroup(first, map);
  for (let i = 0; i < n; i++) {
    const i2 = map.toSecond[i]!;
    if (i2 < 0) continue;
    let nTouched = 0;
    const touch = (j: number): void => {
      if (isTouched[j] === 0) {
        isTouched[j] = 1;
        touched[nTouched++] = j;
      }
    };
    fillRow(first, i, null, map.toSecond, a, touch);
    fillRow(second, i2, map.toFirst, null, b, touch);
    const untouched = [groupsLeft.own(i), groupsLeft.other(i)];
    for (let t = 0; t < nTouched; t++) {
      const j = touched[t]!;
      if (first.directed || j > i) {
        const kind = sameGroup(first, i, j) ? 0 : 1;
        untouched[kind]!--;
        count(cube, kind, a[j]!, b[j]!, nStates);
      }
      a[j] = listed[0] ? unobserved : 0;
      b[j] = listed[1] ? unobserved : 0;
      isTouched[j] = 0;
    }
    for (const kind of [0, 1] as const) {
      if (listed[0] || listed[1]) cube.missing[kind]! += untouched[kind]!;
      else cube.counts[kind * nStates * nStates]! += untouched[kind]!;
    }
  }
  return cube;
}

function fillRow(
  wave: Network,
  i: number,
  toFirst: Int32Array | null,
  mustStay: Int32Array | null,
  row: Uint8Array,
  touch: (j: number) => void,
): void {
  const place = (target: number, state: number): void => {
    const j = toFirst ? toFirst[target]! : target;
    if (j < 0 || (mustStay && mustStay[j]! < 0)) return;
    row[j] = state;
    touch(j);
  };
  const { cells } = wave.roster;
  for (let c = cells.start[i]!; c < cells.start[i + 1]!; c++)
    place(cells.to[c]!, cells.value[c] === 0 ? 0 : unobserved);
  for (let c = wave.out.start[i]!; c < wave.out.start[i + 1]!; c++)
    place(wave.out.to[c]!, wave.out.value[c]!);
}

/** How many other stayers a person has in and out of the own group; where undirected only later people. */
function stayersByGroup(
  first: Network,
  map: Match,
): { own: (i: number) => number; other: (i: number) => number } {
  const { size, groupOf, directed, levels } = first;
  const sizes = new Float64Array(Math.max(1, levels.length));
  let all = 0;
  const own = new Float64Array(size);
  const other = new Float64Array(size);
  const visit = (i: number): void => {
    own[i] = sizes[groupOf[i]!]!;
    other[i] = all - own[i]!;
  };
  for (let i = size - 1; i >= 0; i--) {
    if (map.toSecond[i]! < 0) continue;
    if (!directed) visit(i);
    sizes[groupOf[i]!]!++;
    all++;
  }
  if (directed)
    for (let i = 0; i < size; i++) {
      visit(i);
      own[i]!--; // not himself
    }
  return { own: (i) => own[i]!, other: (i) => other[i]! };
}

const sameGroup = ({ groupOf }: Network, i: number, j: number): boolean => groupOf[i] === groupOf[j];

function count(cube: Cube, kind: number, a: number, b: number, nStates: number): void {
  if (a === unobserved || b === unobserved) cube.missing[kind]!++;
  else cube.counts[(kind * nStates + a) * nStates + b]!++;
}

function slowCube(
  first: Network,
  second: Network,
  map: Match,
  nStates: number,
  only: (i: number, j: number) => boolean,
): Cube {
  const cube = emptyCube(nStates);
  const states = [denseRow(first), denseRow(second)] as const;
  for (let i = 0; i < first.size; i++) {
    const i2 = map.toSecond[i]!;
    if (i2 < 0) continue;
    const [a, b] = [states[0](i), states[1](i2)];
    for (let j = first.directed ? 0 : i + 1; j < first.size; j++) {
      const j2 = map.toSecond[j]!;
      if (j === i || j2 < 0) continue;
      const counted = only(i, j);
      count(
        cube,
        sameGroup(first, i, j) ? 0 : 1,
        counted ? a[j]! : unobserved,
        counted ? b[j2]! : unobserved,
        nStates,
      );
    }
  }
  return cube;
}

function denseRow(wave: Network): (i: number) => Uint8Array {
  return (i) => {
    const row = new Uint8Array(wave.size);
    for (let j = 0; j < wave.size; j++) if (!isObserved(wave.roster, i, j)) row[j] = unobserved;
    for (let c = wave.out.start[i]!; c < wave.out.start[i + 1]!; c++)
      row[wave.out.to[c]!] = wave.out.value[c]!;
    return row;
  };
}

function tableOf(cube: Cube, kinds: readonly number[], nStates: number): TransitionTable {
  const square = nStates * nStates;
  const counts = Array.from({ length: nStates }, (_, a) =>
    Array.from({ length: nStates }, (_, b) =>
      kinds.reduce((sum, kind) => sum + cube.counts[kind * square + a * nStates + b]!, 0),
    ),
  );
  const missing = kinds.reduce((sum, kind) => sum + cube.missing[kind]!, 0);
  return transitionTable(counts, missing);
}

/** A table from counts that are known already (another wave of a panel, pooled waves). */
export function transitionTable(counts: Matrix, missing = 0): TransitionTable {
  const rows = counts.map((row) => row.reduce((sum, value) => sum + value, 0));
  const probability = counts.map((row, a) => row.map((value) => ratio(value, rows[a]!)));
  const used = rows.reduce((sum, value) => sum + value, 0);
  const fallen = counts.slice(1).reduce((sum, row) => sum + row[0]!, 0);
  return { counts, probability, used, missing, reversalRate: ratio(fallen, used - (rows[0] ?? 0)) };
}
