import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { type ActivityPlan } from './activity-plan.contract.ts';
import { activityRoutes, type ActivityView } from './activity.contract.ts';
import { aGathering, anOpenActivity, aPlan, aSession, type AGathering } from './activity.fixtures.ts';
import { drawRoutes } from './draw.contract.ts';
import { registrationRoutes } from './registration.contract.ts';
import { venueRoutes } from './venue.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('activity');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

const factsOf = (bureauId: string) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    const { rows } = await client.query<{
      kind: string;
      actor: string | null;
      data: Record<string, unknown>;
    }>("select kind, actor, data from platform.fact where kind like 'activity/%' order by seq");
    return rows;
  });

const planned = async (more: Partial<ActivityPlan> = {}, by: Caller = here.office): Promise<ActivityView> => {
  const { status, body } = await by.call(activityRoutes.planActivity, {
    body: aPlan(by.who.personId!, more),
  });
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const read = async (caller: Caller, activityId: string) =>
  caller.call(activityRoutes.readActivity, { params: { activityId } });
const edit = (caller: Caller, { id, revision, plan }: ActivityView, more: Partial<ActivityPlan>) =>
  caller.call(activityRoutes.editActivity, {
    params: { activityId: id },
    body: { ...plan, ...more, revision },
  });

describe('from a plan to its approval', () => {
  test('a draft is seen by its organisers and the office alone', async () => {
    const { id } = await planned({}, here.chief);
    expect((await read(here.office, id)).status).toBe(200);
    expect((await read(here.leader, id)).body).toMatchObject({ code: 'activity/no-activity' });
    const anybody = await here.staff(5);
    expect((await read(anybody, id)).status).toBe(404);
    expect((await anybody.call(activityRoutes.listActivities)).body.activities).toEqual([]);
  });

  test('the form begins with a suggestion that lacks only words', async () => {
    const { body } = await here.chief.call(activityRoutes.readPlanning);
    expect(body.people).toHaveLength(24);
    const plan = { ...body.suggestion, name: '读书会', purpose: '一起读一本书。' };
    const made = await here.chief.call(activityRoutes.planActivity, { body: plan });
    expect(made.body).toMatchObject({ name: '读书会', organisers: [{ personId: here.people[2]!.personId }] });
    const nobody = await world.signIn(here.bureauId, 'office');
    expect((await nobody.call(activityRoutes.readPlanning)).body.suggestion.organiserIds).toEqual([]);
  });

  test('a bureau with nobody in it yet gets a form, too', async () => {
    const first = await world.signIn(await world.newBureau(), 'office');
    const { status, body } = await first.call(activityRoutes.readPlanning);
    expect([status, body.units, body.people]).toEqual([200, [], []]);
  });

  test('a draft removed while somebody reads is not there, and nothing else is missing', async () => {
    const [gone, stays] = [await planned(), await planned()];
    const { activities } = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [here.bureauId]);
      await client.query('begin');
      await client.query('lock table activity.session');
      const reading = here.office.call(activityRoutes.listActivities);
      const waiting = 'select from pg_locks where not granted';
      await expect
        .poll(async () => (await client.query(waiting)).rowCount, { timeout: 5000 })
        .toBeGreaterThan(0);
      await client.query('delete from activity.activity where activity_id = $1', [gone.id]);
      await client.query('commit');
      return (await reading).body;
    });
    const ids = activities.map(({ id }) => id);
    expect([ids.includes(gone.id), ids.includes(stays.id)]).toEqual([false, true]);
    expect((await here.office.call(homeRoutes.readHome)).status).toBe(200);
  });

  test('the hours asked of each section stand beside the plan before anybody approves it', async () => {
    const { body } = await read(here.office, (await planned()).id);
    expect(body.hours).toEqual({
      hoursPerPerson: 2,
      nPeople: 12,
      hours: 24,
      fewest: 5,
      byUnit: [
        { unitId: expect.any(String), name: '一科', nPeople: 6, hours: 12 },
        { unitId: expect.any(String), name: '二科', nPeople: 6, hours: 12 },
      ],
    });
    expect(body.budgetYuan).toBe(120.5);
  });

  test('impossible plans are refused, each with its reason', async () => {
    const { body: hall } = await here.office.call(venueRoutes.addVenue, {
      body: { name: '小会议室', place: '三楼', seats: 10, needsSafetyPlan: false, retired: false },
    });
    const wrong: [Partial<ActivityPlan>, string][] = [
      [{ unitIds: [here.bureauId] }, 'activity/units'],
      [{ organiserIds: [here.bureauId] }, 'activity/organisers'],
      [{ programmeId: here.bureauId }, 'activity/no-programme'],
      [{ closesOn: '2020-06-13' }, 'activity/closes-late'],
      [{ sessions: [aSession({ endsAt: '15:00' })] }, 'activity/session-times'],
      [{ sessions: [aSession({ sessionId: here.bureauId })] }, 'activity/no-session'],
      [{ sessions: [aSession({ venueId: here.bureauId })] }, 'activity/no-venue'],
      [{ sessions: [aSession({ venueId: hall.id })] }, 'activity/seats'],
      [{ teams: { nTeams: 5, minSize: 3, maxSize: 4 } }, 'activity/teams'],
    ];
    for (const [more, code] of wrong) {
      const { body } = await here.office.call(activityRoutes.planActivity, {
        body: aPlan(here.people[0]!.personId, more),
      });
      expect(body, code).toMatchObject({ code });
    }
  });

  test('from 100 people on a safety plan is written before submitting', async () => {
    const large = await planned({ nExpected: 120 });
    expect(large.safetyAsked!.zh).toContain('120 人');
    const params = { activityId: large.id };
    const refused = await here.office.call(activityRoutes.submitActivity, { params });
    expect(refused).toMatchObject({ status: 422, body: { code: 'activity/safety-plan' } });
    const safety = { dangers: '拥挤', emergency: '两侧出口，医药箱在门卫', responsible: '门卫 0357-000' };
    await edit(here.office, large, { safety });
    const submitted = await here.office.call(activityRoutes.submitActivity, { params });
    expect(submitted.body).toMatchObject({ state: 'submitted' });
    await here.office.call(activityRoutes.takeBackActivity, { params });
    expect((await read(here.office, large.id)).body.state).toBe('draft');
  });

  test('a room can ask for a safety plan whatever the size', async () => {
    const { body: lake } = await here.office.call(venueRoutes.addVenue, {
      body: { name: '湖边', place: '', seats: null, needsSafetyPlan: true, retired: false },
    });
    const small = await planned({ sessions: [aSession({ venueId: lake.id })] });
    expect(small.safetyAsked!.zh).toContain('湖边');
  });

  test('what lies in the past cannot be submitted', async () => {
    const past = await planned({
      closesOn: '2020-05-20',
      sessions: [aSession({ heldOn: '2020-05-22' })],
    });
    const { body } = await here.office.call(activityRoutes.submitActivity, {
      params: { activityId: past.id },
    });
    expect(body).toMatchObject({ code: 'activity/past' });
  });

  test('a leader approves, but never what they submitted or organise', async () => {
    const both = await world.signIn(here.bureauId, ['leader', 'office']);
    const own = await planned({});
    const params = { activityId: own.id };
    await both.call(activityRoutes.submitActivity, { params });
    const body = { revision: own.revision };
    const self = await both.call(activityRoutes.approveActivity, { params, body });
    expect(self).toMatchObject({ status: 409, body: { code: 'activity/own-plan' } });

    const led = await planned({ organiserIds: [here.leader.who.personId!] });
    await here.office.call(activityRoutes.submitActivity, { params: { activityId: led.id } });
    const named = await here.leader.call(activityRoutes.approveActivity, {
      params: { activityId: led.id },
      body: { revision: led.revision },
    });
    expect(named.body).toMatchObject({ code: 'activity/own-plan' });
    expect((await read(here.leader, led.id)).body.may.approve).toMatchObject({ may: false });

    const chiefs = await here.chief.call(activityRoutes.approveActivity, { params, body });
    expect(chiefs.status).toBe(403);
    const other = await here.leader.call(activityRoutes.approveActivity, { params, body });
    expect(other.body).toMatchObject({ state: 'approved', may: { openRegistration: { may: false } } });
  });

  test('what was sent back returns to the draft, with the reason', async () => {
    const { id } = await planned({ name: '登山' });
    const params = { activityId: id };
    await here.office.call(activityRoutes.submitActivity, { params });
    const { body } = await here.leader.call(activityRoutes.sendBackActivity, {
      params,
      body: { note: '避开月底检查' },
    });
    expect(body).toEqual({ ok: true });
    const { body: after } = await read(here.office, id);
    expect(after).toMatchObject({ state: 'draft' });
    expect(after.decisions.map(({ what, note }) => [what, note])).toEqual([
      ['submitted', ''],
      ['sent-back', '避开月底检查'],
    ]);
    const { body: home } = await here.office.call(homeRoutes.readHome);
    expect(home.todo.map(({ text }) => text.zh)).toContain('活动“登山”退回了，请看理由');
  });
});

