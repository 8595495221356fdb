/** Joining, leaving, and what the organiser does with the list. */
import type { Act } from '#platform/act/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import type { ActivityView } from './activity.contract.ts';
import { updateActivity } from './activity.data.ts';
import { isInvited, lifeOf, refuse, refuseIf, wholeOf, type Whole } from './activity-load.work.ts';
import { readActivity } from './activity-view.work.ts';
import * as life from './life.rules.ts';
import { loadToOrganise, lockActivity, lockToOrganise, subjectOf } from './organise.work.ts';
import { findCampaign } from './programme.data.ts';
import type { Registered, RegistrationState } from './registration.contract.ts';
import { freeSeats, nextPlace, stateOnJoining } from './seat.rules.ts';
import { moveUp, takeStep } from './seat.work.ts';

type As = 'participant' | 'substitute';

export async function openRegistration(act: Act, activityId: string): Promise<void> {
  const whole = await wholeOf(act, await lockToOrganise(act, activityId));
  refuseIf(life.whyNotOpen(lifeOf(whole, act.today)));
  await updateActivity(act.db, act.bureauId, activityId, { opened_at: act.now, closed_at: null });
  act.record({
    kind: 'activity/registration-opened',
    subject: subjectOf(activityId),
    data: { name: whole.row.name },
  });
}

export async function closeRegistration(act: Act, activityId: string): Promise<void> {
  const whole = await wholeOf(act, await lockToOrganise(act, activityId));
  refuseIf(life.whyNotClose(lifeOf(whole, act.today)));
  await close(act, whole);
}

/** Notes the end of registration with what came of it; also where the last day has passed. */
export async function close(act: Act, { row, seats }: Whole): Promise<void> {
  const count = (state: RegistrationState) => seats.filter((seat) => seat.state === state).length;
  await updateActivity(act.db, act.bureauId, row.activity_id, { closed_at: act.now });
  const campaign = await findCampaign(act.db, row.activity_id);
  act.record({
    kind: 'activity/registration-closed',
    subject: subjectOf(row.activity_id),
    quantity: count('in'),
    data: { name: row.name, nIn: count('in'), nWaiting: count('waiting'), campaign },
  });
}

const joinedAs = {
  in: 'activity/joined',
  waiting: 'activity/waiting',
  substitute: 'activity/stands-by',
} as const;

/** Registers a person; the activity's lock lets one decide about seats after the other. */
export async function register(
  act: Act,
  activityId: string,
  { personId, as }: { personId: string | null; as: As },
): Promise<void> {
  const whole = await wholeOf(act, await lockActivity(act, activityId));
  const { row, seats } = whole;
  const reader = {
    onRoster: personId !== null,
    invited: personId !== null && (await isInvited(act, row, personId)),
    mine: seats.find((seat) => seat.personId === personId)?.state ?? null,
  };
  refuseIf((as === 'substitute' ? life.whyNotStandBy : life.whyNotJoin)(lifeOf(whole, act.today), reader));
  const state = as === 'substitute' ? as : stateOnJoining(seats, row.capacity);
  await takeStep(act, activityId, { personId: personId!, state, place: nextPlace(seats) }, 'self');
  act.record({
    kind: joinedAs[state],
    subject: subjectOf(activityId),
    actor: null,
    data: { name: row.name },
  });
}

export async function joinActivity(act: Act, activityId: string, as: As): Promise<ActivityView> {
  // A draft of others is not there for anybody.
  await readActivity(act, activityId);
  await register(act, activityId, { personId: act.who.personId, as });
  return readActivity(act, activityId);
}

/** Gives a seat, a place in the queue or a promise to stand in back; nothing is asked, and nobody is named. */
export async function withdraw(act: Act, activityId: string, personId: string): Promise<void> {
  const whole = await wholeOf(act, await lockActivity(act, activityId));
  const own = whole.seats.find((seat) => seat.personId === personId);
  refuseIf(life.whyNotWithdraw(lifeOf(whole, act.today), { mine: own?.state ?? null }));
  await takeStep(act, activityId, { ...own!, state: 'withdrawn' }, 'self');
  act.record({
    kind: 'activity/seat-freed',
    subject: subjectOf(activityId),
    actor: null,
    data: { name: whole.row.name },
  });
  await moveUp(act, activityId);
}

export async function leaveActivity(act: Act, activityId: string): Promise<ActivityView> {
  await readActivity(act, activityId);
  if (act.who.personId === null) throw refuse('activity/not-registered');
  await withdraw(act, activityId, act.who.personId);
  return readActivity(act, activityId);
}

/** Everybody who is in, waits or stands by, in order. */
export async function listRegistrations(act: Act, activityId: string) {
  const { row, seats } = await wholeOf(act, await loadToOrganise(act, activityId));
  const people = new Map((await listPeopleOn(act, act.today)).map((person) => [person.personId, person]));
  const order = ['in', 'waiting', 'substitute'] as const;
  const registered = order.flatMap((state) =>
    seats
      .filter((seat) => seat.state === state)
      .map(({ personId }, at): Registered => {
        const person = people.get(personId);
        return {
          personId,
          name: person?.name ?? '—',
          pinyin: person?.pinyin ?? '',
          unit: person?.unitName ?? '—',
          legacy: person?.legacy ?? '',
          state,
          place: at + 1,
        };
      }),
  );
  return { registered, nFree: freeSeats(seats, row.capacity) };
}

export async function callSubstitute(act: Act, activityId: string, personId: string) {
  const whole = await wholeOf(act, await lockToOrganise(act, activityId));
  refuseIf(life.whyNotCall(lifeOf(whole, act.today)));
  const seat = whole.seats.find((one) => one.personId === personId);
  if (seat?.state !== 'substitute') throw refuse('activity/not-substitute');
  if (freeSeats(whole.seats, whole.row.capacity) === 0) throw refuse('activity/no-free-seat');
  await takeStep(act, activityId, { ...seat, state: 'in' }, 'called');
  act.record({
    kind: 'activity/substitute-called',
    subject: subjectOf(activityId),
    data: { name: whole.row.name },
  });
  return listRegistrations(act, activityId);
}
