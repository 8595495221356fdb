/** A programme holds activities together: approved in one go, copied in one go. */
import * as z from 'zod';
import { Id, May, facts, refusals, route } from '#platform/contract/index.ts';
import { PlanDay } from './activity-plan.contract.ts';
import { ActivitySummary } from './activity.contract.ts';

export const ProgrammePlan = z.object({
  name: z.string().trim().min(1).max(60),
  purpose: z.string().trim().max(1000),
  startsOn: PlanDay,
  endsOn: PlanDay,
});
export type ProgrammePlan = z.output<typeof ProgrammePlan>;

export const ProgrammeSummary = ProgrammePlan.extend({
  id: Id,
  /** The name's syllables, for the search box. */
  spelling: z.string(),
  nActivities: z.int(),
});
export type ProgrammeSummary = z.output<typeof ProgrammeSummary>;

export const ProgrammeSession = z.object({
  sessionId: Id,
  activityId: Id,
  activity: z.string(),
  name: z.string(),
  heldOn: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  where: z.string(),
  state: z.enum(['draft', 'submitted', 'approved', 'held', 'cancelled']),
});
export type ProgrammeSession = z.output<typeof ProgrammeSession>;

export const ProgrammeView = ProgrammeSummary.extend({
  activities: z.array(ActivitySummary),
  /** Every session in order of time: the calendar. */
  sessions: z.array(ProgrammeSession),
  budgetYuan: z.number(),
  hours: z.number(),
  nSubmitted: z.int(),
  /** What this reader may approve, as they see it now. */
  approvable: z.array(z.object({ activityId: Id, revision: z.int() })),
  may: z.object({ edit: May, remove: May, submit: May, approve: May, copy: May }),
});
export type ProgrammeView = z.output<typeof ProgrammeView>;

const params = z.object({ programmeId: Id });

export const programmeRoutes = {
  listProgrammes: route({
    method: 'GET',
    path: '/api/programmes',
    summary: { zh: '活动方案（新的在前）', en: 'Programmes, newest first' },
    permit: 'activity/read',
    reply: z.object({ programmes: z.array(ProgrammeSummary), may: z.object({ plan: May }) }),
  }),
  readProgramme: route({
    method: 'GET',
    path: '/api/programmes/:programmeId',
    summary: { zh: '一个活动方案和它的日程', en: 'One programme and its calendar' },
    permit: 'activity/read',
    params,
    reply: ProgrammeView,
  }),
  planProgramme: route({
    method: 'POST',
    path: '/api/programmes',
    summary: { zh: '拟定活动方案', en: 'Plan a programme' },
    permit: 'activity/plan',
    body: ProgrammePlan,
    reply: ProgrammeView,
  }),
  editProgramme: route({
    method: 'PUT',
    path: '/api/programmes/:programmeId',
    summary: { zh: '修改活动方案', en: 'Change a programme' },
    permit: 'activity/plan',
    params,
    body: ProgrammePlan,
    reply: ProgrammeView,
  }),
  removeProgramme: route({
    method: 'DELETE',
    path: '/api/programmes/:programmeId',
    summary: { zh: '删去空的活动方案', en: 'Drop an empty programme' },
    permit: 'activity/plan',
    params,
    reply: z.object({ ok: z.literal(true) }),
  }),
  submitProgramme: route({
    method: 'POST',
    path: '/api/programmes/:programmeId/submission',
    summary: { zh: '方案里的草稿一并报批', en: 'Submit all drafts of the programme together' },
    permit: 'activity/plan',
    params,
    reply: ProgrammeView,
  }),
  approveProgramme: route({
    method: 'POST',
    path: '/api/programmes/:programmeId/approval',
    summary: { zh: '一次批准方案里报批的活动', en: 'Approve all that was submitted, in one go' },
    permit: 'activity/approve',
    params,
    /** What the leader saw: these, at these revisions, are approved. */
    body: z.object({
      activities: z
        .array(z.object({ activityId: Id, revision: z.int() }))
        .min(1)
        .max(200),
    }),
    reply: ProgrammeView,
  }),
  copyProgramme: route({
    method: 'POST',
    path: '/api/programmes/:programmeId/copy',
    summary: {
      zh: '照去年再办：日期移到同一星期几，人员信息一概不带',
      en: 'Hold it again: dates move to the same weekdays, nothing of people is copied',
    },
    permit: 'activity/plan',
    params,
    body: z.object({ name: z.string().trim().min(1).max(60), startsOn: PlanDay.nullable() }),
    reply: ProgrammeView,
  }),
};

export const programmeRefusals = refusals({
  'activity/no-programme': { status: 404, zh: '没有找到这个活动方案。', en: 'This programme was not found.' },
  'activity/programme-days': {
    status: 422,
    zh: '方案的结束日不能早于开始日。',
    en: 'A programme cannot end before it begins.',
  },
  'activity/programme-not-empty': {
    status: 409,
    zh: '方案里还有 {n} 项活动。',
    en: 'The programme still holds {n} activities.',
  },
  'activity/nothing-to-submit': {
    status: 409,
    zh: '方案里没有您可以报批的草稿。',
    en: 'The programme holds no draft that you can submit.',
  },
  'activity/nothing-to-approve': {
    status: 409,
    zh: '方案里没有等您审批的活动。',
    en: 'Nothing in the programme waits for your approval.',
  },
});

const Named = z.object({ name: z.string() });
export const programmeFacts = facts({
  'activity/programme-planned': {
    zh: '拟定了活动方案“{name}”',
    en: 'The programme “{name}” was planned',
    data: Named,
  },
  'activity/programme-copied': {
    zh: '照往年拟定了活动方案“{name}”（{nActivities} 项）',
    en: 'The programme “{name}” was planned from an earlier one ({nActivities} activities)',
    data: Named.extend({ nActivities: z.int(), from: z.string() }),
  },
});
