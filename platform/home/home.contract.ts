import * as z from 'zod';
import { SayingShape, route } from '../contract/index.ts';

export const Line = z.object({
  text: SayingShape,
  /** Address of the page that does it, below the base path. */
  to: z.string(),
  /** Day by which it should be done; null where nothing presses. */
  dueOn: z.string().nullable(),
});
export type Line = z.output<typeof Line>;

export const homeRoutes = {
  readHome: route({
    method: 'GET',
    path: '/api/home',
    summary: { zh: '今天需要我做的事和最近的结论', en: 'What needs me today, and the latest findings' },
    permit: 'signed-in',
    reply: z.object({ todo: z.array(Line), findings: z.array(Line) }),
  }),
};
