import type { TableHeader } from './roster-header.rules.ts';
import type { RosterCell, RosterProblem, RosterUnit, UnitField } from './roster-shape.rules.ts';
import { echo, saysNothing, tidy, tidyUnit } from './roster-text.rules.ts';

/** What a unit's name in a row means: its path, or why it means none. */
export type UnitAnswer =
  | { readonly path: string; readonly known: boolean }
  | { readonly ambiguous: readonly string[] };

/** The tree to which people's rows refer; units that only rows name are added as roots. */
export interface UnitTree {
  resolve(text: string): UnitAnswer;
  /** Units of the sheet first, then those that only rows named, in order of appearance. */
  units(): RosterUnit[];
  /** Whether there is a tree at all; without one every name is a root of its own. */
  readonly given: boolean;
}

interface Draft {
  readonly name: string;
  readonly parentText: string | null;
  readonly code: string | null;
  readonly kind: string | null;
  readonly floor: string | null;
  readonly order: number | null;
  readonly cell: RosterCell;
  readonly parentCell: RosterCell | null;
  readonly row: number;
  parent: Draft | null;
}

/**
 * Reads the sheet 机构; parents may stand below their children and be named by code, name or path.
 * A unit whose parent is unknown or circular is given as a root, beside its problem.
 */
export function readUnits(
  header: TableHeader<UnitField> | null,
  knownPaths: readonly string[],
): { tree: UnitTree; problems: RosterProblem[] } {
  const problems: RosterProblem[] = [];
  if (!header) return { tree: treeOf(knownPaths.map(knownUnit)), problems };
  const drafts = readDrafts(header);
  const report = reporter(header.sheet.name, problems);
  for (const draft of drafts) draft.parent = findParent(draft, drafts, report);
  for (const draft of drafts) breakCycle(draft, report);
  const units = new Map<string, RosterUnit>();
  for (const draft of drafts) {
    const unit = unitOf(draft);
    if (units.has(unit.path)) report(draft.row, draft.cell, 'unitName', 'people/unit-repeated', '');
    else units.set(unit.path, unit);
  }
  return { tree: treeOf([...units.values()]), problems };
}

function readDrafts({ sheet, bodyRow, columns }: TableHeader<UnitField>): Draft[] {
  return sheet.rows.slice(bodyRow).flatMap((row, index) => {
    const cellOf = (field: UnitField) => row[columns.get(field)?.[0]?.column ?? -1] ?? null;
    const textOf = (field: UnitField) => stated(cellOf(field));
    const cell = cellOf('unitName');
    const name = tidyUnit(cell?.text ?? '').replaceAll('/', '-');
    if (!cell || saysNothing(name) || isExample(row)) return [];
    const parentText = textOf('unitParent');
    const order = Number(textOf('unitOrder') ?? Number.NaN);
    return {
      name,
      parentText: parentText && tidyUnit(parentText),
      code: textOf('unitCode'),
      kind: textOf('unitKind'),
      floor: textOf('unitFloor'),
      order: Number.isInteger(order) ? order : null,
      cell,
      parentCell: cellOf('unitParent'),
      row: bodyRow + index,
      parent: null,
    };
  });
}

function stated(cell: RosterCell | null): string | null {
  return cell && cell.kind !== 'error' && !saysNothing(cell.text) ? tidy(cell.text) : null;
}

