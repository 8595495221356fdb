import type { ModulePages } from '#web/pages.ts';
import { lifePages } from './life.pages.ts';
import { resultPages } from './result.pages.ts';

export const pages: ModulePages = {
  seal: 'survey',
  order: 2,
  pages: [
    ...lifePages,
    ...resultPages,
    {
      path: '/survey/questionnaires',
      name: 'questionnaires',
      component: () => import('./QuestionnaireListPage.vue'),
      title: { zh: '问卷', en: 'Questionnaires' },
      permit: 'survey/check',
      menu: true,
    },
    {
      path: '/survey/questionnaires/:id',
      name: 'questionnaire',
      component: () => import('./QuestionnairePage.vue'),
      title: { zh: '一份问卷', en: 'A questionnaire' },
      permit: 'survey/check',
    },
    {
      path: '/survey/questionnaires/:id/versions/:version/try',
      name: 'questionnaire-try',
      component: () => import('./QuestionnaireAnswerPage.vue'),
      title: { zh: '试答问卷', en: 'Try a questionnaire' },
      permit: 'survey/check',
      layout: 'bare',
    },
    {
      path: '/survey/questionnaires/:id/versions/:version/paper',
      name: 'questionnaire-paper',
      component: () => import('./QuestionnairePaperPage.vue'),
      title: { zh: '纸质问卷', en: 'Questionnaire on paper' },
      permit: 'survey/check',
    },
    {
      path: '/survey/scales',
      name: 'scales',
      component: () => import('./ScalePage.vue'),
      title: { zh: '量表库', en: 'Scales' },
      permit: 'survey/read',
      menu: true,
    },
    {
      path: '/survey/paper',
      name: 'paper-stacks',
      component: () => import('./PaperStackListPage.vue'),
      title: { zh: '纸质录入', en: 'Paper forms' },
      permit: 'survey/plan',
      menu: true,
    },
    {
      path: '/survey/paper/:id',
      name: 'paper-stack',
      component: () => import('./PaperStackPage.vue'),
      title: { zh: '一批纸质问卷', en: 'A stack of paper forms' },
      permit: 'survey/plan',
    },
  ],
};
