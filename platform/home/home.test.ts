import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { activityRoutes } from '#modules/activity/activity.contract.ts';
import {
  aGathering,
  anOpenActivity,
  aPlan,
  aSession,
  type AGathering,
} from '#modules/activity/activity.fixtures.ts';
import { registrationRoutes } from '#modules/activity/registration.contract.ts';
import { aPlan as aWave } from '#modules/fusion/fusion.fixtures.ts';
import { waveRoutes } from '#modules/fusion/wave.contract.ts';
import { ledgerRoutes } from '../ledger/ledger.contract.ts';
import { homeRoutes } from './home.contract.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('home');
  world.setClock('2020-06-01T09:00:00+08:00');
});
afterAll(() => world.close());

const home = async (caller: Caller) => (await caller.call(homeRoutes.readHome)).body;
const join = (caller: Caller, id: string) =>
  caller.call(registrationRoutes.joinActivity, { params: { activityId: id }, body: { as: 'participant' } });
const callOff = (id: string) =>
  here.office.call(activityRoutes.cancelActivity, { params: { activityId: id }, body: { note: '下雨' } });
/** What the ledger's page shows at the address a sentence leads to. */
const recordsOf = async (address: string) => {
  const [path, query] = address.split('?');
  expect(path).toBe('/records');
  const answer = await here.leader.call(ledgerRoutes.listFacts, {
    query: Object.fromEntries(new URLSearchParams(query)),
  });
  return answer.body.facts;
};

describe('in a new bureau', () => {
  test('those who begin are led to the first steps, and nothing is claimed', async () => {
    const bureauId = await world.newBureau();
    const office = await home(await world.signIn(bureauId, 'office'));
    expect(office.firstSteps.map(({ to }) => to)).toEqual([
      '/imports',
      '/survey/questionnaires',
      '/fusion/waves/new',
      '/activities/new',
      '/plans',
    ]);
    expect(office.brief!.sentences.map(({ text }) => text.zh)).toEqual([
      expect.stringContaining('还说不出来'),
      expect.stringContaining('没有办完的活动'),
    ]);
    expect(office.brief!.exceptions).toEqual([]);
    const staff = await home(await world.signIn(bureauId, 'staff'));
    expect(staff).toEqual({
      today: '2020-06-01',
      todo: [],
      nMore: 0,
      findings: [],
      changes: [],
      nUnfollowed: 0,
      coming: [],
      brief: null,
      firstSteps: [],
    });
  });
});

describe('what changed', () => {
  let told: string;
  let mine: Caller;
  beforeAll(async () => {
    here = await aGathering(world);
    mine = await here.staff(5);
    ({ id: told } = await anOpenActivity(here, { name: '读书会' }));
    await join(mine, told);
    await anOpenActivity(here, { name: '别人的棋会' });
  });

  test('is told of what I joined, in the words of the record, and leads to it', async () => {
    await callOff(told);
    const { changes } = await home(mine);
    expect(changes[0]).toEqual({
      text: { zh: '取消了活动“读书会”：下雨', en: '“读书会” was called off: 下雨' },
      to: `/activities/${told}`,
      on: '2020-06-01',
      subject: `activity/${told}`,
    });
    expect(changes.every(({ subject }) => subject === `activity/${told}`)).toBe(true);
  });

  test('by others alone: nobody is told of what they did themselves', async () => {
    const { changes } = await home(here.office);
    expect(changes.map(({ text }) => text.zh)).not.toContain('取消了活动“读书会”：下雨');
    expect(changes.map(({ text }) => text.zh)).toContain('批准了活动“读书会”');
  });

  test('is not told any more of what I do not follow, until I follow it again', async () => {
    const subject = `activity/${told}`;
    await mine.call(homeRoutes.follow, { body: { subject, follow: false } });
    expect(await home(mine)).toMatchObject({ changes: [], nUnfollowed: 1 });
    await mine.call(homeRoutes.follow, { body: { subject, follow: true } });
    expect((await home(mine)).changes).not.toEqual([]);
    await mine.call(homeRoutes.follow, { body: { subject, follow: false } });
    await mine.call(homeRoutes.followAll);
    expect(await home(mine)).toMatchObject({ nUnfollowed: 0 });
  });

  test('shows a draft wave to nobody who may not read it', async () => {
    await here.leader.call(waveRoutes.planWave, { body: aWave() });
    await here.office.call(waveRoutes.planWave, { body: aWave() });
    const { changes } = await home(mine);
    expect(changes.filter(({ subject }) => subject.startsWith('wave/'))).toEqual([]);
  });
});

