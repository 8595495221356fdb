import type { Saying } from '#platform/contract/index.ts';

/** What can be told, and can be turned off. */
export const activityTopics = {
  'activity/mine': {
    zh: '我参加的活动：递补、分队、取消',
    en: 'Activities I joined: a seat, teams, called off',
    only: 'persons',
  },
  'activity/approval': {
    zh: '活动审批：等我审批、退回给我',
    en: 'Approval of activities: asked of me, sent back to me',
    only: 'persons',
  },
  'activity/opened': { zh: '活动开放报名', en: 'Registration for an activity opens', only: 'groups' },
} as const;

/** By the kind of fact that is told. */
export const tellWords = {
  'activity/submitted': {
    topic: 'activity/approval',
    text: { zh: '活动“{name}”等您审批', en: '“{name}” waits for your decision' },
  },
  'activity/sent-back': {
    topic: 'activity/approval',
    text: { zh: '活动“{name}”退回了，请看理由', en: '“{name}” was sent back: see why' },
  },
  'activity/moved-up': {
    topic: 'activity/mine',
    text: { zh: '“{name}”有了空位，您已从候补转为参加', en: 'A seat in “{name}” came free and is yours' },
  },
  'draw/published': {
    topic: 'activity/mine',
    text: { zh: '“{name}”分队公布了', en: 'The teams for “{name}” are published' },
  },
  'activity/cancelled': {
    topic: 'activity/mine',
    text: { zh: '“{name}”取消了', en: '“{name}” was called off' },
  },
  'activity/registration-opened': {
    topic: 'activity/opened',
    text: { zh: '“{name}”开放报名，自愿参加', en: 'Registration for “{name}” is open; joining is voluntary' },
  },
} satisfies Record<string, { topic: keyof typeof activityTopics; text: Saying }>;

export type Told = keyof typeof tellWords;
