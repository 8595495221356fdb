import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'home',
  order: 1,
  pages: [
    {
      path: '/',
      name: 'home',
      component: () => import('./HomePage.vue'),
      title: { zh: '今天', en: 'Today' },
      menu: true,
    },
  ],
};
