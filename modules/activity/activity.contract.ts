/** Activities and their sessions as people read them, and what is done with them. */
import * as z from 'zod';
import { Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { ActivityPlan, PlanDay, SessionPlan } from './activity-plan.contract.ts';

export const ActivityState = z.enum(['draft', 'submitted', 'approved', 'held', 'cancelled']);
export type ActivityState = z.output<typeof ActivityState>;

/** Parts of a plan that its approval was about: a change of one of them is approved anew. */
export const PlanPart = z.enum(['sessions', 'seats', 'invited', 'budget', 'safety', 'teams']);
export type PlanPart = z.output<typeof PlanPart>;

const Mine = z.enum(['in', 'waiting', 'substitute', 'withdrawn']).nullable();

export const SessionView = SessionPlan.extend({
  sessionId: Id,
  /** The venue's name; null where it is held elsewhere. */
  venue: z.string().nullable(),
  /** Other sessions in the same room at the same time. */
  roomClashes: z.array(
    z.object({
      activityId: Id,
      name: z.string(),
      startsAt: z.string(),
      endsAt: z.string(),
      approved: z.boolean(),
    }),
  ),
});
export type SessionView = z.output<typeof SessionView>;

export const ActivitySummary = z.object({
  id: Id,
  name: z.string(),
  /** The name's syllables, for the search box: `wen yi wan hui`. */
  spelling: z.string(),
  state: ActivityState,
  /** Counts the changes of the plan, so that nobody approves or overwrites what they have not seen. */
  revision: z.int(),
  programmeId: Id.nullable(),
  programme: z.string().nullable(),
  firstOn: z.string(),
  lastOn: z.string(),
  /** Day, time and place of the next session, or of the first where all are over. */
  nextOn: z.string(),
  startsAt: z.string(),
  where: z.string(),
  nSessions: z.int(),
  closesOn: z.string(),
  takesRegistrations: z.boolean(),
  capacity: z.int().nullable(),
  nIn: z.int(),
  nWaiting: z.int(),
  mine: Mine,
  organising: z.boolean(),
});
export type ActivitySummary = z.output<typeof ActivitySummary>;

/** Working hours asked of a section by its share of those invited; null where it is too small, or gives a small one away. */
export const UnitHours = z.object({
  unitId: Id,
  name: z.string(),
  nPeople: z.int().nullable(),
  hours: z.number().nullable(),
});

export const HoursAsked = z.object({
  hoursPerPerson: z.number(),
  nPeople: z.int(),
  hours: z.number(),
  /** Sections below this size show nothing. */
  fewest: z.int(),
  byUnit: z.array(UnitHours),
});
export type HoursAsked = z.output<typeof HoursAsked>;

export const Decision = z.object({
  what: z.enum(['submitted', 'approved', 'sent-back', 'withdrawn', 'cancelled']),
  by: z.string(),
  at: z.string(),
  note: z.string(),
});

export const ActivityView = ActivitySummary.extend({
  plan: ActivityPlan,
  sessions: z.array(SessionView),
  organisers: z.array(z.object({ personId: Id, name: z.string() })),
  unitNames: z.array(z.string()),
  budgetYuan: z.number(),
  /** Why a safety plan is asked for; null where none is. */
  safetyAsked: SayingShape.nullable(),
  opened: z.boolean(),
  /** Place on the waiting list or among the substitutes, from 1. */
  myPlace: z.int().nullable(),
  nSubstitutes: z.int(),
  /** My other sessions at the same time. */
  myClashes: z.array(z.object({ activityId: Id, name: z.string(), on: z.string(), startsAt: z.string() })),
  /** For those who plan or approve; null for all others. */
  hours: HoursAsked.nullable(),
  /** Parts that differ from what was approved last; empty before the first approval. */
  changed: z.array(PlanPart),
  /** For those who plan or approve. */
  decisions: z.array(Decision),
  may: z.object({
    /** Organiser or office: the doors of planning, drawing, signing in and photos hang on it. */
    organise: May,
    edit: May,
    remove: May,
    submit: May,
    takeBack: May,
    approve: May,
    sendBack: May,
    restore: May,
    openRegistration: May,
    closeRegistration: May,
    cancel: May,
    copy: May,
    join: May,
    substitute: May,
    withdraw: May,
  }),
});
export type ActivityView = z.output<typeof ActivityView>;

const params = z.object({ activityId: Id });
const ok = z.object({ ok: z.literal(true) });
const Note = z.object({ note: z.string().trim().min(1).max(500) });

export const activityRoutes = {
  listActivities: route({
    method: 'GET',
    path: '/api/activities',
    summary: { zh: '活动：近期的、我的、已过的', en: 'Activities: coming, mine, past' },
    permit: 'activity/read',
    reply: z.object({
      activities: z.array(ActivitySummary),
      may: z.object({ plan: May }),
    }),
  }),
  readActivity: route({
    method: 'GET',
    path: '/api/activities/:activityId',
    summary: { zh: '一项活动', en: 'One activity' },
    permit: 'activity/read',
    params,
    reply: ActivityView,
  }),
  readPlanning: route({
    method: 'GET',
    path: '/api/activities/planning',
    summary: {
      zh: '拟定活动要用的：单位、场地、方案、人员',
      en: 'What planning needs: units, venues, programmes, people',
    },
    permit: 'activity/plan',
    reply: z.object({
      units: z.array(z.object({ id: Id, name: z.string(), parentId: Id.nullable() })),
      venues: z.array(
        z.object({ id: Id, name: z.string(), seats: z.int().nullable(), needsSafetyPlan: z.boolean() }),
      ),
      programmes: z.array(z.object({ id: Id, name: z.string() })),
      people: z.array(z.object({ id: Id, name: z.string(), unit: z.string() })),
      safetyPlanFrom: z.int(),
      /** What a new plan starts with. */
      suggestion: ActivityPlan.extend({
        name: z.string(),
        purpose: z.string(),
        organiserIds: z.array(Id),
      }),
    }),
  }),
  planActivity: route({
    method: 'POST',
    path: '/api/activities',
    summary: { zh: '拟定活动', en: 'Plan an activity' },
    permit: 'activity/plan',
    body: ActivityPlan,
    reply: ActivityView,
  }),
  editActivity: route({
    method: 'PUT',
    path: '/api/activities/:activityId',
    summary: {
      zh: '修改活动；批准过的，要紧的改动重新报批',
      en: 'Change a plan; what matters is approved anew',
    },
    permit: 'activity/plan',
    params,
    body: ActivityPlan.extend({ revision: z.int() }),
    reply: ActivityView,
  }),
  removeActivity: route({
    method: 'DELETE',
    path: '/api/activities/:activityId',
    summary: { zh: '删去从未批准的草稿', en: 'Drop a draft that was never approved' },
    permit: 'activity/plan',
    params,
    reply: ok,
  }),
  copyActivity: route({
    method: 'POST',
    path: '/api/activities/:activityId/copy',
    summary: {
      zh: '照样再办：日期移到同一星期几，人员信息一概不带',
      en: 'Hold it again: dates move to the same weekdays, nothing of people is copied',
    },
    permit: 'activity/plan',
    params,
    body: z.object({ startsOn: PlanDay.nullable() }),
    reply: ActivityView,
  }),
  submitActivity: route({
    method: 'POST',
    path: '/api/activities/:activityId/submission',
    summary: { zh: '报批', en: 'Submit for approval' },
    permit: 'activity/plan',
    params,
    reply: ActivityView,
  }),
  takeBackActivity: route({
    method: 'DELETE',
    path: '/api/activities/:activityId/submission',
    summary: { zh: '撤回报批', en: 'Take the submission back' },
    permit: 'activity/plan',
    params,
    reply: ActivityView,
  }),
  approveActivity: route({
    method: 'POST',
    path: '/api/activities/:activityId/approval',
    summary: { zh: '批准活动', en: 'Approve the activity' },
    permit: 'activity/approve',
    params,
    body: z.object({ revision: z.int() }),
    reply: ActivityView,
  }),
  sendBackActivity: route({
    method: 'POST',
    path: '/api/activities/:activityId/sending-back',
    summary: { zh: '退回并说明理由', en: 'Send it back with the reason' },
    permit: 'activity/approve',
    params,
    body: Note,
    // It is a draft again, and drafts are their planners' business.
    reply: ok,
  }),
  restoreActivity: route({
    method: 'POST',
    path: '/api/activities/:activityId/restoration',
    summary: { zh: '恢复批准过的安排', en: 'Return to the plan as it was approved' },
    permit: 'activity/plan',
    params,
    reply: ActivityView,
  }),
  openRegistration: route({
    method: 'POST',
    path: '/api/activities/:activityId/registration-opening',
    summary: { zh: '开放报名', en: 'Open the registration' },
    permit: 'activity/organise',
    params,
    reply: ActivityView,
  }),
  closeRegistration: route({
    method: 'POST',
    path: '/api/activities/:activityId/registration-closing',
    summary: { zh: '截止报名', en: 'Close the registration' },
    permit: 'activity/organise',
    params,
    reply: ActivityView,
  }),
  cancelActivity: route({
    method: 'POST',
    path: '/api/activities/:activityId/cancellation',
    summary: { zh: '取消活动并说明', en: 'Call the activity off' },
    permit: 'activity/plan',
    params,
    body: Note,
    reply: ActivityView,
  }),
};
