/** The tables of a survey as `engines/suppression` judges them, and what it decides. */
import {
  add,
  changeTable,
  crossTable,
  isAlike,
  keyOf,
  suppress,
  withholdAlike,
  type Release as Shown,
  type Table,
} from '#engines/suppression/index.ts';
import { cross, placesOf, type Parting } from './parting.rules.ts';
import type { Opened } from './result-input.rules.ts';

/** Tables that readers can lay side by side: all released before, and this survey's so far. */
export interface Shelf {
  readonly earlier: readonly Shown[];
  readonly own: Shown[];
}

export const shelfOf = (earlier: readonly Shown[]): Shelf => ({ earlier, own: [] });
const everything = ({ earlier, own }: Shelf): Shown[] => [...earlier, ...own];

/** Puts a table on the shelf; false, and nothing is put, where with the others it would give somebody away. */
export function shelve(shelf: Shelf, release: Shown, k: number): boolean {
  const { refused } = add({ releases: everything(shelf) }, release, { k });
  if (refused.length === 0) shelf.own.push(release);
  return refused.length === 0;
}

const attributesOf = ({ dimensions }: Parting, group: string): Record<string, string> =>
  Object.fromEntries(group.split(cross).map((level, at) => [dimensions[at]!.name, level]));

const groupKey = (scope: string, parting: Parting, group: string): string =>
  keyOf(scope, attributesOf(parting, group));

interface Counted {
  scope: string;
  answers: readonly Opened[];
  k: number;
  /** Fewest people who said anything about one figure of the group. */
  raters(members: readonly Opened[]): number;
}

/** Which groups are hidden, in every figure alike: their counts are out, and figures of one group go together. */
export function protectGroups(
  shelf: Shelf,
  parting: Parting,
  { scope, answers, k, raters }: Counted,
): { hidden: Set<string>; refused: boolean } {
  const places = placesOf(parting, answers);
  const dimensions = parting.dimensions.map(({ name, levels }) => ({
    name,
    levels: levels.map(({ code }) => ({ key: code })),
  }));
  const bare = crossTable(scope, dimensions, (keys) => places.get(keys.join(cross))?.length ?? 0);
  const fewest = new Map(
    parting.groups.flatMap(({ code }) => {
      const members = places.get(code) ?? [];
      return members.length > 0 ? [[groupKey(scope, parting, code), raters(members)] as const] : [];
    }),
  );
  const cells = bare.cells.map((cell) => {
    const few = fewest.get(cell.key);
    return few === undefined ? cell : { ...cell, raters: few };
  });
  const table: Table = { ...bare, name: `${scope}|${parting.code}`, cells };
  const { hidden } = suppress(table, { k }, everything(shelf));
  const refused = !shelve(shelf, { table, hidden }, k);
  const keys = new Set(hidden);
  const isHidden = (code: string) => keys.has(groupKey(scope, parting, code));
  return { hidden: new Set(parting.groups.map(({ code }) => code).filter(isHidden)), refused };
}

interface Alike {
  /** Survey and scale. */
  scope: string;
  hidden: ReadonlySet<string>;
  countsOf(group: string): readonly number[];
  k: number;
}

/**
 * Groups hidden for one scale: those of the grouping, and where a group's answers are alike (it gets a band) as many
 * others as keep the band from being made exact. A grouping without such a group needs no table of its own.
 */
export function protectAlike(
  shelf: Shelf,
  parting: Parting,
  { scope, hidden, countsOf, k }: Alike,
): ReadonlySet<string> {
  const shown = parting.groups.filter(({ code }) => !hidden.has(code));
  if (!shown.some(({ code }) => isAlike(countsOf(code), { k }))) return hidden;
  const keyed = new Map(parting.groups.map(({ code }) => [groupKey(scope, parting, code), code]));
  const people = (code: string) => countsOf(code).reduce((sum, count) => sum + count, 0);
  const all = `${scope}|all`;
  const table: Table = {
    name: `${scope}|${parting.code}`,
    adds: 'people',
    cells: [
      ...[...keyed].map(([key, code]) => ({
        key,
        people: people(code),
        ...(hidden.has(code) && people(code) > 0 && { withhold: 'held-before' as const }),
      })),
      { key: all, people: [...keyed.values()].reduce((sum, code) => sum + people(code), 0) },
    ],
    sums: [{ total: all, parts: [...keyed.keys()] }],
  };
  const counts = (key: string) => (key === all ? [] : countsOf(keyed.get(key)!));
  const found = suppress(withholdAlike(table, counts, { k }), { k }, everything(shelf));
  const release = { table: withholdAlike(table, counts, { k }), hidden: found.hidden };
  if (!shelve(shelf, release, k)) return new Set(parting.groups.map(({ code }) => code));
  return new Set(found.hidden.flatMap((key) => keyed.get(key) ?? []));
}

/** The lists of the eligible are public by stratum: stated, so that later waves are judged beside them. */
export function shelveLists(
  shelf: Shelf,
  scope: string,
  strata: readonly { id: string; eligible: number }[],
): void {
  const levels = strata.map(({ id }) => ({ key: id }));
  const sizes = new Map(strata.map(({ id, eligible }) => [id, eligible]));
  const table = crossTable(`${scope}|eligible`, [{ name: 'stratum', levels }], ([id]) => sizes.get(id!)!);
  shelf.own.push({ table, hidden: [] });
}

interface Moved {
  scope: string;
  /** Keys of the two lists. */
  older: string;
  newer: string;
  eligible: number;
  moved: { joined: number; left: number };
  k: number;
}

/**
 * Whether a stratum's change is withheld since one to k − 1 people came or went: older − newer + change of those who
 * stayed is a sum about them alone. Answers are fresh, so the two means themselves may stand.
 */
export function withholdsChange(shelf: Shelf, { scope, older, newer, eligible, moved, k }: Moved): boolean {
  const before = eligible - moved.joined + moved.left;
  const table = changeTable(
    {
      scope,
      older: { key: older, people: before },
      newer: { key: newer, people: eligible },
      ...moved,
      answers: 'fresh',
    },
    k,
  );
  const { hidden } = suppress(table, { k }, everything(shelf));
  if (!shelve(shelf, { table, hidden }, k)) return true;
  return hidden.includes(`${scope}|change`);
}
