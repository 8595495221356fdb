import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDraws } from '#engines/mixing/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { aPlan as aWave, fillSheet, type AnInvented } from '#modules/fusion/fusion.fixtures.ts';
import { waveRoutes } from '#modules/fusion/wave.contract.ts';
import { usualWeights } from './draw-choice.contract.ts';
import { drawRoutes, type DrawView } from './draw.contract.ts';
import { aChoice, aDrawing, brokenInvariants, pairsOf, register, type Drawing } from './draw.fixtures.ts';
import { mechanismOf } from './draw-face.work.ts';

let world: TestHouse;
let here: Drawing;
beforeAll(async () => {
  world = await openTestHouse('draw_wave');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aDrawing(world);
});
afterAll(() => world.close());

describe('after a wave', () => {
  let params: { activityId: string };
  let view: DrawView;
  let waveId: string;
  /** Everybody knows their own agency, and of the others whoever shares the last digit of the number. */
  const knows = (one: AnInvented, other: { name: string; legacy: string }): boolean =>
    one.legacy === other.legacy || /(\d)号/.exec(one.name)![1] === /(\d)号/.exec(other.name)![1];
  beforeAll(async () => {
    const { body: wave } = await here.office.call(waveRoutes.planWave, {
      body: aWave({
        asOfOn: '2020-06-01',
        opensOn: '2020-06-01',
        closesOn: '2020-06-05',
        deleteOn: '2020-11-30',
      }),
    });
    waveId = wave.id;
    await here.office.call(waveRoutes.openWave, { params: { waveId } });
    for (const person of here.people.slice(3)) {
      const caller = await here.as(person.personId);
      const legacyOf = new Map(here.people.map(({ name, legacy }) => [name, legacy]));
      await fillSheet(caller, waveId, ({ name }) =>
        knows(person, { name, legacy: legacyOf.get(name)! }) ? 1 : 0,
      );
    }
    await here.office.call(waveRoutes.closeWave, { params: { waveId } });
    await world.settled(here.bureauId);
    params = await here.gathered('有调查');
    view = await here.drawn(params, plain);
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
      await client.query("select set_config('app.bureau', $1, false)", [here.bureauId]);
      return (await client.query<{ mechanism: string }>('select mechanism from activity.draw')).rows;
    });
    for (const { mechanism: text } of rows) expect(text).not.toContain('closeness');
    expect(JSON.stringify(view)).not.toMatch(/closeness|known|acquainted"/);
    const stored = await here.mechanism(params.activityId);
    const ties = stored.mechanism.problem.gains.find((gain) => gain.kind === 'strangers')!;
    expect(ties.known.length).toBeGreaterThan(100);
  });

  test('costs of changes are the same whoever knows whom', async () => {
    const { body } = await here.office.call(drawRoutes.readPersonInDraw, {
      params: { ...params, personId: here.idOf(4) },
    });
    expect(body.swaps.length).toBeGreaterThan(20);
    // Agencies count 1 and units ½, and that is all: strangers, who count 2 in the draw, are not in the costs.
    const team = (at: number) =>
      view.draw!.rounds[0]!.teams.find(({ people: all }) =>
        all.some(({ personId }) => personId === here.idOf(at)),
      )!;
    for (const swap of body.swaps) {
      const [own, theirs] = [
        team(4),
        team(here.people.findIndex(({ personId }) => personId === swap.personId)),
      ];
      const gain = (id: string, mates: typeof own.people, out: string): number =>
        mates
          .filter(({ personId }) => personId !== out)
          .reduce((sum, mate) => sum + worth(id, mate.personId), 0);
      const me = here.idOf(4);
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
    const [a, b] = [one, other].map((id) => here.people.findIndex(({ personId }) => personId === id));
    return (here.people[a!]!.legacy === here.people[b!]!.legacy ? 0 : 1) + (a! % 2 === b! % 2 ? 0 : 0.5);
  };

  test('two people exchanged by hand, with a reason on record, stay where they are in the re-draws', async () => {
    const teams = view.draw!.rounds[0]!.teams;
    const [one, other] = [teams[0]!.people[0]!, teams[1]!.people[0]!];
    const body = { personId: one.personId, withPersonId: other.personId, team: null, reason: '值班' };
    const { body: after } = await here.office.call(drawRoutes.changeDraw, { params, body });
    expect(after.draw!.rounds[0]!.teams[1]!.people.map(({ personId }) => personId)).toContain(one.personId);
    expect(after.draw!.changes[0]).toMatchObject({
      reason: '值班',
      sentence: { zh: `${one.name}（第 1 队）与${other.name}（第 2 队）对调` },
    });
    expect(after.draw!.preview).toEqual(view.draw!.preview);
    expect((await here.factsOf('draw/changed')).at(-1)!.data).toMatchObject({
      people: [one.personId, other.personId],
    });

    const stored = await here.mechanism(params.activityId);
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
    const { body } = await here.office.call(drawRoutes.undoChange, { params });
    expect(body.draw!.rounds).toEqual(view.draw!.rounds);
    expect((await here.mechanism(params.activityId)).moved).toEqual([[]]);
  });

  test('drawing again needs a reason, takes the next number, and lowers the evidence to B', async () => {
    const silent = await here.office.call(drawRoutes.makeDraw, {
      params,
      body: { choice: plain, reason: null },
    });
    expect(silent.body).toMatchObject({ code: 'activity/draw-reason' });
    const again = await here.drawn(params, plain, '看着不顺眼');
    expect(again.draw).toMatchObject({ state: 'drawn', number: 1 });
    expect(again.rejected).toMatchObject([{ number: 0, because: 'by-hand', reason: '看着不顺眼' }]);
    expect(again.standing.grade).toBe('B');
    expect(again.standing.why[0]!.zh).toContain('人为挑选没有固定规则');
    const stored = await here.mechanism(params.activityId);
    expect(stored.mechanism.rejected).toEqual([{ number: 0, reason: '看着不顺眼' }]);
    const draws = openDraws(stored.mechanism);
    expect([...draws.assignment(draws.draw(1))[0]!]).toEqual([...stored.seats[0]!]);
    expect(stored.firstRedraw).toBe(2);
  });

  test('where names change and that was said beforehand, teams must be drawn again and stay grade A', async () => {
    const next = await here.gathered('名单有变', here.ids().slice(0, 30));
    const first = await here.drawn(next, aChoice(5, { onChange: 'redraw' }));
    expect(first.standing.grade).toBe('A');
    await register(world, here.bureauId, next.activityId, [here.idOf(31)], 100);
    const early = await here.office.call(drawRoutes.publishDraw, { params: next });
    expect(early.body).toMatchObject({ code: 'activity/draw-people-changed' });
    const again = await here.drawn(next, aChoice(5, { onChange: 'redraw' }), '新增一人');
    expect(again.rejected).toMatchObject([{ because: 'people-changed' }]);
    expect(again.draw).toMatchObject({ number: 0 });
    expect(again.standing.grade).toBe('A');
    expect((await here.mechanism(next.activityId)).mechanism.problem.people).toHaveLength(31);
  });

  test('a newcomer is placed by hand into published-to-be teams', async () => {
    const next = await here.gathered('补位', here.ids().slice(0, 30));
    await here.drawn(next, aChoice(5));
    await register(world, here.bureauId, next.activityId, [here.idOf(31)], 100);
    const { body: seen } = await here.office.call(drawRoutes.readDraw, { params: next });
    expect(seen.unplaced).toEqual([here.idOf(31)]);
    const { body } = await here.office.call(drawRoutes.changeDraw, {
      params: next,
      body: { personId: here.idOf(31), withPersonId: null, team: 2, reason: '后来报名' },
    });
    expect(body.unplaced).toEqual([]);
    expect(body.draw!.rounds[0]!.teams[1]!.people.map(({ personId }) => personId)).toContain(here.idOf(31));
    expect((await here.mechanism(next.activityId)).moved).toEqual([[]]);

    // Published, the teams stand; somebody called in later still finds a place.
    await here.office.call(drawRoutes.publishDraw, { params: next });
    await register(world, here.bureauId, next.activityId, [here.idOf(32)], 101);
    const place = (personId: string, withPersonId: string | null) =>
      here.office.call(drawRoutes.changeDraw, {
        params: next,
        body: { personId, withPersonId, team: withPersonId === null ? 1 : null, reason: '替补' },
      });
    expect((await place(here.idOf(31), here.idOf(0))).body).toMatchObject({
      code: 'activity/draw-published',
    });
    expect((await place(here.idOf(32), null)).body).toMatchObject({ unplaced: [], standing: { grade: 'A' } });
    const { body: standing } = await here.office.call(drawRoutes.readDraw, { params: next });
    expect(standing.standing.why).toHaveLength(1);
  });

  test('two sessions are two rounds: who is away from one is in no team of it, and pairs change', async () => {
    const next = await here.gathered('两天');
    const { body: start } = await here.office.call(drawRoutes.readDraw, { params: next });
    const sessionIds = start.sessions.map(({ sessionId }) => sessionId);
    const away = [{ personId: here.idOf(7), sessionId: sessionIds[1]! }];
    const { draw } = await here.drawn(next, aChoice(6, { sessionIds, away }));
    const [first, second] = draw!.rounds.map(({ teams }) => teams);
    expect(draw!.rounds).toMatchObject([{ heldOn: '2020-06-12' }, { heldOn: '2020-06-13', name: '第二天' }]);
    expect(second!.flatMap((team) => team.people).map(({ personId }) => personId)).not.toContain(
      here.idOf(7),
    );
    const before = new Set(first!.flatMap((team) => pairsOf(team.people.map(({ personId }) => personId))));
    const again = second!.flatMap((team) => pairsOf(team.people.map(({ personId }) => personId)));
    expect(again.filter((pair) => before.has(pair)).length).toBeLessThan(again.length / 10);
    const stored = await here.mechanism(next.activityId);
    const draws = openDraws(stored.mechanism);
    expect(draws.assignment(draws.draw(0)).map((seats) => [...seats])).toEqual(
      stored.seats.map((seats) => [...seats]),
    );
  });

  test('once the wave’s raw answers are deleted, the draw cannot be run again and says so', async () => {
    const { body: wave } = await here.office.call(waveRoutes.readWave, { params: { waveId } });
    const deleted = await here.office.call(waveRoutes.deleteRaw, {
      params: { waveId },
      body: { word: wave.name },
    });
    expect(deleted.status).toBe(200);
    expect(await world.act(here.bureauId, (act) => mechanismOf(act, params.activityId))).toBe('gone');
  });
});

test('no invariant of the draws is broken in the end', async () => {
  const { nQuestions, nDraws, rows } = await brokenInvariants(world, here.bureauId);
  expect(nQuestions).toBe(3);
  expect(nDraws).toBeGreaterThan(5);
  expect(rows).toEqual([]);
});
