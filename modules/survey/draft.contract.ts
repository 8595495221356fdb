import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { Questionnaire, Remark } from './questionnaire.contract.ts';

export const VersionLine = z.object({
  version: z.int(),
  hash: z.string(),
  changedOn: Day,
  /** The day a survey first used it; null while it may still be changed. */
  lockedOn: Day.nullable(),
  nQuestions: z.int(),
});
export type VersionLine = z.output<typeof VersionLine>;

export const QuestionnaireLine = z.object({
  id: Id,
  title: z.string(),
  version: z.int(),
  lockedOn: Day.nullable(),
  changedOn: Day,
  nQuestions: z.int(),
});
export type QuestionnaireLine = z.output<typeof QuestionnaireLine>;

export const VersionView = z.object({
  id: Id,
  version: z.int(),
  revision: z.int(),
  hash: z.string(),
  lockedOn: Day.nullable(),
  body: Questionnaire,
  remarks: z.array(Remark),
  /** Rough time to answer, minutes. */
  minutes: z.number(),
  versions: z.array(VersionLine),
  may: z.object({ change: May, remove: May, use: May }),
});
export type VersionView = z.output<typeof VersionView>;

/** What was wrong with a file: the row (Excel), paragraph (Word) or path (JSON), and what to do. */
export const FileProblem = z.object({ place: z.string(), sentence: SayingShape });
export type FileProblem = z.output<typeof FileProblem>;

const params = z.object({ questionnaireId: Id });
const versionParams = params.extend({ version: z.coerce.number().int().min(1).max(10_000) });

export const draftRoutes = {
  listQuestionnaires: route({
    method: 'GET',
    path: '/api/questionnaires',
    summary: { zh: '问卷清单', en: 'Questionnaires' },
    permit: 'survey/check',
    reply: z.array(QuestionnaireLine),
  }),
  createQuestionnaire: route({
    method: 'POST',
    path: '/api/questionnaires',
    summary: { zh: '新建问卷', en: 'Start a questionnaire' },
    permit: 'survey/plan',
    body: z.object({ body: Questionnaire }),
    reply: VersionView,
  }),
  readQuestionnaire: route({
    method: 'GET',
    path: '/api/questionnaires/:questionnaireId',
    summary: { zh: '问卷的最新版本', en: 'The newest version of a questionnaire' },
    permit: 'survey/check',
    params,
    reply: VersionView,
  }),
  readQuestionnaireVersion: route({
    method: 'GET',
    path: '/api/questionnaires/:questionnaireId/versions/:version',
    summary: { zh: '问卷的某一版本', en: 'One version of a questionnaire' },
    permit: 'survey/check',
    params: versionParams,
    reply: VersionView,
  }),
  saveQuestionnaire: route({
    method: 'PUT',
    path: '/api/questionnaires/:questionnaireId',
    summary: {
      zh: '保存问卷；用过的版本不动，另存为下一版',
      en: 'Save a questionnaire; a used version stays and the next one begins',
    },
    permit: 'survey/plan',
    params,
    body: z.object({ version: z.int().min(1), revision: z.int().min(1), body: Questionnaire }),
    reply: VersionView,
  }),
  removeQuestionnaire: route({
    method: 'DELETE',
    path: '/api/questionnaires/:questionnaireId',
    summary: { zh: '删除从未用过的问卷', en: 'Delete a questionnaire that was never used' },
    permit: 'survey/plan',
    params,
    reply: z.object({ removed: z.literal(true) }),
  }),
  checkQuestionnaire: route({
    method: 'POST',
    path: '/api/questionnaires/check',
    summary: { zh: '检查问卷（不保存）', en: 'Check a questionnaire without saving it' },
    permit: 'survey/plan',
    body: z.object({ body: Questionnaire }),
    reply: z.object({ remarks: z.array(Remark), minutes: z.number() }),
  }),
  readQuestionnaireFile: route({
    method: 'POST',
    path: '/api/questionnaires/import',
    summary: {
      zh: '从 JSON、Excel 或 Word 读出问卷（不保存）',
      en: 'Read a questionnaire from JSON, Excel or Word without saving it',
    },
    permit: 'survey/plan',
    upload: true,
    reply: z.object({ body: Questionnaire.nullable(), problems: z.array(FileProblem) }),
  }),
  exportQuestionnaire: route({
    method: 'GET',
    path: '/api/questionnaires/:questionnaireId/versions/:version/file',
    summary: { zh: '导出问卷', en: 'Export a questionnaire' },
    permit: 'survey/export',
    params: versionParams,
    query: z.object({ format: z.enum(['json', 'xlsx', 'docx']) }),
    reply: z.undefined(),
    download: true,
  }),
};
