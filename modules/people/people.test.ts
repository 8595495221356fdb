import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { agencyRoutes } from './agency.contract.ts';
import { findPerson, listLegacyAgencies, listPeopleOn, listUnits } from './index.ts';
import { aSampleBureau, personNamed, unitNamed } from './people.fixtures.ts';
import { personRoutes } from './person.contract.ts';

let world: TestHouse;
let bureauId: string;
let office: Caller;
let staff: Caller;
beforeAll(async () => {
  world = await openTestHouse('people');
  world.setClock('2020-06-01T08:00:00+08:00');
  bureauId = await aSampleBureau(world);
  office = await world.signIn(bureauId, 'office');
  staff = await world.signIn(bureauId, 'staff');
});
afterAll(() => world.close());

const namesFound = async (caller: Caller, query: object): Promise<string[]> =>
  (await caller.call(personRoutes.listPeople, { query })).body.people.map(({ name }) => name);

const invariantsHold = () =>
  world.database.owner(async (client) => {
    const { readFileSync } = await import('node:fs');
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    const file = readFileSync(new URL('people.invariants.sql', import.meta.url), 'utf8');
    for (const question of file.split(/;\s*$/m).filter((part) => part.includes('select'))) {
      expect((await client.query(question)).rows, question).toEqual([]);
    }
  });

describe('the door of people', () => {
  test('lists everybody in post on a day, with unit and legacy agency', async () => {
    const people = await world.act(bureauId, (act) => listPeopleOn(act, '2020-06-01'));
    expect(people).toHaveLength(320);
    const agencies = await world.act(bureauId, (act) => listLegacyAgencies(act));
    const split = agencies.map(({ code }) => people.filter(({ legacy }) => legacy === code).length);
    expect(split).toEqual([85, 89, 88, 22, 9, 27]);
    expect(await world.act(bureauId, (act) => listUnits(act, '2020-06-01'))).toHaveLength(50);
  });

  test('keeps those lent out at home and says where they sit', async () => {
    const people = await world.act(bureauId, (act) => listPeopleOn(act, '2020-08-03'));
    const lent = people.filter((person) => person.sitsInUnitId !== person.unitId && !person.onLeave);
    expect(lent.map(({ unitName }) => unitName).toSorted()).toEqual(
      ['一大队·公平竞争与价格', '消费者权益保护科(12315)', '食品检验室', '食品生产安全监督管理科'].toSorted(),
    );
    expect(new Set(lent.map(({ sitsInUnitId }) => sitsInUnitId)).size).toBe(1);
    expect(people.find(({ unitName }) => unitName === '食品检验室')?.topUnitName).toBe('综合检验检测中心');
    expect(people.filter(({ onLeave }) => onLeave)).toHaveLength(1);
  });

  test('knows anybody who was ever on the roster, and nobody else', async () => {
    const { id } = await personNamed(office, '申砚承');
    expect(await world.act(bureauId, (act) => findPerson(act, id))).toMatchObject({
      name: '申砚承',
      legacy: 'ICO',
    });
    const elsewhere = await world.newBureau();
    expect(await world.act(elsewhere, (act) => findPerson(act, id))).toBeNull();
  });
});

describe('the directory', () => {
  test.each(['申砚承', 'shenyancheng', 'shen yan', 'syc', 'SYC', '砚承', 'yancheng', 'ｓｙｃ'])(
    'finds 申砚承 by %s',
    async (q) => expect(await namesFound(staff, { q })).toContain('申砚承'),
  );

  test('finds nobody by letters in the middle of a syllable', async () => {
    expect(await namesFound(staff, { q: 'henyan' })).toEqual([]);
  });

  test('shows a unit with all below it', async () => {
    const unitId = await unitNamed(staff, '综合行政执法队');
    expect(await namesFound(staff, { unitId })).toHaveLength(84);
  });

  test('shows the bureau as it was on any day', async () => {
    expect(await namesFound(staff, { on: '2019-01-29' })).toHaveLength(0);
    expect(await namesFound(staff, { on: '2019-02-01' })).toHaveLength(311);
    expect(await namesFound(staff, { on: '2021-03-31' })).toHaveLength(316);
  });

  test('shows phone numbers to those who keep the roster and to the person, to nobody else', async () => {
    const { id } = (await office.call(personRoutes.listPeople)).body.people.at(-1)!;
    const own = await world.signIn(bureauId, 'staff', id);
    const read = async (caller: Caller) =>
      (await caller.call(personRoutes.readPerson, { params: { personId: id } })).body.phone;
    expect(await read(office)).toMatch(/^1990000\d{4}$/);
    expect(await read(own)).toBe(await read(office));
    expect(await read(staff)).toBeNull();
  });

  test('keeps phone numbers unreadable in the database', async () => {
    const stored = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      return client.query<{ phone_sealed: string }>('select phone_sealed from people.person limit 20');
    });
    for (const { phone_sealed } of stored.rows) expect(phone_sealed).not.toContain('1990000');
  });
});

