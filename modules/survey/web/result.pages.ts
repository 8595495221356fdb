import type { Page } from '#web/pages.ts';

/** Results: what everybody reads, and the two keepers' desk. */
export const resultPages: Page[] = [
  {
    path: '/survey/results',
    name: 'survey-results',
    component: () => import('./SurveyResultPage.vue'),
    title: { zh: '调查结果', en: 'Survey results' },
    permit: 'survey/read',
    menu: true,
  },
  {
    path: '/survey/results/:id',
    name: 'survey-result',
    component: () => import('./SurveyResultPage.vue'),
    title: { zh: '一次调查的结果', en: 'A survey’s result' },
    permit: 'survey/read',
  },
  {
    path: '/survey/findings/:id',
    name: 'survey-finding',
    component: () => import('./FindingPage.vue'),
    title: { zh: '一条调查发现', en: 'A finding' },
    permit: 'survey/read',
  },
  {
    path: '/survey/results/:id/groups',
    name: 'survey-result-groups',
    component: () => import('./SurveyGroupPage.vue'),
    title: { zh: '分组结果', en: 'Result by group' },
    permit: 'survey/read',
  },
  {
    path: '/survey/results/:id/change',
    name: 'survey-result-change',
    component: () => import('./SurveyChangePage.vue'),
    title: { zh: '变化', en: 'Change' },
    permit: 'survey/read',
  },
  {
    path: '/survey/results/:id/texts',
    name: 'survey-result-texts',
    component: () => import('./SurveyTextPage.vue'),
    title: { zh: '开放题', en: 'Open answers' },
    permit: 'survey/read',
  },
  {
    path: '/survey/results/:id/redaction',
    name: 'survey-redaction',
    component: () => import('./RedactionPage.vue'),
    title: { zh: '涂隐', en: 'Redaction' },
    permit: 'survey/keep-keys',
  },
  {
    path: '/survey/results/:id/summary',
    name: 'survey-result-summary',
    component: () => import('./SurveySummaryPage.vue'),
    title: { zh: '一页纸', en: 'One page' },
    permit: 'survey/read',
  },
];
