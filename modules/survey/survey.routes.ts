import { bind, type BoundRoute } from '#platform/module/index.ts';
import { draftRoutes } from './draft.contract.ts';
import * as draft from './draft.work.ts';
import { lintBody } from './lint.work.ts';
import { exportQuestionnaire, readQuestionnaireFile } from './file.work.ts';
import { paperRoutes } from './paper.contract.ts';
import * as paper from './paper.work.ts';
import { scaleRoutes } from './scale.contract.ts';
import { listScales } from './scale.work.ts';

export const surveyBoundRoutes: BoundRoute[] = [
  ...bind(draftRoutes, {
    listQuestionnaires: (act) => draft.listQuestionnaires(act),
    createQuestionnaire: (act, { body }) => draft.createQuestionnaire(act, body.body),
    readQuestionnaire: (act, { params }) => draft.readQuestionnaire(act, params.questionnaireId),
    readQuestionnaireVersion: (act, { params }) =>
      draft.readQuestionnaire(act, params.questionnaireId, params.version),
    saveQuestionnaire: (act, { params, body }) => draft.saveQuestionnaire(act, params.questionnaireId, body),
    removeQuestionnaire: (act, { params }) => draft.removeQuestionnaire(act, params.questionnaireId),
    checkQuestionnaire: (act, { body }) => lintBody(act, body.body),
    readQuestionnaireFile: (_act, { upload }) => readQuestionnaireFile(upload),
    exportQuestionnaire: (act, { params, query }) => exportQuestionnaire(act, params, query.format),
  }),
  ...bind(scaleRoutes, { listScales: async () => listScales() }),
  ...bind(paperRoutes, {
    listPaperStacks: (act) => paper.listStacks(act),
    openPaperStack: (act, { body }) => paper.openStack(act, body),
    readPaperStack: (act, { params }) => paper.readStack(act, params.stackId),
    keyPaperForm: (act, { params, body }) => paper.keyForm(act, params.stackId, params.formNo, body),
    readPaperForm: (act, { params }) => paper.readForm(act, params.stackId, params.formNo),
    settlePaperForm: (act, { params, body }) =>
      paper.settlePaperForm(act, params.stackId, params.formNo, body),
    closePaperStack: (act, { params }) => paper.closeStack(act, params.stackId),
  }),
];