describe('a person’s history', () => {
  test('grows by a transfer; the earlier seat stays with its last day', async () => {
    const person = await personNamed(office, '范树榆');
    const unitId = await unitNamed(office, '质量发展科');
    const body = { unitId, post: '科员', on: '2020-07-01' };
    const moved = await office.call(personRoutes.transferPerson, { params: { personId: person.id }, body });
    expect(moved.body.history.map(({ unitName, fromOn, untilOn }) => [unitName, fromOn, untilOn])).toEqual([
      ['质量发展科', '2020-07-01', null],
      ['一大队·公平竞争与价格', '2019-01-30', '2020-07-01'],
    ]);
    const before = await world.act(bureauId, (act) => listPeopleOn(act, '2020-06-30'));
    const after = await world.act(bureauId, (act) => listPeopleOn(act, '2020-07-01'));
    const seat = (people: typeof before) => people.find(({ personId }) => personId === person.id)?.unitName;
    expect([seat(before), seat(after)]).toEqual(['一大队·公平竞争与价格', '质量发展科']);
    await office.call(personRoutes.undoPersonChange, { params: { personId: person.id } });
  });

  test('is as before after 撤销', async () => {
    const person = await personNamed(office, '范树榆');
    expect(person.history).toHaveLength(1);
    expect(person.may.undo.may).toBe(false);
    await invariantsHold();
  });

  test('takes no transfer before the last one', async () => {
    const { id: personId } = await personNamed(office, '孟静菀');
    const unitId = await unitNamed(office, '办公室');
    const move = (on: string) =>
      office.call(personRoutes.transferPerson, { params: { personId }, body: { unitId, post: '主任', on } });
    expect((await move('2020-05-01')).status).toBe(200);
    expect(await move('2020-04-01')).toMatchObject({ status: 409, body: { code: 'people/later-history' } });
    expect(await move('2018-01-01')).toMatchObject({ status: 409, body: { code: 'people/not-yet-joined' } });
    await office.call(personRoutes.undoPersonChange, { params: { personId } });
  });

  test('a secondment lies over the seat and ends with the return', async () => {
    const { id: personId, unitId: home } = await personNamed(office, '薛素笙');
    const unitId = await unitNamed(office, '质量发展科');
    const params = { personId };
    const lent = await office.call(personRoutes.secondPerson, {
      params,
      body: { unitId, fromOn: '2020-05-20' },
    });
    expect(lent.body).toMatchObject({ unitId: home, away: 'secondment', awayUnitId: unitId });
    const again = await office.call(personRoutes.grantLeave, { params, body: { fromOn: '2020-06-01' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'people/already-away' } });
    const back = await office.call(personRoutes.returnPerson, { params, body: { on: '2020-06-01' } });
    expect(back.body).toMatchObject({ away: null, unitId: home });
    expect(back.body.history[0]).toMatchObject({
      kind: 'secondment',
      fromOn: '2020-05-20',
      untilOn: '2020-06-01',
    });
  });

  test('ends with the departure, and stays to be read', async () => {
    const { id: personId } = await personNamed(office, '乔立珩');
    const params = { personId };
    const gone = await office.call(personRoutes.departPerson, { params, body: { on: '2020-06-01' } });
    expect(gone.body).toMatchObject({ leftOn: '2020-06-01', unitId: null });
    expect(gone.body.history[0]?.untilOn).toBe('2020-06-01');
    expect(await namesFound(staff, { q: '乔立珩' })).toEqual([]);
    expect(await namesFound(staff, { q: '乔立珩', all: true })).toEqual(['乔立珩']);
    const twice = await office.call(personRoutes.departPerson, { params, body: { on: '2020-07-01' } });
    expect(twice.body).toMatchObject({ code: 'people/left-already' });
    await office.call(personRoutes.undoPersonChange, { params });
    expect(await namesFound(staff, { q: '乔立珩' })).toEqual(['乔立珩']);
  });

  test('is no business of ordinary staff', async () => {
    const { id: personId, unitId } = await personNamed(office, '白晓苇');
    const body = { unitId: unitId!, post: '', on: '2020-06-01' };
    expect((await staff.call(personRoutes.transferPerson, { params: { personId }, body })).status).toBe(403);
    expect((await staff.call(personRoutes.readPerson, { params: { personId } })).body.may.transfer).toEqual({
      may: false,
    });
  });
});

