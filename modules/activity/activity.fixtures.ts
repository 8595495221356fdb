/** A small bureau with an office, a leader and staff, and activities in it, for tests. */
import { aBureau, type AnInvented } from '#modules/fusion/fusion.fixtures.ts';
import type { Caller, TestHouse } from '#root/tools/testing/house.ts';
import { type ActivityPlan } from './activity-plan.contract.ts';
import { activityRoutes, type ActivityView } from './activity.contract.ts';

/** One afternoon on Friday 12 June 2020, open to everybody; give what matters to the test. */
export const aPlan = (organiserId: string, more: Partial<ActivityPlan> = {}): ActivityPlan => ({
  name: '拔河',
  purpose: '让不同原单位的同事一起出力。',
  programmeId: null,
  organiserIds: [organiserId],
  unitIds: null,
  capacity: null,
  nExpected: 12,
  closesOn: '2020-06-10',
  budget: [{ item: '饮用水', yuan: 120.5 }],
  safety: null,
  teams: null,
  sessions: [aSession()],
  ...more,
});

export const aSession = (more: Partial<ActivityPlan['sessions'][number]> = {}) => ({
  sessionId: null,
  name: '',
  heldOn: '2020-06-12',
  startsAt: '15:00',
  endsAt: '17:00',
  venueId: null,
  place: '大院',
  signIn: 'none' as const,
  ...more,
});

export interface AGathering {
  bureauId: string;
  unitIds: string[];
  people: AnInvented[];
  office: Caller;
  leader: Caller;
  /** Staff by place in the list of people; signed in once each. Places 0 to 2 are office, leader and chief. */
  staff(at: number): Promise<Caller>;
  chief: Caller;
}

/** So many people: the first is in the office, the second a leader, the third a section chief. */
export async function aGathering(world: TestHouse, nPeople = 24): Promise<AGathering> {
  const { bureauId, people, unitIds } = await aBureau(world, {
    ICO: Math.ceil(nPeople / 2),
    QTS: Math.floor(nPeople / 2),
  });
  const known = new Map<number, Caller>();
  return {
    bureauId,
    unitIds,
    people,
    office: await world.signIn(bureauId, 'office', people[0]!.personId),
    leader: await world.signIn(bureauId, 'leader', people[1]!.personId),
    chief: await world.signIn(bureauId, 'unit-head', people[2]!.personId),
    async staff(at) {
      const caller = known.get(at) ?? (await world.signIn(bureauId, 'staff', people[at]!.personId));
      known.set(at, caller);
      return caller;
    },
  };
}

/** Planned, submitted by the office, approved by the leader and open for registration. */
export async function anOpenActivity(
  { office, leader, people }: AGathering,
  more: Partial<ActivityPlan> = {},
): Promise<ActivityView> {
  const { body: planned } = await office.call(activityRoutes.planActivity, {
    body: aPlan(people[0]!.personId, more),
  });
  const params = { activityId: planned.id };
  await office.call(activityRoutes.submitActivity, { params });
  const { revision } = planned;
  await leader.call(activityRoutes.approveActivity, { params, body: { revision } });
  const opened = await office.call(activityRoutes.openRegistration, { params });
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body));
  return opened.body;
}

/** A draft of the caller's. */
export async function planned(by: Caller, more: Partial<ActivityPlan> = {}): Promise<ActivityView> {
  const { status, body } = await by.call(activityRoutes.planActivity, {
    body: aPlan(by.who.personId!, more),
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
export const read = (caller: Caller, activityId: string) =>
  caller.call(activityRoutes.readActivity, { params: { activityId } });
export const edit = (caller: Caller, { id, revision, plan }: ActivityView, more: Partial<ActivityPlan>) =>
  caller.call(activityRoutes.editActivity, {
    params: { activityId: id },
    body: { ...plan, ...more, revision },
  });
