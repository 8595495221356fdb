/** The draw's routes by their addresses, typed by the contract but without its schemas. */
import { address } from '#web/address.ts';
import type { drawRoutes } from '../draw.contract.ts';

type Draw = typeof drawRoutes;

export const askMyTeams = address<Draw['readMyTeams']>('GET', '/api/activities/:activityId/teams/mine');
export const askDraw = address<Draw['readDraw']>('GET', '/api/activities/:activityId/draw');
export const checkDraw = address<Draw['checkDraw']>('POST', '/api/activities/:activityId/draw/check');
export const makeDraw = address<Draw['makeDraw']>('POST', '/api/activities/:activityId/draw');
export const stopDraw = address<Draw['stopDraw']>('POST', '/api/activities/:activityId/draw/stopping');
export const askPersonInDraw = address<Draw['readPersonInDraw']>(
  'GET',
  '/api/activities/:activityId/draw/people/:personId',
);
export const changeDraw = address<Draw['changeDraw']>('POST', '/api/activities/:activityId/draw/changes');
export const undoChange = address<Draw['undoChange']>(
  'DELETE',
  '/api/activities/:activityId/draw/changes/last',
);
export const publishDraw = address<Draw['publishDraw']>(
  'POST',
  '/api/activities/:activityId/draw/publication',
);
