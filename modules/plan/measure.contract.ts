/** A measure of the plan: what is promised, by whom, until when, and by which questions to the ledger it is judged. */
import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { UnitOfMeasure } from '#platform/contract/measure.ts';
import { Answer, FactLine } from '#modules/indicator/indicator.contract.ts';

export const integrations = {
  politics: { zh: '政治建设', en: 'Political building' },
  reform: { zh: '改革创新', en: 'Reform and innovation' },
  enforcement: { zh: '执法监管', en: 'Enforcement and supervision' },
  quality: { zh: '高质量发展', en: 'High-quality development' },
} as const;
export const Integration = z.enum(Object.keys(integrations) as [keyof typeof integrations]);
export const StrandCode = z.string().regex(/^[a-z0-9-]{1,20}$/);
export const Cell = z.object({ integration: Integration, strand: StrandCode });
export type Cell = z.output<typeof Cell>;

export const riskLevels = {
  low: { zh: '低', en: 'low' },
  middle: { zh: '中', en: 'middle' },
  high: { zh: '高', en: 'high' },
} as const;

export const Milestone = z.object({ name: z.string().trim().min(1).max(40), dueOn: Day });
/** An indicator, and the target that this measure sets it; null: the indicator's own. */
export const EvidenceRule = z.object({
  indicatorId: Id,
  target: z.number().min(0).max(1e12).nullable().default(null),
});

export const MeasureContent = z.object({
  /** Place in the plan: `1`, `2` … in the order of the 任务分解表. */
  number: z.int().min(1).max(9999),
  title: z.string().trim().min(2).max(80),
  text: z.string().trim().max(2000).default(''),
  cells: z.array(Cell).min(1).max(40),
  leadUnitId: Id,
  supportUnitIds: z.array(Id).max(40).default([]),
  /** The responsible leader; null: not named yet. */
  leaderId: Id.nullable().default(null),
  startsOn: Day,
  endsOn: Day,
  milestones: z.array(Milestone).max(20).default([]),
  /** Measures of the same plan that must be done before. */
  dependsOn: z.array(Id).max(20).default([]),
  /** Hours asked of units, over the whole span. */
  hours: z
    .array(z.object({ unitId: Id, hours: z.number().min(0).max(100_000) }))
    .max(40)
    .default([]),
  risk: z
    .object({ level: z.enum(['low', 'middle', 'high']), text: z.string().trim().max(300) })
    .default({ level: 'low', text: '' }),
  /** All of them must reach their targets. */
  evidence: z.array(EvidenceRule).max(8).default([]),
  /** What the measure is for: indicators that should not worsen while it is carried out. */
  watches: z.array(Id).max(8).default([]),
});
export type MeasureContent = z.output<typeof MeasureContent>;

export const lamps = {
  waiting: { zh: '未开始', en: 'not begun' },
  'on-track': { zh: '正常', en: 'on track' },
  behind: { zh: '偏慢', en: 'behind' },
  overdue: { zh: '逾期', en: 'overdue' },
  reached: { zh: '到位待核', en: 'reached, to be checked' },
  done: { zh: '办结', en: 'done' },
  cancelled: { zh: '取消', en: 'cancelled' },
  'cannot-tell': { zh: '说不准', en: 'cannot tell' },
} as const;
export const Lamp = z.enum(Object.keys(lamps) as [keyof typeof lamps]);
export type Lamp = z.output<typeof Lamp>;

export const delayReasons = {
  waiting: { zh: '等上级或别的单位', en: 'waiting for others' },
  people: { zh: '人手不够', en: 'too few hands' },
  money: { zh: '经费未到', en: 'money has not come' },
  scope: { zh: '任务内容有变', en: 'the task has changed' },
  outside: { zh: '外部原因', en: 'outside causes' },
  evidence: { zh: '已做，记录还没跟上', en: 'done, records lag behind' },
  other: { zh: '其他', en: 'other' },
} as const;
export const DelayReason = z.enum(Object.keys(delayReasons) as [keyof typeof delayReasons]);

export const MeasureState = z.enum(['open', 'claimed', 'done', 'cancelled']);
export type MeasureState = z.output<typeof MeasureState>;

/** Computed from the ledger whenever it is asked; stored nowhere. */
export const Progress = z.object({
  lamp: Lamp,
  /** Why the lamp is as it is, in one sentence. */
  because: SayingShape,
  /** Mean of how far each rule has come, 0…1; null where none can be told. */
  share: z.number().nullable(),
  nMet: z.int(),
  nRules: z.int(),
  nOverdueMilestones: z.int(),
});
export type Progress = z.output<typeof Progress>;

export const Delay = z.object({ reason: DelayReason, text: z.string(), expectedOn: Day.nullable(), on: Day });
export type Delay = z.output<typeof Delay>;
export const Objection = z.object({
  id: Id,
  text: z.string(),
  by: z.string().nullable(),
  on: Day,
  withdrawnOn: Day.nullable(),
});

export const MeasureLine = z.object({
  id: Id,
  content: MeasureContent,
  state: MeasureState,
  progress: Progress,
  delay: Delay.nullable(),
  nObjections: z.int(),
  doneOn: Day.nullable(),
});
export type MeasureLine = z.output<typeof MeasureLine>;

export const Check = z.object({
  checkId: Id,
  claimedBy: z.string(),
  claimedOn: Day,
  /** Of the draw; with it anybody draws the same records again. */
  seed: z.int(),
  nFacts: z.int(),
  sample: z.array(FactLine),
  checkedBy: z.string().nullable(),
  checkedOn: Day.nullable(),
  verdict: z.enum(['confirmed', 'refused']).nullable(),
  /** Records of the sample that did not hold, and what was said of them. */
  faults: z.array(z.object({ factId: Id, note: z.string() })),
  note: z.string(),
});
export type Check = z.output<typeof Check>;

