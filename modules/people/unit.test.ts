import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aSampleBureau, unitNamed } from './people.fixtures.ts';
import { unitRoutes } from './unit.contract.ts';

let world: TestHouse;
let office: Caller;
beforeAll(async () => {
  world = await openTestHouse('unit');
  world.setClock('2020-06-01T08:00:00+08:00');
  office = await world.signIn(await aSampleBureau(world), 'office');
});
afterAll(() => world.close());

const unitsOn = async (on: string) => (await office.call(unitRoutes.listUnits, { query: { on } })).body.units;

describe('the unit tree', () => {
  test('counts the seats of each unit on a day and knows its floor', async () => {
    const before = (await unitsOn('2019-06-16')).find(({ name }) => name === '质量发展科')!;
    const after = (await unitsOn('2020-06-01')).find(({ name }) => name === '质量发展科')!;
    expect(after).toMatchObject({ nPeople: 6, building: '市监大楼', floor: 6 });
    expect(before.building).toBe('原质监局办公楼');
  });

  test('a renamed unit keeps its old name for the days before', async () => {
    const unitId = await unitNamed(office, '计量科');
    const body = { name: '计量与标准科', on: '2020-03-01' };
    const renamed = await office.call(unitRoutes.renameUnit, { params: { unitId }, body });
    expect(renamed.body.forms.map(({ name, fromOn, untilOn }) => [name, fromOn, untilOn])).toEqual([
      ['计量与标准科', '2020-03-01', null],
      ['计量科', '2019-01-30', '2020-03-01'],
    ]);
    expect(await unitNamed(office, '计量科', '2020-02-29')).toBe(unitId);
    expect(await unitNamed(office, '计量与标准科', '2020-03-01')).toBe(unitId);
    const earlier = await office.call(unitRoutes.renameUnit, {
      params: { unitId },
      body: { ...body, on: '2020-02-01' },
    });
    expect(earlier).toMatchObject({ status: 409, body: { code: 'people/unit-later-history' } });
  });

  test('a unit never hangs under itself', async () => {
    const unitId = await unitNamed(office, '综合行政执法队');
    const parentId = await unitNamed(office, '三大队·食品');
    const moved = await office.call(unitRoutes.moveUnit, {
      params: { unitId },
      body: { parentId, on: '2020-06-01' },
    });
    expect(moved).toMatchObject({ status: 409, body: { code: 'people/unit-circle' } });
  });

  test('a unit opens, takes another parent, moves rooms and closes again', async () => {
    const root = await unitNamed(office, '岚川市市场监督管理局');
    const opened = await office.call(unitRoutes.openUnit, {
      body: { name: '数据科', kind: 'section', parentId: root, openedOn: '2020-06-01' },
    });
    const params = { unitId: opened.body.id };
    const taken = await office.call(unitRoutes.openUnit, {
      body: { name: '数据科', kind: 'section', parentId: root, openedOn: '2020-06-02' },
    });
    expect(taken).toMatchObject({ status: 409, body: { code: 'people/unit-name-taken' } });
    const parentId = await unitNamed(office, '综合检验检测中心');
    const moved = await office.call(unitRoutes.moveUnit, { params, body: { parentId, on: '2020-07-01' } });
    expect(moved.body.forms.map(({ parentName }) => parentName)).toEqual([
      '综合检验检测中心',
      '岚川市市场监督管理局',
    ]);
    const placed = await office.call(unitRoutes.placeUnit, {
      params,
      body: { building: '实验楼', floor: 3, on: '2020-07-01' },
    });
    expect(placed.body.places).toMatchObject([{ building: '实验楼', floor: 3 }]);
    const closed = await office.call(unitRoutes.closeUnit, { params, body: { on: '2020-09-01' } });
    expect(closed.body.closedOn).toBe('2020-09-01');
    expect((await unitsOn('2020-08-31')).map(({ name }) => name)).toContain('数据科');
    expect((await unitsOn('2020-09-01')).map(({ name }) => name)).not.toContain('数据科');
  });

  test('a unit with people in it stays open', async () => {
    const unitId = await unitNamed(office, '财务科');
    const closed = await office.call(unitRoutes.closeUnit, {
      params: { unitId },
      body: { on: '2020-07-01' },
    });
    expect(closed).toMatchObject({ status: 409, body: { code: 'people/unit-not-empty' } });
    expect(JSON.stringify(closed.body)).toContain('5 人');
  });
});
