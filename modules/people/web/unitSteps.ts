import { unitRoutes } from '../unit.contract.ts';

/** What can happen to a unit, and the route that records it. */
export const unitStepRoutes = {
  rename: unitRoutes.renameUnit,
  move: unitRoutes.moveUnit,
  place: unitRoutes.placeUnit,
  close: unitRoutes.closeUnit,
} as const;

export type UnitStep = keyof typeof unitStepRoutes;

export const unitSteps = Object.keys(unitStepRoutes) as UnitStep[];

export interface UnitGiven {
  name: string;
  shortName: string;
  parentId: string;
  building: string;
  floor: number | null;
  on: string;
}

/** The body that the step's route takes. */
export function unitBodyOf(step: UnitStep, given: UnitGiven): object {
  const { name, shortName, parentId, building, floor, on } = given;
  if (step === 'rename') return { name, on, ...(shortName ? { shortName } : {}) };
  if (step === 'move') return { parentId: parentId || null, on };
  return step === 'place' ? { building, floor, on } : { on };
}
