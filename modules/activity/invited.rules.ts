/** The chosen units and everything below them. */
export function unitsBelow(
  chosen: readonly string[],
  units: readonly { unitId: string; parentId: string | null }[],
): Set<string> {
  const taken = new Set(chosen);
  const below = Map.groupBy(units, ({ parentId }) => parentId);
  // A set that grows while it is walked is walked to its new end.
  for (const unitId of taken) for (const unit of below.get(unitId) ?? []) taken.add(unit.unitId);
  return taken;
}
