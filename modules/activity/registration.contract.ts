/** Joining and leaving: in one tap, without a reason. */
import * as z from 'zod';
import { Id, facts, refusals, route } from '#platform/contract/index.ts';
import { ActivityView } from './activity.contract.ts';

/** `in`: has a seat. `waiting`: moves up by itself. `substitute`: steps in when called. `withdrawn`: no longer. */
export const RegistrationState = z.enum(['in', 'waiting', 'substitute', 'withdrawn']);
export type RegistrationState = z.output<typeof RegistrationState>;

export const Registered = z.object({
  personId: Id,
  name: z.string(),
  pinyin: z.string(),
  unit: z.string(),
  legacy: z.string(),
  /** Those who withdrew are not listed. */
  state: z.enum(['in', 'waiting', 'substitute']),
  /** From 1, within the state. */
  place: z.int(),
});
export type Registered = z.output<typeof Registered>;

const params = z.object({ activityId: Id });

export const registrationRoutes = {
  joinActivity: route({
    method: 'PUT',
    path: '/api/activities/:activityId/registration',
    summary: { zh: '报名（自愿）；名额满了进候补', en: 'Join, voluntarily; with all seats taken, wait' },
    permit: 'activity/join',
    params,
    body: z.object({ as: z.enum(['participant', 'substitute']) }),
    reply: ActivityView,
  }),
  leaveActivity: route({
    method: 'DELETE',
    path: '/api/activities/:activityId/registration',
    summary: { zh: '退出，不问理由', en: 'Withdraw; no reason is asked' },
    permit: 'activity/join',
    params,
    reply: ActivityView,
  }),
  listRegistrations: route({
    method: 'GET',
    path: '/api/activities/:activityId/registrations',
    summary: { zh: '报名名单（组织者和办公室）', en: 'Who is registered, for organisers and the office' },
    permit: 'activity/organise',
    params,
    reply: z.object({ registered: z.array(Registered), nFree: z.int().nullable() }),
  }),
  callSubstitute: route({
    method: 'POST',
    path: '/api/activities/:activityId/substitutes/:personId',
    summary: { zh: '请一位替补补位', en: 'Call a substitute in' },
    permit: 'activity/organise',
    params: params.extend({ personId: Id }),
    reply: z.object({ registered: z.array(Registered), nFree: z.int().nullable() }),
  }),
};

export const registrationRefusals = refusals({
  'activity/not-open-yet': { status: 409, zh: '报名还没有开放。', en: 'Registration is not open yet.' },
  'activity/is-open': { status: 409, zh: '报名已经开放。', en: 'Registration is open already.' },
  'activity/registration-closed': {
    status: 410,
    zh: '报名已于{on}截止。',
    en: 'Registration closed on {on}.',
  },
  'activity/change-pending': {
    status: 409,
    zh: '安排有改动，正在等批准；批准后再报名。',
    en: 'The plan has changed and waits for approval; join after that.',
  },
  'activity/not-invited': {
    status: 403,
    zh: '这项活动面向别的科室。',
    en: 'This activity is for other sections.',
  },
  'activity/already-in': { status: 409, zh: '您已经报名了。', en: 'You have joined already.' },
  'activity/not-registered': { status: 409, zh: '您没有报名，或已经退出。', en: 'You are not registered.' },
  'activity/not-substitute': {
    status: 409,
    zh: '这位同事不在替补名单里了。',
    en: 'This colleague is no longer among the substitutes.',
  },
  'activity/no-free-seat': { status: 409, zh: '现在没有空出的名额。', en: 'No seat is free now.' },
});

const Named = z.object({ name: z.string() });
/** Nobody is named: a fact must not tell who came late, who waited, or who withdrew. */
export const registrationFacts = facts({
  'activity/joined': { zh: '“{name}”有一人报名', en: 'Somebody joined “{name}”', data: Named },
  'activity/waiting': { zh: '“{name}”有一人候补', en: 'Somebody waits for a seat in “{name}”', data: Named },
  'activity/stands-by': { zh: '“{name}”有一人愿作替补', en: 'Somebody stands by for “{name}”', data: Named },
  'activity/seat-freed': { zh: '“{name}”有变动', en: 'The list of “{name}” changed', data: Named },
  'activity/moved-up': {
    zh: '“{name}”的候补按顺序递补一人',
    en: 'The next one waiting for “{name}” moved up',
    data: Named,
  },
  'activity/substitute-called': {
    zh: '“{name}”请一位替补补位',
    en: 'A substitute was called in for “{name}”',
    data: Named,
  },
});
