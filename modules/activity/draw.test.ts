import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDraws } from '#engines/mixing/index.ts';
import { drawTogether } from '#platform/compute/mixing-pool.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aBureau, aPlan as aWave, fillSheet, type AnInvented } from '#modules/fusion/fusion.fixtures.ts';
import { waveRoutes } from '#modules/fusion/wave.contract.ts';
import { anOpenActivity, aSession, type AGathering } from './activity.fixtures.ts';
import { usualWeights, type DrawChoice } from './draw-choice.contract.ts';
import { drawRoutes, type DrawView } from './draw.contract.ts';
import { aChoice, register } from './draw.fixtures.ts';
import { drawAtOnce } from './draw-make.work.ts';
import { mechanismOf, teamsOf, type DrawnMechanism } from './draw-face.work.ts';

let world: TestHouse;
let bureauId: string;
let people: AnInvented[];
let office: Caller;
let gathering: AGathering;
beforeAll(async () => {
  world = await openTestHouse('draw');
  world.setClock('2020-06-01T09:00:00+08:00');
  ({ bureauId, people } = await aBureau(world, { ICO: 16, QTS: 12, FDA: 8 }));
  office = await world.signIn(bureauId, 'office', people[0]!.personId);
  const leader = await world.signIn(bureauId, 'leader', people[1]!.personId);
  const chief = await world.signIn(bureauId, 'unit-head', people[2]!.personId);
  const staff = () => Promise.reject(new Error('not needed'));
  gathering = { bureauId, unitIds: [], people, office, leader, chief, staff };
});
afterAll(() => world.close());

const signedIn = new Map<string, Caller>();
async function as(personId: string): Promise<Caller> {
  const caller = signedIn.get(personId) ?? (await world.signIn(bureauId, 'staff', personId));
  signedIn.set(personId, caller);
  return caller;
}

const idOf = (at: number): string => people[at]!.personId;
const ids = (): string[] => people.map(({ personId }) => personId);

async function gathered(name: string, who = ids()): Promise<{ activityId: string }> {
  const sessions = [aSession(), aSession({ heldOn: '2020-06-13', name: '第二天' })];
  const { id: activityId } = await anOpenActivity(gathering, { name, sessions });
  await register(world, bureauId, activityId, who);
  return { activityId };
}

async function drawn(
  params: { activityId: string },
  choice: DrawChoice,
  reason: string | null = null,
): Promise<DrawView> {
  const asked = await office.call(drawRoutes.makeDraw, { params, body: { choice, reason } });
  if (asked.status !== 200) throw new Error(JSON.stringify(asked.body));
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await office.call(drawRoutes.readDraw, { params });
    if (body.draw?.state !== 'drawing') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the draw did not end');
}

const factsOf = (kind: string) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    const { rows } = await client.query<{ subject: string; data: Record<string, unknown> }>(
      'select subject, data from platform.fact where kind = $1 order by seq',
      [kind],
    );
    return rows;
  });

const mechanism = async (activityId: string): Promise<DrawnMechanism> => {
  const found = await world.act(bureauId, (act) => mechanismOf(act, activityId));
  if (found === null || found === 'gone') throw new Error('no mechanism');
  return found;
};

