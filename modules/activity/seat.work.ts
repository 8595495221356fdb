/** Seats change hands one at a time, under the activity's lock; every step is noted. */
import type { Act } from '#platform/act/index.ts';
import { loadActivity, subjectOf } from './organise.work.ts';
import { lifeOf, wholeOf } from './activity-load.work.ts';
import { seatsAreFilled } from './life.rules.ts';
import { saveRegistration, type RegistrationStep } from './registration.data.ts';
import { nextUp, type Seat } from './seat.rules.ts';

export const takeStep = (
  act: Act,
  activityId: string,
  { personId, state, place }: Seat,
  how: RegistrationStep['how'],
): Promise<void> =>
  saveRegistration(
    act.db,
    { bureau_id: act.bureauId, activity_id: activityId, person_id: personId, state, place },
    { how, at: act.now },
  );

/** Gives free seats to those waiting, in order; the caller holds the activity's lock. Returns who moved up. */
export async function moveUp(act: Act, activityId: string): Promise<string[]> {
  const whole = await wholeOf(act, await loadActivity(act, activityId));
  if (!seatsAreFilled(lifeOf(whole, act.today))) return [];
  const moved = nextUp(whole.seats, whole.row.capacity);
  for (const seat of moved) {
    await takeStep(act, activityId, { ...seat, state: 'in' }, 'moved-up');
    act.record({
      kind: 'activity/moved-up',
      subject: subjectOf(activityId),
      actor: null,
      data: { name: whole.row.name },
    });
  }
  return moved.map(({ personId }) => personId);
}