/** The template's sample lines begin with 示例. */
export function isExample(row: readonly RosterCell[]): boolean {
  const first = row.find((cell) => cell.kind !== 'empty');
  return first !== undefined && /^[([【]?(示例|样例|例[:：])/.test(first.text.trim());
}

type Report = (
  row: number,
  cell: RosterCell,
  column: UnitField,
  code: Extract<RosterProblem['code'], `people/unit-${string}`>,
  expected: string,
) => void;

function reporter(sheet: string, problems: RosterProblem[]): Report {
  return (row, cell, column, code, expected) => {
    const got = echo(cell.text);
    problems.push({ level: 'error', sheet, cell: cell.at, row: row + 1, column, code, got, expected });
  };
}

function findParent(draft: Draft, drafts: readonly Draft[], report: Report): Draft | null {
  const { parentText, parentCell } = draft;
  if (parentText === null || !parentCell) return null;
  const others = drafts.filter((each) => each !== draft);
  const byCode = others.filter((each) => each.code !== null && each.code === parentText);
  const step = parentText.split('/').at(-1);
  const byName = others.filter((each) => each.name === step && endsWithPath(each, parentText));
  // Of several units of one name the one at the root is meant where no path is given.
  const roots = byName.filter((each) => each.parentText === null && step === parentText);
  const candidates = [byCode, roots, byName].find((list) => list.length > 0) ?? [];
  if (candidates.length === 1) return candidates[0]!;
  const code = candidates.length === 0 ? 'people/unit-parent-unknown' : 'people/unit-ambiguous';
  report(draft.row, parentCell, 'unitParent', code, '');
  return null;
}

/** Whether `上级/本级` names this draft by the texts of its own ancestors. */
function endsWithPath(draft: Draft, path: string): boolean {
  const steps = path.split('/');
  if (steps.length < 2) return true;
  const above = steps.slice(0, -1).join('/');
  return draft.parentText !== null && (draft.parentText === above || draft.parentText.endsWith(`/${above}`));
}

function breakCycle(draft: Draft, report: Report): void {
  const seen = new Set<Draft>([draft]);
  for (let above = draft.parent; above; above = above.parent) {
    if (above === draft) {
      report(draft.row, draft.parentCell ?? draft.cell, 'unitParent', 'people/unit-cycle', '');
      draft.parent = null;
      return;
    }
    if (seen.has(above)) return;
    seen.add(above);
  }
}

function pathOf(draft: Draft): string {
  return draft.parent ? `${pathOf(draft.parent)}/${draft.name}` : draft.name;
}

function unitOf(draft: Draft): RosterUnit {
  const { name, code, kind, floor, order } = draft;
  const parent = draft.parent ? pathOf(draft.parent) : null;
  return { path: pathOf(draft), name, parent, code, kind, floor, order, origin: 'sheet' };
}

function knownUnit(path: string): RosterUnit {
  return rootUnit(path, 'sheet');
}

function rootUnit(path: string, origin: RosterUnit['origin']): RosterUnit {
  const slash = path.lastIndexOf('/');
  const parent = slash < 0 ? null : path.slice(0, slash);
  const name = path.slice(slash + 1);
  return { path, name, parent, code: null, kind: null, floor: null, order: null, origin };
}

function treeOf(units: readonly RosterUnit[]): UnitTree {
  const byEnding = new Map<string, Set<string>>();
  const add = (ending: string, path: string) =>
    byEnding.set(ending, (byEnding.get(ending) ?? new Set()).add(path));
  for (const { path, code } of units) {
    const steps = path.split('/');
    steps.forEach((_, i) => add(steps.slice(i).join('/'), path));
    if (code !== null) add(code, path);
  }
  const named = new Map<string, RosterUnit>();
  const resolve = (text: string): UnitAnswer => {
    const asked = tidyUnit(text);
    const paths = [...(byEnding.get(asked) ?? [])];
    if (paths.length > 1 && !paths.includes(asked)) return { ambiguous: paths };
    const path = paths.length === 1 ? paths[0]! : asked;
    if (paths.length === 0) addNamed(named, path);
    return { path, known: paths.length > 0 };
  };
  return { resolve, units: () => [...units, ...named.values()], given: units.length > 0 };
}

/** A unit that only rows name, with the steps above it. */
function addNamed(named: Map<string, RosterUnit>, path: string): void {
  const steps = path.split('/');
  steps.forEach((_, i) => {
    const part = steps.slice(0, i + 1).join('/');
    if (!named.has(part)) named.set(part, rootUnit(part, 'roster'));
  });
}
