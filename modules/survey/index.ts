/** The door of Survey. Running surveys stands inside this module and needs no door. */
export type { Questionnaire } from './questionnaire.contract.ts';
export { findVersion, lockVersion, type UsedVersion } from './draft.work.ts';
