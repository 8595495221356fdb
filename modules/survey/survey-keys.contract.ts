/** What keepers and trustees do: issuer keys, tally key, signatures, shares, opening the box. */
import * as z from 'zod';
import { Id, route } from '#platform/contract/index.ts';
import { Hash, Role } from '#modules/ballot/ballot.contract.ts';
import { TallyKey } from '#modules/ballot/poll.contract.ts';
import { SurveyView, surveyParams as params } from './survey-life.contract.ts';

const Keeping = z.object({ role: Role, passphrase: z.string().max(200) });
const keep = { permit: 'survey/keep-keys', params, reply: SurveyView } as const;

export const keyRoutes = {
  makeSurveyKeys: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/keys',
    summary: { zh: '保管人生成发票钥，用口令封存', en: 'A keeper makes issuer keys under a passphrase' },
    ...keep,
    body: Keeping,
  }),
  setSurveyTallyKey: route({
    method: 'PUT',
    path: '/api/surveys/:surveyId/tally-key',
    summary: {
      zh: '登记计票公钥；分存钥不离开监督人',
      en: 'Register the public tally key; shares stay with the trustees',
    },
    ...keep,
    body: TallyKey,
  }),
  confirmSurveyShare: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/share-receipts',
    summary: {
      zh: '监督人确认收到自己的一份分存钥（只交校验值）',
      en: 'A trustee confirms to hold the own share, by its hash alone',
    },
    ...keep,
    body: z.object({ shareHash: Hash }),
  }),
  signSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/signatures',
    summary: { zh: '保管人签署清单', en: 'A keeper signs the manifest' },
    ...keep,
    body: Keeping,
  }),
  unlockSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/unlocking',
    summary: { zh: '保管人解锁发票钥，只在内存里', en: 'A keeper unlocks issuer keys, in memory alone' },
    ...keep,
    body: Keeping,
  }),
  allowSurveyReissue: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/reissues',
    summary: {
      zh: '同意给一个人补发一次票；两位保管人都同意才算',
      en: 'Allow one person a second token; both keepers must',
    },
    ...keep,
    body: z.object({ role: Role, personId: Id }),
  }),
  giveSurveyShare: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/shares',
    summary: { zh: '监督人交出分存钥，只在内存里', en: 'A trustee gives a share, kept in memory alone' },
    ...keep,
    body: z.object({ share: z.string().length(44) }),
  }),
  tallySurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/tally',
    summary: { zh: '两位监督人到齐后开箱', en: 'Open the box once two trustees have given their shares' },
    ...keep,
  }),
};
