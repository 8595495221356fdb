/** Sign-in: where a seat, safety or training hours need it, and nowhere else. */
import * as z from 'zod';
import { Id, May, facts, refusals, route } from '#platform/contract/index.ts';
import { campaignMark } from '#platform/contract/marks.ts';
import { SignIn } from './activity-plan.contract.ts';

/** One's own scan is taken from so many minutes before a session begins until it ends. */
export const opensMinutesBefore = 30;
/** The code on the organiser's screen changes so often. */
export const codeSeconds = 60;
/** One's own scan made without a line may arrive this long after the session. */
export const lateHours = 24;
/** Lists for seats and safety are deleted so many days after their session; credited hours stay as facts. */
export const daysKept = 30;
/** Scans that one request may carry. */
export const mostScans = 200;

/** `label`: the person's code was scanned. `list`: chosen from the list. `paper`: entered from a signed sheet. */
export const ScanHow = z.enum(['label', 'list', 'paper']);
export type ScanHow = z.output<typeof ScanHow>;

const Instant = z.iso.datetime();

/** One act at the door, named by the device that made it, so that it may arrive twice and in any order. */
export const Scan = z.object({
  scanId: Id,
  personId: Id,
  /** `out` takes a mistaken sign-in back; what was signed in later than it stands. */
  kind: z.enum(['in', 'out']),
  how: ScanHow,
  /** By the device's clock. */
  at: Instant,
});
export type Scan = z.output<typeof Scan>;

export const ScanBatch = z.object({
  /** The device's clock as it sends: how far that is off is taken from every `at`. */
  sentAt: Instant,
  scans: z.array(Scan).min(1).max(mostScans),
});
export type ScanBatch = z.output<typeof ScanBatch>;

export const Present = z.object({
  personId: Id,
  /** The earliest sign-in that stands. */
  at: z.string(),
  how: z.enum(['self', ...ScanHow.options]),
});
export type Present = z.output<typeof Present>;

export const SessionHead = z.object({
  sessionId: Id,
  activityId: Id,
  activity: z.string(),
  /** '' where the activity's name says enough. */
  name: z.string(),
  heldOn: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  where: z.string(),
  /** Why people sign in here; `none`: there is no sign-in. */
  signIn: SignIn,
});
export type SessionHead = z.output<typeof SessionHead>;

export const RollPerson = z.object({
  personId: Id,
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  unit: z.string(),
  /** Number of the published team, from 1. */
  team: z.int().nullable(),
  /** What the QR code of this person's label or phone holds. */
  code: z.string(),
  /** Registered, or invited where nobody registers; the others came all the same. */
  expected: z.boolean(),
});
export type RollPerson = z.output<typeof RollPerson>;

export const Roll = z.object({
  session: SessionHead,
  people: z.array(RollPerson),
  present: z.array(Present),
  /** Hours credited to each person where training is the reason. */
  hours: z.number().nullable(),
  /** The list was closed and its facts written; what comes later corrects them. */
  closedAt: z.string().nullable(),
  /** Day on which the names of this list are deleted. */
  deletedOn: z.string(),
  may: z.object({ close: May }),
});
export type Roll = z.output<typeof Roll>;

export const MyAttendance = z.object({
  sessions: z.array(
    SessionHead.extend({
      opensAt: z.string(),
      closesAt: z.string(),
      signedInAt: z.string().nullable(),
      may: z.object({ signIn: May }),
    }),
  ),
  /** For the organiser's scan; null for an account that belongs to nobody on the roster. */
  code: z.string().nullable(),
  name: z.string(),
  /** Training hours credited to me by this activity. */
  hoursCredited: z.number(),
  may: z.object({ organise: May }),
});
export type MyAttendance = z.output<typeof MyAttendance>;

export const MySignIn = z.object({ signedInAt: z.string().nullable() });

const session = z.object({ sessionId: Id });
const activity = z.object({ activityId: Id });

