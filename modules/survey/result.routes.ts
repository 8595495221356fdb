import { bind, type BoundRoute } from '#platform/module/index.ts';
import { readFinding } from './finding.work.ts';
import { resultRoutes } from './result.contract.ts';
import { exportReport, exportResult } from './report.work.ts';
import * as result from './result.work.ts';
import { textRoutes } from './text.contract.ts';
import * as text from './text.work.ts';

export const resultBoundRoutes: BoundRoute[] = [
  ...bind(resultRoutes, {
    listSurveyResults: (act) => result.listSurveyResults(act),
    readSurveyResult: (act, { params }) => result.readSurveyResult(act, params.surveyId),
    readQuestionByGroup: (act, { params, query }) =>
      result.readQuestionByGroup(act, params.surveyId, query.question),
    readSurveyFinding: (act, { params }) => readFinding(act, params.findingId),
    exportSurveyResult: (act, { params }) => exportResult(act, params.surveyId),
    exportSurveyReport: (act, { params, query }) => exportReport(act, params.surveyId, query.format),
    recomputeSurveyResult: (act, { params }) => result.recompute(act, params.surveyId),
  }),
  ...bind(textRoutes, {
    readSurveyTexts: (act, { params }) => text.readTexts(act, params.surveyId),
    readRedactionDesk: (act, { params }) => text.readDesk(act, params.surveyId),
    redactText: (act, { params, body }) =>
      text.redactText(act, params.surveyId, { textId: params.textId, ...body }),
    releaseTexts: (act, { params }) => text.releaseTexts(act, params.surveyId),
  }),
];
