import type { Page } from '#web/pages.ts';

/** Sign-in and what is printed. */
export const attendancePages: Page[] = [
  {
    path: '/activities/:activityId/sign-in',
    name: 'activity-sign-in',
    component: () => import('./SignInPage.vue'),
    title: { zh: '签到', en: 'Sign in' },
    permit: 'activity/read',
  },
  {
    // An address of its own: what opens without a line has a folder to itself (`web/offline.ts`).
    path: '/sign-in-desk/:sessionId',
    name: 'sign-in-desk',
    component: () => import('./RollOfflinePage.vue'),
    title: { zh: '签到台', en: 'Sign-in desk' },
    permit: 'activity/sign-in',
    layout: 'bare',
  },
  {
    path: '/sign-in-desk/:sessionId/screen',
    name: 'sign-in-screen',
    component: () => import('./ScreenPage.vue'),
    title: { zh: '大屏签到码', en: 'Code for the screen' },
    permit: 'activity/sign-in',
    layout: 'bare',
  },
  {
    path: '/activities/:activityId/print',
    name: 'activity-print',
    component: () => import('./PrintPage.vue'),
    title: { zh: '要打印的', en: 'To print' },
    permit: 'activity/sign-in',
  },
];
