import type { ImportCounts } from './import.contract.ts';
import type { ImportState, UnitKind } from './people.tables.ts';
import type { RosterComparison, RosterReading, RosterUnit, StatedPerson } from './roster.rules.ts';

export type ImportStep = 'apply' | 'approve' | 'decline' | 'drop' | 'reread' | 'undo';

const from: Readonly<Record<ImportStep, readonly ImportState[]>> = {
  apply: ['ready'],
  approve: ['proposed'],
  decline: ['proposed'],
  drop: ['ready', 'proposed', 'reading'],
  reread: ['ready', 'proposed'],
  undo: ['applied'],
};

export const stepFits = (step: ImportStep, state: ImportState): boolean => from[step].includes(state);

/** States in which the file and what was read from it are still needed. */
export const isPending = (state: ImportState): boolean => stepFits('drop', state);

/** Finds what a path of names means among the paths known: itself, or the only one that ends in it. */
export function pathFinder(known: Iterable<string>): (path: string) => string | null {
  const exact = new Set(known);
  return (path) => {
    if (exact.has(path)) return path;
    const ending = [...exact].filter((one) => one.endsWith(`/${path}`));
    return ending.length === 1 ? ending[0]! : null;
  };
}

export interface UnitDraft {
  /** As the import will call it: below the root where the file names no parent. */
  path: string;
  name: string;
  parentPath: string | null;
  code: string | null;
  kind: UnitKind;
  position: number;
  place: { building: string; floor: number | null } | null;
}

/**
 * Brings the file's paths to those of the bureau's tree and drafts the units that are missing, parents first.
 * A unit without a parent hangs under the root, where the bureau has one. Units that exist are left alone.
 */
export function draftUnits(
  stated: readonly RosterUnit[],
  known: readonly string[],
  root: string | null,
  nextPosition: number,
): { pathOf: (stated: string) => string; drafts: UnitDraft[] } {
  const find = pathFinder(known);
  const byPath = new Map(stated.map((unit) => [unit.path, unit]));
  const settled = new Map<string, string>();
  const drafts: UnitDraft[] = [];
  const settle = (path: string): string => {
    const before = settled.get(path) ?? find(path);
    if (before !== null) return before;
    const unit = byPath.get(path);
    const parentPath = unit?.parent ? settle(unit.parent) : root;
    const name = unit?.name ?? path.split('/').at(-1)!;
    const own = parentPath === null ? name : `${parentPath}/${name}`;
    settled.set(path, own);
    if (known.includes(own)) return own;
    const isLower = unit?.parent ? byPath.get(unit.parent)?.parent !== null : false;
    drafts.push({
      path: own,
      name,
      parentPath,
      code: unit?.code ?? null,
      kind: kindOf(unit, stated, isLower),
      position: unit?.order ?? nextPosition + drafts.length,
      place: placeOf(unit?.floor ?? null),
    });
    return own;
  };
  for (const unit of stated) settle(unit.path);
  return { pathOf: settle, drafts };
}

const kindWords: readonly (readonly [UnitKind, RegExp])[] = [
  ['leadership', /领导|班子|党组/],
  ['team', /内设|大队|中队|下设/],
  ['body', /下属|直属|事业单位|分局|二级/],
  ['section', /科|处|股|室/],
  ['bureau', /^(局|机关|市局|县局|区局|本级)$/],
];

function kindOf(unit: RosterUnit | undefined, stated: readonly RosterUnit[], isLower: boolean): UnitKind {
  const words = unit?.kind ?? '';
  const named = kindWords.find(([, word]) => word.test(words))?.[0];
  if (named) return named;
  if (unit && /(监督管理局|市监局)$/.test(unit.name) && unit.parent === null) return 'bureau';
  if (unit && /^(局领导|领导班子)$/.test(unit.name)) return 'leadership';
  if (isLower) return 'team';
  return unit && unit.parent !== null && stated.some((other) => other.parent === unit.path)
    ? 'body'
    : 'section';
}

/** `市监大楼6层`, `6`, `B座 3楼`: the floor is the last number, the building what stands before it. */
function placeOf(text: string | null): UnitDraft['place'] {
  if (text === null) return null;
  const found = /^(.*?)[\s·-]*(-?\d{1,2})\s*(层|楼|F|f)?$/.exec(text);
  if (!found) return { building: text, floor: null };
  return { building: found[1] || '办公楼', floor: Number(found[2]) };
}

/** The persons of a file with their units named as in the bureau's tree. */
export const withPaths = (
  persons: readonly StatedPerson[],
  pathOf: (path: string) => string,
): StatedPerson[] =>
  persons.map((person) => ({
    ...person,
    assignments: person.assignments.map((span) => ({ ...span, unit: pathOf(span.unit) })),
  }));

export function countsOf(reading: RosterReading, difference: RosterComparison, nUnits: number): ImportCounts {
  const bad = reading.problems.filter(({ level }) => level === 'error');
  return {
    nRows: reading.rows.length,
    nBadRows: new Set(bad.map(({ sheet, row }) => `${sheet}!${row}`)).size,
    nWarnings: reading.problems.length - bad.length,
    nNew: difference.added.length,
    nChanged: difference.changed.length,
    nLeft: difference.left.length,
    nUnchanged: difference.unchanged.length,
    nConflicting: difference.conflicting.length,
    nUnits,
  };
}

export type WhyNotApply =
  | { code: 'people/import-with-problems'; facts: { n: number } }
  | { code: 'people/import-nothing'; facts: object };

export function whyNotApply(
  counts: ImportCounts,
  wish: { markLeft: boolean; skipBadRows: boolean },
): WhyNotApply | null {
  if (counts.nBadRows > 0 && !wish.skipBadRows)
    return { code: 'people/import-with-problems', facts: { n: counts.nBadRows } };
  const changes = counts.nNew + counts.nChanged + counts.nUnits + (wish.markLeft ? counts.nLeft : 0);
  return changes === 0 ? { code: 'people/import-nothing', facts: {} } : null;
}

/** 13911112222 → 139****2222: enough to check by, too little to call. */
export const maskedPhone = (phone: string | null): string | null =>
  phone && (phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`);