export const SourceLink = z.object({
  /** `survey/finding`, `meeting/decision` … */
  kind: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  id: z.string().min(1).max(80),
  title: z.string().min(1).max(200),
});
export type SourceLink = z.output<typeof SourceLink>;

export const MeasureView = MeasureLine.extend({
  planId: Id,
  planName: z.string(),
  leadUnit: z.string(),
  supportUnits: z.array(z.string()),
  leader: z.string().nullable(),
  rules: z.array(
    z.object({
      indicatorId: Id,
      name: z.string(),
      sentence: SayingShape,
      target: z.number().nullable(),
      answer: Answer,
      /** The newest records behind the answer. */
      facts: z.array(FactLine),
    }),
  ),
  watches: z.array(
    z.object({
      indicatorId: Id,
      name: z.string(),
      sentence: SayingShape,
      before: Answer,
      since: Answer,
      worse: z.boolean().nullable(),
    }),
  ),
  milestones: z.array(Milestone.extend({ doneOn: Day.nullable() })),
  notes: z.array(FactLine),
  objections: z.array(Objection),
  checks: z.array(Check),
  sources: z.array(SourceLink),
  cancelled: z.object({ on: Day, reason: z.string() }).nullable(),
  may: z.object({
    change: May,
    remove: May,
    note: May,
    explain: May,
    claim: May,
    check: May,
    cancel: May,
    object: May,
  }),
});
export type MeasureView = z.output<typeof MeasureView>;

const params = z.object({ measureId: Id });
const Text = z.string().trim().min(4).max(500);
const one = (permit: 'plan/change' | 'plan/deliver' | 'plan/read') =>
  ({ permit, params, reply: MeasureView }) as const;

export const measureRoutes = {
  addMeasure: route({
    method: 'POST',
    path: '/api/plans/:planId/measures',
    summary: { zh: '给方案加一项任务', en: 'Add a measure to a plan' },
    permit: 'plan/change',
    params: z.object({ planId: Id }),
    body: z.object({ content: MeasureContent, source: SourceLink.optional() }),
    reply: MeasureView,
  }),
  readMeasure: route({
    method: 'GET',
    path: '/api/measures/:measureId',
    summary: { zh: '一项任务：进展由记录算出', en: 'A measure, its progress counted from records' },
    ...one('plan/read'),
  }),
  changeMeasure: route({
    method: 'PUT',
    path: '/api/measures/:measureId',
    summary: { zh: '修改任务；公布过的两版都留着', en: 'Change a measure; published wording stays' },
    ...one('plan/change'),
    body: MeasureContent,
  }),
  removeMeasure: route({
    method: 'DELETE',
    path: '/api/measures/:measureId',
    summary: { zh: '删去从未公布的任务', en: 'Remove a measure that was never published' },
    permit: 'plan/change',
    params,
    reply: z.object({ ok: z.literal(true) }),
  }),
  noteEvidence: route({
    method: 'POST',
    path: '/api/measures/:measureId/evidence',
    summary: {
      zh: '记一条别的系统里的依据（文件、日期、来源）',
      en: 'Note evidence that another system holds',
    },
    ...one('plan/deliver'),
    body: z.object({
      what: Text,
      /** Paper or system it comes from, with its number. */
      source: z.string().trim().min(2).max(200),
      on: Day,
      measure: UnitOfMeasure.default('entry'),
      quantity: z.number().min(0).max(1e12).default(1),
      milestone: z.string().trim().max(40).nullable().default(null),
    }),
  }),
  voidEvidence: route({
    method: 'POST',
    path: '/api/measures/:measureId/evidence/:factId/voiding',
    summary: { zh: '作废一条记错的依据', en: 'Void evidence that was noted wrongly' },
    permit: 'plan/deliver',
    params: params.extend({ factId: Id }),
    body: z.object({ reason: Text }),
    reply: MeasureView,
  }),
  explainDelay: route({
    method: 'POST',
    path: '/api/measures/:measureId/delay',
    summary: { zh: '说明为什么慢了', en: 'Say why it is late' },
    ...one('plan/deliver'),
    body: z.object({ reason: DelayReason, text: Text, expectedOn: Day.nullable().default(null) }),
  }),
  objectToMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/objections',
    summary: { zh: '对算出的进展提出异议', en: 'Object to the computed progress, with a reason' },
    ...one('plan/deliver'),
    body: z.object({ text: Text }),
  }),
  withdrawObjection: route({
    method: 'POST',
    path: '/api/measures/:measureId/objections/:objectionId/withdrawal',
    summary: { zh: '撤回异议', en: 'Withdraw an objection' },
    permit: 'plan/deliver',
    params: params.extend({ objectionId: Id }),
    reply: MeasureView,
  }),
  claimMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/claim',
    summary: {
      zh: '申请办结：抽样，由另一个人核对',
      en: 'Claim completion: a sample is drawn for somebody else to check',
    },
    ...one('plan/deliver'),
  }),
  checkMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/check',
    summary: { zh: '核对抽到的记录，同意或不同意办结', en: 'Check the sample; confirm or refuse' },
    ...one('plan/deliver'),
    body: z.object({
      verdict: z.enum(['confirmed', 'refused']),
      faults: z
        .array(z.object({ factId: Id, note: z.string().trim().min(2).max(200) }))
        .max(50)
        .default([]),
      note: z.string().trim().max(500).default(''),
    }),
  }),
  cancelMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/cancellation',
    summary: { zh: '取消任务，写明原因', en: 'Cancel a measure, with the reason' },
    ...one('plan/change'),
    body: z.object({ reason: Text }),
  }),
};
