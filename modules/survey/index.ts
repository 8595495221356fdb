/** The door of Survey: questionnaires, the acts of a survey's life, and its opened answers for those who count them. */
export type { Questionnaire } from './questionnaire.contract.ts';
export { findVersion, lockVersion, type UsedVersion } from './draft.work.ts';
export { checkSurvey, draftSurvey } from './survey-plan.work.ts';
export {
  giveSurveyShare,
  makeSurveyKeys,
  confirmSurveyShare,
  setSurveyTallyKey,
  signSurvey,
  unlockSurvey,
} from './survey-keys.work.ts';
export { closeSurvey, destroySurvey, fileComplaint, surveyBulletin } from './survey-close.work.ts';
export { answersOf, tallySurvey, type OpenedSurvey } from './survey-tally.work.ts';
export { readSurvey } from './survey-view.work.ts';
