/** The tables of a survey as `engines/suppression` judges them, and what it decides. */
import { changeTable, crossTable, keyOf, type Table } from '#engines/suppression/index.ts';
import { cross, placesOf, type Parting } from './parting.rules.ts';
import type { Opened } from './result-input.rules.ts';
import { shelveHidden, state, type Shelf } from './shelf.rules.ts';

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
  const keys = shelveHidden(shelf, table, k);
  const isHidden = (code: string) => keys === null || keys.has(groupKey(scope, parting, code));
  return { hidden: new Set(parting.groups.map(({ code }) => code).filter(isHidden)), refused: keys === null };
}

/** What one figure, or several that are hidden together, says of each group. */
interface Rated {
  /** Survey, and what is rated. */
  scope: string;
  /** Groups hidden in every figure. */
  hidden: ReadonlySet<string>;
  /** Who said anything about it, and the fewest who said anything about one of its figures. */
  ratersOf(group: string): { people: number; fewest: number };
  /** Whether a figure of the group would be (nearly) everybody's answer. */
  isAlike(group: string): boolean;
  k: number;
}

/**
 * Groups hidden for one figure: those of the grouping, those whom too few of answered it, those who answered alike
 * (these get a band), and as many others as keep all of them from being made exact by subtraction from the bureau's
 * own figure. Where there is none of them the figure needs no table of its own.
 */
export function protectRated(
  shelf: Shelf,
  parting: Parting,
  { scope, hidden, ratersOf, isAlike, k }: Rated,
): ReadonlySet<string> {
  const few = ({ people, fewest }: { people: number; fewest: number }) => people > 0 && fewest < k;
  const isPlain = parting.groups.every(
    ({ code }) => !hidden.has(code) && !isAlike(code) && !few(ratersOf(code)),
  );
  if (isPlain) return hidden;
  const keyed = new Map(parting.groups.map(({ code }) => [groupKey(scope, parting, code), code]));
  const reasonOf = (code: string) =>
    hidden.has(code) ? ('held-before' as const) : isAlike(code) ? ('alike' as const) : null;
  const parts = [...keyed].map(([key, code]) => {
    const { people, fewest: raters } = ratersOf(code);
    const withhold = people > 0 ? reasonOf(code) : null;
    return { key, people, ...(people > 0 && { raters }), ...(withhold && { withhold }) };
  });
  const all = `${scope}|all`;
  const table: Table = {
    name: `${scope}|${parting.code}`,
    adds: 'people',
    cells: [...parts, { key: all, people: parts.reduce((sum, { people }) => sum + people, 0) }],
    sums: [{ total: all, parts: [...keyed.keys()] }],
  };
  const keys = shelveHidden(shelf, table, k);
  return new Set([...keyed].flatMap(([key, code]) => (keys === null || keys.has(key) ? [code] : [])));
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
  state(shelf, { table, hidden: [] });
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
  const hidden = shelveHidden(shelf, table, k);
  return hidden === null || hidden.has(`${scope}|change`);
}
