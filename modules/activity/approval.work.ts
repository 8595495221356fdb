/** Submitting, deciding, calling off. */
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import type { ActivityPlan } from './activity-plan.contract.ts';
import type { ActivityView } from './activity.contract.ts';
import { insertDecision, updateActivity, type DecisionRow } from './activity.data.ts';
import {
  isOwnPlan,
  lifeOf,
  refuse,
  refuseIf,
  venuesById,
  wholeOf,
  type Whole,
} from './activity-load.work.ts';
import { readActivity } from './activity-view.work.ts';
import { hoursPerPerson } from './hours.rules.ts';
import * as life from './life.rules.ts';
import { lockActivity, lockToOrganise, subjectOf } from './organise.work.ts';
import { budgetYuan, changedParts, safetyAsked, whyNotReady } from './plan.rules.ts';
import { moveUp } from './seat.work.ts';

const decide = (act: Act, activityId: string, what: DecisionRow['what'], note = ''): Promise<unknown> =>
  insertDecision(act.db, {
    bureau_id: act.bureauId,
    decision_id: newId(),
    activity_id: activityId,
    what,
    by_account: act.who.accountId,
    by_name: act.who.name,
    at: act.now,
    note,
  });

export async function submitActivity(act: Act, activityId: string): Promise<void> {
  const whole = await wholeOf(act, await lockToOrganise(act, activityId));
  refuseIf(life.whyNotSubmit(lifeOf(whole, act.today)));
  await refuseUnready(act, whole);
  await submit(act, whole);
}

/** What was approved once may have sessions behind it; its safety plan is needed all the same. */
export async function refuseUnready(act: Act, { row, plan }: Whole): Promise<void> {
  const asked = safetyAsked(plan, await venuesById(act));
  refuseIf(whyNotReady(plan, asked, row.approved_plan ? '' : act.today));
}

export async function submit(act: Act, { row, plan }: Whole): Promise<void> {
  const changed = row.approved_plan ? changedParts(row.approved_plan, plan) : [];
  await updateActivity(act.db, act.bureauId, row.activity_id, {
    state: 'submitted',
    submitted_by: act.who.accountId,
  });
  await decide(act, row.activity_id, 'submitted', changed.join(' '));
  act.record({
    kind: 'activity/submitted',
    subject: subjectOf(row.activity_id),
    data: {
      name: row.name,
      nSessions: plan.sessions.length,
      nExpected: plan.nExpected,
      hours: Math.round(plan.nExpected * hoursPerPerson(plan.sessions) * 10) / 10,
      yuan: budgetYuan(plan),
      changed,
    },
  });
}

export async function keepApproved(act: Act, activityId: string, plan: ActivityPlan): Promise<void> {
  await updateActivity(act.db, act.bureauId, activityId, { state: 'approved', approved_plan: plan });
}

export async function takeBackActivity(act: Act, activityId: string): Promise<ActivityView> {
  const whole = await wholeOf(act, await lockToOrganise(act, activityId));
  refuseIf(life.whyNotTakeBack(lifeOf(whole, act.today)));
  await updateActivity(act.db, act.bureauId, activityId, { state: 'draft' });
  await decide(act, activityId, 'withdrawn');
  act.record({
    kind: 'activity/taken-back',
    subject: subjectOf(activityId),
    data: { name: whole.row.name },
  });
  return readActivity(act, activityId);
}

/** Approves what the leader has read: the plan at this revision, which is not their own. */
export async function approveActivity(act: Act, activityId: string, revision: number): Promise<void> {
  const whole = await wholeOf(act, await lockActivity(act, activityId));
  const { row, plan } = whole;
  refuseIf(life.whyNotDecide(lifeOf(whole, act.today), { ownPlan: isOwnPlan(act, whole) }));
  if (row.revision !== revision) throw refuse('activity/changed-meanwhile');
  await keepApproved(act, activityId, plan);
  await decide(act, activityId, 'approved', '');
  act.record({
    kind: 'activity/approved',
    subject: subjectOf(activityId),
    data: { name: row.name },
  });
  // There may be more seats than before.
  await moveUp(act, activityId);
}

export async function sendBackActivity(act: Act, activityId: string, note: string): Promise<void> {
  const whole = await wholeOf(act, await lockActivity(act, activityId));
  refuseIf(life.whyNotDecide(lifeOf(whole, act.today), { ownPlan: isOwnPlan(act, whole) }));
  const { name } = whole.row;
  await updateActivity(act.db, act.bureauId, activityId, { state: 'draft' });
  await decide(act, activityId, 'sent-back', note);
  act.record({ kind: 'activity/sent-back', subject: subjectOf(activityId), data: { name, note } });
}

export async function cancelActivity(act: Act, activityId: string, note: string): Promise<ActivityView> {
  const row = await lockToOrganise(act, activityId);
  refuseIf(life.whyNotCancel(lifeOf(await wholeOf(act, row), act.today)));
  await updateActivity(act.db, act.bureauId, activityId, { state: 'cancelled', revision: row.revision + 1 });
  await decide(act, activityId, 'cancelled', note);
  act.record({
    kind: 'activity/cancelled',
    subject: subjectOf(activityId),
    data: { name: row.name, note },
  });
  return readActivity(act, activityId);
}