describe('rules in plain words are checked before anything is drawn', () => {
  let params: { activityId: string };
  beforeAll(async () => {
    params = await gathered('核对');
  });
  const check = (choice: DrawChoice) => office.call(drawRoutes.checkDraw, { params, body: choice });

  test('a sensible choice has no clash and is repeated in words', async () => {
    const { body } = await check(
      aChoice(6, {
        rules: [
          { kind: 'apart', people: [idOf(0), idOf(1)] },
          { kind: 'atLeast', n: 1, who: { by: 'legacy', code: 'FDA' } },
          { kind: 'noLone', codes: null },
        ],
      }),
    );
    expect(body).toMatchObject({ nPeople: 36, sizes: { min: 6, max: 6 }, clashes: [] });
    expect(body.rules[0]!.zh).toBe('ICO1号、ICO2号两两不同队');
    expect(body.rules[1]!.en).toMatch(/^at least 1 in each team: people of /);
  });

  test('what cannot be met is answered with the smallest set that clashes', async () => {
    const { body } = await check(
      aChoice(6, {
        rules: [
          { kind: 'spread', who: { by: 'legacy', code: 'FDA' } },
          { kind: 'together', people: [idOf(3), idOf(4)] },
          { kind: 'apart', people: [idOf(4), idOf(3), idOf(9)] },
        ],
      }),
    );
    expect(body.clashes).toHaveLength(1);
    expect(body.clashes[0]!.rules).toEqual([1, 2]);
    expect(body.clashes[0]!.sentence.zh).toContain('既要求同组，又要求不同组');
    expect(body.clashes[0]!.demands.map(({ zh }) => zh)).toEqual([
      'ICO4号、ICO5号在同一队',
      'ICO5号、ICO4号、ICO10号两两不同队',
    ]);
  });

  test('and drawing it is refused, as are people who are not registered', async () => {
    const impossible = aChoice(6, { rules: [{ kind: 'apart', people: ids().slice(0, 7) }] });
    const clash = await office.call(drawRoutes.makeDraw, {
      params,
      body: { choice: impossible, reason: null },
    });
    expect(clash.body).toMatchObject({ code: 'activity/draw-clash' });
    const foreign = await check(aChoice(6, { pins: [{ personId: bureauId, team: 1 }] }));
    expect(foreign.body).toMatchObject({ code: 'activity/draw-unknown' });
    const crowd = await check(aChoice(30));
    expect(crowd.body).toMatchObject({ code: 'activity/draw-too-few' });
  });

  test('only organisers and the office see and draw', async () => {
    const { chief } = gathering;
    expect((await chief.call(drawRoutes.readDraw, { params })).body).toMatchObject({
      code: 'activity/not-organiser',
    });
    const staff = await as(idOf(9));
    expect((await staff.call(drawRoutes.readDraw, { params })).status).toBe(403);
  });
});

