/** Stands for “since before anything is known” where a unit needs a first day. */
export const sinceEver = '0001-01-01';

export interface Hanging {
  unitId: string;
  parentId: string | null;
  kind: string;
}

/**
 * The part of the bureau that each unit belongs to: itself or the ancestor right below the root.
 * The root (kind `bureau`) belongs to itself; a unit whose parent is missing is a part of its own.
 */
export function topUnitsOf(units: readonly Hanging[]): Map<string, string> {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const topOf = (unit: Hanging): string => {
    let here = unit;
    for (let depth = 0; depth < units.length; depth++) {
      const parent = here.parentId === null ? undefined : byId.get(here.parentId);
      if (!parent || parent.kind === 'bureau') break;
      here = parent;
    }
    return here.unitId;
  };
  return new Map(units.map((unit) => [unit.unitId, topOf(unit)]));
}

/** A unit and everything below it. */
export function withDescendants(units: readonly Hanging[], unitId: string): Set<string> {
  const found = new Set([unitId]);
  let grown = true;
  while (grown) {
    const before = found.size;
    for (const unit of units) if (unit.parentId !== null && found.has(unit.parentId)) found.add(unit.unitId);
    grown = found.size > before;
  }
  return found;
}

/** Why a unit cannot hang below another: it would become its own ancestor. */
export const whyNotUnder = (units: readonly Hanging[], unitId: string, parentId: string): 'circle' | null =>
  withDescendants(units, unitId).has(parentId) ? 'circle' : null;

export interface Span {
  from_on: string;
  until_on: string | null;
}

/**
 * Lays a new state over a history from a day on: the span that holds on that day ends there,
 * later ones are gone. Spans are half-open and in order.
 */
export function fromDayOn<T extends Span>(history: readonly T[], state: T): T[] {
  const earlier = history.filter((span) => span.from_on < state.from_on);
  return [
    ...earlier.map((span) =>
      span.until_on === null || span.until_on > state.from_on ? { ...span, until_on: state.from_on } : span,
    ),
    state,
  ];
}
