import * as z from 'zod';
import { Day, Id, May, SayingShape, facts, refusals, route } from '#platform/contract/index.ts';
import { UnitOfMeasure } from '#platform/contract/measure.ts';
import { DelayReason, MeasureLine, SourceLink, StrandCode } from './measure.contract.ts';

export const Strand = z.object({ code: StrandCode, name: z.string().trim().min(1).max(30) });
export type Strand = z.output<typeof Strand>;

/** Chapters of the 工作方案 around its measures, as the official paper prints them. */
export const Chapters = z.object({
  aims: z.string().max(4000).default(''),
  goals: z.string().max(4000).default(''),
  organisation: z.string().max(4000).default(''),
  steps: z.string().max(4000).default(''),
  demands: z.string().max(4000).default(''),
});

export const PlanContent = z.object({
  name: z.string().trim().min(2).max(80),
  fromOn: Day,
  toOn: Day,
  strands: z.array(Strand).min(1).max(12),
  chapters: Chapters.default({ aims: '', goals: '', organisation: '', steps: '', demands: '' }),
});
export type PlanContent = z.output<typeof PlanContent>;

export const PlanState = z.enum(['draft', 'proposed', 'approved', 'published']);

export const VersionLine = z.object({
  version: z.int(),
  state: z.enum(['proposed', 'approved', 'returned', 'published', 'superseded']),
  reason: z.string(),
  proposedBy: z.string().nullable(),
  proposedOn: Day,
  decidedBy: z.string().nullable(),
  decidedOn: Day.nullable(),
  note: z.string(),
  publishedOn: Day.nullable(),
});
export type VersionLine = z.output<typeof VersionLine>;

export const PlanLine = z.object({
  id: Id,
  content: PlanContent,
  state: PlanState,
  nMeasures: z.int(),
  publishedOn: Day.nullable(),
});

const Names = z.array(z.object({ id: Id, name: z.string(), parentId: Id.nullable() }));

export const PlanView = PlanLine.extend({
  measures: z.array(MeasureLine),
  versions: z.array(VersionLine),
  /** The working copy differs from what was published last. */
  changedSince: z.boolean(),
  units: Names,
  leaders: z.array(z.object({ id: Id, name: z.string() })),
  indicators: z.array(z.object({ id: Id, name: z.string(), sentence: SayingShape })),
  notTaken: z.array(SourceLink.extend({ reason: z.string() })),
  today: Day,
  may: z.object({ change: May, submit: May, decide: May, publish: May }),
});
export type PlanView = z.output<typeof PlanView>;

export const Clause = z.object({ kind: z.enum(['same', 'gone', 'new']), text: z.string() });
export const Difference = z.object({
  measureId: Id.nullable(),
  title: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  changes: z.array(z.object({ field: z.string(), words: SayingShape, clauses: z.array(Clause) })),
});
export type Difference = z.output<typeof Difference>;

export const LoadView = z.object({
  months: z.array(z.string()),
  rows: z.array(
    z.object({ unitId: Id, unitName: z.string(), hours: z.array(z.number()), total: z.number() }),
  ),
});

/** The plan as all staff read it: as published, with where it stands. */
export const PromiseView = z.object({
  name: z.string(),
  publishedOn: Day,
  version: z.int(),
  sentence: SayingShape,
  strands: z.array(
    z.object({
      name: z.string(),
      measures: z.array(
        z.object({
          id: Id,
          number: z.int(),
          title: z.string(),
          text: z.string(),
          leadUnit: z.string(),
          endsOn: Day,
          line: MeasureLine,
        }),
      ),
    }),
  ),
  changes: z.array(Difference),
  notTaken: z.array(SourceLink.extend({ reason: z.string() })),
});

export const Contradiction = z.object({
  measureId: Id,
  title: z.string(),
  lamp: z.string(),
  indicatorId: Id,
  indicator: z.string(),
  sentence: SayingShape,
});

const params = z.object({ planId: Id });
const one = (permit: 'plan/read' | 'plan/change' | 'plan/approve') =>
  ({ permit, params, reply: PlanView }) as const;