describe('before any wave', () => {
  let params: { activityId: string };
  let view: DrawView;
  beforeAll(async () => {
    params = await gathered('无调查');
    view = await drawn(
      params,
      aChoice(6, { rules: [{ kind: 'spread', who: { by: 'legacy', code: 'FDA' } }] }),
    );
  });

  test('agencies and units decide alone, and the page says so', () => {
    expect(view.waveClosedOn).toBeNull();
    expect(view.draw).toMatchObject({ state: 'drawn', number: 0, endedEarly: false });
    expect(view.draw!.preview!.basis).toBe('legacy-alone');
    expect(view.draw!.rules).toMatchObject([{ kept: true }]);
    const teams = view.draw!.rounds[0]!.teams;
    expect(teams.map((team) => team.people.length)).toEqual([6, 6, 6, 6, 6, 6]);
    for (const { legacies } of teams) expect(Math.max(...legacies.map(({ n }) => n))).toBeLessThanOrEqual(3);
  });

  test('drawn teams promise more meetings across agencies than chance and than sections', () => {
    const { drawn: ours, random, bySection, nCompared } = view.draw!.preview!;
    expect(nCompared).toBe(400);
    expect(ours.low).toBeGreaterThan(random.mean);
    expect(ours.mean).toBeGreaterThan(bySection.mean);
    expect(random.low).toBeLessThanOrEqual(random.mean);
    for (const { mean, low, high } of [ours, random, bySection])
      for (const value of [mean, low, high]) expect(value % 5).toBe(0);
  });

  test('the stored mechanism draws the published teams again, byte for byte', async () => {
    const { body } = await office.call(drawRoutes.publishDraw, { params });
    expect(body).toMatchObject({ draw: { state: 'published' }, standing: { grade: 'A' } });
    const stored = await mechanism(params.activityId);
    const again = await drawTogether(stored.mechanism, 1, { threads: 1, first: stored.number });
    expect(Buffer.from(again[0]![0]!.buffer)).toEqual(Buffer.from(stored.seats[0]!.buffer));
    const teams = await world.act(bureauId, (act) => teamsOf(act, params.activityId));
    const seats = stored.personIds.map((id) =>
      teams![0]!.teams.findIndex(({ personIds }) => personIds.includes(id)),
    );
    expect([...again[0]![0]!]).toEqual(seats);
    expect(stored).toMatchObject({ firstRedraw: 1, moved: [[]], standing: { grade: 'A' } });
    expect(stored.redraws).toEqual(stored.mechanism);
  });

  test('its hash went into the ledger with the draw, before the event', async () => {
    const [made] = await factsOf('draw/made');
    const [published] = await factsOf('draw/published');
    expect(made).toMatchObject({
      subject: `activity/${params.activityId}`,
      data: { hash: view.draw!.hash!, number: 0, nTeams: 6, version: 'team-draw/1 mixing-draw/1' },
    });
    expect(published!.data).toMatchObject({ nByHand: 0, teamsHash: made!.data['teamsHash'] });
  });

  test('what was drawn cannot be altered in the database', async () => {
    const spoil = world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      await client.query("update activity.draw set teams = '[]' where state = 'published'");
    });
    await expect(spoil).rejects.toThrow('stays as it is');
  });

  test('everybody sees their own team and why, and nothing else', async () => {
    const person = people[20]!;
    const caller = await as(person.personId);
    const { body } = await caller.call(drawRoutes.readMyTeams, { params });
    expect(body.rounds).toHaveLength(1);
    expect(body.rounds[0]!.people.map(({ personId }) => personId)).toContain(person.personId);
    expect(body.rounds[0]!.people).toHaveLength(6);
    expect(body.rounds[0]!.why[0]!.zh).toMatch(/同队另有 5 人，来自另外 \d 个原单位/);
    expect(body.mayOrganise).toBe(false);
  });

  test('a later activity counts who was on one team before', async () => {
    const next = await gathered('下一次');
    const again = await drawn(
      next,
      aChoice(6, { weights: { strangers: 0, legacy: 0, unit: 0, teammates: 1 } }),
    );
    const before = new Set(
      view.draw!.rounds[0]!.teams.flatMap((team) => pairsOf(team.people.map(({ personId }) => personId))),
    );
    const repeated = again
      .draw!.rounds[0]!.teams.flatMap((team) => pairsOf(team.people.map(({ personId }) => personId)))
      .filter((pair) => before.has(pair));
    expect(repeated).toEqual([]);
  });
});

const pairsOf = (team: readonly string[]): string[] =>
  team.flatMap((one) => team.flatMap((other) => (one < other ? [`${one} ${other}`] : [])));

