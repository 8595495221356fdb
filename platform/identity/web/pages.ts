import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'admin',
  order: 20,
  pages: [
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./SignInPage.vue'),
      title: { zh: '登录', en: 'Sign in' },
      permit: 'anyone',
      layout: 'bare',
    },
    {
      path: '/activate',
      name: 'activate',
      component: () => import('./ActivatePage.vue'),
      title: { zh: '启用账号', en: 'Activate an account' },
      permit: 'anyone',
      layout: 'bare',
    },
    {
      path: '/setup',
      name: 'setup',
      component: () => import('./SetUpPage.vue'),
      title: { zh: '建立我们的局', en: 'Set up our bureau' },
      permit: 'anyone',
      layout: 'bare',
    },
    {
      path: '/account',
      name: 'account',
      component: () => import('./AccountPage.vue'),
      title: { zh: '我的账号', en: 'My account' },
    },
    {
      path: '/admin/accounts',
      name: 'accounts',
      component: () => import('./AccountsPage.vue'),
      title: { zh: '账号与角色', en: 'Accounts and roles' },
      permit: 'account/read',
      menu: true,
    },
  ],
};
