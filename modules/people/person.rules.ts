import type { Assignment } from './person.data.ts';

/** Why a step in somebody's history cannot be taken. */
export type WhyNotStep =
  | { code: 'people/left-already'; facts: { on: string } }
  | { code: 'people/not-yet-joined'; facts: { on: string } }
  | { code: 'people/later-history'; facts: { on: string } }
  | { code: 'people/already-away'; facts: { on: string } }
  | { code: 'people/not-away'; facts: Record<string, never> }
  | { code: 'people/span-backwards'; facts: Record<string, never> };

export interface Course {
  joinedOn: string;
  leftOn: string | null;
  history: readonly Assignment[];
}

export const isSeat = (span: Assignment): boolean => span.kind === 'appointed' || span.kind === 'transfer';

export const holdsOn = (span: Pick<Assignment, 'fromOn' | 'untilOn'>, day: string): boolean =>
  span.fromOn <= day && (span.untilOn === null || span.untilOn > day);

export const seatOn = (history: readonly Assignment[], day: string): Assignment | undefined =>
  history.find((span) => isSeat(span) && holdsOn(span, day));

export const awayOn = (history: readonly Assignment[], day: string): Assignment | undefined =>
  history.find((span) => !isSeat(span) && holdsOn(span, day));

const ordered = (history: readonly Assignment[]): Assignment[] =>
  history.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : a.fromOn > b.fromOn ? 1 : isSeat(a) ? -1 : 1));

/** Whether someone is there on that day to take a step at all. */
function whyNotPresent(course: Course, day: string): WhyNotStep | null {
  if (day < course.joinedOn) return { code: 'people/not-yet-joined', facts: { on: course.joinedOn } };
  if (course.leftOn !== null && day >= course.leftOn)
    return { code: 'people/left-already', facts: { on: course.leftOn } };
  return null;
}

/** A transfer must not come before the last move: later history would have to be invented. */
export function whyNotTransfer(course: Course, on: string): WhyNotStep | null {
  const later = course.history.find((span) => isSeat(span) && span.fromOn > on);
  return (
    whyNotPresent(course, on) ??
    (later ? { code: 'people/later-history', facts: { on: later.fromOn } } : null)
  );
}

/** The seat that holds on that day ends there and the new one begins; on its first day it is corrected. */
export function transferred(
  history: readonly Assignment[],
  to: Pick<Assignment, 'unitId' | 'post' | 'rank' | 'postType'> & { on: string },
): Assignment[] {
  const before = seatOn(history, to.on);
  const kept = history.filter((span) => !isSeat(span) || span.fromOn < to.on);
  const cut = kept.map((span) => (isSeat(span) && holdsOn(span, to.on) ? { ...span, untilOn: to.on } : span));
  const kind = before?.fromOn === to.on ? before.kind : 'transfer';
  const { on, ...place } = to;
  return ordered([...cut, { kind, ...place, fromOn: on, untilOn: before?.untilOn ?? null }]);
}

/** Nobody is lent out or on leave twice at once. */
export function whyNotAway(
  course: Course,
  span: { fromOn: string; untilOn: string | null },
): WhyNotStep | null {
  if (span.untilOn !== null && span.untilOn <= span.fromOn)
    return { code: 'people/span-backwards', facts: {} };
  const clash = course.history.find(
    (other) =>
      !isSeat(other) &&
      (other.untilOn === null || other.untilOn > span.fromOn) &&
      (span.untilOn === null || span.untilOn > other.fromOn),
  );
  if (clash) return { code: 'people/already-away', facts: { on: clash.fromOn } };
  return whyNotPresent(course, span.fromOn);
}

export const sentAway = (
  history: readonly Assignment[],
  span: Omit<Assignment, 'kind'> & { kind: 'secondment' | 'leave' },
): Assignment[] => ordered([...history, span]);

/** Somebody away on the day before can come back on a day; one who never went cannot. */
export function whyNotReturn(course: Course, on: string): WhyNotStep | null {
  return course.history.some(
    (span) => !isSeat(span) && (span.untilOn === null || span.untilOn >= on) && span.fromOn <= on,
  )
    ? null
    : { code: 'people/not-away', facts: {} };
}

/** The absence ends on that day; one that would have begun on that day is taken out. */
export const returned = (history: readonly Assignment[], on: string): Assignment[] =>
  history.flatMap((span) => {
    if (isSeat(span) || !(span.fromOn <= on && (span.untilOn === null || span.untilOn >= on))) return [span];
    return span.fromOn === on ? [] : [{ ...span, untilOn: on }];
  });

export function whyNotDepart(course: Course, on: string): WhyNotStep | null {
  if (course.leftOn !== null) return { code: 'people/left-already', facts: { on: course.leftOn } };
  if (on <= course.joinedOn) return { code: 'people/not-yet-joined', facts: { on: course.joinedOn } };
  const later = course.history.find((span) => span.fromOn >= on);
  return later ? { code: 'people/later-history', facts: { on: later.fromOn } } : null;
}

/** All that still holds ends on the day of leaving. */
export const departed = (history: readonly Assignment[], on: string): Assignment[] =>
  history
    .filter((span) => span.fromOn < on)
    .map((span) => (span.untilOn === null || span.untilOn > on ? { ...span, untilOn: on } : span));

/** What is wrong with a history as a whole; null if it is in order. Used wherever one is stored. */
export function faultOfHistory(history: readonly Assignment[]): 'backwards' | 'overlap' | null {
  if (history.some((span) => span.untilOn !== null && span.untilOn <= span.fromOn)) return 'backwards';
  for (const layer of [history.filter(isSeat), history.filter((span) => !isSeat(span))]) {
    const inOrder = ordered(layer);
    if (inOrder.some((span, i) => i > 0 && (inOrder[i - 1]!.untilOn ?? '9999') > span.fromOn))
      return 'overlap';
  }
  return null;
}
