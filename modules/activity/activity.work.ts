/** Planning: a new activity, a copy of an earlier one, a draft dropped. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import { safetyPlanFrom, type ActivityPlan } from './activity-plan.contract.ts';
import { type ActivityView } from './activity.contract.ts';
import { deleteActivity, insertActivity, type ActivityRow } from './activity.data.ts';
import {
  lifeOf,
  listKnownVenues,
  programmeNames,
  refuse,
  refuseIf,
  venuesById,
  wholeOf,
} from './activity-load.work.ts';
import { readActivity } from './activity-view.work.ts';
import { shiftedPlan, shiftOf } from './copy.rules.ts';
import * as life from './life.rules.ts';
import { lockToOrganise, subjectOf } from './organise.work.ts';
import { columnsOf, refuseBadPlan, savePlan } from './plan-save.work.ts';
import { firstOn, lastOn } from './plan.rules.ts';

async function insertPlan(act: Act, plan: ActivityPlan, copiedFrom: string | null): Promise<string> {
  const activityId = newId();
  await insertActivity(act.db, {
    bureau_id: act.bureauId,
    activity_id: activityId,
    ...columnsOf(plan),
    state: 'draft',
    opened_at: null,
    closed_at: null,
    submitted_by: null,
    approved_plan: null,
    revision: 0,
    copied_from: copiedFrom,
    created_by: act.who.accountId,
    created_at: act.now,
  });
  await savePlan(act, activityId, plan);
  return activityId;
}

export async function planActivity(act: Act, plan: ActivityPlan): Promise<string> {
  await refuseBadPlan(act, plan);
  const activityId = await insertPlan(act, plan, null);
  act.record({ kind: 'activity/planned', subject: subjectOf(activityId), data: { name: plan.name } });
  return activityId;
}

export async function removeActivity(act: Act, activityId: string): Promise<void> {
  const row = await lockToOrganise(act, activityId);
  refuseIf(life.whyNotRemove(lifeOf(await wholeOf(act, row), act.today)));
  await deleteActivity(act.db, act.bureauId, activityId);
}

/** Whoever copies is the organiser; who has no place on the roster leaves that to the earlier organisers' office. */
export async function copyActivity(
  act: Act,
  activityId: string,
  { startsOn }: { startsOn: string | null },
): Promise<ActivityView> {
  const row = await lockToOrganise(act, activityId);
  const { plan } = await wholeOf(act, row);
  const shift = shiftOf(firstOn(plan.sessions), act.today, startsOn);
  const copyId = await copyPlan(act, row, shift, plan.programmeId);
  return readActivity(act, copyId);
}

/** Copies one plan some days later, without what is no longer there: closed units, retired rooms. */
export async function copyPlan(
  act: Act,
  row: ActivityRow,
  shift: number,
  programmeId: string | null,
): Promise<string> {
  const { plan } = await wholeOf(act, row);
  const organiserId = act.who.personId;
  if (organiserId === null) throw refuse('activity/no-person');
  if (addDays(lastOn(plan.sessions), shift) > '2099-12-31') throw refuse('activity/too-far');
  const units = new Set((await listUnits(act, act.today)).map(({ unitId }) => unitId));
  const unitIds = plan.unitIds?.filter((id) => units.has(id)) ?? null;
  const venues = await venuesById(act);
  const moved = shiftedPlan(plan, shift, [organiserId]);
  const copyId = await insertPlan(
    act,
    {
      ...moved,
      programmeId,
      unitIds: unitIds?.length ? unitIds : null,
      sessions: moved.sessions.map((session) => {
        const venue = session.venueId === null ? undefined : venues.get(session.venueId);
        return venue?.retired ? { ...session, venueId: null, place: venue.name } : session;
      }),
    },
    row.activity_id,
  );
  act.record({
    kind: 'activity/copied',
    subject: subjectOf(copyId),
    data: { name: plan.name, from: row.activity_id },
  });
  return copyId;
}

/** What the planning form offers. */
export async function readPlanning(act: Act) {
  const people = await listPeopleOn(act, act.today);
  const day = addDays(act.today, 14);
  return {
    units: (await listUnits(act, act.today)).map(({ unitId, name, parentId }) => ({
      id: unitId,
      name,
      parentId,
    })),
    venues: (await listKnownVenues(act))
      .filter(({ retired }) => !retired)
      .map(({ venueId, name, seats, needsSafetyPlan }) => ({ id: venueId, name, seats, needsSafetyPlan })),
    programmes: [...(await programmeNames(act))].map(([id, name]) => ({ id, name })),
    people: people.map(({ personId, name, unitName }) => ({ id: personId, name, unit: unitName })),
    safetyPlanFrom,
    suggestion: suggestionOf(act, day),
  };
}

const suggestionOf = (act: Act, day: string): ActivityPlan => ({
  name: '',
  purpose: '',
  programmeId: null,
  organiserIds: act.who.personId === null ? [] : [act.who.personId],
  unitIds: null,
  capacity: null,
  nExpected: 30,
  closesOn: addDays(day, -3),
  budget: [],
  safety: null,
  teams: null,
  sessions: [
    {
      sessionId: null,
      name: '',
      heldOn: day,
      startsAt: '15:00',
      endsAt: '17:00',
      venueId: null,
      place: '',
      signIn: 'none',
    },
  ],
});
