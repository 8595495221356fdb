import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'home',
  order: 90,
  pages: [
    {
      path: '/welcome',
      name: 'welcome',
      component: () => import('./WelcomePage.vue'),
      title: { zh: '欢迎', en: 'Welcome' },
      permit: 'anyone',
      layout: 'bare',
    },
    {
      path: '/sample',
      name: 'sample',
      component: () => import('./PartsPage.vue'),
      title: { zh: '以谁的身份看', en: 'Look as whom' },
      permit: 'anyone',
      layout: 'bare',
    },
  ],
};
