import type { ModulePages } from '#web/pages.ts';

/** The living page of the ui kit; reachable at /kit, listed nowhere. */
export const pages: ModulePages = {
  seal: 'home',
  order: 99,
  pages: [
    {
      path: '/kit',
      name: 'kit',
      component: () => import('./KitPage.vue'),
      title: { zh: '部件', en: 'Parts' },
      permit: 'anyone',
    },
  ],
};
