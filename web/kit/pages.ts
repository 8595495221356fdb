import { seals, type ModulePages, type Seal } from '#web/pages.ts';

const component = () => import('./KitPage.vue');

/** The living page of the ui kit, under every seal, so that the whole shell can be looked at. */
export const pages: ModulePages[] = (Object.keys(seals) as Seal[]).map((seal) => ({
  seal,
  order: 99,
  pages: [
    {
      path: `/kit/${seal}/parts`,
      name: `kit-${seal}-parts`,
      component,
      title: { zh: '部件', en: 'Parts' },
      menu: true,
    },
    {
      path: `/kit/${seal}/charts`,
      name: `kit-${seal}-charts`,
      component: () => import('./ChartsPage.vue'),
      title: { zh: '图', en: 'Charts' },
      menu: true,
    },
    {
      path: `/kit/${seal}/table`,
      name: `kit-${seal}-table`,
      component: () => import('./TablePage.vue'),
      title: { zh: '表', en: 'Tables' },
      menu: true,
    },
    {
      path: `/kit/${seal}/answer`,
      name: `kit-${seal}-answer`,
      component: () => import('./KitAnswerPage.vue'),
      title: { zh: '一题一屏', en: 'One question a screen' },
      menu: true,
      layout: 'bare',
    },
  ],
}));
