import type { Act } from '#platform/act/index.ts';
import { unseal } from '#platform/keys/seal.ts';
import { listUnits } from './door.work.ts';
import { listAssignments, listPersonRows, type Assignment, type PersonRow } from './person.data.ts';
import { isSeat } from './person.rules.ts';
import { keyOf } from './person-view.work.ts';
import type { RosterPerson, RosterUnit } from './roster.rules.ts';
import { unitKinds } from './unit.contract.ts';
import { listLastForms } from './unit.data.ts';

/** The roster as it stands, in the words of roster files: units by path. */
export interface Standing {
  persons: RosterPerson[];
  /** What stands behind each person, by staff number. */
  held: Map<string, { row: PersonRow; history: Assignment[] }>;
  units: RosterUnit[];
  unitIds: Map<string, string>;
  /** Path of the unit of kind `bureau`; null where there is none. */
  root: string | null;
  nextPosition: number;
}

interface Named {
  unitId: string;
  name: string;
  parentId: string | null;
}

/** Names from the root down, joined by `/`, for every unit given. */
function pathsOf(units: readonly Named[]): Map<string, string> {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const pathOf = (unit: Named, depth = 0): string => {
    const parent = unit.parentId === null || depth > 50 ? undefined : byId.get(unit.parentId);
    return parent ? `${pathOf(parent, depth + 1)}/${unit.name}` : unit.name;
  };
  return new Map(units.map((unit) => [unit.unitId, pathOf(unit)]));
}

/**
 * Reads the whole roster for a comparison on a day. Units closed by then keep a path of their own,
 * marked with their last day, so that earlier history still finds them.
 */
export async function readStanding(act: Act, day: string): Promise<Standing> {
  const units = await listUnits(act, day);
  const paths = pathsOf(units);
  for (const form of await listLastForms(act.db)) {
    if (!paths.has(form.unitId)) paths.set(form.unitId, `${form.name}（${form.untilOn ?? form.fromOn}）`);
  }
  const rows = await listPersonRows(act.db);
  const histories = await listAssignments(act.db);
  const key = await keyOf(act);
  const held = new Map(
    rows.map((row) => [row.staff_no, { row, history: histories.get(row.person_id) ?? [] }]),
  );
  return {
    persons: [...held.values()].map(({ row, history }) => rosterPerson(row, history, paths, key)),
    held,
    units: units.map(({ unitId, name, parentId, code, kind, building, floor, position }) => ({
      path: paths.get(unitId)!,
      name,
      parent: parentId === null ? null : (paths.get(parentId) ?? null),
      code,
      kind: unitKinds[kind].zh,
      floor: building === null ? null : `${building}${floor === null ? '' : ` ${floor}层`}`,
      order: position,
      origin: 'sheet',
    })),
    unitIds: new Map([...paths].map(([unitId, path]) => [path, unitId])),
    root: units.filter(({ kind }) => kind === 'bureau').map(({ unitId }) => paths.get(unitId)!)[0] ?? null,
    nextPosition: Math.max(0, ...units.map(({ position }) => position)) + 1,
  };
}

function rosterPerson(
  row: PersonRow,
  history: readonly Assignment[],
  paths: ReadonlyMap<string, string>,
  key: Uint8Array,
): RosterPerson {
  return {
    staffNo: row.staff_no,
    name: row.name,
    legacy: row.legacy_code,
    postType: row.post_type,
    grade: row.rank || null,
    phone: row.phone_sealed && unseal(key, row.phone_sealed),
    order: row.rank_order,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
    assignments: history.filter(isSeat).map(({ unitId, post, fromOn, untilOn }) => ({
      unit: paths.get(unitId!) ?? '',
      post: post || null,
      fromOn,
      untilOn,
    })),
  };
}
