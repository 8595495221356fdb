/** A person's own sessions as a calendar that phones and Outlook fetch: a secret address, renewed or revoked at will. */
import * as z from 'zod';
import { Id, facts, refusals, route } from '#platform/contract/index.ts';

export const MySession = z.object({
  sessionId: Id,
  activityId: Id,
  activity: z.string(),
  name: z.string(),
  heldOn: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  where: z.string(),
  /** With a seat, waiting for one, or as an organiser. */
  as: z.enum(['in', 'waiting', 'organiser']),
  cancelled: z.boolean(),
  clashes: z.boolean(),
});
export type MySession = z.output<typeof MySession>;

export const calendarRoutes = {
  readCalendar: route({
    method: 'GET',
    path: '/api/calendar',
    summary: { zh: '我的日程和订阅地址的状态', en: 'My sessions, and whether a feed exists' },
    permit: 'activity/read',
    reply: z.object({
      /** Instant at which the address was made; null: there is none. */
      feedMadeAt: z.string().nullable(),
      sessions: z.array(MySession),
    }),
  }),
  renewFeed: route({
    method: 'POST',
    path: '/api/calendar/feed',
    summary: {
      zh: '生成新的订阅地址，旧地址随即失效',
      en: 'Make a new secret address; the old one is dead at once',
    },
    permit: 'activity/read',
    reply: z.object({
      /** Below the base path; shown this once, for only its hash is kept. */
      path: z.string(),
      feedMadeAt: z.string(),
    }),
  }),
  revokeFeed: route({
    method: 'DELETE',
    path: '/api/calendar/feed',
    summary: { zh: '停用订阅地址', en: 'Revoke the address' },
    permit: 'activity/read',
    reply: z.object({ ok: z.literal(true) }),
  }),
  downloadFeed: route({
    method: 'GET',
    path: '/api/calendar/feeds/:token/wenrong.ics',
    summary: { zh: '日历订阅（凭地址中的密钥）', en: 'The calendar feed, by the secret in its address' },
    permit: 'anyone',
    params: z.object({ token: z.string().min(1).max(150) }),
    reply: z.undefined(),
    download: true,
  }),
};

export const calendarRefusals = refusals({
  'activity/no-feed': {
    status: 404,
    zh: '没有这个订阅地址，或已停用。',
    en: 'There is no such feed, or it was revoked.',
  },
});

export const calendarFacts = facts({
  'activity/feed-made': {
    zh: '生成了个人日历订阅地址',
    en: 'A personal calendar feed was made',
    data: z.object({}),
  },
  'activity/feed-revoked': {
    zh: '停用了个人日历订阅地址',
    en: 'A personal calendar feed was revoked',
    data: z.object({}),
  },
});
