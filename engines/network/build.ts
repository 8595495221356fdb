/** From people and ties as a file or a table gives them to a Network. All problems are told at once. */
import { adjacencyOf } from './adjacency.ts';
import type { Cells } from './adjacency.ts';
import { assembled, sizesOf } from './network.ts';
import type { Network } from './network.ts';
import { firstMissing } from './reports.ts';
import { missingCode } from './roster.ts';
import type { Missing, Roster } from './roster.ts';

export interface PersonInput {
  readonly id: string;
  /** Legacy group; give it for everybody or for nobody. */
  readonly group?: string | null | undefined;
}

export interface TieInput {
  readonly from: string;
  readonly to: string;
  /** 0 = no, 1…249 = rising strength (0 不认识, 1 认识, 2 熟悉), or why it is not known. Default 1. */
  readonly state?: number | Missing | undefined;
}

export interface NetworkInput {
  readonly people: readonly PersonInput[];
  readonly ties: readonly TieInput[];
  /** True: each row is the report of `from` about `to`. False: each row is a pair. */
  readonly directed: boolean;
  /** `all` (default): a pair without a row was observed with state 0. `listed`: it was not asked. */
  readonly observed?: 'all' | 'listed' | undefined;
  /** Ids of people who did not respond: what they did not report is missing, not 0. */
  readonly silent?: readonly string[] | undefined;
}

/** `row` counts from 0 in `people` (group-missing, person-twice) or in `ties`. */
export type NetworkProblem =
  | { code: 'network/person-twice'; row: number; id: string }
  | { code: 'network/group-missing'; row: number; id: string }
  | { code: 'network/unknown-person'; row: number; id: string }
  | { code: 'network/state-out-of-range'; row: number; state: unknown }
  | { code: 'network/conflicting-reports'; row: number; firstRow: number };

export type NetworkResult =
  | { ok: true; network: Network; ignored: { selfTies: number; repeatedTies: number } }
  | { ok: false; problems: NetworkProblem[] };

/**
 * Builds a network. Ties from a person to himself and exact repetitions are left out and counted;
 * two rows that say different things about one report (or one pair) are a problem, not a choice.
 * Cost O(people + ties), plus silent people × people.
 */
export function networkFrom(input: NetworkInput): NetworkResult {
  const problems: NetworkProblem[] = [];
  const indexOf = indexPeople(input.people, problems);
  const reading = readTies(input, indexOf, problems);
  if (input.silent) markSilent(input, indexOf, reading);
  if (problems.length > 0) return { ok: false, problems };
  const { levels, groupOf } = groupsOf(input.people);
  const network = networkFromArrays({
    size: input.people.length,
    ids: input.people.map((person) => person.id),
    levels,
    groupOf,
    directed: input.directed,
    observed: input.observed ?? 'all',
    from: reading.from,
    to: reading.to,
    state: reading.state,
  });
  return { ok: true, network, ignored: reading.ignored };
}

function indexPeople(people: readonly PersonInput[], problems: NetworkProblem[]): Map<string, number> {
  const indexOf = new Map<string, number>();
  const hasGroups = people.some((person) => person.group != null && person.group !== '');
  people.forEach(({ id, group }, row) => {
    if (indexOf.has(id)) problems.push({ code: 'network/person-twice', row, id });
    if (hasGroups && (group == null || group === ''))
      problems.push({ code: 'network/group-missing', row, id });
    indexOf.set(id, row);
  });
  return indexOf;
}

