/**
 * Which figures of a wave are hidden, so that no group under five can be worked out from what this wave and
 * all released before it show together. Decided by `engines/suppression`; here are the tables it judges.
 */
import {
  changeTable,
  countTable,
  defaultRules,
  partitionTable,
  suppress,
  suppressPairs,
  type PairShape,
  type PairsShown,
  type Release as Shown,
} from '#engines/suppression/index.ts';

/** Tables that readers can lay side by side: those released with earlier waves, and this wave's so far. */
export interface Shelf {
  readonly earlier: readonly Shown[];
  readonly own: Shown[];
}

export const openShelf = (earlier: readonly Shown[] = []): Shelf => ({ earlier, own: [] });

const everything = ({ earlier, own }: Shelf): Shown[] => [...earlier, ...own];

/** Names of the tables of a wave; keys of its totals are found by them again in the wave after. */
export const scopes = {
  pairs: (waveId: string) => `${waveId}|pairs`,
  mastery: (waveId: string) => `${waveId}|mastery`,
  total: (scope: string, name: string) => `${scope}|total=${name}`,
};

function protectPairs(shelf: Shelf, shape: PairShape): PairsShown {
  const found = suppressPairs(shape, {}, everything(shelf));
  shelf.own.push(found.release);
  return found;
}

export interface BlockPeople {
  scope: string;
  levels: readonly string[];
  /** People of each group. */
  sizes: readonly number[];
  /** Distinct raters of group k about group l. */
  raters: readonly (readonly number[])[];
  /** Sizes at the wave before; missing where a group was not there. */
  sizesBefore: readonly (number | undefined)[];
}

export interface BlockProtection {
  /** K × K, symmetric. */
  hidden: boolean[][];
  withinShown: boolean;
  acrossShown: boolean;
}

/**
 * Groups × groups with the totals "within" and "across"; one picture for all six nets, because what is hidden
 * in one could be had from the others (confirmed + claimed = the reports of both sides).
 */
export function protectBlocks(shelf: Shelf, { scope, levels, ...people }: BlockPeople): BlockProtection {
  const { sizes, raters, sizesBefore } = people;
  const rows = levels.map((key, at) => {
    const before = sizesBefore[at];
    return { key, people: sizes[at]!, ...(before !== undefined && { before }) };
  });
  const { hiddenAt, totalShown } = protectPairs(shelf, {
    scope,
    rows,
    columns: 'symmetric',
    raters: (k, l) => Math.min(raters[k]![l]!, raters[l]![k]!),
    totals: [
      { key: 'within', has: (k, l) => k === l },
      { key: 'across', has: (k, l) => k !== l },
    ],
  });
  return { hidden: hiddenAt, withinShown: totalShown[0]!, acrossShown: totalShown[1]! };
}

export interface MasteryPeople {
  scope: string;
  levels: readonly string[];
  /** Answering people of each group. */
  people: readonly number[];
  /** Agencies whose business was asked about. */
  homes: readonly string[];
}

/** Groups × the business of home agencies, with the totals "own" and "foreign". */
export function protectMastery(shelf: Shelf, { scope, levels, people, homes }: MasteryPeople) {
  const isOwn = (row: number, column: number): boolean => levels[row] === homes[column];
  const { hiddenAt, totalShown } = protectPairs(shelf, {
    scope,
    rows: levels.map((key, at) => ({ key, people: people[at]! })),
    columns: homes,
    totals: [
      { key: 'own', has: isOwn },
      { key: 'foreign', has: (row, column) => !isOwn(row, column) },
    ],
  });
  return { hidden: hiddenAt, ownShown: totalShown[0]!, foreignShown: totalShown[1]! };
}

