import type { Page } from '#web/pages.ts';

/** One's own team; for organisers the draw. */
export const drawPages: Page[] = [
  {
    path: '/activities/:activityId/teams',
    name: 'activity-teams',
    component: () => import('./TeamsPage.vue'),
    title: { zh: '分队', en: 'Teams' },
    permit: 'activity/read',
  },
];