describe('after a wave', () => {
  let params: { activityId: string };
  let view: DrawView;
  let waveId: string;
  /** Everybody knows their own agency, and of the others whoever shares the last digit of the number. */
  const knows = (one: AnInvented, other: { name: string; legacy: string }): boolean =>
    one.legacy === other.legacy || /(\d)号/.exec(one.name)![1] === /(\d)号/.exec(other.name)![1];
  beforeAll(async () => {
    const { body: wave } = await office.call(waveRoutes.planWave, {
      body: aWave({
        asOfOn: '2020-06-01',
        opensOn: '2020-06-01',
        closesOn: '2020-06-05',
        deleteOn: '2020-11-30',
      }),
    });
    waveId = wave.id;
    await office.call(waveRoutes.openWave, { params: { waveId } });
    for (const person of people.slice(3)) {
      const caller = await as(person.personId);
      const legacyOf = new Map(people.map(({ name, legacy }) => [name, legacy]));
      await fillSheet(caller, waveId, ({ name }) =>
        knows(person, { name, legacy: legacyOf.get(name)! }) ? 1 : 0,
      );
    }
    await office.call(waveRoutes.closeWave, { params: { waveId } });
    await world.settled(bureauId);
    params = await gathered('有调查');
    view = await drawn(params, plain);
  }, 60_000);
  /** Earlier teams count nothing. */
  const plain = aChoice(6, { weights: { ...usualWeights, teammates: 0 } });

  test('strangers are put together more often than chance would', () => {
    expect(view.waveClosedOn).toBe('2020-06-05');
    const { basis, drawn: ours, random } = view.draw!.preview!;
    expect(basis).toBe('acquaintance');
    expect(ours.mean).toBeGreaterThan(random.mean);
  });

  test('nothing of who knows whom is stored with the draw or shown to the organiser', async () => {
    const rows = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      return (await client.query<{ mechanism: string }>('select mechanism from activity.draw')).rows;
    });
    for (const { mechanism: text } of rows) expect(text).not.toContain('closeness');
    expect(JSON.stringify(view)).not.toMatch(/closeness|known|acquainted"/);
    const stored = await mechanism(params.activityId);
    const ties = stored.mechanism.problem.gains.find((gain) => gain.kind === 'strangers')!;
    expect(ties.known.length).toBeGreaterThan(100);
  });

  test('costs of changes are the same whoever knows whom', async () => {
    const { body } = await office.call(drawRoutes.readPersonInDraw, {
      params: { ...params, personId: idOf(4) },
    });
    expect(body.swaps.length).toBeGreaterThan(20);
    // Agencies count 1 and units ½, and that is all: strangers, who count 2 in the draw, are not in the costs.
    const team = (at: number) =>
      view.draw!.rounds[0]!.teams.find(({ people: all }) =>
        all.some(({ personId }) => personId === idOf(at)),
      )!;
    for (const swap of body.swaps) {
      const [own, theirs] = [team(4), team(people.findIndex(({ personId }) => personId === swap.personId))];
      const gain = (id: string, mates: typeof own.people, out: string): number =>
        mates
          .filter(({ personId }) => personId !== out)
          .reduce((sum, mate) => sum + worth(id, mate.personId), 0);
      const me = idOf(4);
      const it = swap.personId!;
      const change =
        gain(me, theirs.people, it) +
        gain(it, own.people, me) -
        gain(me, own.people, me) -
        gain(it, theirs.people, it);
      expect(swap.gain).toBeCloseTo(change, 9);
    }
  });
  const worth = (one: string, other: string): number => {
    const [a, b] = [one, other].map((id) => people.findIndex(({ personId }) => personId === id));
    return (people[a!]!.legacy === people[b!]!.legacy ? 0 : 1) + (a! % 2 === b! % 2 ? 0 : 0.5);
  };

  test('two people exchanged by hand, with a reason on record, stay where they are in the re-draws', async () => {
    const teams = view.draw!.rounds[0]!.teams;
    const [one, other] = [teams[0]!.people[0]!, teams[1]!.people[0]!];
    const body = { personId: one.personId, withPersonId: other.personId, team: null, reason: '值班' };
    const { body: after } = await office.call(drawRoutes.changeDraw, { params, body });
    expect(after.draw!.rounds[0]!.teams[1]!.people.map(({ personId }) => personId)).toContain(one.personId);
    expect(after.draw!.changes[0]).toMatchObject({
      reason: '值班',
      sentence: { zh: `${one.name}（第 1 队）与${other.name}（第 2 队）对调` },
    });
    expect(after.draw!.preview).toEqual(view.draw!.preview);
    expect((await factsOf('draw/changed')).at(-1)!.data).toMatchObject({
      people: [one.personId, other.personId],
    });

    const stored = await mechanism(params.activityId);
    expect(stored.moved[0]).toHaveLength(2);
    const redraws = openDraws(stored.redraws);
    for (let number = 0; number < 20; number++) {
      const draw = redraws.draw(stored.firstRedraw + number);
      const seats = redraws.assignment(draw)[0]!;
      for (const at of stored.moved[0]!) expect(seats[at]).toBe(stored.seats[0]![at]);
      expect(draw.nearBest).toBe(true);
    }
    const again = openDraws(stored.mechanism);
    const seats = again.assignment(again.draw(stored.number))[0]!;
    expect([...seats]).toEqual([...stored.drawn[0]!]);
    expect(stored.standing).toMatchObject({ grade: 'A' });
    expect(stored.standing.why[1]!.zh).toContain('2 人的位置由人工调整');
  });

  test('a change is taken back, and then nobody is fixed', async () => {
    const { body } = await office.call(drawRoutes.undoChange, { params });
    expect(body.draw!.rounds).toEqual(view.draw!.rounds);
    expect((await mechanism(params.activityId)).moved).toEqual([[]]);
  });

  test('drawing again needs a reason, takes the next number, and lowers the evidence to B', async () => {
    const silent = await office.call(drawRoutes.makeDraw, {
      params,
      body: { choice: plain, reason: null },
    });
    expect(silent.body).toMatchObject({ code: 'activity/draw-reason' });
    const again = await drawn(params, plain, '看着不顺眼');
    expect(again.draw).toMatchObject({ state: 'drawn', number: 1 });
    expect(again.rejected).toMatchObject([{ number: 0, because: 'by-hand', reason: '看着不顺眼' }]);
    expect(again.standing.grade).toBe('B');
    expect(again.standing.why[0]!.zh).toContain('人为挑选没有固定规则');
    const stored = await mechanism(params.activityId);
    expect(stored.mechanism.rejected).toEqual([{ number: 0, reason: '看着不顺眼' }]);
    const draws = openDraws(stored.mechanism);
    expect([...draws.assignment(draws.draw(1))[0]!]).toEqual([...stored.seats[0]!]);
    expect(stored.firstRedraw).toBe(2);
  });

  test('where names change and that was said beforehand, teams must be drawn again and stay grade A', async () => {
    const next = await gathered('名单有变', ids().slice(0, 30));
    const first = await drawn(next, aChoice(5, { onChange: 'redraw' }));
    expect(first.standing.grade).toBe('A');
    await register(world, bureauId, next.activityId, [idOf(31)], 100);
    const early = await office.call(drawRoutes.publishDraw, { params: next });
    expect(early.body).toMatchObject({ code: 'activity/draw-people-changed' });
    const again = await drawn(next, aChoice(5, { onChange: 'redraw' }), '新增一人');
    expect(again.rejected).toMatchObject([{ because: 'people-changed' }]);
    expect(again.draw).toMatchObject({ number: 0 });
    expect(again.standing.grade).toBe('A');
    expect((await mechanism(next.activityId)).mechanism.problem.people).toHaveLength(31);
  });

  test('a newcomer is placed by hand into published-to-be teams', async () => {
    const next = await gathered('补位', ids().slice(0, 30));
    await drawn(next, aChoice(5));
    await register(world, bureauId, next.activityId, [idOf(31)], 100);
    const { body: seen } = await office.call(drawRoutes.readDraw, { params: next });
    expect(seen.unplaced).toEqual([idOf(31)]);
    const { body } = await office.call(drawRoutes.changeDraw, {
      params: next,
      body: { personId: idOf(31), withPersonId: null, team: 2, reason: '后来报名' },
    });
    expect(body.unplaced).toEqual([]);
    expect(body.draw!.rounds[0]!.teams[1]!.people.map(({ personId }) => personId)).toContain(idOf(31));
    expect((await mechanism(next.activityId)).moved).toEqual([[]]);

    // Published, the teams stand; somebody called in later still finds a place.
    await office.call(drawRoutes.publishDraw, { params: next });
    await register(world, bureauId, next.activityId, [idOf(32)], 101);
    const place = (personId: string, withPersonId: string | null) =>
      office.call(drawRoutes.changeDraw, {
        params: next,
        body: { personId, withPersonId, team: withPersonId === null ? 1 : null, reason: '替补' },
      });
    expect((await place(idOf(31), idOf(0))).body).toMatchObject({ code: 'activity/draw-published' });
    expect((await place(idOf(32), null)).body).toMatchObject({ unplaced: [], standing: { grade: 'A' } });
    const { body: standing } = await office.call(drawRoutes.readDraw, { params: next });
    expect(standing.standing.why).toHaveLength(1);
  });

  test('two sessions are two rounds: who is away from one is in no team of it, and pairs change', async () => {
    const next = await gathered('两天');
    const { body: start } = await office.call(drawRoutes.readDraw, { params: next });
    const sessionIds = start.sessions.map(({ sessionId }) => sessionId);
    const away = [{ personId: idOf(7), sessionId: sessionIds[1]! }];
    const { draw } = await drawn(next, aChoice(6, { sessionIds, away }));
    const [first, second] = draw!.rounds.map(({ teams }) => teams);
    expect(draw!.rounds).toMatchObject([{ heldOn: '2020-06-12' }, { heldOn: '2020-06-13', name: '第二天' }]);
    expect(second!.flatMap((team) => team.people).map(({ personId }) => personId)).not.toContain(idOf(7));
    const before = new Set(first!.flatMap((team) => pairsOf(team.people.map(({ personId }) => personId))));
    const again = second!.flatMap((team) => pairsOf(team.people.map(({ personId }) => personId)));
    expect(again.filter((pair) => before.has(pair)).length).toBeLessThan(again.length / 10);
    const stored = await mechanism(next.activityId);
    const draws = openDraws(stored.mechanism);
    expect(draws.assignment(draws.draw(0)).map((seats) => [...seats])).toEqual(
      stored.seats.map((seats) => [...seats]),
    );
  });

  test('once the wave’s raw answers are deleted, the draw cannot be run again and says so', async () => {
    const { body: wave } = await office.call(waveRoutes.readWave, { params: { waveId } });
    const deleted = await office.call(waveRoutes.deleteRaw, {
      params: { waveId },
      body: { word: wave.name },
    });
    expect(deleted.status).toBe(200);
    expect(await world.act(bureauId, (act) => mechanismOf(act, params.activityId))).toBe('gone');
  });
});