describe('a change after the approval', () => {
  let approved: ActivityView;
  beforeAll(async () => {
    approved = await anOpenActivity(here, { name: '羽毛球', capacity: 12 });
  });

  test('of words, organisers or a smaller budget stays approved', async () => {
    const { body } = await edit(here.office, approved, {
      purpose: '换一种说法。',
      budget: [{ item: '饮用水', yuan: 80 }],
      organiserIds: [here.office.who.personId!, here.chief.who.personId!],
    });
    expect(body).toMatchObject({ state: 'approved', changed: [], takesRegistrations: true });
    approved = body;
  });

  test('nobody overwrites what they have not seen', async () => {
    const { body } = await edit(
      here.office,
      { ...approved, revision: approved.revision - 1 },
      { name: '乒乓球' },
    );
    expect(body).toMatchObject({ code: 'activity/changed-meanwhile' });
  });

  test('of the time or the money is submitted anew, and nobody joins meanwhile', async () => {
    const moved = approved.plan.sessions.map((session) => ({ ...session, startsAt: '14:00' }));
    const { body } = await edit(here.office, approved, {
      sessions: moved,
      budget: [{ item: '球', yuan: 500 }],
    });
    expect(body).toMatchObject({
      state: 'submitted',
      changed: ['sessions', 'budget'],
      takesRegistrations: false,
    });
    expect(body.may.join.whyNot!.zh).toContain('等批准');
    approved = body;
  });

  test('a leader does not approve what was changed after they opened it', async () => {
    const params = { activityId: approved.id };
    const answer = await here.leader.call(activityRoutes.approveActivity, {
      params,
      body: { revision: approved.revision - 1 },
    });
    expect(answer.body).toMatchObject({ code: 'activity/changed-meanwhile' });
  });

  test('the approved plan can be had back without a leader, or the change is approved', async () => {
    const params = { activityId: approved.id };
    const back = await here.office.call(activityRoutes.restoreActivity, { params });
    expect(back.body).toMatchObject({ state: 'approved', changed: [], takesRegistrations: true });
    expect(back.body.sessions[0]).toMatchObject({ startsAt: '15:00' });
    const again = await here.office.call(activityRoutes.restoreActivity, { params });
    expect(again.body).toMatchObject({ code: 'activity/nothing-to-restore' });

    const larger = await edit(here.office, back.body, { capacity: 20 });
    expect(larger.body).toMatchObject({ state: 'submitted', changed: ['seats'] });
    const body = { revision: larger.body.revision };
    const yes = await here.leader.call(activityRoutes.approveActivity, { params, body });
    expect(yes.body).toMatchObject({ state: 'approved', capacity: 20 });
  });

  test('a session that was held is not moved', async () => {
    const two = await anOpenActivity(here, {
      name: '合唱',
      sessions: [aSession(), aSession({ heldOn: '2020-06-19' })],
    });
    world.setClock('2020-06-15T09:00:00+08:00');
    const caller = await world.signIn(here.bureauId, 'office');
    const dropped = await edit(caller, two, { sessions: two.plan.sessions.slice(1), closesOn: '2020-06-10' });
    expect(dropped.body).toMatchObject({ code: 'activity/session-held' });
    world.setClock('2020-06-01T09:00:00+08:00');
  });

  test('only a draft that was never approved is removed; the rest is called off, with a reason', async () => {
    const params = { activityId: approved.id };
    const kept = await here.office.call(activityRoutes.removeActivity, { params });
    expect(kept.body).toMatchObject({ code: 'activity/was-approved' });
    const off = await here.office.call(activityRoutes.cancelActivity, { params, body: { note: '大雨' } });
    expect(off.body).toMatchObject({ state: 'cancelled' });
    expect(off.body.may.join.whyNot!.zh).toContain('取消');
    const draft = await planned({ name: '误建' });
    const gone = await here.office.call(activityRoutes.removeActivity, { params: { activityId: draft.id } });
    expect(gone.body).toEqual({ ok: true });
  });

  test('who organises nothing of it changes nothing of it', async () => {
    const one = await planned({ name: '办公室的' });
    const params = { activityId: one.id };
    const acts = [
      edit(here.chief, one, { name: '我的' }),
      here.chief.call(activityRoutes.submitActivity, { params }),
      here.chief.call(activityRoutes.openRegistration, { params }),
      here.chief.call(activityRoutes.cancelActivity, { params, body: { note: '不办了' } }),
      here.chief.call(activityRoutes.copyActivity, { params, body: { startsOn: null } }),
    ];
    for (const answer of await Promise.all(acts))
      expect(answer).toMatchObject({ status: 403, body: { code: 'activity/not-organiser' } });
    const handed = await planned({ name: '科长的' }, here.chief);
    const away = await edit(here.chief, handed, { organiserIds: [here.people[7]!.personId] });
    expect(away.body).toMatchObject({ code: 'activity/keep-organiser' });
  });
});

