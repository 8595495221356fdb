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

/** One sentence for leaders: what stands, or what departs from what was promised. */
export const Statement = z.object({
  text: SayingShape,
  /** Page that says more, below the base path. */
  to: z.string(),
  /** The facts behind it: an address made by `recordsAt`; null where no fact was written yet. */
  records: z.string().nullable(),
});
export type Statement = z.output<typeof Statement>;

/** What happened lately in something this person follows. */
export const Change = z.object({ text: SayingShape, to: z.string(), on: z.string(), subject: z.string() });
export type Change = z.output<typeof Change>;

/** One entry of the next seven days. */
export const Coming = z.object({
  id: z.string(),
  on: z.string(),
  /** `15:00–17:00`; null: the whole day. */
  at: z.string().nullable(),
  title: SayingShape,
  where: z.string(),
  to: z.string(),
});
export type Coming = z.output<typeof Coming>;

export const homeRoutes = {
  readHome: route({
    method: 'GET',
    path: '/api/home',
    summary: {
      zh: '今天需要我做的事、我关注的变化和最近的结论',
      en: 'What needs me today, what changed, what is next',
    },
    permit: 'signed-in',
    reply: z.object({
      today: z.string(),
      todo: z.array(Line),
      /** Lines that did not find room among the seven. */
      nMore: z.int(),
      findings: z.array(Line),
      changes: z.array(Change),
      /** How many matters I chose not to follow. */
      nUnfollowed: z.int(),
      coming: z.array(Coming),
      /** The leaders' page; null for everybody else. */
      brief: z
        .object({ sentences: z.array(Statement), exceptions: z.array(Statement), nMore: z.int() })
        .nullable(),
      /** Where somebody begins for whom nothing is here yet. */
      firstSteps: z.array(z.object({ text: SayingShape, to: z.string() })),
    }),
  }),
  follow: route({
    method: 'PUT',
    path: '/api/home/following',
    summary: { zh: '关注或不再关注一件事', en: 'Follow a matter, or no longer' },
    permit: 'signed-in',
    body: z.object({ subject: z.string().min(1).max(120), follow: z.boolean() }),
    reply: z.object({ ok: z.literal(true) }),
  }),
  followAll: route({
    method: 'DELETE',
    path: '/api/home/following',
    summary: { zh: '重新关注全部', en: 'Follow everything again' },
    permit: 'signed-in',
    reply: z.object({ ok: z.literal(true) }),
  }),
};
