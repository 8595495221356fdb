import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'admin',
  order: 30,
  pages: [
    {
      path: '/records',
      name: 'records',
      component: () => import('./RecordsPage.vue'),
      title: { zh: '记录', en: 'Records' },
      permit: 'ledger/read',
      menu: true,
    },
  ],
};