describe('a history that is told', () => {
  test('draws in one act, by a seed of its own, the same teams for the same people', async () => {
    const params = await gathered('讲述');
    const asked = { choice: plainChoice, reason: null, seed: 20190130 };
    await world.act(bureauId, (act) => drawAtOnce(act, params.activityId, asked));
    const first = await mechanism(params.activityId);
    expect(first.mechanism.seed).toBe(20190130);
    await world.act(bureauId, (act) => drawAtOnce(act, params.activityId, { ...asked, reason: '重讲' }));
    expect((await mechanism(params.activityId)).number).toBe(1);
  });
});
const plainChoice = aChoice(6);

describe('after the beginning', () => {
  test('teams are not drawn again, and what is published late proves nothing', async () => {
    const params = await gathered('迟了');
    await drawn(params, aChoice(6));
    world.setClock('2020-06-12T15:30:00+08:00');
    // Sessions do not last eleven days.
    const office = await world.signIn(bureauId, 'office');
    const { body } = await office.call(drawRoutes.publishDraw, { params });
    expect(body.standing.grade).toBe('D');
    const again = await office.call(drawRoutes.makeDraw, {
      params,
      body: { choice: aChoice(6), reason: '再来一次' },
    });
    expect(again.body).toMatchObject({ code: 'activity/draw-begun' });
  });
});

test('no invariant of the draws is broken in the end', async () => {
  const file = readFileSync(new URL('draw.invariants.sql', import.meta.url), 'utf8');
  const questions = file.split(';').filter((text) => text.includes('select'));
  expect(questions).toHaveLength(3);
  await world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    expect((await client.query('select 1 from activity.draw')).rowCount).toBeGreaterThan(8);
    for (const question of questions) expect((await client.query(question)).rows).toEqual([]);
  });
});
