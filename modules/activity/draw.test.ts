import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawTogether } from '#platform/compute/mixing-pool.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import type { DrawChoice } from './draw-choice.contract.ts';
import { drawRoutes, type DrawView } from './draw.contract.ts';
import { aChoice, aDrawing, brokenInvariants, pairsOf, type Drawing } from './draw.fixtures.ts';
import { drawAtOnce } from './draw-make.work.ts';
import { teamsOf } from './draw-face.work.ts';

let world: TestHouse;
let here: Drawing;
beforeAll(async () => {
  world = await openTestHouse('draw');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aDrawing(world);
});
afterAll(() => world.close());

describe('rules in plain words are checked before anything is drawn', () => {
  let params: { activityId: string };
  beforeAll(async () => {
    params = await here.gathered('核对');
  });
  const check = (choice: DrawChoice) => here.office.call(drawRoutes.checkDraw, { params, body: choice });

  test('a sensible choice has no clash and is repeated in words', async () => {
    const { body } = await check(
      aChoice(6, {
        rules: [
          { kind: 'apart', people: [here.idOf(0), here.idOf(1)] },
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
          { kind: 'together', people: [here.idOf(3), here.idOf(4)] },
          { kind: 'apart', people: [here.idOf(4), here.idOf(3), here.idOf(9)] },
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
    const impossible = aChoice(6, { rules: [{ kind: 'apart', people: here.ids().slice(0, 7) }] });
    const clash = await here.office.call(drawRoutes.makeDraw, {
      params,
      body: { choice: impossible, reason: null },
    });
    expect(clash.body).toMatchObject({ code: 'activity/draw-clash' });
    const foreign = await check(aChoice(6, { pins: [{ personId: here.bureauId, team: 1 }] }));
    expect(foreign.body).toMatchObject({ code: 'activity/draw-unknown' });
    const crowd = await check(aChoice(30));
    expect(crowd.body).toMatchObject({ code: 'activity/draw-too-few' });
  });

  test('only organisers and the office see and draw', async () => {
    const { chief } = here.gathering;
    expect((await chief.call(drawRoutes.readDraw, { params })).body).toMatchObject({
      code: 'activity/not-organiser',
    });
    const staff = await here.as(here.idOf(9));
    expect((await staff.call(drawRoutes.readDraw, { params })).status).toBe(403);
  });
});

describe('before any wave', () => {
  let params: { activityId: string };
  let view: DrawView;
  beforeAll(async () => {
    params = await here.gathered('无调查');
    view = await here.drawn(
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
    const { body } = await here.office.call(drawRoutes.publishDraw, { params });
    expect(body).toMatchObject({ draw: { state: 'published' }, standing: { grade: 'A' } });
    const stored = await here.mechanism(params.activityId);
    const again = await drawTogether(stored.mechanism, 1, { threads: 1, first: stored.number });
    expect(Buffer.from(again[0]![0]!.buffer)).toEqual(Buffer.from(stored.seats[0]!.buffer));
    const teams = await world.act(here.bureauId, (act) => teamsOf(act, params.activityId));
    const seats = stored.personIds.map((id) =>
      teams![0]!.teams.findIndex(({ personIds }) => personIds.includes(id)),
    );
    expect([...again[0]![0]!]).toEqual(seats);
    expect(stored).toMatchObject({ firstRedraw: 1, moved: [[]], standing: { grade: 'A' } });
    expect(stored.redraws).toEqual(stored.mechanism);
  });

  test('its hash went into the ledger with the draw, before the event', async () => {
    const [made] = await here.factsOf('draw/made');
    const [published] = await here.factsOf('draw/published');
    expect(made).toMatchObject({
      subject: `activity/${params.activityId}`,
      data: { hash: view.draw!.hash!, number: 0, nTeams: 6, version: 'team-draw/1 mixing-draw/1' },
    });
    expect(published!.data).toMatchObject({ nByHand: 0, teamsHash: made!.data['teamsHash'] });
  });

  test('what was drawn cannot be altered in the database', async () => {
    const spoil = world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [here.bureauId]);
      await client.query("update activity.draw set teams = '[]' where state = 'published'");
    });
    await expect(spoil).rejects.toThrow('stays as it is');
  });

  test('everybody sees their own team and why, and nothing else', async () => {
    const person = here.people[20]!;
    const caller = await here.as(person.personId);
    const { body } = await caller.call(drawRoutes.readMyTeams, { params });
    expect(body.rounds).toHaveLength(1);
    expect(body.rounds[0]!.people.map(({ personId }) => personId)).toContain(person.personId);
    expect(body.rounds[0]!.people).toHaveLength(6);
    expect(body.rounds[0]!.why[0]!.zh).toMatch(/同队另有 5 人，来自另外 \d 个原单位/);
    expect(body.mayOrganise).toBe(false);
  });

  test('a later activity counts who was on one team before', async () => {
    const next = await here.gathered('下一次');
    const again = await here.drawn(
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

describe('a history that is told', () => {
  test('draws in one act, by a seed of its own, the same teams for the same people', async () => {
    const params = await here.gathered('讲述');
    const asked = { choice: plainChoice, reason: null, seed: 20190130 };
    await world.act(here.bureauId, (act) => drawAtOnce(act, params.activityId, asked));
    const first = await here.mechanism(params.activityId);
    expect(first.mechanism.seed).toBe(20190130);
    await world.act(here.bureauId, (act) => drawAtOnce(act, params.activityId, { ...asked, reason: '重讲' }));
    expect((await here.mechanism(params.activityId)).number).toBe(1);
  });
});
const plainChoice = aChoice(6);

describe('after the beginning', () => {
  test('teams are not drawn again, and what is published late proves nothing', async () => {
    const params = await here.gathered('迟了');
    await here.drawn(params, aChoice(6));
    world.setClock('2020-06-12T15:30:00+08:00');
    // Sessions do not last eleven days.
    const office = await world.signIn(here.bureauId, 'office');
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
  const { nQuestions, nDraws, rows } = await brokenInvariants(world, here.bureauId);
  expect(nQuestions).toBe(3);
  expect(nDraws).toBeGreaterThan(3);
  expect(rows).toEqual([]);
});
