import { refuser } from '#platform/refuse/index.ts';
import { surveyRefusals } from './survey.contract.ts';
import { surveyLifeRefusals } from './survey-sayings.contract.ts';
import { resultRefusals } from './text.contract.ts';

export const refuseSurvey = refuser({ ...surveyRefusals, ...surveyLifeRefusals, ...resultRefusals });
