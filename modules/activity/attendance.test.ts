import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#platform/db/uuid.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { aSampleBureau } from '#modules/people/people.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { attendanceRoutes, type Scan } from './attendance.contract.ts';
import { settleLists } from './attendance-close.work.ts';
import { insertDraw } from './draw.data.ts';
import { aChoice } from './draw.fixtures.ts';
import { aHeldActivity, type HeldActivity } from './held.fixtures.ts';
import { teamSheetRoutes } from './team-sheet.contract.ts';

let world: TestHouse;
let bureauId: string;
let office: Caller;
let held: HeldActivity;
beforeAll(async () => {
  world = await openTestHouse('attendance');
  world.setClock('2026-11-23T01:00:00Z');
  bureauId = await aSampleBureau(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await itIs('2026-11-23T01:20:00Z');
  held = await aHeldActivity(world, bureauId);
});

/** The clock moves, and the office signs in anew. */
async function itIs(instant: string): Promise<void> {
  world.setClock(instant);
  office = await world.signIn(bureauId, 'office');
}
const at = (time: string): string => `2026-11-23T${time}:00Z`;
const aScan = (person: number, time: string, more: Partial<Scan> = {}): Scan => ({
  scanId: newId(),
  personId: held.registered[person]!.personId,
  kind: 'in',
  how: 'label',
  at: at(time),
  ...more,
});
const send = (scans: readonly Scan[], sentAt: string, by = office) =>
  by.call(attendanceRoutes.sendScans, {
    params: { sessionId: held.sessionId },
    body: { sentAt: at(sentAt), scans },
  });
const roll = async (by = office, people = 'expected') =>
  by.call(attendanceRoutes.readRoll, { params: { sessionId: held.sessionId }, query: { people } });
const close = () => office.call(attendanceRoutes.closeRoll, { params: { sessionId: held.sessionId } });
const names = ({ body }: { body: { present: { personId: string }[] } }) =>
  body.present.map(({ personId }) => held.people.find((person) => person.personId === personId)!.name);
const facts = (subject: string) => world.act(bureauId, (act) => listFacts(act.db, { subject, limit: 50 }));
const staff = (person: number) => world.signIn(bureauId, 'staff', held.registered[person]!.personId);

describe('the organiser’s scan', () => {
  test('shows who is expected, by name and unit, and who has signed in', async () => {
    expect((await roll()).body.people).toHaveLength(30);
    const { body } = await send([aScan(2, '01:19')], '01:20');
    expect(body).toMatchObject({
      present: [{ personId: held.registered[2]!.personId, how: 'label' }],
      refused: [],
    });
    expect((await roll(office, 'everybody')).body.people).toHaveLength(held.people.length);
  });

  test('made without a line on two devices comes to one list, sent twice and in any order', async () => {
    const [one, two] = [
      [aScan(0, '01:05'), aScan(1, '01:06')],
      [aScan(1, '01:04'), aScan(3, '01:07')],
    ];
    await send(two, '01:20');
    await send(one, '01:20');
    await send(one, '01:20');
    const { body } = await roll();
    expect(names({ body })).toEqual([1, 0, 3].map((i) => held.registered[i]!.name));
    expect(body.present[0]!.at).toBe('2026-11-23T01:04:00.000Z');
  });

  test('of a device whose clock is wrong counts by the server’s', async () => {
    const { body } = await send([aScan(0, '05:10')], '05:15');
    expect(body.present[0]!.at).toBe('2026-11-23T01:15:00.000Z');
  });

  test('is taken back by a second scan', async () => {
    await send([aScan(0, '01:05')], '01:20');
    const { body } = await send([aScan(0, '01:06', { kind: 'out', how: 'list' })], '01:20');
    expect(body.present).toEqual([]);
  });

  test('of somebody who is not on the roster is refused by its id, and the others are kept', async () => {
    const stranger = aScan(0, '01:05', { personId: newId() });
    const { body } = await send([stranger, aScan(4, '01:06')], '01:20');
    expect(body).toMatchObject({
      refused: [stranger.scanId],
      present: [{ personId: held.registered[4]!.personId }],
    });
  });

  test('is the organiser’s alone: another chief, staff and leaders do not see the list', async () => {
    const chief = await world.signIn(bureauId, 'unit-head', held.people[40]!.personId);
    expect((await roll(chief)).body).toMatchObject({ code: 'activity/not-organiser' });
    expect((await roll(await world.signIn(bureauId, 'leader'))).status).toBe(403);
    held = await aHeldActivity(world, bureauId, { organiserIds: [held.people[40]!.personId] });
    expect((await roll(chief)).status).toBe(200);
  });

  test('does not exist where no seat, safety or training hour needs it', async () => {
    held = await aHeldActivity(world, bureauId, { session: { sign_in: 'none' } });
    expect((await roll()).body).toMatchObject({ code: 'activity/no-sign-in' });
    expect((await send([aScan(0, '01:05')], '01:20')).body).toMatchObject({ code: 'activity/no-sign-in' });
  });
});

describe('one’s own scan', () => {
  const codeNow = async () =>
    (await office.call(attendanceRoutes.readSessionCode, { params: { sessionId: held.sessionId } })).body
      .code;
  const signIn = (by: Caller, code: string, made: string, sentAt = made) =>
    by.call(attendanceRoutes.signMyselfIn, {
      params: { sessionId: held.sessionId },
      body: { scanId: newId(), code, at: at(made), sentAt: at(sentAt) },
    });
  const mine = async (by: Caller) =>
    (await by.call(attendanceRoutes.readMyAttendance, { params: { activityId: held.activityId } })).body;

  test('of the code on the screen signs one in, however it is typed; one sees oneself and nobody else', async () => {
    const [me, colleague] = [await staff(20), await staff(21)];
    const code = (await codeNow()).toLowerCase().replace(/^(...)/, '$1-');
    expect((await signIn(me, code, '01:20')).body).toEqual({ signedInAt: '2026-11-23T01:20:00.000Z' });
    expect((await mine(me)).sessions[0]).toMatchObject({ signedInAt: '2026-11-23T01:20:00.000Z' });
    expect((await mine(colleague)).sessions[0]!.signedInAt).toBeNull();
    const back = await me.call(attendanceRoutes.takeMineBack, { params: { sessionId: held.sessionId } });
    expect(back.body).toEqual({ signedInAt: null });
  });

  test('of an older code is refused: with a line the server’s clock decides', async () => {
    const code = await codeNow();
    await itIs(at('01:40'));
    expect((await signIn(await staff(28), code, '01:40')).body).toMatchObject({
      code: 'activity/wrong-code',
    });
  });

  test('made without a line is taken later by the code and the time of then', async () => {
    const code = await codeNow();
    await itIs(at('09:00'));
    const me = await staff(23);
    expect((await signIn(me, code, '01:45', '09:00')).body).toMatchObject({ code: 'activity/wrong-code' });
    expect((await signIn(me, code, '01:20', '09:00')).body).toEqual({
      signedInAt: '2026-11-23T01:20:00.000Z',
    });
  });

  test('is taken from half an hour before until the end, and the page says when', async () => {
    await itIs(at('00:30'));
    expect((await signIn(await staff(24), await codeNow(), '00:30')).body).toMatchObject({
      code: 'activity/sign-in-not-open',
      detail: { zh: '09:00起可以签到。' },
    });
    await itIs(at('03:11'));
    expect((await signIn(await staff(25), await codeNow(), '03:11')).body).toMatchObject({
      code: 'activity/sign-in-over',
    });
  });

  test('code of another session does not fit', async () => {
    const code = await codeNow();
    held = await aHeldActivity(world, bureauId);
    expect((await signIn(await staff(26), code, '01:20')).body).toMatchObject({
      code: 'activity/wrong-code',
    });
  });
});

describe('the ledger', () => {
  const subject = () => `activity/${held.activityId}`;

  test('learns how many signed in, once, and no name', async () => {
    await send([aScan(0, '01:05'), aScan(1, '01:06')], '01:20');
    expect((await close()).body).toMatchObject({ code: 'activity/too-early-to-close' });
    await itIs(at('03:15'));
    await close();
    await close();
    const [fact, ...more] = await facts(subject());
    expect(more).toEqual([]);
    expect(fact).toMatchObject({
      kind: 'activity/attended',
      quantity: 2,
      on: '2026-11-23',
      data: { n: 2, reason: 'seat' },
    });
    expect(JSON.stringify(fact)).not.toContain(held.registered[0]!.personId);
  });

  test('is corrected when a device without a line brings its scans after the list was closed', async () => {
    await send([aScan(0, '01:05')], '01:20');
    await itIs(at('03:15'));
    await close();
    const late = [aScan(1, '01:30'), aScan(0, '01:06')];
    await send(late, '03:15');
    await send(late, '03:15');
    const [corrected, first, ...more] = await facts(subject());
    expect(more).toEqual([]);
    expect(corrected).toMatchObject({ kind: 'activity/attended', quantity: 2, voids: first!.factId });
  });

  test('credits training hours to each person, and voids the credit where a sign-in was a mistake', async () => {
    held = await aHeldActivity(world, bureauId, { session: { sign_in: 'training' } });
    await send([aScan(7, '01:25'), aScan(8, '01:26')], '01:30');
    await itIs(at('03:15'));
    await close();
    const me = await staff(7);
    const hours = async () =>
      (await me.call(attendanceRoutes.readMyAttendance, { params: { activityId: held.activityId } })).body
        .hoursCredited;
    expect(await hours()).toBe(1.5);
    await send([aScan(7, '03:16', { kind: 'out', how: 'list' })], '03:16');
    expect(await hours()).toBe(0);
    const [taken, credit] = await facts(`person/${held.registered[7]!.personId}`);
    expect(taken).toMatchObject({ kind: 'activity/training-taken-back', voids: credit!.factId });
    expect(credit).toMatchObject({ kind: 'activity/training-credited', quantity: 1.5 });
    await itIs(at('03:17'));
    await send([aScan(7, '03:17', { how: 'paper' })], '03:17');
    expect(await hours()).toBe(1.5);
  });

  test('is told in the night where nobody closed the list, and the names go after thirty days', async () => {
    await send([aScan(0, '01:05')], '01:20');
    await itIs('2026-11-24T19:00:00Z');
    await world.act(bureauId, settleLists);
    expect(await facts(subject())).toMatchObject([{ kind: 'activity/attended', quantity: 1 }]);
    expect((await roll()).body.deletedOn).toBe('2026-12-24');
    await itIs('2026-12-23T19:00:00Z');
    await world.act(bureauId, settleLists);
    expect((await roll()).body.present).toEqual([]);
    expect((await send([aScan(1, '01:05')], '01:20')).body).toMatchObject({ code: 'activity/list-gone' });
    expect(await facts(subject())).toHaveLength(1);
  });
});

describe('sheets to print', () => {
  test('hold names and units of those who have a seat, and the code that the label shows', async () => {
    const params = { activityId: held.activityId };
    const { body } = await office.call(teamSheetRoutes.readSheets, { params });
    expect(body.sessions).toMatchObject([{ where: '机关礼堂', teams: [{ team: null }] }]);
    const person = body.sessions[0]!.teams[0]!.people[27];
    expect(Object.keys(person!).toSorted()).toEqual(['code', 'name', 'personId', 'unit']);
    const me = await staff(27);
    const own = await me.call(attendanceRoutes.readMyAttendance, { params });
    expect(own.body.code).toBe(person!.code);
  });

  test('are ordered by published teams, those in none last; the list at the desk knows the teams too', async () => {
    const ids = held.registered.map(({ personId }) => personId);
    await world.act(bureauId, (act) =>
      insertDraw(act.db, {
        bureau_id: bureauId,
        draw_id: newId(),
        activity_id: held.activityId,
        nth: 1,
        state: 'published',
        choice: aChoice(2),
        person_ids: ids.slice(0, 4),
        seed: 1,
        wave_id: null,
        mechanism: null,
        hash: '0'.repeat(64),
        number: 0,
        teams: [
          [
            [ids[2]!, ids[3]!],
            [ids[0]!, ids[1]!],
          ],
        ],
        changes: [],
        preview: null,
        job_id: null,
        stop_asked: false,
        ended_early: false,
        made_at: act.now,
        published_at: act.now,
        rejected_because: null,
        rejected_reason: null,
        created_at: act.now,
      }),
    );
    const { body } = await office.call(teamSheetRoutes.readSheets, {
      params: { activityId: held.activityId },
    });
    const [session] = body.sessions;
    expect(session!.teams.map(({ team, people }) => [team, people.length])).toEqual([
      [1, 2],
      [2, 2],
      [null, 26],
    ]);
    const { people } = (await roll()).body;
    expect(people.find(({ personId }) => personId === ids[2])!.team).toBe(1);
  });
});
