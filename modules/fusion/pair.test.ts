import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { answerRoutes } from './answer.contract.ts';
import { aBureau, aPlan, fillSheet, type AnInvented } from './fusion.fixtures.ts';
import { acquaintanceAmong, listPairWaves, pairReports, plannedPairs, unanswered } from './index.ts';
import { waveRoutes } from './wave.contract.ts';

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('fusion-pairs');
  world.setClock('2020-06-08T09:00:00+08:00');
});
afterAll(() => world.close());

describe('pairs of a closed wave, for machines', () => {
  let bureauId: string;
  let people: AnInvented[];
  const ids = () => people.map(({ personId }) => personId);

  beforeAll(async () => {
    ({ bureauId, people } = await aBureau(world, { ICO: 7, QTS: 7 }));
    const office = await world.signIn(bureauId, 'office');
    const shy = await world.signIn(bureauId, 'staff', people[0]!.personId);
    await shy.call(answerRoutes.setPreference, { body: { unlisted: true, unasked: false } });
    const params = { waveId: (await office.call(waveRoutes.planWave, { body: aPlan() })).body.id };
    expect(await world.act(bureauId, (act) => acquaintanceAmong(act, ids()))).toBeNull();
    await office.call(waveRoutes.openWave, { params });
    for (const person of people.slice(1, 13)) {
      const caller = await world.signIn(bureauId, 'staff', person.personId);
      await fillSheet(caller, params.waveId, ({ name }) => (name.startsWith(person.legacy) ? 2 : 0));
    }
    await office.call(waveRoutes.closeWave, { params });
    await world.settled(bureauId);
  });

  test('people know their old colleagues; who is not listed or did not answer is left out', async () => {
    const found = (await world.act(bureauId, (act) => acquaintanceAmong(act, ids())))!;
    expect(found.closedOn).toBe('2020-06-19');
    expect([found.state(1, 2), found.state(1, 8)]).toEqual([2, 0]);
    expect(found.state(0, 1)).toBeNull();
    expect(found.state(13, 12)).toBe(2);
  });

  test('of fewer than ten who answered nothing is told', async () => {
    const few = ids().slice(1, 10);
    expect(await world.act(bureauId, (act) => acquaintanceAmong(act, few))).toBeNull();
  });

  test('reports go out one by one, for effects', async () => {
    const [wave] = await world.act(bureauId, listPairWaves);
    expect(wave).toMatchObject({ name: '第一轮', hasReports: true, design: 'census' });
    const reports = (await world.act(bureauId, (act) => pairReports(act, wave!.waveId, ids())))!;
    expect(reports.said[13 * 14 + 12]).toBe(unanswered);
    expect(reports.said[14 + 13]).toBe(0);
  });

  test('the next wave asks everybody about everybody who is listed', async () => {
    const { asked, locked, wave } = await world.act(bureauId, (act) => plannedPairs(act, ids()));
    expect({ locked, wave }).toEqual({ locked: false, wave: null });
    expect([asked[1], asked[14], asked[14 + 2]]).toEqual([0, 0, 1]);
  });

  test('answers given under a notice that named neither use are left out', async () => {
    await world.database.owner((client) =>
      client
        .query(
          "select set_config('app.bureau', $1, false), set_config('app.fusion_purpose', 'measure', false)",
          [bureauId],
        )
        .then(() =>
          client.query("update fusion.sheet set consent = '2026-11' where bureau_id = $1", [bureauId]),
        ),
    );
    expect(await world.act(bureauId, (act) => acquaintanceAmong(act, ids()))).toBeNull();
  });
});
