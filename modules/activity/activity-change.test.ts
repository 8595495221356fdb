import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { activityRoutes, type ActivityView } from './activity.contract.ts';
import {
  aGathering,
  anOpenActivity,
  aSession,
  edit,
  planned,
  read,
  type AGathering,
} from './activity.fixtures.ts';
import { drawRoutes } from './draw.contract.ts';
import { registrationRoutes } from './registration.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('activity_change');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

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
    const draft = await planned(here.office, { name: '误建' });
    const gone = await here.office.call(activityRoutes.removeActivity, { params: { activityId: draft.id } });
    expect(gone.body).toEqual({ ok: true });
  });

  test('who organises nothing of it changes nothing of it', async () => {
    const one = await planned(here.office, { name: '办公室的' });
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
    const handed = await planned(here.chief, { name: '科长的' });
    const away = await edit(here.chief, handed, { organiserIds: [here.people[7]!.personId] });
    expect(away.body).toMatchObject({ code: 'activity/keep-organiser' });
  });
});

describe('an organiser who is nothing but staff', () => {
  test('runs the activity that they are named for: registration, teams; what was planned stays the office’s', async () => {
    const helper = await here.staff(6);
    const me = helper.who.personId!;
    const one = await planned(here.office, { name: '跳绳', organiserIds: [here.people[0]!.personId, me] });
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
    const facts = await world.facts(here.bureauId, 'activity/%');
    const kinds = new Set(facts.map(({ kind }) => kind));
    for (const kind of ['planned', 'submitted', 'approved', 'changed', 'restored'])
      expect(kinds).toContain(`activity/${kind}`);
    for (const kind of ['cancelled', 'copied', 'registration-opened'])
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
