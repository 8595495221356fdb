import type { RosterProblem, RosterRow, StatedAssignment, StatedPerson } from './roster-shape.rules.ts';

/** How a problem of a row finds its cell again. */
export type RowPlace = (row: RosterRow, field: 'staffNo' | 'name' | 'legacy' | 'leftOn') => RosterProblem;

export interface Persons {
  readonly persons: StatedPerson[];
  /** The rows that stand behind the persons, in the order of the file. */
  readonly rows: RosterRow[];
  readonly problems: RosterProblem[];
}

/**
 * Rows of one staff number become one person with assignments in order of time. Several rows need different
 * joining days; a row without one, or with the same as an earlier row, is left out. Rows that give one number
 * two names are all left out: nobody can tell which of them is right.
 */
export function groupPersons(rows: readonly RosterRow[], place: RowPlace): Persons {
  const groups = new Map<string, RosterRow[]>();
  for (const row of rows) groups.set(row.staffNo, [...(groups.get(row.staffNo) ?? []), row]);
  const problems: RosterProblem[] = [];
  const kept = new Set<RosterRow>();
  const persons: StatedPerson[] = [];
  for (const group of groups.values()) {
    const report: Report = (row, field, code, expected) =>
      void problems.push({ ...place(row, field), code, expected });
    const sound = group.length === 1 ? group : soundRows(group, report);
    if (sound.length === 0) continue;
    for (const row of sound) kept.add(row);
    persons.push(personOf(sound));
  }
  return { persons, rows: rows.filter((row) => kept.has(row)), problems };
}

type Report = (
  row: RosterRow,
  field: Parameters<RowPlace>[1],
  code: RosterProblem['code'],
  expected: string,
) => void;

function soundRows(group: readonly RosterRow[], report: Report): RosterRow[] {
  const names = new Set(group.map((row) => row.name));
  if (names.size > 1) {
    for (const row of group) report(row, 'name', 'people/staff-no-two-names', [...names].join('、'));
    return [];
  }
  return withoutOverlaps(withoutRepeats(group, report), report);
}

function withoutRepeats(group: readonly RosterRow[], report: Report): RosterRow[] {
  const [first] = group;
  const byDay = new Map<string | null, RosterRow>();
  for (const row of group) {
    const earlier = byDay.get(row.joinedOn) ?? (row.joinedOn === null ? first : undefined);
    if (earlier && earlier !== row) report(row, 'staffNo', 'people/staff-no-repeated', String(earlier.row));
    else if (row.legacy !== first!.legacy) report(row, 'legacy', 'people/legacy-differs', String(first!.row));
    else byDay.set(row.joinedOn, row);
  }
  // A first row without a day cannot be put in order with the others.
  if (byDay.size > 1 && byDay.has(null)) {
    const undated = byDay.get(null)!;
    byDay.delete(null);
    report(undated, 'staffNo', 'people/staff-no-repeated', String([...byDay.values()][0]!.row));
  }
  return [...byDay.values()].sort((a, b) => ((a.joinedOn ?? '') < (b.joinedOn ?? '') ? -1 : 1));
}

function withoutOverlaps(rows: readonly RosterRow[], report: Report): RosterRow[] {
  return rows.filter((row, i) => {
    const next = rows[i + 1];
    const overlaps = next?.joinedOn && row.leftOn && row.leftOn > next.joinedOn;
    if (overlaps) report(row, 'leftOn', 'people/assignments-overlap', next.joinedOn!);
    return !overlaps;
  });
}

function personOf(rows: readonly RosterRow[]): StatedPerson {
  const last = rows.at(-1)!;
  const latest = <T>(pick: (row: RosterRow) => T | null): T | null =>
    rows.reduce<T | null>((found, row) => pick(row) ?? found, null);
  return {
    staffNo: last.staffNo,
    name: last.name,
    legacy: last.legacy,
    postType: latest((row) => row.postType),
    grade: latest((row) => row.grade),
    phone: latest((row) => row.phone),
    order: latest((row) => row.order),
    active: last.active,
    leftOn: last.leftOn,
    assignments: rows.map((row, i) => assignmentOf(row, rows[i + 1] ?? null)),
    rows: rows.map((row) => row.row),
  };
}

function assignmentOf(row: RosterRow, next: RosterRow | null): StatedAssignment {
  const { unit, post, joinedOn, leftOn } = row;
  return { unit, post, fromOn: joinedOn, untilOn: leftOn ?? next?.joinedOn ?? null };
}
