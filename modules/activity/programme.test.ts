import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedRoutes } from '#platform/calendar/feed.contract.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { type ActivityPlan } from './activity-plan.contract.ts';
import { activityRoutes } from './activity.contract.ts';
import { aGathering, anOpenActivity, aPlan, aSession, type AGathering } from './activity.fixtures.ts';
import { calendarRoutes } from './calendar.contract.ts';
import { programmeRoutes, type ProgrammeView } from './programme.contract.ts';
import { registrationRoutes } from './registration.contract.ts';
import { venueRoutes } from './venue.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('programme');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

const plan = async (more: Partial<ActivityPlan>) =>
  (await here.office.call(activityRoutes.planActivity, { body: aPlan(here.people[0]!.personId, more) })).body;
const venue = async (name: string) =>
  (
    await here.office.call(venueRoutes.addVenue, {
      body: { name, place: '一号楼', seats: 40, needsSafetyPlan: false, retired: false },
    })
  ).body.id;

describe('a programme', () => {
  let month: ProgrammeView;
  const params = () => ({ programmeId: month.id });
  beforeAll(async () => {
    const body = { name: '质量月', purpose: '', startsOn: '2020-06-08', endsOn: '2020-06-30' };
    month = (await here.office.call(programmeRoutes.planProgramme, { body })).body;
  });

  test('holds its activities with their sessions in order of time', async () => {
    await plan({ programmeId: month.id, name: '书法', budget: [{ item: '宣纸', yuan: 0.1 }] });
    await plan({
      programmeId: month.id,
      name: '讲座',
      budget: [{ item: '茶', yuan: 0.2 }],
      closesOn: '2020-06-09',
      sessions: [aSession({ heldOn: '2020-06-10' }), aSession({ heldOn: '2020-06-17' })],
    });
    const { body } = await here.office.call(programmeRoutes.readProgramme, { params: params() });
    expect(body.sessions.map(({ activity, heldOn }) => [heldOn, activity])).toEqual([
      ['2020-06-10', '讲座'],
      ['2020-06-12', '书法'],
      ['2020-06-17', '讲座'],
    ]);
    expect(body).toMatchObject({ nActivities: 2, budgetYuan: 0.3, hours: 72 });
  });

  test('is submitted in one go and approved in one go: one file instead of ten', async () => {
    const { body: sent } = await here.office.call(programmeRoutes.submitProgramme, { params: params() });
    expect(sent).toMatchObject({ nSubmitted: 2, may: { submit: { may: false } } });
    const again = await here.office.call(programmeRoutes.submitProgramme, { params: params() });
    expect(again.body).toMatchObject({ code: 'activity/nothing-to-submit' });
    const { body: seen } = await here.leader.call(programmeRoutes.readProgramme, { params: params() });
    const activities = seen.approvable;
    expect(activities).toHaveLength(2);
    const stale = activities.map((one) => ({ ...one, revision: one.revision + 1 }));
    const unseen = await here.leader.call(programmeRoutes.approveProgramme, {
      params: params(),
      body: { activities: stale },
    });
    expect(unseen.body).toMatchObject({ code: 'activity/changed-meanwhile' });
    const { body } = await here.leader.call(programmeRoutes.approveProgramme, {
      params: params(),
      body: { activities },
    });
    expect(body.activities.map(({ state }) => state)).toEqual(['approved', 'approved']);
  });

  test('is held again a year later on the same weekdays, as drafts', async () => {
    const { body } = await here.office.call(programmeRoutes.copyProgramme, {
      params: params(),
      body: { name: '质量月 2021', startsOn: null },
    });
    expect(body).toMatchObject({ name: '质量月 2021', startsOn: '2021-06-07', endsOn: '2021-06-29' });
    expect(body.sessions.map(({ heldOn, state }) => [heldOn, state])).toEqual([
      ['2021-06-09', 'draft'],
      ['2021-06-11', 'draft'],
      ['2021-06-16', 'draft'],
    ]);
    const staff = await here.staff(5);
    const { body: unseen } = await staff.call(programmeRoutes.readProgramme, {
      params: { programmeId: body.id },
    });
    expect(unseen).toMatchObject({ activities: [], sessions: [], nActivities: 0 });
  });

  test('is dropped only when empty, and does not end before it begins', async () => {
    const full = await here.office.call(programmeRoutes.removeProgramme, { params: params() });
    expect(full.body).toMatchObject({ code: 'activity/programme-not-empty' });
    const body = { name: '倒着', purpose: '', startsOn: '2020-06-08', endsOn: '2020-06-01' };
    const wrong = await here.office.call(programmeRoutes.planProgramme, { body });
    expect(wrong.body).toMatchObject({ code: 'activity/programme-days' });
    const { body: empty } = await here.office.call(programmeRoutes.planProgramme, {
      body: { ...body, endsOn: '2020-06-09' },
    });
    const gone = await here.office.call(programmeRoutes.removeProgramme, {
      params: { programmeId: empty.id },
    });
    expect(gone.body).toEqual({ ok: true });
    const missing = await here.office.call(programmeRoutes.readProgramme, {
      params: { programmeId: empty.id },
    });
    expect(missing).toMatchObject({ status: 404, body: { code: 'activity/no-programme' } });
  });
});