export const attendanceRoutes = {
  readRoll: route({
    method: 'GET',
    path: '/api/activity-sessions/:sessionId/roll',
    summary: { zh: '一场的签到名单（组织者）', en: 'The sign-in list of a session, for its organisers' },
    permit: 'activity/sign-in',
    params: session,
    /** `everybody`: also those who are not expected. */
    query: z.object({ people: z.enum(['expected', 'everybody']).default('expected') }),
    reply: Roll,
  }),
  sendScans: route({
    method: 'POST',
    path: '/api/activity-sessions/:sessionId/scans',
    summary: {
      zh: '送来签到记录：可重复送，先后不论',
      en: 'Send scans: again and in any order, it comes to the same',
    },
    permit: 'activity/sign-in',
    params: session,
    body: ScanBatch,
    reply: z.object({
      present: z.array(Present),
      /** Scans of people who are not on the roster that day; they are not kept. */
      refused: z.array(Id),
    }),
  }),
  readSessionCode: route({
    method: 'GET',
    path: '/api/activity-sessions/:sessionId/code',
    summary: { zh: '大屏上的签到码（每分钟换）', en: 'The code on the screen, new every minute' },
    permit: 'activity/sign-in',
    params: session,
    reply: z.object({
      activityId: Id,
      code: z.string(),
      secondsLeft: z.int(),
      opensAt: z.string(),
      closesAt: z.string(),
    }),
  }),
  closeRoll: route({
    method: 'POST',
    path: '/api/activity-sessions/:sessionId/roll/closing',
    summary: { zh: '签到结束：记入台账', en: 'Close the list and record it' },
    permit: 'activity/sign-in',
    params: session,
    reply: Roll,
  }),
  readMyAttendance: route({
    method: 'GET',
    path: '/api/activities/:activityId/my-sign-in',
    summary: { zh: '我的签到', en: 'My own sign-in' },
    permit: 'activity/read',
    params: activity,
    reply: MyAttendance,
  }),
  signMyselfIn: route({
    method: 'POST',
    path: '/api/activity-sessions/:sessionId/my-sign-in',
    summary: { zh: '扫大屏上的码，自己签到', en: 'Sign oneself in by the code on the screen' },
    permit: 'activity/join',
    params: session,
    body: z.object({ scanId: Id, code: z.string().trim().min(1).max(12), at: Instant, sentAt: Instant }),
    reply: MySignIn,
  }),
  takeMineBack: route({
    method: 'DELETE',
    path: '/api/activity-sessions/:sessionId/my-sign-in',
    summary: { zh: '撤销自己的签到', en: 'Take one’s own sign-in back' },
    permit: 'activity/join',
    params: session,
    reply: MySignIn,
  }),
};

export const attendanceRefusals = refusals({
  'activity/no-such-session': { status: 404, zh: '没有找到这一场。', en: 'This session was not found.' },
  'activity/no-sign-in': {
    status: 409,
    zh: '这一场不签到：没有座位、安全或培训学时上的需要。',
    en: 'Nobody signs in here: no seat, safety or training hour needs it.',
  },
  'activity/sign-in-not-open': {
    status: 409,
    zh: '{opens}起可以签到。',
    en: 'Sign-in begins at {opens}.',
  },
  'activity/sign-in-over': {
    status: 410,
    zh: '自己扫码的时间过了（{closes}止）。确实到了场，请组织者补签。',
    en: 'The time for one’s own scan is over (until {closes}). If you were there, ask an organiser to add you.',
  },
  'activity/wrong-code': {
    status: 409,
    zh: '这个码不是这一场现在的码。请再扫一次大屏，或请组织者签到。',
    en: 'This is not the present code of this session. Scan the screen again, or let an organiser sign you in.',
  },
  'activity/list-gone': {
    status: 410,
    zh: '这一场的名单已按约定删除，不再收签到。',
    en: 'The names of this list were deleted as promised; it takes no more scans.',
  },
  'activity/too-early-to-close': {
    status: 409,
    zh: '这一场还没有开始，不能结束签到。',
    en: 'The session has not begun; its list cannot be closed yet.',
  },
});

const Held = z.object({ name: z.string() });
export const attendanceFacts = facts({
  /**
   * Only how many: who sat or stood there is nobody's business afterwards. A list that changes after it was
   * closed is recorded again, and the new fact voids the old.
   */
  'activity/attended': {
    zh: '“{name}”签到 {n} 人',
    en: '{n} people signed in at “{name}”',
    unit: 'person-time',
    data: Held.extend({
      sessionId: z.string(),
      n: z.int(),
      reason: z.enum(['seat', 'safety', 'training']),
      ...campaignMark,
    }),
  },
  /**
   * Of a person, because it is a claim the person has: training hours are evidence only if somebody has them.
   * No indicator may ask for it, for its records name people.
   */
  'activity/training-credited': {
    zh: '参加“{name}”，计培训 {hours} 学时',
    en: '{hours} training hours for “{name}”',
    unit: 'hour',
    askable: false,
    data: Held.extend({ sessionId: z.string(), hours: z.number() }),
  },
  'activity/training-taken-back': {
    zh: '更正：参加“{name}”的培训学时不计',
    en: 'Corrected: no training hours for “{name}”',
    askable: false,
    data: Held.extend({ sessionId: z.string(), hours: z.literal(0) }),
  },
});
