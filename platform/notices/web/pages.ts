import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages[] = [
  {
    seal: 'home',
    order: 10,
    pages: [
      {
        path: '/notices',
        name: 'notices',
        component: () => import('./NoticesPage.vue'),
        title: { zh: '提醒', en: 'Notices' },
        menu: true,
      },
    ],
  },
  {
    seal: 'admin',
    order: 60,
    pages: [
      {
        path: '/admin/channels',
        name: 'channels',
        component: () => import('./ChannelsPage.vue'),
        title: { zh: '群通知', en: 'Group channels' },
        permit: 'channel/change',
        menu: true,
      },
    ],
  },
];
