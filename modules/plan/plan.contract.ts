import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import type { IndicatorContent } from '#modules/indicator/question.contract.ts';
import { MeasureLine, SourceLink, StrandCode } from './measure.contract.ts';

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

/** What the paper that carries the plan needs besides the plan; empty parts are left out of it. */
export const Paper = z.object({
  /** Empty: the bureau's own name. */
  issuer: z.string().trim().max(40).default(''),
  addressee: z.string().trim().max(200).default(''),
  /** Abbreviation in the document number: 岚市监发. */
  abbreviation: z.string().trim().max(12).default(''),
  /** Number within the year; null: the bureau's OA gives it. */
  serial: z.int().min(1).max(99_999).nullable().default(null),
  copiesTo: z.string().trim().max(300).default(''),
  /** Empty: the issuer's office. */
  printedBy: z.string().trim().max(40).default(''),
});
export type Paper = z.output<typeof Paper>;
export const noPaper: Paper = Paper.parse({});

export const PlanContent = z.object({
  name: z.string().trim().min(2).max(80),
  fromOn: Day,
  toOn: Day,
  strands: z.array(Strand).min(1).max(12),
  chapters: Chapters.default({ aims: '', goals: '', organisation: '', steps: '', demands: '' }),
  paper: Paper.default(noPaper),
});
export type PlanContent = z.output<typeof PlanContent>;

/** An indicator as a version of a plan keeps it: its question, its direction, its target. */
export interface AgreedIndicator {
  id: string;
  content: IndicatorContent;
}

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
  /** Of the working copy; goes back with a change. */
  revision: z.int(),
  measures: z.array(MeasureLine),
  versions: z.array(VersionLine),
  /** What it tells: the wording that counts, or the working copy. */
  wording: z.enum(['published', 'working']),
  /** This reader may look at the working copy, too. */
  seesWorking: z.boolean(),
  /** The working copy differs from what was published last; not told to whom it is not shown. */
  changedSince: z.boolean(),
  units: Names,
  leaders: z.array(z.object({ id: Id, name: z.string() })),
  indicators: z.array(z.object({ id: Id, name: z.string(), sentence: SayingShape })),
  /** Findings and decisions that became measures. */
  taken: z.array(SourceLink.extend({ measureId: Id })),
  notTaken: z.array(SourceLink.extend({ reason: z.string() })),
  today: Day,
  may: z.object({ change: May, submit: May, decide: May, publish: May, export: May }),
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
  /** What was given up since, and why: it stays told. */
  cancelled: z.array(z.object({ id: Id, title: z.string(), on: Day, reason: z.string() })),
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
export type Contradiction = z.output<typeof Contradiction>;

const params = z.object({ planId: Id });
const one = (permit: 'plan/read' | 'plan/change' | 'plan/approve') =>
  ({ permit, params, reply: PlanView }) as const;
const AsOf = z.object({ on: Day.optional() });
/** `draft=yes`: the working copy, for those who may see it; everybody else is given what counts. */
const Worded = AsOf.extend({ draft: z.literal('yes').optional() });
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
    query: Worded,
  }),
  changePlan: route({
    method: 'PUT',
    path: '/api/plans/:planId',
    summary: {
      zh: '修改方案的名称、起止、线条和章节',
      en: 'Change name, span, strands and chapters of a plan',
    },
    ...one('plan/change'),
    body: z.object({ content: PlanContent, revision: z.int() }),
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
    query: Worded,
    reply: LoadView,
  }),
  listContradictions: route({
    method: 'GET',
    path: '/api/plans/:planId/contradictions',
    summary: { zh: '任务办结、指标却变差的地方', en: 'Measures done while their indicator worsens' },
    permit: 'plan/read',
    params,
    query: AsOf,
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
    query: AsOf,
    reply: PromiseView,
  }),
  declineFinding: route({
    method: 'POST',
    path: '/api/plans/:planId/declined-sources',
    summary: { zh: '没有采纳的意见，写明原因', en: 'A finding that is not taken up, with the reason' },
    ...one('plan/change'),
    body: z.object({ source: SourceLink, reason: Reason }),
  }),
};
