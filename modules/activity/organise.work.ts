/** What every act on an activity begins with: the activity, and whether this person may organise it. */
import type { Act } from '#platform/act/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { activityRefusals } from './activity-sayings.contract.ts';
import { findActivityRow, listOrganiserRows, lockActivityRow, type ActivityRow } from './activity.data.ts';

const refuse = refuser(activityRefusals);

/** Subject of every fact about an activity. */
export const subjectOf = (activityId: string): string => `activity/${activityId}`;

export async function loadActivity(act: Act, activityId: string): Promise<ActivityRow> {
  const row = await findActivityRow(act.db, activityId);
  if (!row) throw refuse('activity/no-activity');
  return row;
}

/** The activity, locked until the transaction ends. */
export async function lockActivity(act: Act, activityId: string): Promise<ActivityRow> {
  const row = await lockActivityRow(act.db, activityId);
  if (!row) throw refuse('activity/no-activity');
  return row;
}

/** The office organises everything; anybody else what they are named for. The bureau itself is a job or the sample. */
export async function mayOrganise(act: Act, activityId: string): Promise<boolean> {
  const { accountId, personId, roles } = act.who;
  if (accountId === null || roles.includes('office')) return true;
  if (personId === null) return false;
  const organisers = await listOrganiserRows(act.db, activityId);
  return organisers.some((row) => row.person_id === personId);
}

/** The activity of somebody who may organise it; refuses everybody else. */
export async function loadToOrganise(act: Act, activityId: string): Promise<ActivityRow> {
  const row = await loadActivity(act, activityId);
  if (!(await mayOrganise(act, activityId))) throw refuse('activity/not-organiser');
  return row;
}

/** The same, locked until the transaction ends. */
export async function lockToOrganise(act: Act, activityId: string): Promise<ActivityRow> {
  const row = await lockActivity(act, activityId);
  if (!(await mayOrganise(act, activityId))) throw refuse('activity/not-organiser');
  return row;
}