/** Counts by unit with their total, e.g. isolates; counts of one to four, and of units under five, are hidden. */
export function protectCounts(
  shelf: Shelf,
  scope: string,
  units: readonly { unit: string; people: number; count: number }[],
): { shown: (number | null)[]; total: number | null } {
  const table = countTable(
    scope,
    units.map(({ unit: key, people, count }) => ({ key, people, count })),
  );
  const { hidden } = suppress(table, {}, everything(shelf));
  shelf.own.push({ table, hidden });
  const isHidden = new Set(hidden);
  const shown = table.cells.map(({ key, people }) => (isHidden.has(key) ? null : people));
  return { shown: shown.slice(0, units.length), total: shown[units.length] ?? null };
}

/** Places of groups whose share is not shown, where sizes and the share of all are known to everybody. */
export function hiddenGroups(sizes: readonly number[], fewest: number): Set<number> {
  const table = partitionTable('groups', sizes);
  const hidden = new Set(suppress(table, { k: fewest }).hidden);
  return new Set(sizes.flatMap((_, at) => (hidden.has(`groups|part=p${at}`) ? [at] : [])));
}

export interface Compared {
  /** Unique for this pair of totals. */
  scope: string;
  /** Keys of one total at the wave before and now. */
  older: string;
  newer: string;
  stayed: number;
}

/**
 * Whether the change of those who stayed may be shown beside the two totals. With one to four who came or
 * went it may not: older − newer + change is a sum about them alone. True also where the wave before is unknown.
 */
export function mayShowChange(shelf: Shelf, { scope, older, newer, stayed }: Compared): boolean {
  const [then, now] = [peopleOf(shelf, older), peopleOf(shelf, newer)];
  if (then === null || now === null) return true;
  const left = Math.max(0, then - stayed);
  const joined = Math.max(0, now - stayed);
  const table = changeTable({
    scope,
    older: { key: older, people: then },
    newer: { key: newer, people: now },
    joined,
    left,
    answers: 'fresh',
  });
  const { hidden } = suppress(table, {}, everything(shelf));
  shelf.own.push({ table, hidden });
  return !hidden.includes(`${scope}|change`);
}

function peopleOf(shelf: Shelf, key: string): number | null {
  for (const { table } of everything(shelf)) {
    const cell = table.cells.find((one) => one.key === key);
    if (cell) return cell.people;
  }
  return null;
}

/** `high`: at least 90 % alike, `low`: at most 10 %. */
export type Band = 'high' | 'low';

/** Where nearly all are alike, a figure would be everybody's answer: of a share or mean 0…1 only the band is told. */
export function bandOf(value: number | null): Band | null {
  if (value === null) return null;
  const inHundred = Math.round(value * 1e6) / 1e4;
  const from = 100 * defaultRules.alikeFrom;
  return inHundred >= from ? 'high' : inHundred <= 100 - from ? 'low' : null;
}

/** The value that stands for a band. */
export const bandEdge = (band: Band): number =>
  band === 'high' ? defaultRules.alikeFrom : Math.round(100 * (1 - defaultRules.alikeFrom)) / 100;

export interface Banded {
  hidden: boolean;
  band: Band | null;
  /** What a complement is chosen by, smallest first. */
  size: number;
  /** Published total that the cell is a part of. */
  total: string;
}

/**
 * Places hidden besides, so that no band can be made exact by subtraction: a total with one banded cell and
 * nothing else unknown loses its smallest other cell. Where there is no other, the total is the cell.
 */
export function besideBands(cells: readonly Banded[]): Set<number> {
  const besides = new Set<number>();
  for (const total of new Set(cells.map((cell) => cell.total))) {
    const places = [...cells.keys()].filter((at) => cells[at]!.total === total && cells[at]!.size > 0);
    const unknown = places.filter((at) => cells[at]!.hidden || cells[at]!.band !== null);
    const isBand = unknown.length === 1 && !cells[unknown[0]!]!.hidden;
    const others = places.filter((at) => at !== unknown[0]);
    if (!isBand || others.length === 0) continue;
    besides.add(others.reduce((least, at) => (cells[at]!.size < cells[least]!.size ? at : least)));
  }
  return besides;
}
