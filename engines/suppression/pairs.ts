/**
 * Tables of groups × groups whose cells are shares of pairs, with published totals over some of the cells.
 * A cell needs k people on both sides and k raters, and of a group under k no sum over its cells may come
 * out, however weighted.
 */
import { suppress, type Suppressed } from './suppress.ts';
import { defaultRules, sizeOf, type Cell, type Release, type Rules, type Table } from './table.ts';

export interface Side {
  key: string;
  people: number;
  /** People at the wave before; a group that was under k and grew by fewer than k stays hidden. */
  before?: number;
}

export interface PairShape {
  scope: string;
  rows: readonly Side[];
  /**
   * `symmetric`: pairs of groups regardless of direction; `directed`: row says something of column; a list:
   * what rows are asked about (columns are no people).
   */
  columns: 'symmetric' | 'directed' | readonly string[];
  /** Distinct raters behind a cell; in a symmetric table ask for the fewer of both directions. */
  raters?: (row: number, column: number) => number;
  totals: readonly { key: string; has: (row: number, column: number) => boolean }[];
}

export interface PairsShown extends Suppressed {
  /** Rows × columns; true also where there is no pair at all. */
  hiddenAt: boolean[][];
  totalShown: boolean[];
  /** For the register. */
  release: Release;
}

interface Place {
  row: number;
  column: number;
  key: string;
}

/** @throws RangeError `suppression/key-twice` and the like, for keys that are not unique. */
export function suppressPairs(
  shape: PairShape,
  rules: Partial<Rules> = {},
  released: readonly Release[] = [],
): PairsShown {
  const all = { ...defaultRules, ...rules };
  const places = placesOf(shape);
  const table = pairTable(shape, places, all);
  const found = suppress(table, rules, released);
  const hidden = new Set(found.hidden);
  const isEmpty = new Set(table.cells.filter(({ size }) => size === 0).map(({ key }) => key));
  const hiddenAt = shape.rows.map(() => columnKeys(shape).map(() => false));
  for (const { row, column, key } of places) {
    const isHidden = hidden.has(key) || isEmpty.has(key);
    hiddenAt[row]![column] = isHidden;
    if (shape.columns === 'symmetric') hiddenAt[column]![row] = isHidden;
  }
  const totalShown = shape.totals.map(({ key }) => !hidden.has(totalKey(shape, key)));
  return { ...found, hiddenAt, totalShown, release: { table, hidden: found.hidden } };
}

const columnKeys = ({ rows, columns }: PairShape): readonly string[] =>
  typeof columns === 'string' ? rows.map(({ key }) => key) : columns;

const totalKey = ({ scope }: PairShape, key: string): string => `${scope}|total=${key}`;

function placesOf(shape: PairShape): Place[] {
  const joint = shape.columns === 'symmetric' ? '×' : '→';
  return shape.rows.flatMap(({ key: from }, row) =>
    columnKeys(shape).flatMap((to, column) =>
      shape.columns === 'symmetric' && column < row
        ? []
        : [{ row, column, key: `${shape.scope}|${from}${joint}${to}` }],
    ),
  );
}

function pairTable(shape: PairShape, places: readonly Place[], { k }: Rules): Table {
  const isSmall = shape.rows.map(({ people, before }) => people < k || grewOut(before, people, k));
  const groupsOf = ({ row, column }: Place) => (typeof shape.columns === 'string' ? [row, column] : [row]);
  const cells = places.map((place) => {
    const withheld = groupsOf(place).some((group) => isSmall[group]);
    return { ...place, cell: cellAt(shape, place, withheld) };
  });
  const everybody = shape.rows.reduce((sum, { people }) => sum + people, 0);
  const totals = shape.totals.map(({ key, has }) => {
    const parts = cells.filter(({ row, column }) => has(row, column)).map(({ cell }) => cell);
    const size = parts.reduce((sum, part) => sum + sizeOf(part), 0);
    return { cell: { key: totalKey(shape, key), people: everybody, size }, parts };
  });
  const guarded = shape.rows.map((_, group) =>
    isSmall[group] ? places.filter((place) => groupsOf(place).includes(group)).map(({ key }) => key) : [],
  );
  return {
    name: shape.scope,
    adds: 'values',
    cells: [...cells, ...totals].map(({ cell }) => cell),
    sums: totals.map(({ cell, parts }) => ({ total: cell.key, parts: parts.map(({ key }) => key) })),
    guarded: guarded.filter((set) => set.length > 0),
  };
}

function cellAt({ rows, columns, raters }: PairShape, { row, column, key }: Place, small: boolean): Cell {
  const from = rows[row]!.people;
  const to = typeof columns === 'string' ? rows[column]!.people : null;
  const size = to === null ? from : row === column ? from * (from - 1) : from * to;
  return {
    key,
    people: to === null ? from : Math.min(from, to),
    size,
    ...(raters && { raters: raters(row, column) }),
    ...(small && size > 0 && { withhold: 'few-people' as const }),
  };
}

const grewOut = (before: number | undefined, now: number, k: number): boolean =>
  before !== undefined && before > 0 && before < k && now >= k && now - before < k;
