/** A person's calendar as phones and Outlook fetch it: a secret address, renewed or revoked at will. */
import * as z from 'zod';
import { facts, refusals, route } from '../contract/index.ts';

const FeedState = z.object({
  /** Instant at which the address was made; null: there is none. */
  feedMadeAt: z.string().nullable(),
});

export const feedRoutes = {
  readFeed: route({
    method: 'GET',
    path: '/api/calendar/feed',
    summary: { zh: '我的日历订阅地址的状态', en: 'Whether a feed of my calendar exists' },
    permit: 'signed-in',
    reply: FeedState,
  }),
  renewFeed: route({
    method: 'POST',
    path: '/api/calendar/feed',
    summary: {
      zh: '生成新的订阅地址，旧地址随即失效',
      en: 'Make a new secret address; the old one is dead at once',
    },
    permit: 'signed-in',
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
    permit: 'signed-in',
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

export const feedRefusals = refusals({
  'calendar/no-feed': {
    status: 404,
    zh: '没有这个订阅地址，或已停用。',
    en: 'There is no such feed, or it was revoked.',
  },
});

export const feedFacts = facts({
  'calendar/feed-made': {
    zh: '生成了个人日历订阅地址',
    en: 'A personal calendar feed was made',
    data: z.object({}),
    askable: false,
  },
  'calendar/feed-revoked': {
    zh: '停用了个人日历订阅地址',
    en: 'A personal calendar feed was revoked',
    data: z.object({}),
    askable: false,
  },
});
