/** Answering without a name, shutting the box, and what everybody can check afterwards. */
import * as z from 'zod';
import { Day, Id, route } from '#platform/contract/index.ts';
import { Bulletin, Receipt, SignedManifest } from '#modules/ballot/ballot.contract.ts';
import { AnswerForm, SurveyView, surveyParams as params } from './survey-life.contract.ts';

const plan = { permit: 'survey/plan', params, reply: SurveyView } as const;
/** Asked without a session: the server does not learn who answers, checks or complains. */
export const openSurvey = {
  permit: 'anyone',
  params: params.extend({ bureauId: Id }),
  anonymous: true,
} as const;

export const closeRoutes = {
  readAnswerForm: route({
    method: 'GET',
    path: '/api/survey-forms/:bureauId/:surveyId',
    summary: {
      zh: '填答用：问卷和清单，不问是谁',
      en: 'For answering: questionnaire and manifests, asking nobody’s name',
    },
    ...openSurvey,
    reply: AnswerForm,
  }),
  closeSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/closure',
    summary: {
      zh: '关箱：公布公告、销毁发票钥、开始申诉期',
      en: 'Close: bulletin out, issuer keys destroyed, complaint window begins',
    },
    ...plan,
  }),
  readSurveyBulletin: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/bulletin',
    summary: { zh: '公告文件，供离线查票', en: 'The bulletin as a file, for checking offline' },
    permit: 'survey/read',
    params,
    reply: z.object({
      v: z.literal(1),
      title: z.string(),
      polls: z.array(
        z.object({ of: z.enum(['ratings', 'texts']), manifest: SignedManifest, bulletin: Bulletin }),
      ),
    }),
  }),
  readVerifier: route({
    method: 'GET',
    path: '/api/survey-verifier',
    summary: { zh: '离线查票页，一个 HTML 文件', en: 'The offline verifier, one HTML file' },
    permit: 'anyone',
    anonymous: true,
    reply: z.undefined(),
    download: true,
  }),
  fileComplaint: route({
    method: 'POST',
    path: '/api/survey-complaints/:bureauId/:surveyId',
    summary: {
      zh: '有回执而公告里没有：匿名申诉',
      en: 'A receipt without an entry in the bulletin: complain, namelessly',
    },
    ...openSurvey,
    body: z.object({ receipt: Receipt }),
    reply: z.object({ filedOn: Day }),
  }),
  answerComplaint: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/complaints/:ballotId/answer',
    summary: { zh: '见证人答复申诉', en: 'The witness answers a complaint' },
    permit: 'survey/keep-keys',
    params: params.extend({ ballotId: z.string().length(43) }),
    body: z.object({ answer: z.string().trim().min(4).max(500) }),
    reply: SurveyView,
  }),
};