describe('rooms', () => {
  test('two bookings that meet are shown as a clash on both; one after the other is none', async () => {
    const venueId = await venue('多功能厅');
    const at = (startsAt: string, endsAt: string) => [aSession({ venueId, startsAt, endsAt })];
    const first = await anOpenActivity(here, { name: '合唱', sessions: at('14:00', '16:00') });
    await plan({ name: '读书会', sessions: at('15:00', '17:00') });
    await plan({ name: '太极', sessions: at('17:00', '18:00') });
    const { body } = await here.office.call(venueRoutes.listVenues);
    const hall = body.venues.find(({ id }) => id === venueId)!;
    expect(hall.bookings.map(({ activity, startsAt, clashes }) => [activity, startsAt, clashes])).toEqual([
      ['合唱', '14:00', true],
      // A plan that nobody approved yet keeps its name to itself.
      ['', '15:00', true],
      ['', '17:00', false],
    ]);
    const { body: view } = await here.office.call(activityRoutes.readActivity, {
      params: { activityId: first.id },
    });
    expect(view.sessions[0]!.roomClashes).toMatchObject([{ startsAt: '15:00', approved: false }]);
  });

  test('a retired room keeps its bookings and takes no new ones; a name stands once', async () => {
    const venueId = await venue('旧礼堂');
    const booked = await plan({ name: '老电影', sessions: [aSession({ venueId })] });
    const body = { name: '旧礼堂', place: '', seats: 40, needsSafetyPlan: false, retired: true };
    await here.office.call(venueRoutes.changeVenue, { params: { venueId }, body });
    const again = await here.office.call(activityRoutes.planActivity, {
      body: aPlan(here.people[0]!.personId, { sessions: [aSession({ venueId })] }),
    });
    expect(again.body).toMatchObject({ code: 'activity/no-venue' });
    const kept = await here.office.call(activityRoutes.editActivity, {
      params: { activityId: booked.id },
      body: { ...booked.plan, name: '老电影周', revision: booked.revision },
    });
    expect(kept.status).toBe(200);
    const { body: copy } = await here.office.call(activityRoutes.copyActivity, {
      params: { activityId: booked.id },
      body: { startsOn: null },
    });
    expect(copy.sessions[0]).toMatchObject({ venueId: null, place: '旧礼堂' });
    const twin = await here.office.call(venueRoutes.addVenue, { body });
    expect(twin.body).toMatchObject({ code: 'activity/venue-twice' });
    const nowhere = await here.office.call(venueRoutes.changeVenue, {
      params: { venueId: here.bureauId },
      body: { ...body, name: '别处' },
    });
    expect(nowhere.body).toMatchObject({ code: 'activity/no-venue' });
  });
});

