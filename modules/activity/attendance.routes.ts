import { bind, type BoundRoute } from '#platform/module/index.ts';
import { attendanceRoutes } from './attendance.contract.ts';
import * as attendance from './attendance.work.ts';

export const attendanceBoundRoutes: BoundRoute[] = bind(attendanceRoutes, {
  readRoll: (act, { params, query }) => attendance.readRoll(act, params.sessionId, query.people),
  sendScans: (act, { params, body }) => attendance.sendScans(act, params.sessionId, body),
  readSessionCode: (act, { params }) => attendance.readSessionCode(act, params.sessionId),
  closeRoll: (act, { params }) => attendance.closeRoll(act, params.sessionId),
  readMyAttendance: (act, { params }) => attendance.readMyAttendance(act, params.activityId),
  signMyselfIn: (act, { params, body }) => attendance.signMyselfIn(act, params.sessionId, body),
  takeMineBack: (act, { params }) => attendance.takeMineBack(act, params.sessionId),
});
