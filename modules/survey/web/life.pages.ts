import type { Page } from '#web/pages.ts';

/** Running a survey: the list, one survey, what each of the people named does, and what everybody does. */
export const lifePages: Page[] = [
  {
    path: '/survey',
    name: 'surveys',
    component: () => import('./SurveyListPage.vue'),
    title: { zh: '民意调查', en: 'Surveys' },
    permit: 'survey/read',
    menu: true,
  },
  {
    path: '/survey/new',
    name: 'survey-new',
    component: () => import('./SurveyEditPage.vue'),
    title: { zh: '起草调查', en: 'Draft a survey' },
    permit: 'survey/plan',
  },
  {
    path: '/survey/:id',
    name: 'survey',
    component: () => import('./SurveyPage.vue'),
    title: { zh: '一次调查', en: 'A survey' },
    permit: 'survey/read',
  },
  {
    path: '/survey/:id/edit',
    name: 'survey-edit',
    component: () => import('./SurveyEditPage.vue'),
    title: { zh: '修改调查草稿', en: 'Change the draft' },
    permit: 'survey/plan',
  },
  {
    path: '/survey/:id/keys',
    name: 'survey-keys',
    component: () => import('./SurveyKeysPage.vue'),
    title: { zh: '发票钥和签署', en: 'Issuer keys' },
    permit: 'survey/keep-keys',
  },
  {
    path: '/survey/:id/trustees',
    name: 'survey-trustees',
    component: () => import('./SurveyTrusteePage.vue'),
    title: { zh: '监督人', en: 'Trustees' },
    permit: 'survey/keep-keys',
  },
  {
    path: '/survey/:id/notice',
    name: 'survey-notice',
    component: () => import('./SurveyNoticePage.vue'),
    title: { zh: '调查通知', en: 'Notice' },
    permit: 'survey/read',
  },
  {
    path: '/survey/:id/draw',
    name: 'survey-draw',
    component: () => import('./SurveyDrawPage.vue'),
    title: { zh: '领票', en: 'Draw a token' },
    permit: 'survey/answer',
    layout: 'bare',
  },
  {
    // The bureau stands in the address, for nobody need be signed in here.
    path: '/survey/:bureau/:id/answer',
    name: 'survey-answer',
    component: () => import('./SurveyAnswerPage.vue'),
    title: { zh: '填答并投票', en: 'Answer and cast' },
    permit: 'anyone',
    layout: 'bare',
  },
  {
    path: '/survey/:bureau/:id/terminal',
    name: 'survey-terminal',
    component: () => import('./SurveyTerminalPage.vue'),
    title: { zh: '凭代码填答', en: 'Answer under a code' },
    permit: 'anyone',
    layout: 'bare',
  },
  {
    path: '/survey/:bureau/:id/check',
    name: 'survey-check',
    component: () => import('./SurveyCheckPage.vue'),
    title: { zh: '查票', en: 'Check your receipt' },
    permit: 'anyone',
    layout: 'bare',
  },
];
