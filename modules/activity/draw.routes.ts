import { bind, type BoundRoute } from '#platform/module/index.ts';
import * as change from './draw-change.work.ts';
import { drawRoutes } from './draw.contract.ts';
import { readDraw, readMyTeams } from './draw-view.work.ts';
import * as draw from './draw.work.ts';

export const drawBoundRoutes: BoundRoute[] = bind(drawRoutes, {
  readMyTeams: (act, { params }) => readMyTeams(act, params.activityId),
  readDraw: (act, { params }) => readDraw(act, params.activityId),
  checkDraw: (act, { params, body }) => draw.checkDraw(act, params.activityId, body),
  makeDraw: (act, { params, body }) => draw.makeDraw(act, params.activityId, body),
  stopDraw: (act, { params }) => draw.stopDraw(act, params.activityId),
  readPersonInDraw: (act, { params, query }) =>
    change.readPersonInDraw(act, params.activityId, params.personId, query.round),
  changeDraw: (act, { params, body }) => change.changeDraw(act, params.activityId, body),
  undoChange: (act, { params }) => change.undoChange(act, params.activityId),
  publishDraw: (act, { params }) => draw.publishDraw(act, params.activityId),
});
