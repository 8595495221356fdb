/** Addresses of planning, joining, venues and calendars without their schemas: these pages open on phones. */
import { address } from '#web/address.ts';
import type { activityRoutes } from '../activity.contract.ts';
import type { calendarRoutes } from '../calendar.contract.ts';
import type { programmeRoutes } from '../programme.contract.ts';
import type { registrationRoutes } from '../registration.contract.ts';
import type { venueRoutes } from '../venue.contract.ts';

type Activity = typeof activityRoutes;
type Registration = typeof registrationRoutes;
type Programme = typeof programmeRoutes;
type Venue = typeof venueRoutes;
type Calendar = typeof calendarRoutes;

const one = '/api/activities/:activityId';
export const askActivities = address<Activity['listActivities']>('GET', '/api/activities');
export const askActivity = address<Activity['readActivity']>('GET', one);
export const askPlanning = address<Activity['readPlanning']>('GET', '/api/activities/planning');
export const planActivity = address<Activity['planActivity']>('POST', '/api/activities');
export const editActivity = address<Activity['editActivity']>('PUT', one);
export const removeActivity = address<Activity['removeActivity']>('DELETE', one);
export const copyActivity = address<Activity['copyActivity']>('POST', `${one}/copy`);
export const submitActivity = address<Activity['submitActivity']>('POST', `${one}/submission`);
export const takeBackActivity = address<Activity['takeBackActivity']>('DELETE', `${one}/submission`);
export const approveActivity = address<Activity['approveActivity']>('POST', `${one}/approval`);
export const sendBackActivity = address<Activity['sendBackActivity']>('POST', `${one}/sending-back`);
export const restoreActivity = address<Activity['restoreActivity']>('POST', `${one}/restoration`);
export const openRegistration = address<Activity['openRegistration']>('POST', `${one}/registration-opening`);
export const closeRegistration = address<Activity['closeRegistration']>(
  'POST',
  `${one}/registration-closing`,
);
export const cancelActivity = address<Activity['cancelActivity']>('POST', `${one}/cancellation`);

export const joinActivity = address<Registration['joinActivity']>('PUT', `${one}/registration`);
export const leaveActivity = address<Registration['leaveActivity']>('DELETE', `${one}/registration`);
export const askRegistered = address<Registration['listRegistrations']>('GET', `${one}/registrations`);
export const callSubstitute = address<Registration['callSubstitute']>('POST', `${one}/substitutes/:personId`);

const programme = '/api/programmes/:programmeId';
export const askProgrammes = address<Programme['listProgrammes']>('GET', '/api/programmes');
export const askProgramme = address<Programme['readProgramme']>('GET', programme);
export const planProgramme = address<Programme['planProgramme']>('POST', '/api/programmes');
export const editProgramme = address<Programme['editProgramme']>('PUT', programme);
export const removeProgramme = address<Programme['removeProgramme']>('DELETE', programme);
export const submitProgramme = address<Programme['submitProgramme']>('POST', `${programme}/submission`);
export const approveProgramme = address<Programme['approveProgramme']>('POST', `${programme}/approval`);
export const copyProgramme = address<Programme['copyProgramme']>('POST', `${programme}/copy`);

export const askVenues = address<Venue['listVenues']>('GET', '/api/venues');
export const addVenue = address<Venue['addVenue']>('POST', '/api/venues');
export const changeVenue = address<Venue['changeVenue']>('PUT', '/api/venues/:venueId');

export const askCalendar = address<Calendar['readCalendar']>('GET', '/api/calendar');
