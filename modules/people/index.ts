/** The door of People: who is in the bureau, where they sit and where they come from, on any day. */
export type { LegacyAgency } from './agency.contract.ts';
export {
  findPerson,
  inPostOn,
  listLegacyAgencies,
  listPeopleOn,
  listUnits,
  type KnownPerson,
  type PersonInPost,
  type UnitInBureau,
} from './door.work.ts';
export { withDescendants } from './unit.rules.ts';
