import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aGathering, anOpenActivity, type AGathering } from '#modules/activity/activity.fixtures.ts';
import { registrationRoutes } from '#modules/activity/registration.contract.ts';
import { aPlan as aWave } from '#modules/fusion/fusion.fixtures.ts';
import { waveRoutes } from '#modules/fusion/wave.contract.ts';
import { identityRoutes } from '../identity/identity.contract.ts';
import { feedRoutes } from './feed.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('calendar_feed');
  world.setClock('2020-06-08T09:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

const tokenOf = async (caller: Caller) => (await caller.call(feedRoutes.renewFeed)).body.path.split('/')[4]!;
const feedOf = async (token: string) => {
  const answer = await world.nobody.call(feedRoutes.downloadFeed, { params: { token } });
  const text = Buffer.from(answer.bytes).toString('utf8').replaceAll('\r\n ', '');
  return { status: answer.status, text, events: text.split('BEGIN:VEVENT').slice(1) };
};

describe("a person's feed", () => {
  test('holds deadlines as whole days, in words that anybody may read', async () => {
    const { body: wave } = await here.office.call(waveRoutes.planWave, {
      body: { ...aWave(), opensOn: '2020-06-08' },
    });
    await here.office.call(waveRoutes.openWave, { params: { waveId: wave.id } });
    await anOpenActivity(here, { name: '棋会' });
    const { events, text } = await feedOf(await tokenOf(await here.staff(5)));
    expect(events).toHaveLength(2);
    const [chess, survey] = events.toSorted((a, b) => (a.includes('棋会') ? -1 : b.includes('棋会') ? 1 : 0));
    expect(chess).toContain('SUMMARY:到期：“棋会”快要截止报名');
    expect(chess).toContain('DTSTART;VALUE=DATE:20200610');
    expect(chess).toContain('DTEND;VALUE=DATE:20200611');
    expect(survey).toContain('SUMMARY:文融里有一件事今天到期');
    for (const word of ['第一轮', '填答', '调查']) expect(text).not.toContain(word);
  });

  test('a session stands in it once, not a second time as a deadline', async () => {
    const one = await here.staff(6);
    const { id } = await anOpenActivity(here, { name: '讲故事' });
    await one.call(registrationRoutes.joinActivity, {
      params: { activityId: id },
      body: { as: 'participant' },
    });
    const { text } = await feedOf(await tokenOf(one));
    expect(text.split('讲故事')).toHaveLength(2);
  });

  test('keeps the same name for the same deadline, so that a phone does not show it twice', async () => {
    const token = await tokenOf(await here.staff(7));
    const uids = async () => (await feedOf(token)).text.match(/^UID:.*$/gm)!.toSorted();
    const before = await uids();
    world.setClock('2020-06-09T09:00:00+08:00');
    expect(await uids()).toEqual(before);
    world.setClock('2020-06-08T09:00:00+08:00');
  });

  test('is dead once its owner has left or the account is disabled', async () => {
    const leaver = await here.staff(8);
    const [left, disabled] = [await tokenOf(leaver), await tokenOf(await here.staff(9))];
    expect([(await feedOf(left)).status, (await feedOf(disabled)).status]).toEqual([200, 200]);
    await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [here.bureauId]);
      await client.query("update people.person set left_on = '2020-06-08' where person_id = $1", [
        leaver.who.personId,
      ]);
    });
    const admin = await world.signIn(here.bureauId, 'system-admin');
    const accountId = (await here.staff(9)).who.accountId!;
    const answer = await admin.call(identityRoutes.disableAccount, {
      params: { accountId },
      body: { disabled: true },
    });
    expect(answer.status).toBe(200);
    expect([(await feedOf(left)).status, (await feedOf(disabled)).status]).toEqual([404, 404]);
  });
});
