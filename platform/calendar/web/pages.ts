import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'home',
  order: 5,
  pages: [
    {
      path: '/calendar-feed',
      name: 'calendar-feed',
      component: () => import('./FeedPage.vue'),
      title: { zh: '日历订阅', en: 'Calendar feed' },
      menu: true,
    },
  ],
};
