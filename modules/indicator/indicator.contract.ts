import * as z from 'zod';
import { Day, Id, May, SayingShape, facts, refusals, route } from '#platform/contract/index.ts';
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

export const indicatorRefusals = refusals({
  'indicator/not-found': { status: 404, zh: '没有找到这个指标。', en: 'This indicator was not found.' },
  'indicator/name-taken': {
    status: 409,
    zh: '已经有叫“{name}”的指标了。',
    en: 'There is already an indicator called “{name}”.',
  },
  'indicator/unknown-kind': {
    status: 422,
    zh: '台账里没有“{kind}”这种记录，或者它不许用来统计。',
    en: 'The ledger knows no records “{kind}”, or they may not be asked about.',
  },
  'indicator/unknown-field': {
    status: 422,
    zh: '这种记录没有“{field}”这一项，或者它不是所要的类型。',
    en: 'These records have no field “{field}”, or it is of another type.',
  },
  'indicator/unknown-unit': {
    status: 422,
    zh: '所选单位里有机构里没有的。',
    en: 'One of the chosen units does not exist.',
  },
  'indicator/period-backwards': {
    status: 422,
    zh: '结束日要在开始日当天或之后。',
    en: 'The period must not end before it begins.',
  },
  'indicator/events-not-things': {
    status: 422,
    zh: '数记录得到的是次数，不能叫“{unit}”：同一个对象会数多次。请改用“不同的有几个”，或改成人次、户次、台次。',
    en: 'Counting records gives occasions, not “{unit}”: the same one would count many times. Ask how many different ones, or use a unit of occasions.',
  },
  'indicator/things-not-summed': {
    status: 422,
    zh: '“{unit}”不能逐条相加：同一个对象会加多次。请用最新值，或改成人次、户次、台次。',
    en: '“{unit}” cannot be added up over records: the same one would be added many times. Take the newest value, or a unit of occasions.',
  },
  'indicator/score-not-summed': {
    status: 422,
    zh: '“{unit}”只能取平均或最新值，不能相加，也不能计数。',
    en: '“{unit}” can be averaged or taken as it last was, not added up or counted.',
  },
  'indicator/units-differ': {
    status: 422,
    zh: '记录以“{declared}”计，不能当作“{unit}”相加。',
    en: 'These records count “{declared}”, which cannot be taken as “{unit}”.',
  },
  'indicator/different-things': {
    status: 422,
    zh: '不同的对象要用户、人、台或个、件这类单位，不能用“{unit}”。',
    en: 'Different ones are counted in units of things, not in “{unit}”.',
  },
  'indicator/retired': {
    status: 409,
    zh: '这个指标已经停用，请先恢复。',
    en: 'This indicator is retired; take that back first.',
  },
  'indicator/not-judged': {
    status: 409,
    zh: '这个指标由台账算出，不由人判断。',
    en: 'This indicator is computed from the ledger; nobody judges it.',
  },
  'indicator/unchanged': {
    status: 409,
    zh: '与现在的写法一样，没有什么要改。',
    en: 'It is written like this already.',
  },
});

const Named = z.object({ name: z.string() });
export const indicatorFacts = facts({
  'indicator/added': { zh: '登记了指标“{name}”', en: 'The indicator “{name}” was registered', data: Named },
  'indicator/changed': {
    zh: '修改了指标“{name}”（第 {version} 版）：{reason}',
    en: 'The indicator “{name}” was changed (version {version}): {reason}',
    data: Named.extend({ version: z.int(), reason: z.string() }),
  },
  'indicator/retired': { zh: '停用了指标“{name}”', en: 'The indicator “{name}” was retired', data: Named },
  'indicator/restored': {
    zh: '恢复了指标“{name}”',
    en: 'The indicator “{name}” was taken up again',
    data: Named,
  },
  'indicator/judged': {
    zh: '判断指标“{name}”：{said}',
    en: 'The indicator “{name}” was judged: {saidEn}',
    data: Named.extend({ verdict: Verdict, said: z.string(), saidEn: z.string(), evidence: z.string() }),
    askable: false,
  },
});
