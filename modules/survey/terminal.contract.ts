/** A shared terminal: whoever holds the code of an envelope types it there and answers, signed in as nobody. */
import * as z from 'zod';
import { route } from '#platform/contract/index.ts';
import { openSurvey } from './survey-close.contract.ts';

/** As printed or as typed: blanks, dashes and case do not count. */
const Code = z.string().trim().min(1).max(60);

export const terminalRoutes = {
  tryCode: route({
    method: 'POST',
    path: '/api/survey-terminal/:bureauId/:surveyId/code',
    summary: {
      zh: '共用终端：信封里的代码还能不能用',
      en: 'The shared terminal: whether the code of an envelope can still be used',
    },
    ...openSurvey,
    body: z.object({ code: Code }),
    reply: z.object({ isGood: z.literal(true) }),
  }),
  castAtTerminal: route({
    method: 'POST',
    path: '/api/survey-terminal/:bureauId/:surveyId/answers',
    summary: {
      zh: '共用终端：凭信封里的代码交上封好的答卷，一码一份',
      en: 'The shared terminal: hand in sealed answers under the code of an envelope, once',
    },
    ...openSurvey,
    // Two polls' payloads of 100,000 bytes as base64.
    body: z.object({ code: Code, enc: z.base64url().max(280_000) }),
    reply: z.object({ isTaken: z.literal(true) }),
  }),
};
