/** Tables from their shape: partitions, matrices, hierarchies, and any crossing of them, with all margins. */
import { defaultRules, keyOf, type Cell, type Sum, type Table } from './table.ts';

/** A level of a hierarchy: unit, group of units, … Keys are unique within one dimension. */
export interface Level {
  key: string;
  within?: readonly Level[];
}

/** A way to part people; its whole (everybody) stands above the levels and is published too. */
export interface Dimension {
  name: string;
  levels: readonly Level[];
}

interface Node {
  key: string | null;
  children: readonly Node[];
}

const nodeOf = ({ key, within = [] }: Level): Node => ({ key, children: within.map(nodeOf) });
const flat = (node: Node): Node[] => [node, ...node.children.flatMap(flat)];

type Place = readonly Node[];

/**
 * Table over the crossing of dimensions, hierarchies and margins included.
 * @param count people at a place given by the keys of its leaves, in the order of the dimensions.
 */
export function crossTable(
  scope: string,
  dimensions: readonly Dimension[],
  count: (keys: readonly string[]) => number,
): Table {
  const roots = dimensions.map(({ levels }): Node => ({ key: null, children: levels.map(nodeOf) }));
  const places = roots
    .map(flat)
    .reduce<Node[][]>((all, nodes) => all.flatMap((place) => nodes.map((node) => [...place, node])), [[]]);
  const keyAt = (place: Place): string =>
    keyOf(scope, Object.fromEntries(place.map(({ key }, at) => [dimensions[at]!.name, key])));
  const people = new Map<string, number>();
  const peopleAt = (place: Place): number => {
    const key = keyAt(place);
    const known = people.get(key) ?? countAt(place, peopleAt, count);
    people.set(key, known);
    return known;
  };
  const ordered = leavesFirst(places);
  const cells = ordered.map((place): Cell => ({ key: keyAt(place), people: peopleAt(place) }));
  return { name: scope, adds: 'people', cells, sums: ordered.flatMap((place) => sumsAt(place, keyAt)) };
}

/** Of two equal cells the part is hidden before the whole, and sums over leaves come first. */
const leavesFirst = (places: readonly Place[]): Place[] => {
  const inner = (place: Place) => place.filter(({ children }) => children.length > 0).length;
  return [...places].sort((a, b) => inner(a) - inner(b));
};

function countAt(
  place: Place,
  peopleAt: (place: Place) => number,
  count: (keys: readonly string[]) => number,
) {
  const at = place.findIndex(({ children }) => children.length > 0);
  if (at < 0) return count(place.map(({ key }) => key!));
  return place[at]!.children.reduce((sum, child) => sum + peopleAt(place.with(at, child)), 0);
}

const sumsAt = (place: Place, keyAt: (place: Place) => string): Sum[] =>
  place.flatMap(({ children }, at) =>
    children.length === 0
      ? []
      : [{ total: keyAt(place), parts: children.map((child) => keyAt(place.with(at, child))) }],
  );

const numbered = (letter: string, n: number): Level[] =>
  Array.from({ length: n }, (_, i) => ({ key: `${letter}${i}` }));

/** One partition with its total: keys `scope|part=p0` … and `scope|all`. */
export const partitionTable = (scope: string, counts: readonly number[]): Table =>
  crossTable(
    scope,
    [{ name: 'part', levels: numbered('p', counts.length) }],
    ([key]) => counts[Number(key!.slice(1))]!,
  );

/** Rows × columns with both margins: keys `scope|column=c1;row=r0`, `scope|row=r0`, `scope|all`. */
export const matrixTable = (scope: string, counts: readonly (readonly number[])[]): Table =>
  crossTable(
    scope,
    [
      { name: 'row', levels: numbered('r', counts.length) },
      { name: 'column', levels: numbered('c', counts[0]?.length ?? 0) },
    ],
    ([row, column]) => counts[Number(row!.slice(1))]![Number(column!.slice(1))]!,
  );

export interface UnitCount {
  key: string;
  /** People of the unit: under k, its count is hidden whatever it is. */
  people: number;
  /** How many of them, e.g. isolates. */
  count: number;
}

/** Counts by unit with their total: keys `scope|unit=KEY` and `scope|all`. */
export function countTable(scope: string, units: readonly UnitCount[], k = defaultRules.k): Table {
  const countOf = new Map(units.map(({ key, count }) => [key, count]));
  const table = crossTable(scope, [{ name: 'unit', levels: units }], ([key]) => countOf.get(key!)!);
  const small = new Set(
    units.filter(({ people }) => people < k).map(({ key }) => keyOf(scope, { unit: key })),
  );
  const cells = table.cells.map((cell): Cell =>
    small.has(cell.key) ? { ...cell, withhold: 'few-people' } : cell,
  );
  return { ...table, cells };
}
