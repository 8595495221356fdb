import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'home',
  order: 20,
  pages: [
    {
      path: '/tasks',
      name: 'tasks',
      component: () => import('./TasksPage.vue'),
      title: { zh: '任务', en: 'Tasks' },
      menu: true,
    },
  ],
};
