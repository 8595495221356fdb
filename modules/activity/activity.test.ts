import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { type ActivityPlan } from './activity-plan.contract.ts';
import { activityRoutes } from './activity.contract.ts';
import { aGathering, aPlan, aSession, edit, planned, read, type AGathering } from './activity.fixtures.ts';
import { venueRoutes } from './venue.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('activity');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

describe('from a plan to its approval', () => {
  test('a draft is seen by its organisers and the office alone', async () => {
    const { id } = await planned(here.chief);
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
    const [gone, stays] = [await planned(here.office), await planned(here.office)];
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
    const { body } = await read(here.office, (await planned(here.office)).id);
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
    const large = await planned(here.office, { nExpected: 120 });
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
    const small = await planned(here.office, { sessions: [aSession({ venueId: lake.id })] });
    expect(small.safetyAsked!.zh).toContain('湖边');
  });

  test('what lies in the past cannot be submitted', async () => {
    const past = await planned(here.office, {
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
    const own = await planned(here.office);
    const params = { activityId: own.id };
    await both.call(activityRoutes.submitActivity, { params });
    const body = { revision: own.revision };
    const self = await both.call(activityRoutes.approveActivity, { params, body });
    expect(self).toMatchObject({ status: 409, body: { code: 'activity/own-plan' } });

    const led = await planned(here.office, { organiserIds: [here.leader.who.personId!] });
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
    const { id } = await planned(here.office, { name: '登山' });
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

describe('the ledger', () => {
  test('notes each step to the approval', async () => {
    const kinds = new Set((await world.facts(here.bureauId, 'activity/%')).map(({ kind }) => kind));
    for (const kind of ['planned', 'submitted', 'taken-back', 'approved', 'sent-back', 'venue-added'])
      expect(kinds).toContain(`activity/${kind}`);
  });
});
