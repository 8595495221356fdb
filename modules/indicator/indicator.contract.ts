import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { UnitOfMeasure } from '#platform/contract/measure.ts';
import { Direction, IndicatorContent, Question } from './question.contract.ts';

export const verdicts = {
  met: { zh: '达到', en: 'met' },
  partly: { zh: '部分达到', en: 'partly met' },
  'not-met': { zh: '没有达到', en: 'not met' },
  'cannot-tell': { zh: '说不准', en: 'cannot tell' },
} as const;
export const Verdict = z.enum(Object.keys(verdicts) as [keyof typeof verdicts]);

export const Judgment = z.object({
  verdict: Verdict,
  /** Who judged; null to those who may not read the ledger. */
  by: z.string().nullable(),
  on: Day,
  evidence: z.string(),
});
export type Judgment = z.output<typeof Judgment>;

/** What the ledger says to a question on a day. */
export const Answer = z.object({
  /** In the unit as shown (万元 for money, percent for a share); null where it cannot be told or is protected. */
  value: z.number().nullable(),
  unit: UnitOfMeasure.nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** Records behind it; null where they are protected. */
  nFacts: z.int().nullable(),
  judged: Judgment.nullable(),
  /** Why there is no value: nothing recorded, fewer than five people, not judged yet. */
  cannotTell: SayingShape.nullable(),
  /** E.g. that the rule matches nothing at all. */
  warnings: z.array(SayingShape),
  /** Whether the target is reached; null without target or value. */
  met: z.boolean().nullable(),
  /** How much of the target, 0…1; null without target or value, and where less is better: then only `met` is known. */
  reached: z.number().nullable(),
  /** The days asked about; null: since ever. */
  from: Day.nullable(),
  to: Day,
});
export type Answer = z.output<typeof Answer>;

export const FactLine = z.object({
  id: Id,
  seq: z.int(),
  kind: z.string(),
  sentence: SayingShape,
  on: Day,
  unitName: z.string().nullable(),
  quantity: z.number().nullable(),
  /** Null to those who may not read the ledger, and where the fact is about a person. */
  actor: z.string().nullable(),
  hash: z.string(),
});
export type FactLine = z.output<typeof FactLine>;

export const IndicatorLine = z.object({
  id: Id,
  name: z.string(),
  sentence: SayingShape,
  direction: Direction,
  target: z.number().nullable(),
  answer: Answer,
  retiredOn: Day.nullable(),
});
export type IndicatorLine = z.output<typeof IndicatorLine>;

export const IndicatorView = IndicatorLine.extend({
  content: IndicatorContent,
  caveat: z.string(),
  version: z.int(),
  versions: z.array(
    z.object({
      version: z.int(),
      changedOn: Day,
      changedBy: z.string().nullable(),
      reason: z.string(),
      sentence: SayingShape,
    }),
  ),
  judgments: z.array(Judgment),
  may: z.object({ change: May, judge: May, retire: May }),
});
export type IndicatorView = z.output<typeof IndicatorView>;

const FieldView = z.object({
  name: z.string(),
  type: z.enum(['text', 'number', 'boolean', 'choice', 'list']),
  choices: z.array(z.string()),
  label: SayingShape,
});

const KindView = z.object({
  kind: z.string(),
  words: SayingShape,
  unit: z.union([UnitOfMeasure, z.literal('in-data')]).nullable(),
  fields: z.array(FieldView),
  /** How many of them the ledger holds. */
  n: z.int(),
});
export type KindView = z.output<typeof KindView>;

const params = z.object({ indicatorId: Id });
const one = { permit: 'indicator/change', params, reply: IndicatorView } as const;
const Reason = z.string().trim().min(2).max(200);

export const indicatorRoutes = {
  listIndicators: route({
    method: 'GET',
    path: '/api/indicators',
    summary: { zh: '指标登记册：问法、答数、目标', en: 'Register of indicators with their answers' },
    permit: 'indicator/read',
    reply: z.object({ indicators: z.array(IndicatorLine), may: z.object({ add: May }) }),
  }),
  readIndicator: route({
    method: 'GET',
    path: '/api/indicators/:indicatorId',
    summary: {
      zh: '一个指标：一句话、答数、历次修改',
      en: 'An indicator, its sentence, answer and versions',
    },
    permit: 'indicator/read',
    params,
    reply: IndicatorView,
  }),
  listIndicatorFacts: route({
    method: 'GET',
    path: '/api/indicators/:indicatorId/facts',
    summary: { zh: '指标背后的记录（新的在前）', en: 'The records behind an indicator, newest first' },
    permit: 'indicator/read',
    params,
    query: z.object({ before: z.coerce.number().int().positive().optional() }),
    reply: z.object({ facts: z.array(FactLine), withheld: SayingShape.nullable() }),
  }),
  listQuestionWords: route({
    method: 'GET',
    path: '/api/indicator-words',
    summary: {
      zh: '问法里能用的词：记录种类、字段、单位',
      en: 'Words for questions: kinds of facts, fields, units',
    },
    permit: 'indicator/change',
    reply: z.object({
      kinds: z.array(KindView),
      units: z.array(z.object({ id: Id, name: z.string(), parentId: Id.nullable() })),
    }),
  }),
  listMarks: route({
    method: 'GET',
    path: '/api/indicator-marks',
    summary: { zh: '这些记录里用过的专项和标签', en: 'Campaigns and tags that these records carry' },
    permit: 'indicator/change',
    /** Kinds of records, with commas between them. */
    query: z.object({ kinds: z.string().max(600) }),
    reply: z.object({ campaigns: z.array(z.string()), tags: z.array(z.string()) }),
  }),
  previewQuestion: route({
    method: 'POST',
    path: '/api/indicator-preview',
    summary: {
      zh: '边写边看：一句话、答数、匹配的记录',
      en: 'Preview of a question: sentence, answer, matching records',
    },
    permit: 'indicator/change',
    body: z.object({ question: Question, direction: Direction, target: IndicatorContent.shape.target }),
    reply: z.object({
      sentence: SayingShape,
      answer: Answer,
      facts: z.array(FactLine),
      /** Why it could not be saved like this. */
      whyNot: SayingShape.nullable(),
    }),
  }),
  addIndicator: route({
    method: 'POST',
    path: '/api/indicators',
    summary: { zh: '登记一个指标', en: 'Register an indicator' },
    permit: 'indicator/change',
    body: IndicatorContent,
    reply: IndicatorView,
  }),
  changeIndicator: route({
    method: 'PUT',
    path: '/api/indicators/:indicatorId',
    summary: { zh: '修改指标，旧版留着', en: 'Change an indicator; the version before stays' },
    ...one,
    body: z.object({ content: IndicatorContent, reason: Reason }),
  }),
  retireIndicator: route({
    method: 'POST',
    path: '/api/indicators/:indicatorId/retirement',
    summary: { zh: '停用或恢复指标', en: 'Retire an indicator, or take that back' },
    ...one,
    body: z.object({ retired: z.boolean() }),
  }),
  judgeIndicator: route({
    method: 'POST',
    path: '/api/indicators/:indicatorId/judgments',
    summary: { zh: '作出判断，写明依据', en: 'Judge what cannot be computed, on stated evidence' },
    permit: 'indicator/judge',
    params,
    body: z.object({ verdict: Verdict, evidence: z.string().trim().min(4).max(500) }),
    reply: IndicatorView,
  }),
};
