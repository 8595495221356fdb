import type { Page } from '#web/pages.ts';

export const photoPages: Page[] = [
  {
    path: '/activities/:activityId/photos',
    name: 'activity-photos',
    component: () => import('./PhotosPage.vue'),
    title: { zh: '照片', en: 'Photos' },
    permit: 'activity/read',
  },
];
