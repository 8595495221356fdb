import * as z from 'zod';
import { SayingShape, route } from '#platform/contract/index.ts';
import { Code, OptionCode, Wording } from './questionnaire.contract.ts';

export const ScaleItem = z.object({
  code: OptionCode,
  text: Wording,
  /** Agreement speaks against the scale: scored from the other end. */
  reversed: z.boolean(),
});
export type ScaleItem = z.output<typeof ScaleItem>;

/** A short scale of our own. A version's wording never changes: a better wording is the next version. */
export const Scale = z.object({
  code: Code,
  version: z.int(),
  name: SayingShape,
  about: SayingShape,
  /** Whether a high value is good or bad. */
  highIs: z.enum(['good', 'bad']),
  /** Answers from the lowest to the highest. */
  columns: z.array(z.object({ code: OptionCode, text: Wording })),
  items: z.array(ScaleItem),
  source: SayingShape,
  licence: SayingShape,
  scoring: SayingShape,
});
export type Scale = z.output<typeof Scale>;

export const scaleRoutes = {
  listScales: route({
    method: 'GET',
    path: '/api/survey-scales',
    summary: { zh: '量表库：题目、来源和计分', en: 'The bank of scales: items, source and scoring' },
    permit: 'survey/read',
    reply: z.array(Scale),
  }),
};
