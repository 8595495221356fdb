import { bureauItself, type Act } from '#platform/act/index.ts';
import { bind, type BoundRoute } from '#platform/module/index.ts';
import { answerForm } from './answer-form.work.ts';
import { surveyLifeRoutes } from './survey-routes.contract.ts';
import { verifierFile } from './client.work.ts';
import * as close from './survey-close.work.ts';
import * as keys from './survey-keys.work.ts';
import { attachStack, makeEnvelopes } from './survey-paper.work.ts';
import * as plan from './survey-plan.work.ts';
import { askTally } from './survey-opening.work.ts';
import { castAtTerminal, tryCode } from './terminal.work.ts';
import { listSurveys, readSurvey } from './survey-view.work.ts';

/** Does it, and answers the survey as it is then. */
async function seen(act: Act, surveyId: string, done: Promise<unknown>) {
  await done;
  return readSurvey(act, surveyId);
}

export const surveyLifeBoundRoutes: BoundRoute[] = bind(surveyLifeRoutes, {
  listSurveys: (act) => listSurveys(act),
  proposeStrata: (act, { query }) => plan.strataOn(act, query.rosterOn),
  draftSurvey: async (act, { body }) => readSurvey(act, await plan.draftSurvey(act, body)),
  readSurvey: (act, { params: { surveyId } }) => readSurvey(act, surveyId),
  changeSurvey: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, plan.changeSurvey(act, surveyId, body)),
  checkSurvey: (act, { params: { surveyId } }) => seen(act, surveyId, plan.checkSurvey(act, surveyId)),
  withdrawSurvey: (act, { params: { surveyId } }) => seen(act, surveyId, plan.withdrawSurvey(act, surveyId)),
  makeSurveyKeys: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.makeSurveyKeys(act, surveyId, body)),
  setSurveyTallyKey: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.setSurveyTallyKey(act, surveyId, body)),
  confirmSurveyShare: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.confirmSurveyShare(act, surveyId, body.shareHash)),
  signSurvey: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.signSurvey(act, surveyId, body)),
  unlockSurvey: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.unlockSurvey(act, surveyId, body)),
  allowSurveyReissue: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.allowSurveyReissue(act, surveyId, body)),
  closeSurvey: (act, { params: { surveyId } }) => seen(act, surveyId, close.closeSurvey(act, surveyId)),
  giveSurveyShare: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, keys.giveSurveyShare(act, surveyId, body.share)),
  tallySurvey: (act, { params: { surveyId } }) => seen(act, surveyId, askTally(act, surveyId)),
  // Without a session, so that the server does not learn whose receipt or whose answers they are.
  readAnswerForm: {
    outside: ({ params }, { runAct }) =>
      runAct(bureauItself(params.bureauId), (act) => answerForm(act, params.surveyId)),
  },
  fileComplaint: {
    outside: ({ params, body }, { runAct }) =>
      runAct(bureauItself(params.bureauId), (act) => close.fileComplaint(act, params.surveyId, body.receipt)),
  },
  answerComplaint: (act, { params: { surveyId, ballotId }, body }) =>
    seen(act, surveyId, close.answerComplaint(act, surveyId, ballotId, body.answer)),
  readSurveyBulletin: (act, { params: { surveyId } }) => close.surveyBulletin(act, surveyId),
  readVerifier: { outside: () => verifierFile() },
  tryCode: {
    outside: ({ params, body }, { runAct }) =>
      runAct(bureauItself(params.bureauId), (act) => tryCode(act, params.surveyId, body.code)),
  },
  castAtTerminal: {
    outside: ({ params, body }, { runAct }) =>
      runAct(bureauItself(params.bureauId), (act) => castAtTerminal(act, params.surveyId, body)),
  },
  makeEnvelopes: (act, { params: { surveyId } }) => makeEnvelopes(act, surveyId),
  attachStack: (act, { params: { surveyId }, body }) =>
    seen(act, surveyId, attachStack(act, surveyId, body.stackId)),
});
