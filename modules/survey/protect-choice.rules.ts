/** Counts of what people chose, over the bureau and by group, as `engines/suppression` judges them. */
import { crossTable, keyOf, type Cell, type Table } from '#engines/suppression/index.ts';
import { placesOf, type Parting } from './parting.rules.ts';
import type { Opened } from './result-input.rules.ts';
import { shelveHidden, type Shelf } from './shelf.rules.ts';

/** From this share on one option is everybody's answer (anonymity.md §6.6). */
export const alikeFrom = 0.9;

/** One way of dividing those who answered: by the option chosen, by yes and no, by bin. */
export interface Division {
  /** Survey, question and row: who answered is the same for all divisions of one scope. */
  scope: string;
  /** Name of the dimension; begins with what no code of a question begins with. */
  name: string;
  levels: readonly string[];
  levelOf(answer: Opened): string | null;
  /** Levels of which a band is told where (nearly) all are in them; default: all. */
  bands?: readonly string[];
  k: number;
}

/** What may be told of the division of some people. */
export interface Divided {
  /** By level. */
  counts: readonly number[];
  /** Levels whose count is not told. */
  hidden: ReadonlySet<string>;
  /** The level that (nearly) all are in, by its place; then only this is told. */
  alike: number | null;
}

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

export function countsOf({ levels, levelOf }: Division, answers: readonly Opened[]): number[] {
  const counts = new Map(levels.map((level) => [level, 0]));
  for (const answer of answers) {
    const level = levelOf(answer);
    if (level !== null) counts.set(level, counts.get(level)! + 1);
  }
  return [...counts.values()];
}

function alikeIn({ levels, bands = levels }: Division, counts: readonly number[]): number | null {
  const people = totalOf(counts);
  const at = counts.findIndex(
    (count, place) => people > 0 && bands.includes(levels[place]!) && count >= alikeFrom * people,
  );
  return at < 0 ? null : at;
}

/** Over the whole bureau. */
export function protectChoice(shelf: Shelf, division: Division, answers: readonly Opened[]): Divided {
  const { scope, name, levels, k } = division;
  const counts = countsOf(division, answers);
  const alike = alikeIn(division, counts);
  const keys = new Map(levels.map((level) => [keyOf(scope, { [name]: level }), level]));
  const bare = crossTable(scope, [sideOf(division)], ([level]) => counts[levels.indexOf(level!)]!);
  const table = withholding(bare, `${scope}|${name}`, ({ key }) =>
    alike !== null && keys.has(key) ? 'alike' : null,
  );
  const found = shelveHidden(shelf, table, k);
  const few = totalOf(counts) < k;
  const hidden = [...keys].flatMap(([key, level]) => (few || !found || found.has(key) ? [level] : []));
  return { counts, hidden: new Set(hidden), alike: few || !found ? null : alike };
}

const sideOf = ({ name, levels }: Division) => ({ name, levels: levels.map((key) => ({ key })) });

const withholding = (table: Table, name: string, why: (cell: Cell) => Cell['withhold'] | null): Table => ({
  ...table,
  name,
  cells: table.cells.map((cell): Cell => {
    const withhold = why(cell);
    return withhold ? { ...cell, withhold } : cell;
  }),
});

interface Divisible {
  division: Division;
  answers: readonly Opened[];
  /** Hidden in every figure of the parting. */
  hiddenGroups: ReadonlySet<string>;
}

/** By the groups of a parting of one dimension, beside the bureau's own counts on the shelf. */
export function protectChoiceByGroup(
  shelf: Shelf,
  parting: Parting,
  { division, answers, hiddenGroups }: Divisible,
): Map<string, Divided> {
  const { levels, k } = division;
  const places = placesOf(parting, answers);
  const groups = parting.groups.map(({ code }): Group => {
    const counts = countsOf(division, places.get(code) ?? []);
    return { code, counts, alike: alikeIn(division, counts), isHidden: hiddenGroups.has(code) };
  });
  const found = shelveHidden(shelf, groupTable(parting, division, groups), k);
  return new Map(
    groups.map(({ code, counts, alike, isHidden }) => {
      const none = !found || isHidden || totalOf(counts) < k;
      const isOut = (level: string) =>
        none || alike !== null || found.has(cellKey(parting, division, { code, level }));
      return [code, { counts, hidden: new Set(levels.filter(isOut)), alike: none ? null : alike }];
    }),
  );
}

interface Group {
  code: string;
  counts: readonly number[];
  alike: number | null;
  isHidden: boolean;
}

const cellKey = (
  { dimensions }: Parting,
  { scope, name }: Division,
  { code, level }: { code: string; level: string },
): string => keyOf(scope, { [dimensions[0]!.name]: code, [name]: level });

/** Groups × levels with both margins; cells of groups that are hidden, or of which only a band is told, withheld. */
function groupTable(parting: Parting, division: Division, groups: readonly Group[]): Table {
  const { scope, name, levels } = division;
  const groupOf = new Map(groups.map((group) => [group.code, group]));
  const placeAt = new Map(
    groups.flatMap((group) =>
      levels.map(
        (level, at) => [cellKey(parting, division, { code: group.code, level }), { group, at }] as const,
      ),
    ),
  );
  // What nobody in the bureau chose is known to be 0 everywhere: there is nothing to withhold.
  const isChosen = levels.map((_, at) => groups.some(({ counts }) => counts[at]! > 0));
  const side = { name: parting.dimensions[0]!.name, levels: groups.map(({ code }) => ({ key: code })) };
  const countAt = ([code, level]: readonly string[]) => groupOf.get(code!)!.counts[levels.indexOf(level!)]!;
  const bare = crossTable(scope, [side, sideOf(division)], countAt);
  return withholding(bare, `${scope}|${name}|${parting.code}`, ({ key, people }) => {
    const place = placeAt.get(key);
    if (!place) return null;
    if (place.group.alike !== null && isChosen[place.at]) return 'alike';
    return place.group.isHidden && people > 0 ? 'held-before' : null;
  });
}
