import type { ModulePages } from '#web/pages.ts';

export const pages: ModulePages = {
  seal: 'plan',
  order: 20,
  pages: [
    {
      path: '/indicators',
      name: 'indicators',
      component: () => import('./IndicatorListPage.vue'),
      title: { zh: '指标', en: 'Indicators' },
      permit: 'indicator/read',
      menu: true,
    },
    {
      path: '/indicators/new',
      name: 'indicator-new',
      component: () => import('./IndicatorNewPage.vue'),
      title: { zh: '登记指标', en: 'New indicator' },
      permit: 'indicator/change',
    },
    {
      path: '/indicators/:id',
      name: 'indicator',
      component: () => import('./IndicatorPage.vue'),
      title: { zh: '一个指标', en: 'An indicator' },
      permit: 'indicator/read',
    },
    {
      path: '/indicators/:id/edit',
      name: 'indicator-edit',
      component: () => import('./IndicatorEditPage.vue'),
      title: { zh: '修改指标', en: 'Change an indicator' },
      permit: 'indicator/change',
    },
  ],
};
