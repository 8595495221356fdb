/** A measure of the plan: what is promised, by whom, until when, and by which questions to the ledger it is judged. */
import * as z from 'zod';
import { Day, Id, May, SayingShape } from '#platform/contract/index.ts';
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

/** Rooms, people, things in words (保障措施), and money where it costs some. */
export const Resources = z.object({
  words: z.string().trim().max(300),
  budgetFen: z.int().min(0).max(1e14).nullable(),
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
  /** What it needs besides hours; absent: nothing. */
  resources: Resources.optional(),
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
  /** Made by whoever reads it, who alone can withdraw it. */
  own: z.boolean(),
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
  /** Of the working copy; goes back with a change. */
  revision: z.int(),
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

/** Another measure of the plan. */
const Neighbour = z.object({ id: Id, number: z.int(), title: z.string(), state: MeasureState });

export const MeasureView = MeasureLine.extend({
  /** It stands in what is published, with this content. */
  counts: z.boolean(),
  /** The working copy, where it says something else; null to those who are not shown drafts. */
  draft: MeasureContent.nullable(),
  planId: Id,
  planName: z.string(),
  leadUnit: z.string(),
  supportUnits: z.array(z.string()),
  leader: z.string().nullable(),
  /** Where it stands in the matrix. */
  places: z.array(z.object({ integration: Integration, strand: z.string() })),
  /** What must be done before it, and what waits for it. */
  before: z.array(Neighbour),
  after: z.array(Neighbour),
  hours: z.array(z.object({ unit: z.string(), hours: z.number() })),
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
  /** Campaigns and tags in use, for those who note evidence. */
  marks: z.object({ campaigns: z.array(z.string()), tags: z.array(z.string()) }),
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
