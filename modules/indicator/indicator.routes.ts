import { bind } from '#platform/module/index.ts';
import { indicatorRoutes } from './indicator.contract.ts';
import * as work from './indicator.work.ts';

export const indicatorBoundRoutes = bind(indicatorRoutes, {
  listIndicators: (act) => work.listIndicatorLines(act),
  readIndicator: (act, { params }) => work.readIndicator(act, params.indicatorId),
  listIndicatorFacts: (act, { params, query }) => work.showFacts(act, params.indicatorId, query.before),
  listQuestionWords: (act) => work.listWords(act),
  listMarks: (act, { query }) => work.readMarks(act, query.kinds),
  previewQuestion: (act, { body }) => work.previewQuestion(act, body),
  addIndicator: (act, { body }) => work.addIndicator(act, body),
  changeIndicator: (act, { params, body }) => work.changeIndicator(act, params.indicatorId, body),
  retireIndicator: (act, { params, body }) => work.retireIndicator(act, params.indicatorId, body.retired),
  judgeIndicator: (act, { params, body }) => work.judgeIndicator(act, params.indicatorId, body),
});
