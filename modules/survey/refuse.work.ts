import { refuser } from '#platform/refuse/index.ts';
import { surveyRefusals } from './survey.contract.ts';

export const refuseSurvey = refuser(surveyRefusals);
