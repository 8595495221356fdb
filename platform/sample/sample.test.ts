import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bureauItself } from '../act/index.ts';
import { on, sql } from '../db/index.ts';
import { newId } from '../db/uuid.ts';
import { lockAccount } from '../identity/identity.data.ts';
import { foundBureau, openAccounts } from '../identity/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { sampleRoutes as routes } from './sample.contract.ts';

let world: TestHouse;
let sample: string;
beforeEach(async () => {
  world = await openTestHouse('sample');
  await world.house.jobs.stop();
  sample = newId();
  // As it stands a month after it was loaded: the job is forgotten, the ledger is not.
  await world.house.runAct(bureauItself(sample), async (act) => {
    await foundBureau(act, '示例局', true);
    act.record({ kind: 'sample/loaded', subject: `bureau/${sample}` });
  });
});
afterEach(() => world.close());

/** How many transactions of this database wait for another one's lock. */
const waiting = () =>
  world.database.owner(async (client) => {
    const { rows } = await client.query<{ n: string }>(
      `select count(*) as n from pg_locks join pg_stat_activity using (pid)
       where not granted and datname = current_database()`,
    );
    return Number(rows[0]!.n);
  });
const enter = (who: Caller, accountId: string) => who.call(routes.enterSample, { body: { accountId } });
const state = async (who: Caller) => (await who.call(routes.readSample)).body;

describe('the sample bureau', () => {
  test('is ready also when the job that loaded it has been forgotten', async () => {
    expect(await state(world.nobody)).toMatchObject({ state: 'ready' });
  });

  test('stands open to everybody while there is nothing else here', async () => {
    const { who } = await world.signIn(sample, 'staff');
    expect((await enter(world.nobody, who.accountId!)).status).toBe(200);
    const visitor = await world.signIn(sample, 'staff');
    expect((await visitor.call(routes.removeSample)).status).toBe(200);
    expect(await state(world.nobody)).toMatchObject({ state: 'none', mayLoad: true });
  });

  test('is taken away although an act on it waits for a second transaction, as those of a box do', async () => {
    const { who } = await world.signIn(sample, 'staff');
    const visitor = await world.signIn(sample, 'staff');
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const second = () =>
      world.act(sample, (act) => openAccounts(act, [{ personId: null, login: 'b', name: 'b', roles: [] }]));
    const first = world.act(sample, async (act) => {
      await lockAccount(act.db, who.name);
      reached.resolve();
      await goOn.promise;
      await second();
    });
    await reached.promise;
    const removed = visitor.call(routes.removeSample);
    await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
    goOn.resolve();
    expect((await removed).status).toBe(200);
    await first;
    expect(await state(world.nobody)).toMatchObject({ state: 'none' });
  });

  test('that failed to load is begun anew when it is asked for again', async () => {
    await world.act(sample, async (act) => {
      await act.enqueue({ kind: 'sample/load', input: {}, key: 'sample/load' });
      await sql`update platform.job set state = 'failed'`.execute(on(act.db));
    });
    expect(await state(world.nobody)).toMatchObject({ state: 'failed' });
    const { body } = await world.nobody.call(routes.loadSample);
    expect(body.state).toBe('loading');
    expect(body.bureauId).not.toBe(sample);
  });
});

describe('beside a real bureau', () => {
  test('is closed to strangers and open to those who have signed in', async () => {
    const { who } = await world.signIn(sample, 'staff');
    const colleague = await world.signIn(await world.newBureau(), 'staff');
    expect((await enter(world.nobody, who.accountId!)).body).toMatchObject({ code: 'sample/sign-in-first' });
    expect((await enter(colleague, who.accountId!)).status).toBe(200);
  });

  test('is loaded and removed by the real system administrator, not by one of the sample', async () => {
    const real = await world.newBureau();
    const invented = await world.signIn(sample, 'system-admin');
    const colleague = await world.signIn(real, 'office');
    for (const somebody of [invented, colleague]) {
      expect((await state(somebody)).mayLoad).toBe(false);
      const answer = await somebody.call(routes.removeSample);
      expect(answer.body).toMatchObject({ code: 'sample/real-bureau' });
    }
    const admin = await world.signIn(real, 'system-admin');
    expect((await admin.call(routes.removeSample)).status).toBe(200);
  });

  test('a session of the sample does not reach the real one', async () => {
    const real = await world.newBureau();
    const { cookie } = await world.signIn(sample, 'system-admin');
    const crossed = cookie.replace(sample, real);
    const { statusCode } = await world.house.app.inject({
      url: '/api/accounts',
      headers: { cookie: crossed },
    });
    expect(statusCode).toBe(401);
  });
});