describe('an organiser who is nothing but staff', () => {
  test('runs the activity that they are named for: registration, teams; what was planned stays the office’s', async () => {
    const helper = await here.staff(6);
    const me = helper.who.personId!;
    const one = await planned({ name: '跳绳', organiserIds: [here.people[0]!.personId, me] });
    const params = { activityId: one.id };
    await here.office.call(activityRoutes.submitActivity, { params });
    const { revision } = one;
    await here.leader.call(activityRoutes.approveActivity, { params, body: { revision } });
    const { body } = await read(helper, one.id);
    const { organise, openRegistration, edit: change, cancel, copy } = body.may;
    expect([organise, openRegistration].map(({ may }) => may)).toEqual([true, true]);
    expect([change, cancel, copy]).toEqual([{ may: false }, { may: false }, { may: false }]);

    expect((await helper.call(activityRoutes.openRegistration, { params })).body.opened).toBe(true);
    expect((await helper.call(registrationRoutes.listRegistrations, { params })).status).toBe(200);
    expect((await helper.call(drawRoutes.readDraw, { params })).status).toBe(200);
    expect((await helper.call(activityRoutes.closeRegistration, { params })).status).toBe(200);
    const off = await helper.call(activityRoutes.cancelActivity, { params, body: { note: '不办' } });
    expect(off.status).toBe(403);
    const colleague = await here.staff(7);
    const refused = await colleague.call(activityRoutes.openRegistration, { params });
    expect(refused.body).toMatchObject({ code: 'activity/not-organiser' });
  });
});

