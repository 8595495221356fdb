/** All routes of running a survey, by who walks them. */
import { closeRoutes } from './survey-close.contract.ts';
import { keyRoutes } from './survey-keys.contract.ts';
import { surveyPaperRoutes } from './survey-paper.contract.ts';
import { planRoutes } from './survey-plan.contract.ts';
import { terminalRoutes } from './terminal.contract.ts';

export const surveyLifeRoutes = {
  ...planRoutes,
  ...keyRoutes,
  ...closeRoutes,
  ...surveyPaperRoutes,
  ...terminalRoutes,
};
