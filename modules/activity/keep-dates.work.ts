/** What falls due by itself: registration whose last day has passed is closed, what was held is noted. */
import type { Act } from '#platform/act/index.ts';
import { updateActivity, type ActivityRow } from './activity.data.ts';
import { lifeOf, wholeOf } from './activity-load.work.ts';
import { gatherAll } from './activity-view.work.ts';
import { lockActivity, subjectOf } from './organise.work.ts';
import { findCampaign } from './programme.data.ts';
import { close } from './registration.work.ts';

export async function listDue(act: Act): Promise<{ close: string[]; hold: string[] }> {
  const standing = (await gatherAll(act)).filter(({ row }) => row.state === 'approved');
  const due = (is: (one: (typeof standing)[number]) => boolean) =>
    standing.filter(is).map(({ row }) => row.activity_id);
  return {
    close: due(({ row }) => awaitsClosing(row, act.today)),
    hold: due((one) => lifeOf(one, act.today).lastOn < act.today),
  };
}

const awaitsClosing = (row: ActivityRow, today: string): boolean =>
  row.opened_at !== null && row.closed_at === null && row.closes_on < today;

export async function closeWhenDue(act: Act, activityId: string): Promise<void> {
  const whole = await wholeOf(act, await lockActivity(act, activityId));
  if (whole.row.state === 'approved' && awaitsClosing(whole.row, act.today)) await close(act, whole);
}

/** Notes that an activity was held, the day after its last session. */
export async function holdWhenDue(act: Act, activityId: string): Promise<void> {
  const whole = await wholeOf(act, await lockActivity(act, activityId));
  const { row, plan, seats } = whole;
  const { lastOn } = lifeOf(whole, act.today);
  if (row.state !== 'approved' || lastOn >= act.today) return;
  await updateActivity(act.db, act.bureauId, activityId, { state: 'held' });
  const campaign = await findCampaign(act.db, activityId);
  const nIn = seats.filter(({ state }) => state === 'in').length;
  act.record({
    kind: 'activity/held',
    subject: subjectOf(activityId),
    on: lastOn,
    quantity: nIn,
    data: {
      name: row.name,
      nSessions: plan.sessions.length,
      nIn,
      lastOn,
      programmeId: row.programme_id,
      campaign,
    },
  });
}
