/** Routes of running a survey by their addresses, typed by the contract but without its schemas. */
import { address } from '#web/address.ts';
import type { surveyLifeRoutes } from '../survey-routes.contract.ts';

type Life = typeof surveyLifeRoutes;

export const askSurveys = address<Life['listSurveys']>('GET', '/api/surveys');
export const askStrata = address<Life['proposeStrata']>('GET', '/api/survey-strata');
export const draftSurvey = address<Life['draftSurvey']>('POST', '/api/surveys');
export const askSurvey = address<Life['readSurvey']>('GET', '/api/surveys/:surveyId');
export const changeSurvey = address<Life['changeSurvey']>('PUT', '/api/surveys/:surveyId');
export const checkSurvey = address<Life['checkSurvey']>('POST', '/api/surveys/:surveyId/check');
export const withdrawSurvey = address<Life['withdrawSurvey']>('POST', '/api/surveys/:surveyId/withdrawal');
export const makeKeys = address<Life['makeSurveyKeys']>('POST', '/api/surveys/:surveyId/keys');
export const setTallyKey = address<Life['setSurveyTallyKey']>('PUT', '/api/surveys/:surveyId/tally-key');
export const confirmShare = address<Life['confirmSurveyShare']>(
  'POST',
  '/api/surveys/:surveyId/share-receipts',
);
export const signSurvey = address<Life['signSurvey']>('POST', '/api/surveys/:surveyId/signatures');
export const unlockKeys = address<Life['unlockSurvey']>('POST', '/api/surveys/:surveyId/unlocking');
export const closeSurvey = address<Life['closeSurvey']>('POST', '/api/surveys/:surveyId/closure');
export const giveShare = address<Life['giveSurveyShare']>('POST', '/api/surveys/:surveyId/shares');
export const tallySurvey = address<Life['tallySurvey']>('POST', '/api/surveys/:surveyId/tally');
export const askForm = address<Life['readAnswerForm']>('GET', '/api/survey-forms/:bureauId/:surveyId');
export const fileComplaint = address<Life['fileComplaint']>(
  'POST',
  '/api/survey-complaints/:bureauId/:surveyId',
);
export const answerComplaint = address<Life['answerComplaint']>(
  'POST',
  '/api/surveys/:surveyId/complaints/:ballotId/answer',
);
export const askBulletin = address<Life['readSurveyBulletin']>('GET', '/api/surveys/:surveyId/bulletin');
export const makeEnvelopes = address<Life['makeEnvelopes']>('POST', '/api/surveys/:surveyId/envelopes');
export const attachStack = address<Life['attachStack']>('POST', '/api/surveys/:surveyId/stacks');
export const askVerifier = address<Life['readVerifier']>('GET', '/api/survey-verifier');
export const allowReissue = address<Life['allowSurveyReissue']>('POST', '/api/surveys/:surveyId/reissues');
export const tryCode = address<Life['tryCode']>('POST', '/api/survey-terminal/:bureauId/:surveyId/code');
export const castAtTerminal = address<Life['castAtTerminal']>(
  'POST',
  '/api/survey-terminal/:bureauId/:surveyId/answers',
);