describe('my calendar', () => {
  const textOf = async (path: string) => {
    const token = path.split('/')[4]!;
    const answer = await world.nobody.call(feedRoutes.downloadFeed, { params: { token } });
    return { ...answer, text: Buffer.from(answer.bytes).toString('utf8').replaceAll('\r\n ', '') };
  };

  test('a secret address shows my sessions to my phone, until I renew or revoke it', async () => {
    const dance = await anOpenActivity(here, { name: '交谊舞', capacity: 1 });
    const one = await here.staff(6);
    const params = { activityId: dance.id };
    await one.call(registrationRoutes.joinActivity, { params, body: { as: 'participant' } });
    const { body: before } = await one.call(calendarRoutes.readCalendar);
    expect((await one.call(feedRoutes.readFeed)).body.feedMadeAt).toBeNull();
    expect(before).toMatchObject({ sessions: [{ activity: '交谊舞', as: 'in' }] });

    const { body: made } = await one.call(feedRoutes.renewFeed);
    const feed = await textOf(made.path);
    expect(feed).toMatchObject({ status: 200, headers: { 'content-type': 'text/calendar; charset=utf-8' } });
    for (const line of [
      'SUMMARY:交谊舞',
      'DTSTART;TZID=Asia/Shanghai:20200612T150000',
      'DTEND;TZID=Asia/Shanghai:20200612T170000',
      'LOCATION:大院',
      'STATUS:CONFIRMED',
      `UID:${dance.sessions[0]!.sessionId}@wenrong`,
    ])
      expect(feed.text).toContain(line);

    const { body: renewed } = await one.call(feedRoutes.renewFeed);
    expect((await textOf(made.path)).status).toBe(404);
    expect((await textOf(renewed.path)).status).toBe(200);
    await one.call(feedRoutes.revokeFeed);
    expect((await textOf(renewed.path)).status).toBe(404);
    const twice = await one.call(feedRoutes.revokeFeed);
    expect(twice.body).toMatchObject({ code: 'calendar/no-feed' });
  });

  test('the database keeps no address, and a wrong one opens nothing', async () => {
    const one = await here.staff(7);
    const { body } = await one.call(feedRoutes.renewFeed);
    const secret = body.path.split('/')[4]!.split('.')[1]!;
    const rows = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [here.bureauId]);
      return (await client.query('select f::text as whole from platform.calendar_feed f')).rows as {
        whole: string;
      }[];
    });
    expect(rows.every(({ whole }) => !whole.includes(secret))).toBe(true);
    for (const token of ['x', `${here.bureauId}.x`, `${here.people[0]!.personId}.${secret}`])
      expect((await textOf(`/api/calendar/feeds/${token}/wenrong.ics`)).status).toBe(404);
  });

  test('waiting is tentative, called off is cancelled, and what meets is marked', async () => {
    const one = await here.staff(8);
    const full = await anOpenActivity(here, { name: '讲故事', capacity: 1 });
    const beside = await anOpenActivity(here, { name: '棋会', sessions: [aSession({ startsAt: '16:00' })] });
    const join = (id: string, caller = one) =>
      caller.call(registrationRoutes.joinActivity, {
        params: { activityId: id },
        body: { as: 'participant' },
      });
    await join(full.id, await here.staff(9));
    await join(full.id);
    const { body: joined } = await join(beside.id);
    expect(joined.myClashes).toMatchObject([{ name: '讲故事', startsAt: '15:00' }]);
    const { body } = await one.call(calendarRoutes.readCalendar);
    expect(body.sessions.map(({ activity, as, clashes }) => [activity, as, clashes])).toEqual([
      ['讲故事', 'waiting', true],
      ['棋会', 'in', true],
    ]);
    await here.office.call(activityRoutes.cancelActivity, {
      params: { activityId: beside.id },
      body: { note: '场地漏水' },
    });
    const { body: made } = await one.call(feedRoutes.renewFeed);
    const { text } = await textOf(made.path);
    expect(text).toContain('STATUS:TENTATIVE');
    expect(text).toContain('STATUS:CANCELLED');
    const { body: after } = await one.call(calendarRoutes.readCalendar);
    expect(after.sessions.map(({ clashes, cancelled }) => [clashes, cancelled])).toEqual([
      [false, false],
      [false, true],
    ]);
  });
});
