import { bind, type BoundRoute } from '#platform/module/index.ts';
import { activityRoutes } from './activity.contract.ts';
import { listActivities, readActivity } from './activity-view.work.ts';
import * as plan from './activity.work.ts';
import * as approval from './approval.work.ts';
import { calendarRoutes } from './calendar.contract.ts';
import * as calendar from './calendar.work.ts';
import { editActivity, restoreActivity } from './change.work.ts';
import { programmeRoutes } from './programme.contract.ts';
import * as programme from './programme.work.ts';
import { registrationRoutes } from './registration.contract.ts';
import * as registration from './registration.work.ts';
import { venueRoutes } from './venue.contract.ts';
import * as venue from './venue.work.ts';

const ok = { ok: true } as const;

/** Planning, deciding, joining. */
export const activityBoundRoutes: BoundRoute[] = [
  ...bind(activityRoutes, {
    listActivities: (act) => listActivities(act),
    readActivity: (act, { params }) => readActivity(act, params.activityId),
    readPlanning: (act) => plan.readPlanning(act),
    planActivity: async (act, { body }) => readActivity(act, await plan.planActivity(act, body)),
    editActivity: (act, { params, body }) => editActivity(act, params.activityId, body),
    async removeActivity(act, { params }) {
      await plan.removeActivity(act, params.activityId);
      return ok;
    },
    copyActivity: (act, { params, body }) => plan.copyActivity(act, params.activityId, body),
    async submitActivity(act, { params }) {
      await approval.submitActivity(act, params.activityId);
      return readActivity(act, params.activityId);
    },
    takeBackActivity: (act, { params }) => approval.takeBackActivity(act, params.activityId),
    async approveActivity(act, { params, body }) {
      await approval.approveActivity(act, params.activityId, body.revision);
      return readActivity(act, params.activityId);
    },
    async sendBackActivity(act, { params, body }) {
      await approval.sendBackActivity(act, params.activityId, body.note);
      return ok;
    },
    restoreActivity: (act, { params }) => restoreActivity(act, params.activityId),
    async openRegistration(act, { params }) {
      await registration.openRegistration(act, params.activityId);
      return readActivity(act, params.activityId);
    },
    async closeRegistration(act, { params }) {
      await registration.closeRegistration(act, params.activityId);
      return readActivity(act, params.activityId);
    },
    cancelActivity: (act, { params, body }) => approval.cancelActivity(act, params.activityId, body.note),
  }),
  ...bind(registrationRoutes, {
    joinActivity: (act, { params, body }) => registration.joinActivity(act, params.activityId, body.as),
    leaveActivity: (act, { params }) => registration.leaveActivity(act, params.activityId),
    listRegistrations: (act, { params }) => registration.listRegistrations(act, params.activityId),
    callSubstitute: (act, { params }) => registration.callSubstitute(act, params.activityId, params.personId),
  }),
];

export const programmeBoundRoutes: BoundRoute[] = bind(programmeRoutes, {
  listProgrammes: (act) => programme.listProgrammes(act),
  readProgramme: (act, { params }) => programme.readProgramme(act, params.programmeId),
  planProgramme: async (act, { body }) =>
    programme.readProgramme(act, await programme.planProgramme(act, body)),
  async editProgramme(act, { params, body }) {
    await programme.editProgramme(act, params.programmeId, body);
    return programme.readProgramme(act, params.programmeId);
  },
  async removeProgramme(act, { params }) {
    await programme.removeProgramme(act, params.programmeId);
    return ok;
  },
  async submitProgramme(act, { params }) {
    await programme.submitProgramme(act, params.programmeId);
    return programme.readProgramme(act, params.programmeId);
  },
  async approveProgramme(act, { params, body }) {
    await programme.approveProgramme(act, params.programmeId, body.activities);
    return programme.readProgramme(act, params.programmeId);
  },
  copyProgramme: async (act, { params, body }) =>
    programme.readProgramme(act, await programme.copyProgramme(act, params.programmeId, body)),
});

export const venueBoundRoutes: BoundRoute[] = bind(venueRoutes, {
  listVenues: (act) => venue.listVenues(act),
  addVenue: (act, { body }) => venue.addVenue(act, body),
  changeVenue: (act, { params, body }) => venue.changeVenue(act, params.venueId, body),
});

export const calendarBoundRoutes: BoundRoute[] = bind(calendarRoutes, {
  readCalendar: (act) => calendar.readCalendar(act),
});
