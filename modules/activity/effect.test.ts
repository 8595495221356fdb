import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { saveManySheets } from '#modules/fusion/answer.work.ts';
import { aBureau, aPlan as aWave } from '#modules/fusion/fusion.fixtures.ts';
import { resultRoutes } from '#modules/fusion/result.contract.ts';
import { waveRoutes } from '#modules/fusion/wave.contract.ts';
import { anOpenActivity, aSession, type AGathering } from './activity.fixtures.ts';
import { drawRoutes } from './draw.contract.ts';
import { mechanismOf } from './draw-face.work.ts';
import { aChoice, register } from './draw.fixtures.ts';
import { effectRoutes, type EffectRelease, type EffectView } from './effect.contract.ts';
import { reckonEffect } from './effect.work.ts';

/**
 * The truth is planted. Between the first two waves sharing a team in 拔河 makes every
 * other pair of strangers acquainted; 夜读
 * is joined without a draw, 小队 has nine people in it. Between the second and third everybody comes to know
 * everybody one step better, whether on a team of 接力 or not.
 */
type State = 0 | 1 | 2;
let world: TestHouse;
let bureau: AGathering;
let states: State[][];
const random = seeded(20200612);
const activities: Record<string, string> = {};

const raised = (state: State): State => Math.min(2, state + 1) as State;
const change = (rises: (i: number, j: number) => boolean): void => {
  states = states.map((row, i) => row.map((state, j) => (rises(i, j) ? raised(state) : state)));
};

/** Another morning; months later everybody signs in anew. */
async function comes(day: string): Promise<void> {
  world.setClock(`${day}T09:00:00+08:00`);
  const as = (role: 'office' | 'leader' | 'unit-head' | 'staff') => world.signIn(bureau.bureauId, role);
  const [office, leader, chief] = [await as('office'), await as('leader'), await as('unit-head')];
  bureau = { ...bureau, office, leader, chief, staff: () => as('staff') };
}

/** A wave of ten days, all but the last four of the roster answering; closed on its last day and measured. */
async function tellWave(name: string, month: string): Promise<string> {
  await comes(`2020-${month}-02`);
  const { bureauId, people, office } = bureau;
  const dates = { asOfOn: `2020-${month}-02`, opensOn: `2020-${month}-02`, closesOn: `2020-${month}-12` };
  const planned = aWave({ name, ...dates, deleteOn: '2020-10-28' });
  const { body, status } = await office.call(waveRoutes.planWave, { body: planned });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const params = { waveId: body.id };
  await office.call(waveRoutes.openWave, { params });
  const sheets = people.slice(0, -4).map(({ personId }, i) => ({
    personId,
    people: people.flatMap((other, j) =>
      i === j ? [] : [{ personId: other.personId, said: states[i]![j]! }],
    ),
    domains: [],
  }));
  await world.act(bureauId, (act) => saveManySheets(act, params.waveId, sheets));
  await comes(`2020-${month}-12`);
  expect((await bureau.office.call(waveRoutes.closeWave, { params })).status).toBe(200);
  await settled();
  return params.waveId;
}

