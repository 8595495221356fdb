import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { fillSample } from './people.sample.ts';
import { listLegacyAgencies, listPeopleOn, listUnits } from './index.ts';
import { personRoutes } from './person.contract.ts';
import { unitRoutes } from './unit.contract.ts';

let world: TestHouse;
let bureauId: string;
let office: Caller;
beforeAll(async () => {
  world = await openTestHouse('people');
  world.setClock('2020-06-01T08:00:00+08:00');
  bureauId = await world.newBureau();
  await fillSample({ bureauId, act: (work) => world.act(bureauId, work), progress: async () => undefined });
  office = await world.signIn(bureauId, 'office');
});
afterAll(() => world.close());

describe('the door of people', () => {
  test('lists everybody in post on a day, with unit and legacy agency', async () => {
    const people = await world.act(bureauId, (act) => listPeopleOn(act, '2020-06-01'));
    expect(people).toHaveLength(320);
    const agencies = await world.act(bureauId, (act) => listLegacyAgencies(act));
    const split = agencies.map(({ code }) => people.filter(({ legacy }) => legacy === code).length);
    expect(split).toEqual([85, 89, 88, 22, 9, 27]);
    const units = await world.act(bureauId, (act) => listUnits(act, '2020-06-01'));
    expect(units).toHaveLength(50);
  });
});

describe('the directory', () => {
  test.each([['申砚承'], ['shenyancheng'], ['syc'], ['shenyan'], ['砚承'], ['yancheng']])(
    'finds 申砚承 by %s',
    async (q) => {
      const { body } = await office.call(personRoutes.listPeople, { query: { q } });
      expect(body.people.map(({ name }) => name)).toContain('申砚承');
    },
  );
  test('a unit with all below it', async () => {
    const { body } = await office.call(unitRoutes.listUnits);
    const enforcement = body.units.find(({ name }) => name === '综合行政执法队')!;
    const found = await office.call(personRoutes.listPeople, { query: { unitId: enforcement.id } });
    expect(found.body.people).toHaveLength(84);
  });
});