describe('one person more', () => {
  const given = { staffNo: 'ＬＣ９００１', name: '单思禾', legacy: 'NEW', joinedOn: '2020-06-01' };

  test('comes with staff number, unit and phone, and is found at once', async () => {
    const unitId = await unitNamed(office, '计量科');
    const added = await office.call(personRoutes.addPerson, {
      body: { ...given, unitId, phone: '１９９ ００００ ９００１' },
    });
    expect(added.body).toMatchObject({ staffNo: 'LC9001', phone: '19900009001', pinyin: 'shan si he' });
    expect(await namesFound(staff, { q: 'ssh' })).toContain('单思禾');
  });

  test('cannot take another’s staff number', async () => {
    const unitId = await unitNamed(office, '计量科');
    const again = await office.call(personRoutes.addPerson, { body: { ...given, name: '申思禾', unitId } });
    expect(again).toMatchObject({ status: 409, body: { code: 'people/staff-no-taken' } });
    expect(JSON.stringify(again.body)).toContain('单思禾');
  });

  test('goes again by 撤销, unless an account has been opened', async () => {
    const { id: personId } = await personNamed(office, '单思禾');
    await world.signIn(bureauId, 'staff', personId);
    const undo = await office.call(personRoutes.undoPersonChange, { params: { personId } });
    expect(undo).toMatchObject({ status: 409, body: { code: 'people/person-in-use' } });
    const { id: other } = (
      await office.call(personRoutes.addPerson, {
        body: { ...given, staffNo: 'LC9002', name: '单思苇', unitId: await unitNamed(office, '计量科') },
      })
    ).body;
    expect((await office.call(personRoutes.undoPersonChange, { params: { personId: other } })).status).toBe(
      200,
    );
    expect(await namesFound(staff, { q: '单思苇', all: true })).toEqual([]);
  });
});

describe('the legacy agencies', () => {
  test('are the usual seven until a bureau writes its own list', async () => {
    const fresh = await world.signIn(await world.newBureau(), 'office');
    const { body } = await fresh.call(agencyRoutes.listLegacyAgencies);
    expect(body.map(({ name }) => name)).toEqual([
      '原工商',
      '原质监',
      '原食药监',
      '原物价检查',
      '原知识产权',
      '改革后新进',
      '其他',
    ]);
  });

  test('can be renamed and re-ordered, but not removed while people come from them', async () => {
    const { body: list } = await office.call(agencyRoutes.listLegacyAgencies);
    const agencies = list
      .toReversed()
      .map((agency) => (agency.code === 'PRC' ? { ...agency, name: '原发改价格' } : agency));
    const saved = await office.call(agencyRoutes.saveLegacyAgencies, { body: { agencies } });
    expect(saved.body.map(({ name }) => name)).toContain('原发改价格');
    expect(saved.body[0]?.code).toBe('NEW');
    const fewer = agencies.filter(({ code }) => code !== 'IPO');
    const refused = await office.call(agencyRoutes.saveLegacyAgencies, { body: { agencies: fewer } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'people/agency-in-use' } });
    await office.call(agencyRoutes.saveLegacyAgencies, { body: { agencies: list } });
  });
});

test('what must never be is nowhere', invariantsHold);
