import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { answerRoutes } from './answer.contract.ts';
import { aBureau, aPlan, fillSheet, type AnInvented } from './fusion.fixtures.ts';
import { resultRoutes } from './result.contract.ts';
import { waveRoutes } from './wave.contract.ts';

let world: TestHouse;
let bureauId: string;
let people: AnInvented[];
let waveId: string;

/** Sessions end over days, and a person has one account: each day is somebody else's. */
const on = async (day: string, who: 'office' | number): Promise<Caller> => {
  world.setClock(`${day}T09:00:00+08:00`);
  return who === 'office'
    ? world.signIn(bureauId, 'office')
    : world.signIn(bureauId, 'staff', people[who]!.personId);
};
const home = async (caller: Caller) => (await caller.call(homeRoutes.readHome)).body;

beforeAll(async () => {
  world = await openTestHouse('fusion_home');
  world.setClock('2020-06-01T09:00:00+08:00');
  ({ bureauId, people } = await aBureau(world, { ICO: 12, QTS: 12 }));
});
afterAll(() => world.close());

describe('the first page', () => {
  test('reminds the office of a draft that waits to be opened', async () => {
    const office = await on('2020-06-01', 'office');
    waveId = (await office.call(waveRoutes.planWave, { body: aPlan() })).body.id;
    expect((await home(office)).todo).toEqual([
      {
        text: { zh: '“第一轮”还是草稿，等着开放', en: '“第一轮” is a draft and waits to be opened' },
        to: `/fusion/waves/${waveId}`,
        dueOn: '2020-06-08',
      },
    ]);
  });

  test('asks nobody before the first day, and every place says from when answers are taken', async () => {
    const office = await on('2020-06-01', 'office');
    const { body: opened } = await office.call(waveRoutes.openWave, { params: { waveId } });
    expect(opened).toMatchObject({ state: 'open', takesAnswers: false });
    const one = await on('2020-06-01', 0);
    expect((await home(one)).todo).toEqual([]);
    const may = { may: false, whyNot: { zh: '这一轮将于2020年6月8日开放填答。' } };
    expect((await one.call(answerRoutes.readMine)).body.waves).toMatchObject([
      { id: waveId, may: { answer: may } },
    ]);
    const early = await one.call(answerRoutes.giveConsent, { params: { waveId } });
    expect(early).toMatchObject({ status: 409, body: { code: 'fusion/not-yet' } });
    expect(early.body).toMatchObject({ detail: { zh: expect.stringContaining('2020年6月8日') } });
  });

  test('asks each person until they have finished', async () => {
    const one = await on('2020-06-08', 1);
    expect((await home(one)).todo).toEqual([
      {
        text: { zh: '“第一轮”请您填答，约 3 分钟', en: '“第一轮” asks for your answers, about 3 minutes' },
        to: `/fusion/answer?wave=${waveId}`,
        dueOn: '2020-06-19',
      },
    ]);
    await fillSheet(one, waveId, () => 1);
    for (let at = 2; at < 22; at++) await fillSheet(await on('2020-06-08', at), waveId, () => 1);
    expect((await home(one)).todo).toEqual([]);
    const { body } = await (await on('2020-06-08', 'office')).call(waveRoutes.listWaves);
    expect(body.waves).toMatchObject([{ takesAnswers: true }]);
    expect(body.suggestion.opensOn).toBe('2020-06-08');
  });

  test('reminds the office to release what is measured, and then tells everybody what was found', async () => {
    const office = await on('2020-06-20', 'office');
    await office.call(waveRoutes.closeWave, { params: { waveId } });
    await world.settled(bureauId);
    expect((await home(office)).todo).toMatchObject([
      { text: { zh: '“第一轮”算出来了，等着公布' }, dueOn: null },
    ]);
    const one = await on('2020-06-20', 22);
    expect((await home(one)).findings).toEqual([]);
    await office.call(waveRoutes.releaseWave, { params: { waveId } });
    const { body } = await one.call(resultRoutes.readResult, { params: { waveId } });
    expect((await home(one)).findings).toEqual([
      { text: body.release.findings[0]!.sentence, to: '/fusion', dueOn: null },
    ]);
    expect((await home(office)).todo).toEqual([]);
  });

  test('warns the office in the last two weeks before raw answers are deleted', async () => {
    expect((await home(await on('2020-12-04', 'office'))).todo).toEqual([]);
    expect((await home(await on('2020-12-05', 'office'))).todo).toMatchObject([
      { text: { zh: expect.stringContaining('到期自动删除') }, dueOn: '2020-12-19' },
    ]);
    expect((await home(await on('2020-12-05', 23))).todo).toEqual([]);
  });
});
