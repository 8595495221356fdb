import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { on, sql } from '../db/index.ts';
import { newId } from '../db/uuid.ts';
import { listChannelRows } from './channel.data.ts';
import { announce, notify, type Notice } from './index.ts';
import { channelRoutes, noticeRoutes } from './notice.contract.ts';
import { openMailServer, openRobot, type Receiver } from './receivers.fixtures.ts';

const SECRET = 'SEC-test-secret';
let world: TestHouse;
let robot: Receiver;
let bureauId: string;
let clock = 0;
/** The house's clock, and the robot's. */
const setClock = (instant: string): void => {
  clock = Date.parse(instant);
  world.setClock(instant);
};

beforeAll(async () => {
  [world, robot] = await Promise.all([openTestHouse('notices'), openRobot(SECRET, () => clock)]);
});
afterAll(() => Promise.all([world.close(), robot.close()]));
beforeEach(async () => {
  setClock('2020-09-01T02:00:00Z'); // ten in the morning
  bureauId = await world.newBureau();
  robot.received.length = 0;
  robot.fail(null);
});

const due = (n: number): Notice => ({
  topic: 'home/deadline',
  key: `measure ${n}`,
  text: { zh: `第${n}项任务今天到期`, en: `Measure ${n} is due today` },
  to: `/plan/measures/${n}`,
});
const tell = (notice: Notice, people: readonly string[]) =>
  world.act(bureauId, (act) => notify(act, { people }, notice));
const read = async (caller: Caller) => (await caller.call(noticeRoutes.listNotices)).body;
const rested = { topics: ['activity/opened'], quietFrom: 21, quietTo: 8 };

describe('a person', () => {
  test('is told once, by topic and day, and nobody else is', async () => {
    const personId = newId();
    const me = await world.signIn(bureauId, 'staff', personId);
    const other = await world.signIn(bureauId, 'staff', newId());
    await tell(due(1), [personId]);
    await tell(due(1), [personId]);
    await tell(due(2), [personId]);
    const { groups, nUnseen } = await read(me);
    expect(nUnseen).toBe(2);
    expect(groups).toMatchObject([{ topic: 'home/deadline', on: '2020-09-01', title: { zh: '到期提醒' } }]);
    expect(groups[0]!.notices.map(({ to }) => to)).toEqual(['/plan/measures/2', '/plan/measures/1']);
    expect((await read(other)).groups).toEqual([]);
    await me.call(noticeRoutes.seeNotices);
    expect((await read(me)).nUnseen).toBe(0);
  });

  test('turns a topic off, and is left in peace at night', async () => {
    const personId = newId();
    world.setClock('2020-09-01T14:00:00Z'); // ten in the evening
    const me = await world.signIn(bureauId, 'staff', personId);
    await tell(due(1), [personId]);
    expect((await read(me)).nUnseen).toBe(0);
    await me.call(noticeRoutes.saveChoices, {
      body: { topicsOff: ['home/deadline'], quietFrom: 0, quietTo: 0 },
    });
    await tell(due(2), [personId]);
    expect((await read(me)).nUnseen).toBe(1);
    const { body } = await me.call(noticeRoutes.readChoices);
    expect(body).toMatchObject({ topicsOff: ['home/deadline'], quietTo: 0 });
    // Registration for an activity is told to groups alone: there is nothing to turn off.
    expect(body.topics.map(({ topic }) => topic)).not.toContain('activity/opened');
  });
});