describe('my next seven days', () => {
  test('hold my sessions with their hours, not those called off and none beyond', async () => {
    const me = await here.staff(6);
    const soon = await anOpenActivity(here, {
      name: '交谊舞',
      closesOn: '2020-06-02',
      sessions: [aSession({ heldOn: '2020-06-04' }), aSession({ heldOn: '2020-06-20' })],
    });
    const off = await anOpenActivity(here, {
      name: '拔河',
      closesOn: '2020-06-02',
      sessions: [aSession({ heldOn: '2020-06-03' })],
    });
    for (const { id } of [soon, off]) await join(me, id);
    await callOff(off.id);
    expect((await home(me)).coming).toEqual([
      {
        id: soon.sessions[0]!.sessionId,
        on: '2020-06-04',
        at: '15:00–17:00',
        title: { zh: '交谊舞', en: '交谊舞' },
        where: '大院',
        to: `/activities/${soon.id}`,
      },
    ]);
  });
});

describe('for leaders', () => {
  test('at most three sentences, each with the records behind it', async () => {
    const { brief } = await home(here.leader);
    expect(brief!.sentences.length).toBeLessThanOrEqual(3);
    const counted = brief!.sentences.find(({ to }) => to === '/activities')!;
    expect(counted.text.zh).toBe('近 30 天办完活动 0 项，今后 30 天已批准 2 项');
    const facts = await recordsOf(counted.records!);
    expect(facts.length).toBeGreaterThan(5);
    expect(facts.every(({ kind }) => kind.startsWith('activity/'))).toBe(true);
  });

  test('exceptions: what was called off after its approval, what is not decided though its day is near', async () => {
    const { body: late } = await here.office.call(activityRoutes.planActivity, {
      body: aPlan(here.people[0]!.personId, {
        name: '迟来的活动',
        closesOn: '2020-06-04',
        sessions: [aSession({ heldOn: '2020-06-05' })],
      }),
    });
    await here.office.call(activityRoutes.submitActivity, { params: { activityId: late.id } });
    const exceptions = (await home(here.leader)).brief!.exceptions;
    expect(exceptions.map(({ text }) => text.zh)).toEqual([
      '“迟来的活动”定在2020年6月5日，还没有审批',
      '“读书会”批准后取消了（原定2020年6月12日）',
      '“拔河”批准后取消了（原定2020年6月3日）',
    ]);
    const facts = await recordsOf(exceptions[1]!.records!);
    expect(facts[0]!.sentence.zh).toBe('取消了活动“读书会”：下雨');
    expect(new Set(facts.map(({ subject }) => subject))).toEqual(
      new Set([exceptions[1]!.to.replace('/activities', 'activity')]),
    );
  });

  test('seven lines are enough for a morning; the others are counted', async () => {
    for (let n = 0; n < 7; n++) {
      const body = aPlan(here.people[0]!.personId, { name: `第${n}项` });
      const planned = await here.office.call(activityRoutes.planActivity, { body });
      await here.office.call(activityRoutes.submitActivity, { params: { activityId: planned.body.id } });
    }
    const { todo, nMore } = await home(here.leader);
    // Eight decisions, and registration for the dance closes tomorrow.
    expect([todo.length, nMore]).toEqual([7, 2]);
    expect(todo[0]!.text.zh).toContain('交谊舞');
  });

  test('nobody else gets that page', async () => {
    for (const caller of [here.chief, await here.staff(7)]) expect((await home(caller)).brief).toBeNull();
  });
});

describe('the records', () => {
  test('are narrowed to a kind, a beginning of kinds, and days', async () => {
    const ask = async (query: object) =>
      (await here.office.call(ledgerRoutes.listFacts, { query })).body.facts.map(({ kind }) => kind);
    expect(new Set(await ask({ kind: 'activity/cancelled' }))).toEqual(new Set(['activity/cancelled']));
    expect((await ask({ kind: 'activity/' })).every((kind) => kind.startsWith('activity/'))).toBe(true);
    expect(await ask({ from: '2020-06-02' })).toEqual([]);
    expect(await ask({ to: '2020-05-31' })).toEqual([]);
    expect((await ask({ from: '2020-06-01', to: '2020-06-01' })).length).toBeGreaterThan(0);
  });
});
