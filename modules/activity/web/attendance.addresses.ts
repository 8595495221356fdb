/** Addresses of sign-in and printing without their schemas, so that what opens on a phone stays light. */
import { address } from '#web/address.ts';
import type { attendanceRoutes } from '../attendance.contract.ts';
import type { teamSheetRoutes } from '../team-sheet.contract.ts';

type Attendance = typeof attendanceRoutes;

export const askRoll = address<Attendance['readRoll']>('GET', '/api/activity-sessions/:sessionId/roll');
export const sendScans = address<Attendance['sendScans']>('POST', '/api/activity-sessions/:sessionId/scans');
export const askSessionCode = address<Attendance['readSessionCode']>(
  'GET',
  '/api/activity-sessions/:sessionId/code',
);
export const closeRoll = address<Attendance['closeRoll']>(
  'POST',
  '/api/activity-sessions/:sessionId/roll/closing',
);
export const askMySignIn = address<Attendance['readMyAttendance']>(
  'GET',
  '/api/activities/:activityId/my-sign-in',
);
export const signMyselfIn = address<Attendance['signMyselfIn']>(
  'POST',
  '/api/activity-sessions/:sessionId/my-sign-in',
);
export const takeMineBack = address<Attendance['takeMineBack']>(
  'DELETE',
  '/api/activity-sessions/:sessionId/my-sign-in',
);
export const askSheets = address<(typeof teamSheetRoutes)['readSheets']>(
  'GET',
  '/api/activities/:activityId/sheets',
);