describe('a group', () => {
  const addChannel = async (reach: object, more: object = {}) => {
    const admin = await world.signIn(bureauId, 'system-admin');
    const body = { name: '质量月群', ...rested, reach, ...more } as never;
    return { admin, answer: await admin.call(channelRoutes.addChannel, { body }) };
  };
  const toGroup = (n: number): Notice => ({ ...due(n), topic: 'activity/opened' });
  const tellGroup = async (...notices: Notice[]) => {
    await world.act(bureauId, async (act) => {
      for (const notice of notices) await announce(act, notice);
    });
    await world.settled(bureauId);
  };
  /** Asked by somebody just signed in: sessions end while the clock runs ahead. */
  const channels = async () => {
    const admin = await world.signIn(bureauId, 'system-admin');
    return (await admin.call(channelRoutes.listChannels)).body.channels;
  };

  const nJobsEnded = () =>
    world.act(bureauId, async (act) => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from platform.job
        where kind = 'notices/deliver' and state = 'done'`.execute(on(act.db));
      return rows[0]!.n;
    });

  const nFailures = () =>
    world.act(bureauId, async (act) => {
      const [channel] = await listChannelRows(act.db);
      const { rows } = await sql<{ attempts: number }>`select attempts from platform.message
        where channel_id = ${channel!.channel_id}`.execute(on(act.db));
      return rows[0]!.attempts;
    });

  test.each(['wecom', 'dingtalk', 'feishu', 'webhook'] as const)(
    '%s gets one signed digest with links',
    async (kind) => {
      const { answer } = await addChannel({
        kind,
        address: `${robot.address}/${kind}`,
        secret: SECRET,
      });
      expect(answer.status).toBe(200);
      await tellGroup(toGroup(1), toGroup(2), toGroup(1));
      expect(await channels()).toMatchObject([{ nSent: 2, nWaiting: 0, nDead: 0, failure: null }]);
      expect(robot.received).toHaveLength(1);
      expect(robot.received[0]!.body).toContain('https://wenrong.example/plan/measures/2');
      if (kind !== 'webhook') return;
      const { headers } = robot.received[0]!;
      expect(headers['x-event']).toBe('notice');
      expect(headers['x-delivery']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );

  test('by mail, too', async () => {
    const mail = await openMailServer();
    const reach = {
      kind: 'smtp',
      host: '127.0.0.1',
      port: mail.port,
      user: '',
      password: '',
      from: 'a@lan.example',
      to: ['b@lan.example'],
    };
    await addChannel(reach);
    await tellGroup(toGroup(1));
    await mail.close();
    expect(await channels()).toMatchObject([{ nSent: 1, failure: null }]);
    expect(mail.mails).toHaveLength(1);
    const [head, text] = mail.mails[0]!.split('\n\n') as [string, string];
    // Whoever gets it does not read who else did.
    expect(head).not.toContain('b@lan.example');
    expect(decodeURIComponent(text.replaceAll('=', '%')).trim()).toBe(
      '第1项任务今天到期\nhttps://wenrong.example/plan/measures/1',
    );
  });

  test('is not told of what it did not ask for', async () => {
    await addChannel({ kind: 'wecom', address: `${robot.address}/wecom` }, { topics: [] });
    await tellGroup(toGroup(1));
    expect(robot.received).toEqual([]);
  });

  test('is told twenty times a minute at most; what is more comes later as one digest', async () => {
    const { answer } = await addChannel({ kind: 'wecom', address: `${robot.address}/wecom` });
    // Twenty digests went in the last twenty seconds.
    await world.act(bureauId, async (act) => {
      for (let n = 1; n <= 20; n++)
        await sql`insert into platform.message (bureau_id, message_id, channel_id, topic, key, text, address, state,
            attempts, due_at, sent_at)
          values (${bureauId}, ${newId()}, ${(answer.body as { id: string }).id}, 'activity/opened', ${`sent ${n}`}, '{}', '/',
            'sent', 0, ${act.now}, ${new Date(clock - n * 1000).toISOString()})`.execute(on(act.db));
      for (let n = 1; n <= 3; n++) await announce(act, toGroup(n));
    });
    const counts = async () => (await channels())[0];
    await expect.poll(nJobsEnded, { timeout: 15_000 }).toBeGreaterThan(0);
    expect(await counts()).toMatchObject({ nSent: 20, nWaiting: 3, failure: null });
    expect(robot.received).toEqual([]);
    setClock('2020-09-01T02:01:01Z');
    world.house.jobs.wake();
    await expect.poll(counts, { timeout: 15_000 }).toMatchObject({ nSent: 23, nWaiting: 0 });
    expect(robot.received).toHaveLength(1);
  });

  test('that says it is told too often is told again a minute later, and then nothing is wrong any more', async () => {
    await addChannel({ kind: 'wecom', address: `${robot.address}/wecom` });
    const others = { path: '/wecom', query: '', headers: {}, body: '', at: clock };
    robot.received.push(...Array.from({ length: 20 }, () => others));
    await world.act(bureauId, (act) => announce(act, toGroup(1)));
    const channel = async () => (await channels())[0];
    await expect.poll(channel, { timeout: 15_000 }).toMatchObject({ nWaiting: 1, failure: 'code 45009' });
    setClock('2020-09-01T02:01:01Z');
    world.house.jobs.wake();
    await expect.poll(channel, { timeout: 15_000 }).toMatchObject({ nSent: 1, failure: null });
  });

  test('by a robot that goes by a keyword: nothing is signed', async () => {
    const { answer } = await addChannel({ kind: 'dingtalk', address: `${robot.address}/plain`, secret: '' });
    expect(answer.status).toBe(200);
    await tellGroup(toGroup(1));
    expect(robot.received).toHaveLength(1);
    expect(robot.received[0]!.body).toContain('文融提醒');
    expect(robot.received[0]!.query).toBe('');
  });

  test('is left in peace at night: the message waits until eight', async () => {
    world.setClock('2020-09-01T15:00:00Z');
    await addChannel({ kind: 'wecom', address: `${robot.address}/wecom` });
    await world.act(bureauId, (act) => announce(act, toGroup(1)));
    const [channel] = await channels();
    expect(channel).toMatchObject({ nWaiting: 1, nSent: 0 });
    expect(robot.received).toEqual([]);
    world.setClock('2020-09-02T00:00:00Z');
    world.house.jobs.wake();
    await expect.poll(async () => (await channels())[0]!.nSent, { timeout: 5000 }).toBe(1);
  });

  test('is not told at night what failed in the evening; somebody who tries the channel is', async () => {
    setClock('2020-09-01T12:59:30Z'); // half a minute before nine in the evening
    const { admin, answer } = await addChannel({
      kind: 'webhook',
      address: `${robot.address}/webhook`,
      secret: SECRET,
    });
    robot.fail(500);
    await world.act(bureauId, (act) => announce(act, toGroup(1)));
    const channel = async () => (await channels())[0];
    await expect.poll(channel, { timeout: 15_000 }).toMatchObject({ nWaiting: 1, failure: 'HTTP 500' });
    const [first] = robot.received;
    robot.fail(null);
    setClock('2020-09-01T13:01:00Z');
    const params = { channelId: (answer.body as { id: string }).id };
    await admin.call(channelRoutes.tryChannel, { params });
    await expect.poll(channel, { timeout: 15_000 }).toMatchObject({ nSent: 1, nWaiting: 1 });
    expect(robot.received.slice(1).map(({ body }) => body)).toEqual([expect.stringContaining('试验消息')]);
    setClock('2020-09-02T00:00:00Z');
    world.house.jobs.wake();
    await expect.poll(async () => (await channels())[0]!.nSent, { timeout: 15_000 }).toBe(2);
    // The same digest once more, under its name.
    expect(robot.received[2]!.headers['x-delivery']).toBe(first!.headers['x-delivery']);
  });

  test('that refuses a signature is tried again, and then left alone', async () => {
    await addChannel({
      kind: 'dingtalk',
      address: `${robot.address}/dingtalk`,
      secret: 'wrong',
    });
    await world.act(bureauId, (act) => announce(act, toGroup(1)));
    for (let minutes = 0, tries = 1; tries <= 8; minutes += 2 ** (tries - 1), tries++) {
      world.setClock(new Date(Date.parse('2020-09-01T02:00:00Z') + minutes * 60_000).toISOString());
      world.house.jobs.wake();
      // The next try is reckoned from when the failure was noted: the clock must not run ahead of that.
      await expect.poll(nFailures, { timeout: 15_000 }).toBe(tries);
    }
    expect(robot.received).toHaveLength(8);
    await expect
      .poll(async () => (await channels())[0], { timeout: 5000 })
      .toMatchObject({
        nDead: 1,
        nWaiting: 0,
        failure: 'code 310000',
      });
  });

  test('cannot stand on a host that the settings do not name', async () => {
    for (const address of [
      'http://169.254.169.254/latest',
      'http://localhost/x',
      'https://evil.example/robot',
    ]) {
      const { answer } = await addChannel({ kind: 'wecom', address });
      expect(answer).toMatchObject({ status: 422, body: { code: 'channel/host' } });
    }
    for (const topic of ['no/such', 'home/deadline']) {
      const { answer } = await addChannel(
        { kind: 'wecom', address: `${robot.address}/wecom` },
        { topics: [topic] },
      );
      expect(answer).toMatchObject({ status: 422, body: { code: 'channel/topic' } });
    }
  });

  test('keeps its key outside the database, and goes with a word in the ledger', async () => {
    const { admin, answer } = await addChannel({
      kind: 'feishu',
      address: `${robot.address}/feishu`,
      secret: SECRET,
    });
    const sealed = await world.act(bureauId, async (act) => JSON.stringify(await listChannelRows(act.db)));
    expect(sealed).toContain('feishu');
    for (const secret of [SECRET, robot.address]) expect(sealed).not.toContain(secret);
    const { id } = answer.body as { id: string };
    expect(JSON.stringify((await admin.call(channelRoutes.listChannels)).body)).not.toContain(SECRET);
    await admin.call(channelRoutes.removeChannel, { params: { channelId: id } });
    expect(await channels()).toEqual([]);
    expect((await admin.call(channelRoutes.tryChannel, { params: { channelId: id } })).status).toBe(404);
  });
});
