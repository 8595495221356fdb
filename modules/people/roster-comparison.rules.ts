import { addDays } from '#platform/contract/day.ts';
import type { PostType, StatedAssignment, StatedPerson } from './roster-shape.rules.ts';

/** A stretch in one unit as the bureau keeps it; half-open. */
export interface RosterAssignment {
  readonly unit: string;
  readonly post: string | null;
  readonly fromOn: string;
  readonly untilOn: string | null;
}

/** A person as the bureau keeps them, assignments in order of time. `leftOn`: first day no longer in post. */
export interface RosterPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly legacy: string;
  readonly postType: PostType | null;
  readonly grade: string | null;
  readonly phone: string | null;
  readonly order: number | null;
  readonly joinedOn: string;
  readonly leftOn: string | null;
  readonly assignments: readonly RosterAssignment[];
}

const plainFields = ['name', 'legacy', 'postType', 'grade', 'phone', 'order', 'joinedOn', 'leftOn'] as const;
const placeFields = ['unit', 'post'] as const;

export type ComparedField = (typeof plainFields)[number] | (typeof placeFields)[number] | 'history';

export interface FieldChange {
  readonly field: ComparedField;
  readonly from: string | number | null;
  readonly to: string | number | null;
}

export interface RosterComparison {
  readonly added: readonly RosterPerson[];
  readonly changed: readonly {
    readonly staffNo: string;
    readonly name: string;
    readonly fields: readonly FieldChange[];
    /** The person as they would stand after the import. */
    readonly after: RosterPerson;
  }[];
  /** People in post whom the file does not name. Only proposed: a file may hold a part of the bureau. */
  readonly left: readonly { readonly staffNo: string; readonly name: string; readonly proposed: true }[];
  /** Statements that cannot be put in order with what is known (left before the last transfer): not taken over. */
  readonly conflicting: readonly {
    readonly staffNo: string;
    readonly name: string;
    readonly history: string;
  }[];
  readonly unchanged: readonly string[];
}

/**
 * What an import of these persons on day `on` would do, by staff number. Nothing the file does not state is
 * changed (an empty cell is no statement). Idempotent: persons once taken over as `added` or `changed` are
 * `unchanged` when the same file comes again, on any later day.
 */
export function compareRoster(
  current: readonly RosterPerson[],
  stated: readonly StatedPerson[],
  on: string,
): RosterComparison {
  const known = new Map(current.map((person) => [person.staffNo, person]));
  const named = new Set(stated.map((person) => person.staffNo));
  const sorted = { added: [], changed: [], conflicting: [], unchanged: [] } as Sorted;
  for (const person of stated) sortIn(sorted, known.get(person.staffNo) ?? null, person, on);
  const left = current
    .filter((person) => !named.has(person.staffNo) && (person.leftOn === null || on < person.leftOn))
    .map(({ staffNo, name }) => ({ staffNo, name, proposed: true as const }));
  return { ...sorted, left };
}

type Sorted = {
  -readonly [K in 'added' | 'changed' | 'conflicting' | 'unchanged']: RosterComparison[K][number][];
};

function sortIn(sorted: Sorted, before: RosterPerson | null, stated: StatedPerson, on: string): void {
  const after = mergePerson(before, stated, on);
  const { staffNo, name } = after;
  const fields = before ? differences(before, after) : [];
  if (before && fields.length === 0) sorted.unchanged.push(staffNo);
  else if (!isInOrder(after)) sorted.conflicting.push({ staffNo, name, history: historyText(after) });
  else if (before) sorted.changed.push({ staffNo, name, fields, after });
  else sorted.added.push(after);
}

/** The person after the file's statements are taken over on day `on`; `current` null for somebody new. */
export function mergePerson(current: RosterPerson | null, stated: StatedPerson, on: string): RosterPerson {
  const leftOn = mergeLeaving(current, stated, on);
  const merged = mergeAssignments(current?.assignments ?? [], stated, leftOn, on);
  const assignments = merged.map((each, i) => (i < merged.length - 1 ? each : { ...each, untilOn: leftOn }));
  const first = assignments[0]?.fromOn ?? on;
  const joinedOn = current && assignments.length > 1 && current.joinedOn < first ? current.joinedOn : first;
  return {
    staffNo: stated.staffNo,
    name: stated.name,
    legacy: stated.legacy,
    postType: stated.postType ?? current?.postType ?? null,
    grade: stated.grade ?? current?.grade ?? null,
    phone: stated.phone ?? current?.phone ?? null,
    order: stated.order ?? current?.order ?? null,
    joinedOn,
    leftOn,
    assignments,
  };
}

/** 在岗 takes a leaving back; 离岗 without a day means from `on`, unless a day is already known. */
function mergeLeaving(current: RosterPerson | null, stated: StatedPerson, on: string): string | null {
  if (stated.leftOn !== null) return stated.leftOn;
  if (stated.active === true) return null;
  return current?.leftOn ?? (stated.active === false ? on : null);
}

