import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { peopleSample } from '#modules/people/people.sample.ts';
import { fusionSample } from '#modules/fusion/fusion.sample.ts';
import { sampleBureau } from '#demo/sample.ts';
import { activityRoutes, type ActivitySummary } from './activity.contract.ts';
import { activitySample } from './activity.sample.ts';
import { drawRoutes } from './draw.contract.ts';
import { effectRoutes } from './effect.contract.ts';
import { listRegistrationRows } from './registration.data.ts';
import { programmeRoutes } from './programme.contract.ts';

const sample = sampleBureau();
let world: TestHouse;
let bureauId: string;
let office: Caller;
let activities: Map<string, ActivitySummary>;
let staffNoOf: Map<string, string>;

beforeAll(async () => {
  world = await openTestHouse('activity_sample');
  await world.house.jobs.stop();
  bureauId = await world.newBureau('岚川市市场监督管理局');
  const run = {
    bureauId,
    act: <T>(work: Parameters<typeof world.act<T>>[1]) => world.act(bureauId, work),
    progress: async () => undefined,
  };
  const chapters = [...peopleSample, ...fusionSample, ...activitySample].toSorted((a, b) =>
    (a.on ?? '9999') < (b.on ?? '9999') ? -1 : 1,
  );
  const start = performance.now();
  for (const { tell } of chapters) await tell(run);
  console.log(`the story was told in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  for (const { tell } of activitySample) await tell(run);
  office = await world.signIn(bureauId, 'office');
  const { body } = await office.call(activityRoutes.listActivities);
  activities = new Map(body.activities.map((one) => [one.name, one]));
  const people = await world.act(bureauId, (act) => listPeopleOn(act, '2020-08-03'));
  staffNoOf = new Map(people.map(({ personId, staffNo }) => [personId, staffNo]));
}, 300_000);
afterAll(() => world.close());

const idOf = (name: string) => activities.get(name)!.id;
const festival = '2020年质量月暨首届机关文化艺术节';

const effectOf = async (name: string) => {
  const { body } = await office.call(effectRoutes.readEffect, { params: { activityId: idOf(name) } });
  return body;
};

describe('the activities of the sample bureau', () => {
  test('are there once, however often the load was begun', () => {
    expect([...activities.values()].map(({ name, state, nIn }) => [name, state, nIn]).toSorted()).toEqual(
      [
        ['3·15联合执法与宣传', 'held', 0],
        ['书画摄影展', 'held', 71],
        ['健步走与业务问答', 'approved', 22],
        ['执法交流会', 'held', 0],
        ['文艺晚会', 'held', 126],
        ['方阵展演（抽签编队）', 'held', 162],
        ['方阵展演（检测中心、特检所自组）', 'held', 50],
        ['案例夜读会', 'submitted', 0],
        ['质量论坛', 'held', 0],
        ['迎新春业务接力赛', 'held', 24],
      ].toSorted(),
    );
  });

  test('of the festival: 247 different people registered, 41,800 yuan', async () => {
    const programmes = await office.call(programmeRoutes.listProgrammes);
    const { id } = programmes.body.programmes.find(({ name }) => name === festival)!;
    const { body } = await office.call(programmeRoutes.readProgramme, { params: { programmeId: id } });
    expect(body.budgetYuan).toBe(41_800);
    const registered = await world.act(bureauId, (act) =>
      Promise.all(body.activities.map((one) => listRegistrationRows(act.db, one.id))),
    );
    const seated = registered.flat().filter(({ state }) => state === 'in');
    expect(new Set(seated.map(({ person_id }) => person_id)).size).toBe(247);
  });

  test('leave five waiting where 171 came for 162 seats and four withdrew', async () => {
    expect(activities.get('方阵展演（抽签编队）')).toMatchObject({ nIn: 162, nWaiting: 5, capacity: 162 });
  });

  test('are drawn into the teams that the ties were made with', async () => {
    const drawn = sample.occasions.contingents.filter(({ enteredBy }) => !enteredBy);
    for (const [name, teams] of [
      ['方阵展演（抽签编队）', drawn],
      ['迎新春业务接力赛', sample.occasions.relay.teams],
    ] as const) {
      const { body } = await office.call(drawRoutes.readDraw, { params: { activityId: idOf(name) } });
      const [round] = body.draw!.rounds;
      expect(
        round!.teams.map(({ people }) => people.map(({ personId }) => staffNoOf.get(personId)!).toSorted()),
      ).toEqual(teams.map(({ members }) => members));
      expect(body.standing.grade).toBe('A');
    }
  });

  test('leave how many signed in on record, and training hours, but no old list of names', async () => {
    const facts = await world.act(bureauId, (act) =>
      listFacts(act.db, { kind: 'activity/attended', limit: 100 }),
    );
    const [joint, ...exchanges] = sample.occasions.meetings.map(({ present }) => present.length);
    const of = (name: string) =>
      facts
        .filter((fact) => String(fact.data['name']).startsWith(name))
        .toSorted((a, b) => (a.on < b.on ? -1 : 1))
        .map(({ quantity }) => quantity);
    expect(of('3·15')).toEqual([joint]);
    expect(of('执法交流会')).toEqual(exchanges);
    expect(of('质量论坛')).toEqual([142]);
    expect(of('文艺晚会')).toEqual([126]);
    const { contingents } = sample.occasions;
    const rehearsals = (drawn: boolean) =>
      [0, 1, 2, 3, 4, 5].map((k) =>
        contingents
          .filter(({ enteredBy }) => (enteredBy === null) === drawn)
          .reduce((sum, { rehearsals: own }) => sum + own[k]!.present.length, 0),
      );
    expect(of('方阵展演（抽签编队）')).toEqual([...rehearsals(true), 162]);
    expect(of('方阵展演（检测中心')).toEqual([...rehearsals(false), 50]);
  });
});

describe('did it work?', () => {
  test('contingents drawn by the tool: grade A, and strangers did meet', async () => {
    const { effects, foretold } = await effectOf('方阵展演（抽签编队）');
    expect(foretold!.sentence.zh).toMatch(/最小能检出的变化：同队的每 100 对比不同队的多走 \d+ 步/);
    expect(effects).toHaveLength(1);
    expect(effects[0]).toMatchObject({ grade: 'A', method: 'redrawn', nPeople: 162, nTeams: 6 });
    expect(effects[0]!.change.low!).toBeGreaterThan(0.1);
    expect(effects[0]!.strangers.low!).toBeGreaterThan(0.1);
    expect(effects[0]!.change.p!).toBeLessThan(0.01);
  });

  test('contingents that two bodies made themselves: grade D, whatever the figure', async () => {
    const { effects } = await effectOf('方阵展演（检测中心、特检所自组）');
    expect(effects[0]).toMatchObject({ grade: 'D' });
  });

  test('an afternoon of four drawn teams of six: it cannot be told', async () => {
    const { effects, foretold } = await effectOf('迎新春业务接力赛');
    expect(foretold!.sentence.zh).toContain('看不出变化');
    expect(effects[0]).toMatchObject({ grade: 'cannot-tell', change: { value: null } });
  });

  test('what was joined by choice, or before any answers were kept, says so', async () => {
    const grades = await Promise.all(
      ['文艺晚会', '书画摄影展', '质量论坛', '3·15联合执法与宣传'].map(async (name) => {
        const { effects } = await effectOf(name);
        return effects.map(({ grade, reasons }) => [grade, reasons[0]]);
      }),
    );
    expect(grades.flat()).toEqual([
      ['D', 'chosen'],
      ['D', 'chosen'],
      ['cannot-tell', 'few-people'],
      ['cannot-tell', 'no-wave-before'],
    ]);
    const { effects, waiting } = await effectOf('执法交流会');
    expect(effects).toEqual([]);
    expect(waiting!.zh).toContain('正在填答');
  });

  test('every sentence is whole', async () => {
    for (const name of activities.keys()) {
      const { effects, foretold } = await effectOf(name);
      for (const { zh, en } of [
        ...effects.map(({ finding }) => finding),
        ...(foretold ? [foretold.sentence] : []),
      ])
        expect(zh + en).not.toMatch(/\{\w+\}|NaN|null|undefined/);
    }
  });
});
