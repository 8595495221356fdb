import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { seal } from '#platform/keys/seal.ts';
import { spellingOf } from '#platform/search/index.ts';
import { settleAgencies } from './agency.work.ts';
import type { ImportRow } from './import.data.ts';
import { findKept, planImport, type Plan } from './import-read.work.ts';
import type { UnitDraft } from './import.rules.ts';
import {
  insertChanges,
  lockAllPersons,
  saveHistories,
  savePersons,
  type Assignment,
  type PersonRow,
  type Snapshot,
} from './person.data.ts';
import { departed, faultOfHistory, isSeat } from './person.rules.ts';
import { keyOf } from './person-view.work.ts';
import { refusePeople } from './refuse.work.ts';
import type { RosterPerson } from './roster.rules.ts';
import { insertUnits } from './unit.data.ts';
import { sinceEver } from './unit.rules.ts';

export interface Applied {
  nNew: number;
  nChanged: number;
  nLeft: number;
  nUnits: number;
}

interface Next {
  before: Snapshot | null;
  row: PersonRow;
  history: Assignment[];
}

/** Writes what the preview showed, all or nothing. Refuses where the roster has changed since. */
export async function writeImport(act: Act, row: ImportRow): Promise<Applied> {
  await lockAllPersons(act.db);
  const kept = await findKept(act, row.import_id);
  const plan = await planImport(act, row, kept);
  if (plan.hash !== kept.seen) throw refusePeople('people/import-stale');
  await settleAgencies(act);
  const unitIds = await makeUnits(act, row, plan);
  const key = await keyOf(act);
  const { added, changed } = plan.comparison;
  const made = added.map((person) => nextOf(act.bureauId, plan, person, unitIds, key));
  const altered = changed.map(({ after }) => nextOf(act.bureauId, plan, after, unitIds, key));
  const left = row.mark_left ? leaving(plan, row.effective_on) : [];
  await store(act, row.import_id, [...made, ...altered, ...left]);
  return { nNew: made.length, nChanged: altered.length, nLeft: left.length, nUnits: plan.drafts.length };
}

/** Makes the missing units, and answers the ids of all by path. In an empty bureau they have always been there. */
async function makeUnits(
  act: Act,
  row: ImportRow,
  { drafts, standing, comparison }: Plan,
): Promise<Map<string, string>> {
  const ids = new Map([...standing.unitIds, ...drafts.map(({ path }) => [path, newId()] as const)]);
  const people = [...comparison.added, ...comparison.changed.map(({ after }) => after)];
  const firstDay = standing.units.length === 0 ? () => sinceEver : openingDays(people, row.effective_on);
  const opened = drafts.map((draft) => ({ draft, on: firstDay(draft.path) }));
  const own = (path: string) => ({ bureau_id: act.bureauId, unit_id: ids.get(path)! });
  await insertUnits(
    act.db,
    opened.map(({ draft: { path, code, kind }, on }) => ({
      ...own(path),
      code: code !== null && standing.units.some((unit) => unit.code === code) ? null : code,
      kind,
      opened_on: on,
      closed_on: null,
      import_id: row.import_id,
    })),
    opened.map(({ draft, on }) => ({
      ...own(draft.path),
      from_on: on,
      until_on: null,
      ...formOf(draft, ids),
    })),
    opened.flatMap(({ draft: { path, place }, on }) =>
      place ? [{ ...own(path), from_on: on, until_on: null, ...place }] : [],
    ),
  );
  return ids;
}

const formOf = ({ name, parentPath, position }: UnitDraft, ids: ReadonlyMap<string, string>) => ({
  name,
  short_name: name,
  parent_id: parentPath === null ? null : ids.get(parentPath)!,
  position,
});

/** A unit was there at the latest when the first person sat in it or below it. */
function openingDays(people: readonly RosterPerson[], effectiveOn: string): (path: string) => string {
  const first = new Map<string, string>();
  for (const { unit, fromOn } of people.flatMap(({ assignments }) => assignments)) {
    const steps = unit.split('/');
    steps.forEach((_, i) => {
      const path = steps.slice(0, i + 1).join('/');
      if (fromOn < (first.get(path) ?? effectiveOn)) first.set(path, fromOn);
    });
  }
  return (path) => first.get(path) ?? effectiveOn;
}

function nextOf(
  bureauId: string,
  { standing }: Plan,
  after: RosterPerson,
  unitIds: ReadonlyMap<string, string>,
  key: Uint8Array,
): Next {
  const held = standing.held.get(after.staffNo);
  const known =
    standing.persons.length > 0 && held
      ? standing.persons.find((one) => one.staffNo === after.staffNo)
      : undefined;
  const before = held ? { person: held.row, history: held.history } : null;
  const rank = after.grade ?? '';
  const row: PersonRow = {
    bureau_id: bureauId,
    person_id: held?.row.person_id ?? newId(),
    staff_no: after.staffNo,
    name: after.name,
    ...spellingOf(after.name),
    legacy_code: after.legacy,
    post_type: after.postType,
    rank,
    rank_order: after.order,
    joined_on: after.joinedOn,
    left_on: after.leftOn,
    // Sealed anew only where it differs: the same phone stays the same bytes.
    phone_sealed:
      after.phone === (known?.phone ?? null)
        ? (held?.row.phone_sealed ?? null)
        : after.phone && seal(key, after.phone),
    version: (held?.row.version ?? 0) + 1,
  };
  return { before, row, history: historyOf(after, held?.history ?? [], unitIds) };
}

/** Seats as the file has them; what a seat was called before keeps its kind, absences stay until the leaving. */
function historyOf(
  after: RosterPerson,
  before: readonly Assignment[],
  unitIds: ReadonlyMap<string, string>,
): Assignment[] {
  const last = after.assignments.length - 1;
  const seats = after.assignments.map(({ unit, post, fromOn, untilOn }, i): Assignment => {
    const same = before.find((span) => isSeat(span) && span.fromOn === fromOn);
    return {
      kind: same?.kind ?? (i === 0 ? 'appointed' : 'transfer'),
      unitId: unitIds.get(unit)!,
      post: post ?? '',
      rank: i === last ? (after.grade ?? '') : (same?.rank ?? ''),
      postType: i === last ? after.postType : (same?.postType ?? null),
      fromOn,
      untilOn,
    };
  });
  const away = before.filter((span) => !isSeat(span));
  return [...seats, ...(after.leftOn === null ? away : departed(away, after.leftOn))];
}

/** Those the file does not name leave on the effective day, where the operator said so. */
const leaving = ({ comparison, standing }: Plan, on: string): Next[] =>
  comparison.left.flatMap(({ staffNo }) => {
    const { row, history } = standing.held.get(staffNo)!;
    // Somebody who only joins later cannot leave before.
    if (row.joined_on >= on) return [];
    const next = { ...row, left_on: on, version: row.version + 1 };
    return [{ before: { person: row, history }, row: next, history: departed(history, on) }];
  });

async function store(act: Act, importId: string, all: readonly Next[]): Promise<void> {
  for (const { row, history } of all) {
    const fault = faultOfHistory(history);
    if (fault) throw new Error(`history of ${row.person_id} would be ${fault}`);
  }
  await savePersons(
    act.db,
    all.map(({ row }) => row),
  );
  await saveHistories(act.db, act.bureauId, new Map(all.map(({ row, history }) => [row.person_id, history])));
  const changes = all.map(({ row, before }) => ({
    changeId: newId(),
    personId: row.person_id,
    importId,
    kind: 'people/imported',
    before,
    versionAfter: row.version,
    at: act.now,
  }));
  await insertChanges(act.db, act.bureauId, changes);
}