function mergeAssignments(
  known: readonly RosterAssignment[],
  stated: StatedPerson,
  leftOn: string | null,
  on: string,
): readonly RosterAssignment[] {
  const [only] = stated.assignments;
  if (stated.assignments.length > 1) return mergeHistory(known, stated.assignments, on);
  if (known.length > 0) return only ? mergeLatest(known, only, on) : known;
  // Without a joining day somebody is in post from `on`, or was at least the day before leaving.
  const fallback = leftOn !== null && leftOn <= on ? addDays(leftOn, -1) : on;
  return only ? [overlay(null, only, fallback)] : [];
}

/** Several dated rows are a history: each replaces the stretch of the same first day or is put in order. */
function mergeHistory(
  known: readonly RosterAssignment[],
  stated: readonly StatedAssignment[],
  on: string,
): RosterAssignment[] {
  const byDay = new Map<string | null, RosterAssignment>(known.map((each) => [each.fromOn, each]));
  for (const each of stated) byDay.set(each.fromOn, overlay(byDay.get(each.fromOn) ?? null, each, on));
  return inOrder([...byDay.values()]);
}

/**
 * One row tells where somebody is now; its day is either since when, or since when in the bureau at all. So:
 * - a day before everything known moves the beginning;
 * - same place (or a post where none was known): with one stretch only, its day is corrected;
 * - another place: a new stretch, from the stated day if that is later than the last one's, else from `on`
 *   (rosters keep the day of joining when people move); from a day not after the last one's it corrects that;
 * - back after having left: a new stretch.
 */
function mergeLatest(
  known: readonly RosterAssignment[],
  stated: StatedAssignment,
  on: string,
): readonly RosterAssignment[] {
  const { fromOn } = stated;
  const latest = known.at(-1)!;
  const begun = beginningAt(known, fromOn);
  const earlier = begun.slice(0, -1);
  const moved = { ...overlay(latest, stated, on), fromOn: begun.at(-1)!.fromOn };
  const isBack = fromOn !== null && latest.untilOn !== null && fromOn >= latest.untilOn;
  if (isBack) return [...known, { ...moved, fromOn }];
  const samePlace = latest.unit === moved.unit && (latest.post === null || latest.post === moved.post);
  if (samePlace) return [...earlier, known.length === 1 && fromOn !== null ? { ...moved, fromOn } : moved];
  const startsOn = fromOn !== null && fromOn > latest.fromOn ? fromOn : on;
  if (startsOn <= latest.fromOn) return [...earlier, moved];
  return inOrder([...begun, { ...moved, fromOn: startsOn, untilOn: null }]);
}

function beginningAt(known: readonly RosterAssignment[], day: string | null): readonly RosterAssignment[] {
  const first = known[0]!;
  return day !== null && day < first.fromOn ? [{ ...first, fromOn: day }, ...known.slice(1)] : known;
}

function overlay(known: RosterAssignment | null, stated: StatedAssignment, on: string): RosterAssignment {
  return {
    unit: stated.unit,
    post: stated.post ?? known?.post ?? null,
    fromOn: stated.fromOn ?? known?.fromOn ?? on,
    untilOn: stated.untilOn ?? known?.untilOn ?? null,
  };
}

/** Sorted by first day; no stretch reaches into the next. */
function inOrder(assignments: readonly RosterAssignment[]): RosterAssignment[] {
  const sorted = assignments.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  return sorted.map((each, i) => {
    const next = sorted[i + 1]?.fromOn ?? null;
    const untilOn = next !== null && (each.untilOn === null || each.untilOn > next) ? next : each.untilOn;
    return { ...each, untilOn };
  });
}

function isInOrder({ assignments }: RosterPerson): boolean {
  return assignments.every(({ untilOn, fromOn }, i) => {
    const next = assignments[i + 1];
    return (untilOn === null || fromOn < untilOn) && (!next || (untilOn !== null && untilOn <= next.fromOn));
  });
}

function differences(before: RosterPerson, after: RosterPerson): FieldChange[] {
  const [was, is] = [before.assignments.at(-1), after.assignments.at(-1)];
  const plain = plainFields.map((field) => ({ field, from: before[field], to: after[field] }));
  const place = placeFields.map((field) => ({ field, from: was?.[field] ?? null, to: is?.[field] ?? null }));
  const changes: FieldChange[] = [...plain, ...place].filter(({ from, to }) => from !== to);
  const [from, to] = [historyText(before), historyText(after)];
  if (from !== to) changes.push({ field: 'history', from, to });
  return changes;
}

/** A history in one line, `2019-01-30–2020-07-01 办公室 科员；2020-07-01– 质量发展科 科长`. */
function historyText({ assignments }: RosterPerson): string {
  return assignments
    .map(({ fromOn, untilOn, unit, post }) => `${fromOn}–${untilOn ?? ''} ${unit} ${post ?? ''}`.trim())
    .join('；');
}
