import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actRunner, bureauItself, type RunAct } from '../act/index.ts';
import { systemClock } from '../clock/index.ts';
import { on, sql, transactor, type Transact } from '../db/index.ts';
import { silentLog } from '../log/index.ts';
import { Refusal } from '../refuse/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { findJob, startJobs, type Job, type JobKinds, type Jobs } from './index.ts';
import { updateJob } from './job.data.ts';

let world: TestHouse;
let bureauId: string;
let transact: Transact;
let runAct: RunAct;
beforeAll(async () => {
  world = await openTestHouse('jobs');
  // The house runs its own worker; these tests run theirs, so the house's is stopped.
  await world.house.jobs.stop();
  bureauId = await world.newBureau();
  transact = transactor(world.database.pool);
  runAct = actRunner({
    transact,
    clock: systemClock,
    files: undefined as never,
    keys: undefined as never,
    factKinds: new Map(),
    listeners: new Map(),
    wake: () => undefined,
  });
});
afterAll(() => world.close());

const running: Jobs[] = [];
afterAll(() => Promise.all(running.map((jobs) => jobs.stop())));

const workWith = (kinds: JobKinds, over: Transact = transact): Jobs => {
  const sentenceOf = ({ code }: Refusal) => ({ zh: code, en: code });
  const jobs = startJobs({
    transact: over,
    runAct,
    clock: systemClock,
    log: silentLog,
    kinds,
    daily: [],
    sentenceOf,
  });
  running.push(jobs);
  return jobs;
};
const enqueue = (kind: string, key?: string) =>
  runAct(bureauItself(bureauId), (act) => act.enqueue({ kind, input: { n: 3 }, ...(key ? { key } : {}) }));
const read = (id: string) => transact(bureauItself(bureauId), (db) => findJob(db, id)) as Promise<Job>;

async function until(id: string, state: Job['state']): Promise<Job> {
  for (let tries = 0; tries < 100; tries++) {
    const job = await read(id);
    if (job.state === state) return job;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`the job did not become ${state}`);
}

describe('long work', () => {
  test('runs after the act that asked for it, tells how far it is, and leaves its result', async () => {
    let reached: () => void = () => undefined;
    const half = new Promise<void>((resolve) => (reached = resolve));
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const id = await enqueue('test/count');
    const jobs = workWith({
      'test/count': async (run) => {
        await run.progress(0.5, { zh: '一半', en: 'half' });
        reached();
        await gate;
        return { counted: (run.input as { n: number }).n };
      },
    });
    await half;
    expect(await read(id)).toMatchObject({ state: 'running', progress: 0.5, step: { zh: '一半' } });
    go();
    expect(await until(id, 'done')).toMatchObject({ progress: 1, result: { counted: 3 } });
    await jobs.stop();
  });

  test('is not started when the act that asked for it failed', async () => {
    let id = '';
    const failing = runAct(bureauItself(bureauId), async (act) => {
      id = await act.enqueue({ kind: 'test/never', input: {} });
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow();
    expect(await read(id)).toBeNull();
  });

  test('ends with the sentence of a refusal, and is not tried again', async () => {
    const id = await enqueue('test/refused');
    const jobs = workWith({ 'test/refused': () => Promise.reject(new Refusal('test/no')) });
    expect(await until(id, 'failed')).toMatchObject({ attempts: 1, failure: { code: 'test/no' } });
    await jobs.stop();
  });

  test('is tried again after a fault', async () => {
    const id = await enqueue('test/flaky');
    let tries = 0;
    const jobs = workWith({
      'test/flaky': async () => {
        if (++tries === 1) throw new Error('a fault');
        return {};
      },
    });
    expect(await until(id, 'done')).toMatchObject({ attempts: 2 });
    await jobs.stop();
  });

  test('that was running when its server died begins again', async () => {
    const id = await enqueue('test/orphan');
    await transact(bureauItself(bureauId), (db) =>
      updateJob(db, { bureauId, jobId: id, in: ['waiting'] }, { state: 'running' }),
    );
    const jobs = workWith({ 'test/orphan': async () => ({ again: true }) });
    expect(await until(id, 'done')).toMatchObject({ result: { again: true } });
    await jobs.stop();
  });

  test('with the same key is made once', async () => {
    expect(await enqueue('test/daily', 'daily@1')).toBe(await enqueue('test/daily', 'daily@1'));
  });

  test('asked for twice at the same moment is made once, and nobody is refused', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => enqueue('test/daily', 'daily@2')));
    expect(new Set(asked).size).toBe(1);
  });

  test('that is cancelled stays cancelled, whatever it answers afterwards', async () => {
    const id = await enqueue('test/stubborn');
    let go: () => void = () => undefined;
    const jobs = workWith({ 'test/stubborn': () => new Promise((resolve) => (go = () => resolve({}))) });
    await until(id, 'running');
    const place = { bureauId, jobId: id, in: ['running'] } as const;
    await transact(bureauItself(bureauId), (db) => updateJob(db, place, { state: 'cancelled' }));
    go();
    await jobs.stop();
    expect(await read(id)).toMatchObject({ state: 'cancelled', result: null });
  });

  test('is told of its cancelling although it tells of no progress', async () => {
    const id = await enqueue('test/silent');
    let told: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => (told = resolve));
    const jobs = workWith({
      'test/silent': ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => (told(), reject(signal.reason as Error)));
        }),
    });
    await until(id, 'running');
    const place = { bureauId, jobId: id, in: ['running'] } as const;
    await transact(bureauItself(bureauId), (db) => updateJob(db, place, { state: 'cancelled' }));
    await heard;
    await jobs.stop();
  });

  test('does not hold up a server that stops: its next act is refused, and it waits for the next server', async () => {
    const id = await enqueue('test/long');
    const jobs = workWith({
      'test/long': async (run) => {
        for (;;) await run.act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
      },
    });
    await until(id, 'running');
    await jobs.stop();
    expect(await read(id)).toMatchObject({ state: 'waiting' });
    await transact(bureauItself(bureauId), (db) =>
      updateJob(db, { bureauId, jobId: id, in: ['waiting'] }, { state: 'done' }),
    );
  });

  test('whose end could not be written, as the database was away, is taken up again', async () => {
    const id = await enqueue('test/away');
    let away = false;
    const flaky: Transact = (wall, work) => (away ? Promise.reject(new Error('away')) : transact(wall, work));
    const jobs = workWith(
      {
        'test/away': async ({ attempt }) => {
          if (attempt > 1) return { again: true };
          away = true;
          setTimeout(() => (away = false), 100);
          return {};
        },
      },
      flaky,
    );
    expect(await until(id, 'done')).toMatchObject({ attempts: 2, result: { again: true } });
    await jobs.stop();
  });

  test('that was running at the death of twelve servers is not begun again', async () => {
    const id = await enqueue('test/deadly');
    await transact(bureauItself(bureauId), (db) =>
      sql`update platform.job set state = 'running', attempts = 12 where job_id = ${id}`.execute(on(db)),
    );
    const jobs = workWith({ 'test/deadly': async () => ({}) });
    expect(await until(id, 'failed')).toMatchObject({ failure: { code: 'job/fault' } });
    await jobs.stop();
  });
});
