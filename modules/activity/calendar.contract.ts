/** A person's own sessions; the feed that phones fetch is the platform's (`#platform/calendar`). */
import * as z from 'zod';
import { Id, route } from '#platform/contract/index.ts';

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
    summary: { zh: '我的活动日程', en: 'My sessions' },
    permit: 'activity/read',
    reply: z.object({ sessions: z.array(MySession) }),
  }),
};