const Reason = z.string().trim().min(2).max(300);

export const planRoutes = {
  listPlans: route({
    method: 'GET',
    path: '/api/plans',
    summary: { zh: '工作方案', en: 'Work plans' },
    permit: 'plan/read',
    reply: z.object({ plans: z.array(PlanLine), may: z.object({ add: May }) }),
  }),
  addPlan: route({
    method: 'POST',
    path: '/api/plans',
    summary: { zh: '新拟一份方案', en: 'Draft a plan' },
    permit: 'plan/change',
    body: PlanContent,
    reply: PlanView,
  }),
  readPlan: route({
    method: 'GET',
    path: '/api/plans/:planId',
    summary: { zh: '方案：矩阵、任务和当场算出的进展', en: 'A plan: matrix, measures, progress counted now' },
    ...one('plan/read'),
    query: z.object({ on: Day.optional() }),
  }),
  changePlan: route({
    method: 'PUT',
    path: '/api/plans/:planId',
    summary: {
      zh: '修改方案的名称、起止、线条和章节',
      en: 'Change name, span, strands and chapters of a plan',
    },
    ...one('plan/change'),
    body: PlanContent,
  }),
  copyPlan: route({
    method: 'POST',
    path: '/api/plans/:planId/copies',
    summary: { zh: '照上一份方案拟新的，日期顺延', en: 'Copy a plan into a new span; dates move along' },
    ...one('plan/change'),
    body: z.object({ name: PlanContent.shape.name, fromOn: Day }),
  }),
  submitPlan: route({
    method: 'POST',
    path: '/api/plans/:planId/submission',
    summary: { zh: '报批现在的写法', en: 'Submit the working copy for approval' },
    ...one('plan/change'),
    body: z.object({ reason: Reason }),
  }),
  decidePlan: route({
    method: 'POST',
    path: '/api/plans/:planId/decision',
    summary: { zh: '批准或退回', en: 'Approve or return' },
    ...one('plan/approve'),
    body: z.object({ approve: z.boolean(), note: z.string().trim().max(500).default('') }),
  }),
  publishPlan: route({
    method: 'POST',
    path: '/api/plans/:planId/publication',
    summary: { zh: '向全体职工公布批准的一版', en: 'Publish the approved version to all staff' },
    ...one('plan/change'),
  }),
  compareVersions: route({
    method: 'GET',
    path: '/api/plans/:planId/comparison',
    summary: {
      zh: '两版逐句对照（0 是现在的写法）',
      en: 'Two versions clause by clause; 0 is the working copy',
    },
    permit: 'plan/read',
    params,
    query: z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0) }),
    reply: z.object({ differences: z.array(Difference) }),
  }),
  readLoad: route({
    method: 'GET',
    path: '/api/plans/:planId/load',
    summary: { zh: '各单位每月要投入的工时', en: 'Hours asked of each unit per month' },
    permit: 'plan/read',
    params,
    reply: LoadView,
  }),
  listContradictions: route({
    method: 'GET',
    path: '/api/plans/:planId/contradictions',
    summary: { zh: '任务办结、指标却变差的地方', en: 'Measures done while their indicator worsens' },
    permit: 'plan/read',
    params,
    reply: z.object({ contradictions: z.array(Contradiction) }),
  }),
  readPromise: route({
    method: 'GET',
    path: '/api/plans/:planId/promise',
    summary: {
      zh: '给全体职工看的：答应了什么、到哪一步、改了什么',
      en: 'For all staff: what was promised, where it stands, what changed',
    },
    permit: 'plan/read',
    params,
    reply: PromiseView,
  }),
  declineFinding: route({
    method: 'POST',
    path: '/api/plans/:planId/declined-sources',
    summary: { zh: '没有采纳的意见，写明原因', en: 'A finding that is not taken up, with the reason' },
    ...one('plan/change'),
    body: z.object({ source: SourceLink, reason: Reason }),
  }),
  importLedger: route({
    method: 'POST',
    path: '/api/plans/:planId/ledger',
    summary: {
      zh: '读入现有的 Excel 台账（先看差异，再写入）',
      en: 'Read an existing Excel ledger: difference first, then written',
    },
    permit: 'plan/change',
    params,
    upload: true,
    body: z.object({ apply: z.enum(['yes', 'no']).default('no') }),
    reply: z.object({
      applied: z.boolean(),
      rows: z.array(
        z.object({
          row: z.int(),
          title: z.string(),
          found: z.enum(['new', 'known']),
          problems: z.array(SayingShape),
        }),
      ),
      columns: z.array(z.object({ column: z.string(), means: z.string() })),
    }),
  }),
  returnLedger: route({
    method: 'GET',
    path: '/api/plans/:planId/ledger.xlsx',
    summary: {
      zh: '还原原来的台账版式，填上现在的进展',
      en: 'The same ledger, same layout, brought up to date',
    },
    permit: 'plan/export',
    params,
    reply: z.unknown(),
    download: true,
  }),
};

