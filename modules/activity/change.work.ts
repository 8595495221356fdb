/** Changing a plan, and what that does to its approval. */
import type { Act } from '#platform/act/index.ts';
import type { ActivityPlan } from './activity-plan.contract.ts';
import type { ActivityView } from './activity.contract.ts';
import { updateActivity, type ActivityRow } from './activity.data.ts';
import { lifeOf, refuse, refuseIf, wholeOf } from './activity-load.work.ts';
import { readActivity } from './activity-view.work.ts';
import { keepApproved, refuseUnready, submit } from './approval.work.ts';
import * as life from './life.rules.ts';
import { loadActivity, lockToOrganise, subjectOf } from './organise.work.ts';
import { changedParts, whyNotRewrite } from './plan.rules.ts';
import { columnsOf, refuseBadPlan, savePlan } from './plan-save.work.ts';

export async function editActivity(
  act: Act,
  activityId: string,
  { revision, ...plan }: ActivityPlan & { revision: number },
): Promise<ActivityView> {
  const row = await lockToOrganise(act, activityId);
  const before = await wholeOf(act, row);
  refuseIf(life.whyNotEdit(lifeOf(before, act.today)));
  if (row.revision !== revision) throw refuse('activity/changed-meanwhile');
  await refuseBadPlan(act, plan, activityId);
  if (row.approved_plan) refuseIf(whyNotRewrite(before.plan, plan, act.today));
  await overwrite(act, row, plan);
  return readActivity(act, activityId);
}

/** Puts a plan in the place of another and, once approved, asks whether the approval still holds. */
async function overwrite(act: Act, row: ActivityRow, plan: ActivityPlan): Promise<void> {
  const revision = row.revision + 1;
  await updateActivity(act.db, act.bureauId, row.activity_id, { ...columnsOf(plan), revision });
  await savePlan(act, row.activity_id, plan);
  if (row.approved_plan) await settleChange(act, row.activity_id);
}

/** After a change of what was approved: approved still, or submitted anew. */
async function settleChange(act: Act, activityId: string): Promise<void> {
  const whole = await wholeOf(act, await loadActivity(act, activityId));
  const { row, plan } = whole;
  const parts = changedParts(row.approved_plan!, plan);
  if (parts.length === 0) return keepApproved(act, activityId, plan);
  act.record({ kind: 'activity/changed', subject: subjectOf(activityId), data: { name: row.name, parts } });
  if (row.state !== 'approved') return;
  await refuseUnready(act, whole);
  await submit(act, whole);
}

/** Drops a change that nobody approved: what was approved stands again. */
export async function restoreActivity(act: Act, activityId: string): Promise<ActivityView> {
  const row = await lockToOrganise(act, activityId);
  refuseIf(life.whyNotRestore(lifeOf(await wholeOf(act, row), act.today)));
  await overwrite(act, row, row.approved_plan!);
  act.record({ kind: 'activity/restored', subject: subjectOf(activityId), data: { name: row.name } });
  return readActivity(act, activityId);
}
