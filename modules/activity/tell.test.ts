import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noticeRoutes } from '#platform/notices/notice.contract.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { activityRoutes } from './activity.contract.ts';
import { aGathering, anOpenActivity, aPlan, type AGathering } from './activity.fixtures.ts';
import { drawRoutes } from './draw.contract.ts';
import { aChoice, register } from './draw.fixtures.ts';
import { registrationRoutes } from './registration.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('activity_tell');
  world.setClock('2020-06-01T10:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

/** What this person was told, the newest first, once all jobs are done. */
const told = async (caller: Caller) => {
  await world.settled(here.bureauId);
  const { groups } = (await caller.call(noticeRoutes.listNotices)).body;
  return groups.flatMap(({ notices }) => notices.map(({ text }) => text.zh));
};
const join = (caller: Caller, activityId: string) =>
  caller.call(registrationRoutes.joinActivity, { params: { activityId }, body: { as: 'participant' } });

describe('people are told', () => {
  test('leaders of what waits for them; the organiser of what was sent back, and nobody else', async () => {
    const { body } = await here.chief.call(activityRoutes.planActivity, {
      body: aPlan(here.people[2]!.personId, { name: '读书会' }),
    });
    const params = { activityId: body.id };
    await here.chief.call(activityRoutes.submitActivity, { params });
    expect(await told(here.leader)).toEqual(['活动“读书会”等您审批']);
    await here.leader.call(activityRoutes.sendBackActivity, { params, body: { note: '预算再省一点' } });
    expect(await told(here.chief)).toEqual(['活动“读书会”退回了，请看理由']);
    expect(await told(await here.staff(5))).toEqual([]);
  });

  test('that a seat is theirs: the one who moved up alone, though everybody waits for it', async () => {
    const { id } = await anOpenActivity(here, { name: '交谊舞', capacity: 1 });
    const [first, second, third] = [await here.staff(6), await here.staff(7), await here.staff(8)];
    for (const caller of [first, second, third]) await join(caller, id);
    await first.call(registrationRoutes.leaveActivity, { params: { activityId: id } });
    expect(await told(second)).toEqual(['“交谊舞”有了空位，您已从候补转为参加']);
    expect(await told(first)).toEqual([]);
    expect(await told(third)).toEqual([]);
  });

  test('that what they joined is called off; not who left, and not who turned it off', async () => {
    const { id } = await anOpenActivity(here, { name: '棋会' });
    const [stays, left, quiet] = [await here.staff(9), await here.staff(10), await here.staff(11)];
    for (const caller of [stays, left, quiet]) await join(caller, id);
    await left.call(registrationRoutes.leaveActivity, { params: { activityId: id } });
    const choices = { topicsOff: ['activity/mine'], quietFrom: 21, quietTo: 8 };
    await quiet.call(noticeRoutes.saveChoices, { body: choices });
    const params = { activityId: id };
    await here.office.call(activityRoutes.cancelActivity, { params, body: { note: '下雨' } });
    expect(await told(stays)).toEqual(['“棋会”取消了']);
    expect(await told(left)).toEqual([]);
    expect(await told(quiet)).toEqual([]);
  });

  test('that teams are published: those who are in them', async () => {
    const { id: activityId } = await anOpenActivity(here, { name: '拔河' });
    const params = { activityId };
    const [inTeam, outside] = [await here.staff(12), await here.staff(20)];
    const ids = here.people.slice(12, 20).map(({ personId }) => personId);
    await register(world, here.bureauId, activityId, ids);
    await here.office.call(drawRoutes.makeDraw, { params, body: { choice: aChoice(2), reason: null } });
    await world.settled(here.bureauId);
    const { status } = await here.office.call(drawRoutes.publishDraw, { params });
    expect(status).toBe(200);
    expect(await told(inTeam)).toEqual(['“拔河”分队公布了']);
    expect(await told(outside)).toEqual([]);
  });
});