function groupsOf(people: readonly PersonInput[]): { levels: string[]; groupOf: Int32Array } {
  const names = new Set<string>();
  for (const { group } of people) if (group != null && group !== '') names.add(group);
  const levels = [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const at = new Map(levels.map((level, index) => [level, index]));
  return { levels, groupOf: Int32Array.from(people, ({ group }) => at.get(group ?? '') ?? 0) };
}

const greatestState = firstMissing - 1;

interface Reading {
  from: number[];
  to: number[];
  state: number[];
  /** Row that first spoke about a cell, by cell key, and its position in the arrays. */
  seen: Map<number, { row: number; at: number }>;
  ignored: { selfTies: number; repeatedTies: number };
}

function readTies(
  { people, ties, directed }: NetworkInput,
  indexOf: Map<string, number>,
  problems: NetworkProblem[],
): Reading {
  const seen: Reading['seen'] = new Map();
  const reading: Reading = { from: [], to: [], state: [], seen, ignored: { selfTies: 0, repeatedTies: 0 } };
  ties.forEach((tie, row) => {
    const i = indexOf.get(tie.from);
    const j = indexOf.get(tie.to);
    if (i === undefined) problems.push({ code: 'network/unknown-person', row, id: tie.from });
    if (j === undefined) problems.push({ code: 'network/unknown-person', row, id: tie.to });
    const state = stateCode(tie.state);
    if (state < 0) problems.push({ code: 'network/state-out-of-range', row, state: tie.state });
    if (i === undefined || j === undefined || state < 0) return;
    if (i === j) reading.ignored.selfTies++;
    else place(reading, { i, j, state, row, key: cellKey(i, j, people.length, directed) }, problems);
  });
  return reading;
}

function place(
  reading: Reading,
  cell: { i: number; j: number; state: number; row: number; key: number },
  problems: NetworkProblem[],
): void {
  const earlier = reading.seen.get(cell.key);
  if (earlier === undefined) {
    reading.seen.set(cell.key, { row: cell.row, at: reading.state.length });
    reading.from.push(cell.i);
    reading.to.push(cell.j);
    reading.state.push(cell.state);
  } else if (reading.state[earlier.at] === cell.state) reading.ignored.repeatedTies++;
  else problems.push({ code: 'network/conflicting-reports', row: cell.row, firstRow: earlier.row });
}

const cellKey = (i: number, j: number, size: number, directed: boolean): number =>
  directed || i < j ? i * size + j : j * size + i;

function stateCode(state: TieInput['state']): number {
  if (state === undefined) return 1;
  if (typeof state === 'string') return state in missingCode ? firstMissing + missingCode[state] : -1;
  return Number.isInteger(state) && state >= 0 && state <= greatestState ? state : -1;
}

function markSilent(input: NetworkInput, indexOf: Map<string, number>, reading: Reading): void {
  const size = input.people.length;
  const code = firstMissing + missingCode['no-response'];
  for (const id of input.silent ?? []) {
    const i = indexOf.get(id);
    if (i === undefined || input.observed === 'listed') continue;
    for (let j = 0; j < size; j++) {
      const key = cellKey(i, j, size, input.directed);
      if (j === i || reading.seen.has(key)) continue;
      reading.seen.set(key, { row: -1, at: reading.state.length });
      reading.from.push(i);
      reading.to.push(j);
      reading.state.push(code);
    }
  }
}

export interface NetworkArrays {
  readonly size: number;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  /** 0…249, or 250 + missing code; default 1 everywhere. */
  readonly state?: ArrayLike<number> | undefined;
  readonly directed: boolean;
  readonly groupOf?: Int32Array | undefined;
  readonly levels?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly observed?: 'all' | 'listed' | undefined;
}

/**
 * Builds from index arrays, for generators and simulations. The caller vouches that indices are in
 * range, that no cell (pair, where undirected) is given twice and that nobody is tied to himself.
 */
export function networkFromArrays(arrays: NetworkArrays): Network {
  const { size, directed, observed: kind = 'all' } = arrays;
  const groupOf = arrays.groupOf ?? new Int32Array(size);
  const nLevels = arrays.groupOf ? groupOf.reduce((most, group) => Math.max(most, group + 1), 0) : 0;
  const levels = arrays.levels ?? Array.from({ length: nLevels }, (_, level) => String(level));
  const bothWays = directed ? asCells(arrays) : doubled(asCells(arrays));
  const ties = adjacencyOf(
    size,
    chosen(bothWays, (state) => state > 0 && state < firstMissing),
  );
  const asked = chosen(bothWays, (state) => (kind === 'all' ? state > firstMissing : true));
  const cells = adjacencyOf(size, { ...asked, value: asked.value.map((s) => Math.max(0, s - firstMissing)) });
  const roster: Roster = { kind, cells };
  const ids = arrays.ids ?? Array.from({ length: size }, (_, index) => String(index));
  const groupSizes = sizesOf(groupOf, levels.length);
  return assembled({ size, ids, levels, groupOf, groupSizes, directed, out: ties, roster });
}

interface PlainCells extends Cells {
  readonly value: Uint8Array;
}

function asCells({ from, to, state }: NetworkArrays): PlainCells {
  return { from, to, value: state ? Uint8Array.from(state) : new Uint8Array(from.length).fill(1) };
}

function doubled({ from, to, value }: PlainCells): PlainCells {
  const n = from.length;
  const ends = new Int32Array(4 * n);
  ends.set(from, 0);
  ends.set(to, n);
  ends.set(from, 2 * n);
  const both = new Uint8Array(2 * n);
  both.set(value, 0);
  both.set(value, n);
  return { from: ends.subarray(0, 2 * n), to: ends.subarray(n, 3 * n), value: both };
}

function chosen(cells: PlainCells, keep: (state: number) => boolean): PlainCells {
  const { from, to, value } = cells;
  const at: number[] = [];
  for (let c = 0; c < value.length; c++) if (keep(value[c]!)) at.push(c);
  const pick = (source: ArrayLike<number>) => Int32Array.from(at, (c) => source[c]!);
  return { from: pick(from), to: pick(to), value: Uint8Array.from(at, (c) => value[c]!) };
}