describe('held again', () => {
  test('a copy falls on the same weekday, and takes nothing of people along', async () => {
    const old = await anOpenActivity(here, {
      name: '重阳登高',
      nExpected: 120,
      safety: { dangers: '滑倒', emergency: '急救包', responsible: '李某 138' },
      teams: { nTeams: 10, minSize: 10, maxSize: 14 },
    });
    const { body } = await here.office.call(activityRoutes.copyActivity, {
      params: { activityId: old.id },
      body: { startsOn: null },
    });
    expect(body).toMatchObject({ state: 'draft', name: '重阳登高', nIn: 0, decisions: [], revision: 0 });
    expect(body.plan).toMatchObject({
      closesOn: '2021-06-09',
      organiserIds: [here.office.who.personId],
      teams: old.plan.teams,
      safety: { dangers: '滑倒', responsible: '—' },
    });
    // 12 June 2020 and 11 June 2021 are Fridays.
    expect(body.sessions[0]).toMatchObject({ heldOn: '2021-06-11' });
    const wished = await here.office.call(activityRoutes.copyActivity, {
      params: { activityId: old.id },
      body: { startsOn: '2020-09-16' },
    });
    expect(wished.body.sessions[0]).toMatchObject({ heldOn: '2020-09-18' });
  });
});

describe('the ledger', () => {
  test('notes each act, and names nobody who joins', async () => {
    const facts = await factsOf(here.bureauId);
    const kinds = new Set(facts.map(({ kind }) => kind));
    for (const kind of ['planned', 'submitted', 'taken-back', 'approved', 'sent-back', 'changed', 'restored'])
      expect(kinds).toContain(`activity/${kind}`);
    for (const kind of ['cancelled', 'copied', 'registration-opened', 'venue-added'])
      expect(kinds).toContain(`activity/${kind}`);
    const submitted = facts.find(
      ({ kind, data }) => kind === 'activity/submitted' && data['name'] === '羽毛球',
    )!;
    expect(submitted.data).toMatchObject({
      nSessions: 1,
      nExpected: 12,
      hours: 24,
      yuan: 120.5,
      changed: [],
    });
  });
});
