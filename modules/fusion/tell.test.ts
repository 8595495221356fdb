import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeRoutes } from '#platform/notices/notice.contract.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { answerRoutes } from './answer.contract.ts';
import { aBureau, aPlan } from './fusion.fixtures.ts';
import { waveRoutes } from './wave.contract.ts';

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('fusion_tell');
  world.setClock('2020-06-01T10:00:00+08:00');
});
afterAll(() => world.close());

const told = async (caller: Caller) =>
  (await caller.call(noticeRoutes.listNotices)).body.groups.flatMap(({ notices }) =>
    notices.map(({ text }) => text.zh),
  );

test('everybody on the roster is told that a wave opens, alike; whoever turned it off is not', async () => {
  const { bureauId, people } = await aBureau(world, { ICO: 12, QTS: 12 });
  const [one, quiet, out] = await Promise.all(
    [0, 1, 2].map((at) => world.signIn(bureauId, 'staff', people[at]!.personId)),
  );
  const choices = { topicsOff: ['fusion/opened'], quietFrom: 21, quietTo: 8 };
  await quiet!.call(noticeRoutes.saveChoices, { body: choices });
  await out!.call(answerRoutes.setPreference, { body: { unlisted: true, unasked: true } });
  const office = await world.signIn(bureauId, 'office');
  const { body: wave } = await office.call(waveRoutes.planWave, { body: aPlan() });
  await office.call(waveRoutes.openWave, { params: { waveId: wave.id } });
  await world.settled(bureauId);
  const sentence = '“第一轮”2020年6月8日至2020年6月19日开放填答，约 3 分钟，可以不答';
  expect(await told(one!)).toEqual([sentence]);
  expect(await told(out!)).toEqual([sentence]);
  expect(await told(quiet!)).toEqual([]);
});
