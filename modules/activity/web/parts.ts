import type { Saying } from '#platform/contract/index.ts';

/** A part of an activity with a page of its own, shown as a tab on the activity's pages. */
export interface ActivityPart {
  /** Last step of its address: `/activities/:activityId/<path>`; '' is the activity itself. */
  path: string;
  title: Saying;
  /** Whether this activity has it, and this reader. */
  shown: (activity: PartOwner) => boolean;
}

/** What a part may look at to decide whether it is shown. */
export interface PartOwner {
  state: 'draft' | 'submitted' | 'approved' | 'held' | 'cancelled';
  mine: string | null;
  plan: { teams: object | null; sessions: readonly { signIn: string }[] };
  may: { organise: { may: boolean } };
}

/** In the order of the tabs; each part adds its line. */
export const activityParts: readonly ActivityPart[] = [
  { path: '', title: { zh: '概况', en: 'Overview' }, shown: () => true },
  {
    path: 'teams',
    title: { zh: '分队', en: 'Teams' },
    shown: ({ state, plan, mine, may }) =>
      (state === 'approved' || state === 'held') &&
      (plan.teams !== null || mine === 'in' || may.organise.may),
  },
  {
    path: 'sign-in',
    title: { zh: '签到', en: 'Sign in' },
    // Where nothing needs it there is no sign-in, and no tab.
    shown: ({ state, plan }) =>
      (state === 'approved' || state === 'held') && plan.sessions.some(({ signIn }) => signIn !== 'none'),
  },
  {
    path: 'photos',
    title: { zh: '照片', en: 'Photos' },
    shown: ({ state }) => state === 'approved' || state === 'held',
  },
  {
    path: 'effect',
    title: { zh: '效果', en: 'Effect' },
    shown: ({ state }) => state === 'approved' || state === 'held',
  },
  {
    path: 'print',
    title: { zh: '打印', en: 'Print' },
    shown: ({ state, may }) => may.organise.may && (state === 'approved' || state === 'held'),
  },
];
