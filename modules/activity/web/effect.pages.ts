import type { Page } from '#web/pages.ts';

/** Whether the activity made people acquainted. */
export const effectPages: Page[] = [
  {
    path: '/activities/:activityId/effect',
    name: 'activity-effect',
    component: () => import('./EffectPage.vue'),
    title: { zh: '活动的效果', en: 'Effect of the activity' },
    permit: 'activity/read',
  },
];