/** Re-drawing two thousand times takes seconds on a busy machine. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 6; tries++)
    try {
      return await world.settled(bureau.bureauId);
    } catch {
      // ten seconds more
    }
  throw new Error('jobs did not end within a minute');
}

async function anActivity(name: string, who: readonly number[], on: string): Promise<string> {
  const closesOn = `${on.slice(0, 8)}02`;
  const { id } = await anOpenActivity(bureau, { name, closesOn, sessions: [aSession({ heldOn: on })] });
  await register(
    world,
    bureau.bureauId,
    id,
    who.map((at) => bureau.people[at]!.personId),
  );
  activities[name] = id;
  return id;
}

async function drawAndPublish(activityId: string, nTeams: number): Promise<void> {
  const params = { activityId };
  const choice = aChoice(nTeams);
  const made = await bureau.office.call(drawRoutes.makeDraw, { params, body: { choice, reason: null } });
  expect(made.status).toBe(200);
  await settled();
  await bureau.office.call(drawRoutes.publishDraw, { params });
  await settled();
}

async function sharedTeam(activityId: string): Promise<(i: number, j: number) => boolean> {
  const found = await world.act(bureau.bureauId, (act) => mechanismOf(act, activityId));
  if (found === null || found === 'gone') throw new Error('no draw');
  const teamOf = new Map(found.personIds.map((id, at) => [id, found.seats[0]![at]!]));
  const team = bureau.people.map(({ personId }) => teamOf.get(personId) ?? -1);
  return (i, j) => team[i]! >= 0 && team[i] === team[j];
}

const read = async (name: string): Promise<EffectView> =>
  (await bureau.office.call(effectRoutes.readEffect, { params: { activityId: activities[name]! } })).body;
const effectOf = async (name: string): Promise<EffectRelease> => (await read(name)).effects[0]!;

beforeAll(async () => {
  world = await openTestHouse('effect');
  world.setClock('2020-05-01T09:00:00+08:00');
  const { bureauId, people, unitIds } = await aBureau(world, { ICO: 14, QTS: 11, FDA: 9, PRC: 6 });
  bureau = { bureauId, people, unitIds } as AGathering;
  states = people.map((i) =>
    people.map((j): State => (i.legacy === j.legacy ? 2 : random.uniform() < 0.15 ? 1 : 0)),
  );
  await tellWave('第一轮', '05');
  await comes('2020-06-01');
  const everybody = [...people.keys()];
  const tug = await anActivity('拔河', everybody, '2020-06-12');
  await anActivity(
    '夜读',
    everybody.filter((at) => at % 3 === 0),
    '2020-06-12',
  );
  const small = await anActivity(
    '小队',
    everybody.filter((at) => at % 4 === 0),
    '2020-06-12',
  );
  await drawAndPublish(tug, 5);
  await drawAndPublish(small, 2);
}, 120_000);
afterAll(() => world.close());

describe('before the event', () => {
  test('the smallest change it can show stands there, and in the ledger', async () => {
    const { foretold, waiting, effects } = await read('拔河');
    expect(effects).toEqual([]);
    expect(waiting!.zh).toContain('还没有办完');
    expect(foretold).toMatchObject({ nPeople: 40, nTeams: 5, nExposed: expect.any(Number), wave: null });
    expect(foretold!.smallest).toBeGreaterThan(0.02);
    expect(foretold!.smallest).toBeLessThan(0.3);
    expect(foretold!.sentence.zh).toMatch(/^这次活动最小能检出的变化：同队的每 100 对比不同队的多走 \d+ 步/);
    const facts = await factsOf('activity/effect-foretold');
    expect(facts).toContainEqual(expect.objectContaining({ name: '拔河', smallest: foretold!.smallest }));
  });

  test('of ten people in two teams it says that nothing will show', async () => {
    const { foretold } = await read('小队');
    expect(foretold!.sentence.zh).toMatch(/看不出变化|很难看出变化/);
  });

  test('an activity without a draw says what is missing', async () => {
    expect(await read('夜读')).toMatchObject({ foretold: null, effects: [] });
  });
});

describe('after the next wave', () => {
  beforeAll(async () => {
    const together = await sharedTeam(activities['拔河']!);
    change((i, j) => states[i]![j] === 0 && random.uniform() < (together(i, j) ? 0.6 : 0.1));
    await tellWave('第二轮', '07');
  }, 120_000);

  test('drawn, with the effect planted: grade A, found, and near the truth', async () => {
    const effect = await effectOf('拔河');
    expect(effect).toMatchObject({ grade: 'A', method: 'redrawn', nPeople: 40, nTeams: 5 });
    expect(effect.change.p).toBeLessThanOrEqual(0.001);
    // half of the strangers, who are 85 in 100
    expect(Math.abs(effect.change.value! - 0.425)).toBeLessThan(0.12);
    expect(effect.change.low).toBeGreaterThan(0);
    expect(Math.abs(effect.strangers.value! - 0.5)).toBeLessThan(0.15);
    expect(effect.finding.zh).toMatch(
      /^同队让不同原单位的同事更熟了：每 100 对多走 \d+ 步（95% 区间 \d+ 到 \d+）。$/,
    );
    expect(effect.chance!.counts.reduce((sum, n) => sum + n, 0)).toBe(2000);
    expect(effect.chance!.high).toBeLessThan(effect.change.value!);
    expect(effect.bounds!.low).toBeLessThan(effect.change.low!);
    expect(effect.record).toMatchObject({ nRedraws: 2000, nMoved: 0 });
    expect(effect.record!.madeAt < effect.record!.beginsAt).toBe(true);
  });

  test('joined without a draw: grade D says that this shows nothing', async () => {
    const effect = await effectOf('夜读');
    expect(effect).toMatchObject({ grade: 'D', reasons: ['chosen', 'one-wave-before'], method: 'matched' });
    expect(effect.finding.zh).toMatch(/^这不能说明活动带来了变化：/);
    expect(effect.record).toBeNull();
  });

  test('too few pairs: it cannot be told, and no number is shown', async () => {
    const effect = await effectOf('小队');
    expect(effect).toMatchObject({
      grade: 'cannot-tell',
      change: { value: null },
      chance: null,
      bounds: null,
    });
    expect(effect.finding.zh).toMatch(/^不能判断活动有没有让大家更熟：/);
  });

  test('the same inputs give the same release, byte for byte, and the same fingerprint', async () => {
    const { bureauId } = bureau;
    const run = { act: <T>(work: Parameters<typeof world.act<T>>[1]) => world.act<T>(bureauId, work) };
    const again = (await reckonEffect(run, activities['拔河']!))!;
    const { estimatedOn: _, whys: __, inputsHash, ...release } = (await read('拔河')).effects[0]!;
    expect(JSON.stringify(sorted(again.release))).toBe(JSON.stringify(sorted(release)));
    expect(again.inputsHash).toBe(inputsHash);
  });

  test('what was found is a fact; leaders see it at once, others when the wave is released', async () => {
    const facts = await factsOf('activity/effect-estimated');
    expect(facts.map(({ name, grade }) => [name, grade]).toSorted()).toEqual(
      [
        ['夜读', 'D'],
        ['小队', 'cannot-tell'],
        ['拔河', 'A'],
      ].toSorted(),
    );
    const params = { activityId: activities['拔河']! };
    const staff = await bureau.staff(20);
    expect((await staff.call(effectRoutes.readEffect, { params })).body.effects).toEqual([]);
    const { body: home } = await bureau.leader.call(homeRoutes.readHome);
    expect(JSON.stringify(home.brief)).toContain(`/activities/${params.activityId}/effect`);
    const release = { params: { waveId: String(facts[0]!.waveId) } };
    expect((await bureau.office.call(waveRoutes.releaseWave, release)).status).toBe(200);
    expect((await staff.call(effectRoutes.readEffect, { params })).body.effects).toHaveLength(1);
  });

  test('fusion shows the effects of its wave by their facts', async () => {
    const { after } = await effectOf('拔河');
    const params = { waveId: after.waveId };
    const { body } = await bureau.office.call(resultRoutes.listEffects, { params });
    expect(body).toHaveLength(3);
    expect(body).toContainEqual(
      expect.objectContaining({ name: '拔河', grade: 'A', activityId: activities['拔河'] }),
    );
  });
});

describe('everybody grows closer, on a team or not', () => {
  beforeAll(async () => {
    await comes('2020-08-01');
    await drawAndPublish(await anActivity('接力', [...bureau.people.keys()], '2020-08-14'), 5);
    await drawAndPublish(await anActivity('秋游', [...bureau.people.keys()], '2020-10-14'), 5);
    change(() => true);
    await tellWave('第三轮', '09');
  }, 120_000);

  test('not the activity’s doing: no change beyond chance', async () => {
    const effect = await effectOf('接力');
    expect(['A', 'B']).toContain(effect.grade);
    expect(effect.change).toMatchObject({ value: 0, p: 1 });
    expect(effect.finding.zh).toMatch(/^看不出同队带来了变化/);
    // The teams of the outing in October are out, and nobody has met in them yet.
    expect(effect.placebos.map(({ kind }) => kind)).toEqual(['before', 'later']);
    expect(effect.placebos[1]).toMatchObject({ value: 0, p: 1 });
  });

  test('an effect is told once, by the first wave after its event', async () => {
    expect((await read('拔河')).effects).toHaveLength(1);
    expect(await factsOf('activity/effect-estimated')).toHaveLength(4);
  });
});

const factsOf = async (kind: string): Promise<Record<string, unknown>[]> =>
  (await world.facts(bureau.bureauId, kind)).map(({ data }) => data);

/** PostgreSQL keeps the keys of a document in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
