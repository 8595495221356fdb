import type { ModulePages } from '#web/pages.ts';

const page = (path: `/${string}`, name: string, zh: string, en: string, component: () => Promise<any>) => ({
  path,
  name,
  component,
  title: { zh, en },
  permit: 'plan/read' as const,
});

export const pages: ModulePages = {
  seal: 'plan',
  order: 10,
  pages: [
    { ...page('/plans', 'plans', '工作方案', 'Work plans', () => import('./PlanListPage.vue')), menu: true },
    {
      ...page(
        '/plans/take',
        'source-take',
        '答复发现',
        'Answer a finding',
        () => import('./SourceTakePage.vue'),
      ),
      permit: 'plan/change',
    },
    page('/plans/:id', 'plan', '方案矩阵', 'Matrix of a plan', () => import('./PlanMatrixPage.vue')),
    page(
      '/plans/:id/table',
      'plan-table',
      '任务分解表',
      'Task breakdown',
      () => import('./PlanTablePage.vue'),
    ),
    page('/plans/:id/gantt', 'plan-gantt', '横道图', 'Gantt', () => import('./PlanGanttPage.vue')),
    page('/plans/:id/calendar', 'plan-calendar', '日历', 'Calendar', () => import('./PlanCalendarPage.vue')),
    page('/plans/:id/board', 'plan-board', '看板', 'Board', () => import('./PlanBoardPage.vue')),
    page('/plans/:id/load', 'plan-load', '工时', 'Load', () => import('./PlanLoadPage.vue')),
    page(
      '/plans/:id/contradictions',
      'plan-contradictions',
      '矛盾',
      'Contradictions',
      () => import('./PlanContradictionPage.vue'),
    ),
    page('/plans/:id/versions', 'plan-versions', '版本', 'Versions', () => import('./PlanVersionPage.vue')),
    page(
      '/plans/:id/promise',
      'plan-promise',
      '给全体职工',
      'For all staff',
      () => import('./PlanPromisePage.vue'),
    ),
    {
      ...page(
        '/plans/:id/documents',
        'plan-documents',
        '公文',
        'Papers',
        () => import('./PlanDocumentPage.vue'),
      ),
      permit: 'plan/export',
    },
    page('/plans/:id/sources', 'plan-sources', '意见去向', 'Findings', () => import('./PlanSourcePage.vue')),
    {
      ...page(
        '/plans/:id/edit',
        'plan-edit',
        '修改方案',
        'Change a plan',
        () => import('./PlanEditPage.vue'),
      ),
      permit: 'plan/change',
    },
    {
      ...page(
        '/documents/check',
        'document-check',
        '检查公文格式',
        'Check a document',
        () => import('./DocumentCheckPage.vue'),
      ),
      menu: true,
    },
    {
      ...page(
        '/plans/:id/measures/new',
        'measure-new',
        '新任务',
        'New measure',
        () => import('./MeasureNewPage.vue'),
      ),
      permit: 'plan/change',
    },
    page('/measures/:id', 'measure', '一项任务', 'A measure', () => import('./MeasurePage.vue')),
    {
      ...page(
        '/measures/:id/edit',
        'measure-edit',
        '修改任务',
        'Change a measure',
        () => import('./MeasureEditPage.vue'),
      ),
      permit: 'plan/change',
    },
  ],
};
