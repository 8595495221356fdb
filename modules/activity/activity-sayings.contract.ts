/** What planning and deciding refuse, and what they note in the ledger. */
import * as z from 'zod';
import { facts, refusals } from '#platform/contract/index.ts';
import { campaignMark } from '#platform/contract/marks.ts';

export const activityRefusals = refusals({
  'activity/no-activity': { status: 404, zh: '没有找到这项活动。', en: 'This activity was not found.' },
  'activity/not-organiser': {
    status: 403,
    zh: '只有这项活动的组织者和领导组办公室可以这样做。',
    en: 'Only the organisers of this activity and the programme office can do this.',
  },
  'activity/no-person': {
    status: 409,
    zh: '您的账号没有对应花名册上的人。请系统管理员关联后再试。',
    en: 'Your account belongs to nobody on the roster. Ask the system administrator to link it.',
  },
  'activity/units': {
    status: 422,
    zh: '所选单位里有花名册上没有的单位。',
    en: 'One of the chosen units is not in the unit tree.',
  },
  'activity/organisers': {
    status: 422,
    zh: '组织者要是在岗的人。',
    en: 'Organisers must be people in post.',
  },
  'activity/keep-organiser': {
    status: 422,
    zh: '您自己要在组织者里；要换人，请领导组办公室来改。',
    en: 'You must be among the organisers yourself; the programme office can hand it over.',
  },
  'activity/no-session': {
    status: 422,
    zh: '有一场不属于这项活动，没有保存。',
    en: 'One of the sessions does not belong to this activity; nothing was saved.',
  },
  'activity/session-times': {
    status: 422,
    zh: '第 {n} 场的结束时间要晚于开始时间。',
    en: 'Session {n} must end after it begins.',
  },
  'activity/closes-late': {
    status: 422,
    zh: '报名要在第一场当天或之前截止。',
    en: 'Registration must close on or before the day of the first session.',
  },
  'activity/past': {
    status: 422,
    zh: '第一场不能早于今天。',
    en: 'The first session cannot lie in the past.',
  },
  'activity/seats': {
    status: 422,
    zh: '“{venue}”只有 {seats} 座，少于预计的 {n} 人。',
    en: '“{venue}” seats {seats}, fewer than the {n} people reckoned with.',
  },
  'activity/teams': {
    status: 422,
    zh: '队数与每队人数对不上：{n} 人分不成 {nTeams} 队、每队 {minSize}–{maxSize} 人。',
    en: 'The teams do not fit: {n} people cannot form {nTeams} teams of {minSize} to {maxSize}.',
  },
  'activity/safety-plan': {
    status: 422,
    zh: '{why}，请先写好安全预案再报批。',
    en: '{whyEn}: write the safety plan before submitting.',
  },
  'activity/not-draft': {
    status: 409,
    zh: '这项活动现在不是草稿。',
    en: 'This activity is not a draft now.',
  },
  'activity/not-submitted': {
    status: 409,
    zh: '这项活动没有在等审批。',
    en: 'This activity does not wait for approval.',
  },
  'activity/not-approved': {
    status: 409,
    zh: '这项活动还没有批准。',
    en: 'This activity is not approved yet.',
  },
  'activity/own-plan': {
    status: 409,
    zh: '自己报批或组织的活动要由另一位领导审批。',
    en: 'What one submitted or organises is decided by another leader.',
  },
  'activity/changed-meanwhile': {
    status: 409,
    zh: '您打开之后，安排又改过了。请重新看一遍再决定。',
    en: 'The plan was changed after you opened it. Read it again, then decide.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'activity/too-far': {
    status: 422,
    zh: '日期太远了（最晚 2099 年）。',
    en: 'That is too far away (2099 at the latest).',
  },
  'activity/over': { status: 409, zh: '活动已经结束。', en: 'The activity is over.' },
  'activity/called-off': { status: 409, zh: '活动已经取消。', en: 'The activity was called off.' },
  'activity/was-approved': {
    status: 409,
    zh: '批准过的活动不能删去，可以取消。',
    en: 'An activity that was once approved is not deleted; it can be called off.',
  },
  'activity/nothing-to-restore': {
    status: 409,
    zh: '没有批准过的安排，或没有改动。',
    en: 'There is no approved plan to return to, or nothing has changed.',
  },
  'activity/session-held': {
    status: 409,
    zh: '已经办过的场次不能再改日期或删去。',
    en: 'A session that was held can be neither moved nor removed.',
  },
  'activity/session-in-use': {
    status: 409,
    zh: '有一场已经有签到等记录，不能删去。',
    en: 'One of the sessions has records such as sign-ins and cannot be removed.',
  },
});

const Named = z.object({ name: z.string() });
/** No person stands in these facts: who joined and who left is nobody's evidence. */
export const activityFacts = facts({
  'activity/planned': { zh: '拟定了活动“{name}”', en: 'The activity “{name}” was planned', data: Named },
  'activity/copied': {
    zh: '照往年拟定了“{name}”',
    en: '“{name}” was planned from an earlier one',
    data: Named.extend({ from: z.string() }),
  },
  'activity/submitted': {
    zh: '报批了活动“{name}”（{nSessions} 场，预计 {nExpected} 人、{hours} 工时，预算 {yuan} 元）',
    en: '“{name}” was submitted ({nSessions} sessions, {nExpected} people and {hours} hours expected, {yuan} yuan)',
    data: Named.extend({
      nSessions: z.int(),
      nExpected: z.int(),
      hours: z.number(),
      yuan: z.number(),
      changed: z.array(z.string()),
    }),
  },
  'activity/taken-back': {
    zh: '撤回了“{name}”的报批',
    en: 'The submission of “{name}” was taken back',
    data: Named,
  },
  'activity/approved': { zh: '批准了活动“{name}”', en: '“{name}” was approved', data: Named },
  'activity/sent-back': {
    zh: '退回了活动“{name}”：{note}',
    en: '“{name}” was sent back: {note}',
    data: Named.extend({ note: z.string() }),
  },
  'activity/changed': {
    zh: '批准后修改了“{name}”',
    en: '“{name}” was changed after its approval',
    data: Named.extend({ parts: z.array(z.string()) }),
  },
  'activity/restored': {
    zh: '“{name}”恢复了批准过的安排',
    en: '“{name}” returned to its approved plan',
    data: Named,
  },
  'activity/cancelled': {
    zh: '取消了活动“{name}”：{note}',
    en: '“{name}” was called off: {note}',
    data: Named.extend({ note: z.string() }),
  },
  'activity/held': {
    zh: '办完了活动“{name}”（{nSessions} 场，{nIn} 人报名）',
    en: '“{name}” was held ({nSessions} sessions, {nIn} people registered)',
    data: Named.extend({
      nSessions: z.int(),
      nIn: z.int(),
      lastOn: z.string(),
      programmeId: z.string().nullable(),
      ...campaignMark,
    }),
  },
  'activity/registration-opened': {
    zh: '开放了“{name}”的报名，自愿参加',
    en: 'Registration for “{name}” was opened; joining is voluntary',
    data: Named,
  },
  'activity/registration-closed': {
    zh: '“{name}”报名截止：{nIn} 人参加，{nWaiting} 人候补',
    en: 'Registration for “{name}” closed: {nIn} in, {nWaiting} waiting',
    data: Named.extend({ nIn: z.int(), nWaiting: z.int(), ...campaignMark }),
  },
});
