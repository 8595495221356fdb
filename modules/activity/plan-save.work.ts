/** What writing a plan takes, whether it is new or changed. */
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import type { ActivityPlan } from './activity-plan.contract.ts';
import { listSessionRows, saveOrganisers, saveSessions } from './activity.data.ts';
import { programmeNames, refuse, refuseIf, venuesById } from './activity-load.work.ts';
import { whyNotPlan } from './plan.rules.ts';

export const columnsOf = (plan: ActivityPlan) => ({
  programme_id: plan.programmeId,
  name: plan.name,
  purpose: plan.purpose,
  unit_ids: plan.unitIds,
  capacity: plan.capacity,
  n_expected: plan.nExpected,
  closes_on: plan.closesOn,
  budget: plan.budget,
  safety: plan.safety,
  teams: plan.teams,
});

export async function refuseBadPlan(act: Act, plan: ActivityPlan, activityId?: string): Promise<void> {
  const { accountId, personId, roles } = act.who;
  // A chief who takes the own name off would not find the plan again.
  const stays = accountId === null || roles.includes('office') || plan.organiserIds.includes(personId ?? '');
  if (!stays) throw refuse('activity/keep-organiser');
  const sessions = activityId === undefined ? [] : await listSessionRows(act.db, activityId);
  refuseIf(
    whyNotPlan(plan, {
      unitIds: new Set((await listUnits(act, act.today)).map(({ unitId }) => unitId)),
      personIds: new Set((await listPeopleOn(act, act.today)).map(({ personId }) => personId)),
      programmeIds: new Set((await programmeNames(act)).keys()),
      venues: await venuesById(act),
      sessions: new Map(sessions.map((row) => [row.session_id, row.venue_id])),
    }),
  );
}

/** Writes what hangs on an activity's row; a session that other records hang on is refused. */
export async function savePlan(act: Act, activityId: string, plan: ActivityPlan): Promise<void> {
  await saveOrganisers(act.db, act.bureauId, activityId, plan.organiserIds);
  const saved = await saveSessions(
    act.db,
    activityId,
    plan.sessions.map((session) => ({
      bureau_id: act.bureauId,
      session_id: session.sessionId ?? newId(),
      activity_id: activityId,
      name: session.name,
      held_on: session.heldOn,
      starts_at: session.startsAt,
      ends_at: session.endsAt,
      venue_id: session.venueId,
      place: session.place,
      sign_in: session.signIn,
    })),
  );
  if (!saved) throw refuse('activity/session-in-use');
}