export const planRefusals = refusals({
  'plan/not-found': { status: 404, zh: '没有找到这份方案。', en: 'This plan was not found.' },
  'plan/no-measure': { status: 404, zh: '没有找到这项任务。', en: 'This measure was not found.' },
  'plan/dates': {
    status: 422,
    zh: '结束日要在开始日当天或之后。',
    en: 'The end must not be before the beginning.',
  },
  'plan/strand-twice': {
    status: 422,
    zh: '线条的代码或名称重复了。',
    en: 'A strand’s code or name occurs twice.',
  },
  'plan/strand-in-use': {
    status: 409,
    zh: '“{name}”下面还有任务，不能去掉。',
    en: '“{name}” still holds measures and cannot be removed.',
  },
  'plan/unknown-strand': {
    status: 422,
    zh: '任务所在的线条不在这份方案里。',
    en: 'The measure stands in a strand that this plan does not have.',
  },
  'plan/unknown-unit': {
    status: 422,
    zh: '牵头、配合或投入工时的单位里，有机构里没有的。',
    en: 'A lead, supporting or working unit does not exist.',
  },
  'plan/unknown-leader': {
    status: 422,
    zh: '责任领导不在花名册上。',
    en: 'The responsible leader is not on the roster.',
  },
  'plan/unknown-indicator': {
    status: 422,
    zh: '没有这个指标，或者它已经停用。',
    en: 'There is no such indicator, or it is retired.',
  },
  'plan/unknown-dependency': {
    status: 422,
    zh: '前置任务不在这份方案里。',
    en: 'A measure it depends on is not in this plan.',
  },
  'plan/circle': {
    status: 409,
    zh: '前置任务绕成了一圈：{circle}。请断开其中一处。',
    en: 'The dependencies run in a circle: {circle}. Break it at one place.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/number-taken': {
    status: 409,
    zh: '第 {number} 号任务已经有了。',
    en: 'Number {number} is already taken.',
  },
  'plan/was-published': {
    status: 409,
    zh: '公布过的任务不能删去，可以取消并写明原因。',
    en: 'A published measure cannot be removed; cancel it with a reason.',
  },
  'plan/over': { status: 409, zh: '任务已经办结或取消。', en: 'The measure is done or cancelled.' },
  'plan/empty': {
    status: 409,
    zh: '方案里还没有任务，不能报批。',
    en: 'There is no measure in the plan yet.',
  },
  'plan/waits': {
    status: 409,
    zh: '已经报批，等批复之后再报。',
    en: 'It is already submitted; wait for the decision.',
  },
  'plan/nothing-new': {
    status: 409,
    zh: '与上一版没有不同，不用再报。',
    en: 'Nothing differs from the last version.',
  },
  'plan/not-proposed': {
    status: 409,
    zh: '现在没有等待批复的一版。',
    en: 'No version waits for a decision.',
  },
  'plan/own-proposal': {
    status: 409,
    zh: '自己报批的要由另一位领导批复。',
    en: 'Somebody other than the one who submitted decides.',
  },
  'plan/note-missing': { status: 422, zh: '退回要写明原因。', en: 'A return needs its reason.' },
  'plan/not-approved': {
    status: 409,
    zh: '还没有批准的一版可以公布。',
    en: 'There is no approved version to publish.',
  },
  'plan/not-published': {
    status: 409,
    zh: '这份方案还没有公布。',
    en: 'This plan has not been published yet.',
  },
  'plan/no-version': { status: 404, zh: '没有第 {version} 版。', en: 'There is no version {version}.' },
  'plan/not-your-unit': {
    status: 403,
    zh: '只有牵头或配合单位的负责人和领导组办公室能做这件事。',
    en: 'Only the heads of its lead and supporting units and the programme office may do this.',
  },
  'plan/future-evidence': {
    status: 422,
    zh: '依据的日期不能在今天之后。',
    en: 'Evidence cannot be dated after today.',
  },
  'plan/no-such-note': {
    status: 404,
    zh: '没有这条依据，或者已经作废。',
    en: 'There is no such note, or it is void already.',
  },
  'plan/no-rule': {
    status: 409,
    zh: '这项任务还没有依据规则，无从判断做到了没有。请先指定指标。',
    en: 'This measure has no evidence rule, so nothing tells whether it is done. Give it an indicator first.',
  },
  'plan/rules-not-met': {
    status: 409,
    zh: '{n} 条规则里只有 {nMet} 条达到，还不能申请办结。不同意这个结果，可以提出异议。',
    en: 'Only {nMet} of {n} rules are met; completion cannot be claimed yet. If you disagree, object.',
  },
  'plan/depends': {
    status: 409,
    zh: '前置任务“{title}”还没有办结。',
    en: 'It depends on “{title}”, which is not done.',
  },
  'plan/not-claimed': {
    status: 409,
    zh: '现在没有等待核对的办结申请。',
    en: 'No claim of completion waits to be checked.',
  },
  'plan/own-claim': {
    status: 409,
    zh: '自己申请的办结要由另一个人核对。',
    en: 'Somebody other than the one who claimed must check.',
  },
  'plan/faults-stand': {
    status: 422,
    zh: '抽到的记录里有 {n} 条对不上，不能同意办结。',
    en: '{n} records of the sample do not hold; completion cannot be confirmed.',
  },
  'plan/not-in-sample': {
    status: 422,
    zh: '指出的记录不在这次抽样里。',
    en: 'A record named is not in this sample.',
  },
  'plan/no-objection': { status: 404, zh: '没有这条异议。', en: 'There is no such objection.' },
  'plan/unknown-layout': {
    status: 422,
    zh: '认不出这份台账：至少要有“任务”“牵头”“时限”三类表头，前 20 行里只认出：{found}。',
    en: 'This ledger cannot be recognised: it needs heads for task, lead unit and time limit; in its first 20 rows only these were recognised: {found}.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/ledger-problems': {
    status: 422,
    zh: '台账里有 {n} 处看不懂，什么也没有写入。',
    en: '{n} places of the ledger cannot be read; nothing was written.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/no-ledger': {
    status: 409,
    zh: '这份方案没有读入过 Excel 台账。',
    en: 'No Excel ledger was ever read into this plan.',
  },
});

const Named = z.object({ name: z.string() });
const Titled = z.object({ title: z.string() });
export const planFacts = facts({
  'plan/drafted': { zh: '拟定了方案“{name}”', en: 'The plan “{name}” was drafted', data: Named },
  'plan/copied': {
    zh: '照“{from}”拟定了方案“{name}”',
    en: 'The plan “{name}” was drafted after “{from}”',
    data: Named.extend({ from: z.string() }),
  },
  'plan/submitted': {
    zh: '报批了“{name}”第 {version} 版：{reason}',
    en: '“{name}”, version {version}, was submitted: {reason}',
    data: Named.extend({ version: z.int(), reason: z.string() }),
  },
  'plan/approved': {
    zh: '批准了“{name}”第 {version} 版',
    en: '“{name}”, version {version}, was approved',
    data: Named.extend({ version: z.int(), note: z.string() }),
  },
  'plan/returned': {
    zh: '退回了“{name}”第 {version} 版：{note}',
    en: '“{name}”, version {version}, was returned: {note}',
    data: Named.extend({ version: z.int(), note: z.string() }),
  },
  'plan/published': {
    zh: '公布了“{name}”第 {version} 版（{n} 项任务）',
    en: '“{name}”, version {version}, was published ({n} measures)',
    data: Named.extend({ version: z.int(), n: z.int() }),
    unit: 'task',
  },
  'plan/evidence-noted': {
    zh: '记下“{title}”的依据：{what}（来源：{source}）',
    en: 'Evidence noted for “{title}”: {what} (source: {source})',
    data: Titled.extend({
      what: z.string().meta({ zh: '内容', en: 'what' }),
      source: z.string().meta({ zh: '来源', en: 'source' }),
      measure: UnitOfMeasure.meta({ zh: '计量单位', en: 'unit of measure' }),
      milestone: z.string().nullable().meta({ zh: '节点', en: 'milestone' }),
    }),
    unit: 'in-data',
  },
  'plan/evidence-voided': {
    zh: '作废了“{title}”的一条依据：{reason}',
    en: 'Evidence of “{title}” was voided: {reason}',
    data: Titled.extend({ reason: z.string() }),
    askable: false,
  },
  'plan/delay-explained': {
    zh: '“{title}”慢了：{said}，{text}',
    en: '“{title}” is late: {saidEn}, {text}',
    data: Titled.extend({ reason: DelayReason, said: z.string(), saidEn: z.string(), text: z.string() }),
  },
  'plan/objected': {
    zh: '对“{title}”的进展有异议：{text}',
    en: 'Objection to the progress of “{title}”: {text}',
    data: Titled.extend({ text: z.string() }),
  },
  'plan/objection-withdrawn': {
    zh: '撤回了对“{title}”的异议',
    en: 'An objection to “{title}” was withdrawn',
    data: Titled,
  },
  'plan/claimed': {
    zh: '申请办结“{title}”（抽 {n} 条核对，种子 {seed}）',
    en: 'Completion of “{title}” was claimed ({n} records drawn, seed {seed})',
    data: Titled.extend({ n: z.int(), seed: z.int() }),
  },
  'plan/confirmed': {
    zh: '“{title}”办结，经另一人核对',
    en: '“{title}” is done, checked by another person',
    data: Titled.extend({ n: z.int() }),
  },
  'plan/refused': {
    zh: '没有同意“{title}”办结：{note}',
    en: 'Completion of “{title}” was not confirmed: {note}',
    data: Titled.extend({ n: z.int(), note: z.string() }),
  },
  'plan/cancelled': {
    zh: '取消了任务“{title}”：{reason}',
    en: 'The measure “{title}” was cancelled: {reason}',
    data: Titled.extend({ reason: z.string() }),
  },
  'plan/source-taken': {
    zh: '“{source}”成为任务“{title}”',
    en: '“{source}” became the measure “{title}”',
    data: Titled.extend({ source: z.string(), sourceKind: z.string(), sourceId: z.string() }),
  },
  'plan/source-declined': {
    zh: '没有采纳“{source}”：{reason}',
    en: '“{source}” was not taken up: {reason}',
    data: z.object({ source: z.string(), sourceKind: z.string(), sourceId: z.string(), reason: z.string() }),
  },
  'plan/reminded': {
    zh: '提醒牵头单位：“{title}”还有 {days} 天到期',
    en: 'The lead unit was reminded: “{title}” is due in {days} days',
    data: Titled.extend({ days: z.int() }),
    askable: false,
  },
  'plan/escalated': {
    zh: '“{title}”逾期 {days} 天没有说明，转领导组办公室',
    en: '“{title}” is {days} days overdue without a reason; passed to the programme office',
    data: Titled.extend({ days: z.int() }),
  },
  'plan/ledger-read': {
    zh: '读入台账：新增 {nNew} 项，更新 {nKnown} 项',
    en: 'A ledger was read: {nNew} new, {nKnown} known',
    data: z.object({ nNew: z.int(), nKnown: z.int() }),
  },
});
