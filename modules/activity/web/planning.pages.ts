import type { Page } from '#web/pages.ts';

/** Activities, programmes, venues and one's own calendar. */
export const planningPages: Page[] = [
  {
    path: '/activities',
    name: 'activities',
    component: () => import('./ActivityListPage.vue'),
    title: { zh: '活动', en: 'Activities' },
    permit: 'activity/read',
    menu: true,
  },
  {
    path: '/activities/programmes',
    name: 'programmes',
    component: () => import('./ProgrammeListPage.vue'),
    title: { zh: '方案', en: 'Programmes' },
    permit: 'activity/read',
    menu: true,
  },
  {
    path: '/activities/venues',
    name: 'venues',
    component: () => import('./VenuePage.vue'),
    title: { zh: '场地', en: 'Rooms' },
    permit: 'activity/read',
    menu: true,
  },
  {
    path: '/activities/calendar',
    name: 'calendar',
    component: () => import('./CalendarPage.vue'),
    title: { zh: '我的日程', en: 'My calendar' },
    permit: 'activity/read',
    menu: true,
  },
  {
    path: '/activities/new',
    name: 'activity-new',
    component: () => import('./ActivityNewPage.vue'),
    title: { zh: '拟定活动', en: 'Plan an activity' },
    permit: 'activity/plan',
  },
  {
    path: '/activities/programmes/:programmeId',
    name: 'programme',
    component: () => import('./ProgrammePage.vue'),
    title: { zh: '活动方案', en: 'A programme' },
    permit: 'activity/read',
  },
  {
    path: '/activities/:activityId',
    name: 'activity',
    component: () => import('./ActivityPage.vue'),
    title: { zh: '一项活动', en: 'An activity' },
    permit: 'activity/read',
  },
  {
    path: '/activities/:activityId/plan',
    name: 'activity-plan',
    component: () => import('./ActivityEditPage.vue'),
    title: { zh: '修改活动', en: 'Change an activity' },
    permit: 'activity/plan',
  },
];
