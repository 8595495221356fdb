import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { activityRoutes, type ActivityView } from './activity.contract.ts';
import { aGathering, anOpenActivity, aSession, type AGathering } from './activity.fixtures.ts';
import { activityJobs } from './activity.jobs.ts';
import { registrationRoutes } from './registration.contract.ts';
import { listInAt } from './registration.data.ts';
import { withdraw } from './registration.work.ts';

let world: TestHouse;
let here: AGathering;
beforeAll(async () => {
  world = await openTestHouse('registration');
  world.setClock('2020-06-01T09:00:00+08:00');
  here = await aGathering(world);
});
afterAll(() => world.close());

const join = (caller: Caller, { id }: ActivityView, as: 'participant' | 'substitute' = 'participant') =>
  caller.call(registrationRoutes.joinActivity, { params: { activityId: id }, body: { as } });
const leave = (caller: Caller, { id }: ActivityView) =>
  caller.call(registrationRoutes.leaveActivity, { params: { activityId: id } });
const listed = async ({ id }: ActivityView, caller = here.office) =>
  (await caller.call(registrationRoutes.listRegistrations, { params: { activityId: id } })).body;
const factsOf = async ({ id }: ActivityView) =>
  (await world.facts(here.bureauId, 'activity/%')).filter(({ subject }) => subject === `activity/${id}`);

describe('joining', () => {
  let ball: ActivityView;
  beforeAll(async () => {
    ball = await anOpenActivity(here, { name: '排球', capacity: 2 });
  });

  test('is one tap; the third of two seats waits, and knows the place', async () => {
    const answers = [];
    for (const at of [3, 4, 5, 6]) answers.push((await join(await here.staff(at), ball)).body);
    expect(answers.map(({ mine, myPlace, nIn, nWaiting }) => [mine, myPlace, nIn, nWaiting])).toEqual([
      ['in', null, 1, 0],
      ['in', null, 2, 0],
      ['waiting', 1, 2, 1],
      ['waiting', 2, 2, 2],
    ]);
    const twice = await join(await here.staff(3), ball);
    expect(twice).toMatchObject({ status: 409, body: { code: 'activity/already-in' } });
  });

  test('leaving asks nothing, and the first who waits moves up by itself', async () => {
    const { body } = await leave(await here.staff(3), ball);
    expect(body).toMatchObject({ mine: 'withdrawn', nIn: 2, nWaiting: 1 });
    const { body: next } = await (
      await here.staff(5)
    ).call(activityRoutes.readActivity, { params: { activityId: ball.id } });
    expect(next).toMatchObject({ mine: 'in' });
    const again = await leave(await here.staff(3), ball);
    expect(again.body).toMatchObject({ code: 'activity/not-registered' });
  });

  test('who comes back stands at the end of the queue', async () => {
    const { body } = await join(await here.staff(3), ball);
    expect(body).toMatchObject({ mine: 'waiting', myPlace: 2 });
  });

  test('no fact names anybody, and none tells a withdrawal from another change', async () => {
    const facts = await factsOf(ball);
    const ofPeople = facts.filter(({ kind }) => !/planned|submitted|approved|opened/.test(kind));
    expect(new Set(ofPeople.map(({ actor }) => actor))).toEqual(new Set([null]));
    expect(ofPeople.map(({ kind }) => kind)).toEqual([
      'activity/joined',
      'activity/joined',
      'activity/waiting',
      'activity/waiting',
      'activity/seat-freed',
      'activity/moved-up',
      'activity/waiting',
    ]);
    for (const { personId, name } of here.people)
      expect(facts.some(({ whole }) => whole.includes(personId) || whole.includes(name))).toBe(false);
  });

  test('substitutes stand by, and the organiser calls one in where a seat is free', async () => {
    const chess = await anOpenActivity(here, { name: '象棋', capacity: 1 });
    await join(await here.staff(7), chess);
    const stands = await join(await here.staff(8), chess, 'substitute');
    expect(stands.body).toMatchObject({ mine: 'substitute', nSubstitutes: 1, myPlace: 1 });
    const params = { activityId: chess.id, personId: here.people[8]!.personId };
    const full = await here.office.call(registrationRoutes.callSubstitute, { params });
    expect(full.body).toMatchObject({ code: 'activity/no-free-seat' });
    await leave(await here.staff(7), chess);
    const called = await here.office.call(registrationRoutes.callSubstitute, { params });
    expect(called.body).toMatchObject({ nFree: 0, registered: [{ personId: params.personId, state: 'in' }] });
    const twice = await here.office.call(registrationRoutes.callSubstitute, { params });
    expect(twice.body).toMatchObject({ code: 'activity/not-substitute' });
  });

  test('is not possible before the opening, from another section, or without a place on the roster', async () => {
    const later = await anOpenActivity(here, { name: '一科座谈', unitIds: [here.unitIds[1]!] });
    const outside = await join(await here.staff(9), later);
    expect(outside).toMatchObject({ status: 403, body: { code: 'activity/not-invited' } });
    expect((await join(await here.staff(10), later)).status).toBe(200);
    const nobody = await world.signIn(here.bureauId, 'staff');
    expect((await join(nobody, ball)).body).toMatchObject({ code: 'activity/no-person' });
    const draft = await here.office.call(activityRoutes.copyActivity, {
      params: { activityId: later.id },
      body: { startsOn: null },
    });
    expect((await join(here.office, draft.body)).body).toMatchObject({ code: 'activity/not-open-yet' });
  });

  test('the list is for organisers and the office', async () => {
    expect((await listed(ball)).registered.map(({ state }) => state)).toEqual([
      'in',
      'in',
      'waiting',
      'waiting',
    ]);
    const chief = await here.chief.call(registrationRoutes.listRegistrations, {
      params: { activityId: ball.id },
    });
    expect(chief).toMatchObject({ status: 403, body: { code: 'activity/not-organiser' } });
    const staff = await here.staff(3);
    const { status } = await staff.call(registrationRoutes.listRegistrations, {
      params: { activityId: ball.id },
    });
    expect(status).toBe(403);
  });
});

describe('the last seat', () => {
  test('asked for by six at once goes to exactly one; the others wait in an order without gaps', async () => {
    const tea = await anOpenActivity(here, { name: '茶话会', capacity: 3 });
    for (const at of [3, 4]) await join(await here.staff(at), tea);
    const callers = await Promise.all([5, 6, 7, 8, 9, 10].map((at) => here.staff(at)));
    const answers = await Promise.all(callers.map((caller) => join(caller, tea)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { registered, nFree } = await listed(tea);
    expect(nFree).toBe(0);
    expect(registered.filter(({ state }) => state === 'in')).toHaveLength(3);
    const waiting = registered.filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
  });

  test('two who leave at once let two move up, each once', async () => {
    const run = await anOpenActivity(here, { name: '长跑', capacity: 2 });
    for (const at of [3, 4, 5, 6, 7]) await join(await here.staff(at), run);
    await Promise.all([leave(await here.staff(3), run), leave(await here.staff(4), run)]);
    const { registered } = await listed(run);
    const of = (state: string) => registered.filter((one) => one.state === state).map((one) => one.personId);
    expect(of('in')).toEqual([here.people[5]!.personId, here.people[6]!.personId]);
    expect(of('waiting')).toEqual([here.people[7]!.personId]);
    const facts = await factsOf(run);
    expect(facts.filter(({ kind }) => kind === 'activity/moved-up')).toHaveLength(2);
  });

  test('more seats, once approved, are filled from the queue', async () => {
    const walk = await anOpenActivity(here, { name: '健步走', capacity: 1 });
    for (const at of [3, 4, 5]) await join(await here.staff(at), walk);
    const { body: larger } = await here.office.call(activityRoutes.editActivity, {
      params: { activityId: walk.id },
      body: { ...walk.plan, capacity: 3, revision: walk.revision },
    });
    expect(larger).toMatchObject({ state: 'submitted', nIn: 1, nWaiting: 2 });
    const { body } = await here.leader.call(activityRoutes.approveActivity, {
      params: { activityId: walk.id },
      body: { revision: larger.revision },
    });
    expect(body).toMatchObject({ nIn: 3, nWaiting: 0 });
  });
});

describe('days', () => {
  test('who had a seat at a moment is known afterwards', async () => {
    const relay = await anOpenActivity(here, { name: '接力', capacity: 2 });
    await join(await here.staff(3), relay);
    await join(await here.staff(4), relay);
    await join(await here.staff(5), relay);
    world.setClock('2020-06-01T09:20:00+08:00');
    await leave(await here.staff(3), relay);
    const inAt = (at: string) =>
      world.act(here.bureauId, (act) => listInAt(act.db, relay.id, new Date(at).toISOString()));
    const ids = (places: number[]) => places.map((at) => here.people[at]!.personId).toSorted();
    expect((await inAt('2020-06-01T09:10:00+08:00')).toSorted()).toEqual(ids([3, 4]));
    expect((await inAt('2020-06-01T09:20:00+08:00')).toSorted()).toEqual(ids([4, 5]));
    world.setClock('2020-06-01T09:00:00+08:00');
  });

  test('registration ends with its last day, leaving stays possible, and the day after the last session all is over', async () => {
    const film = await anOpenActivity(here, { name: '观影', capacity: 1 });
    await join(await here.staff(3), film);
    await join(await here.staff(4), film);
    const params = { activityId: film.id };
    world.setClock('2020-06-11T09:00:00+08:00');
    // Sessions end over the days; sign in anew.
    const office = await world.signIn(here.bureauId, 'office');
    const late = await office.call(activityRoutes.readActivity, { params });
    expect(late.body).toMatchObject({ takesRegistrations: false });
    await keepDates();
    const closed = (await factsOf(film)).at(-1)!;
    expect(closed.kind).toBe('activity/registration-closed');
    await world.act(here.bureauId, (act) => withdraw(act, film.id, here.people[3]!.personId));
    expect((await listed(film, office)).registered).toMatchObject([
      { personId: here.people[4]!.personId, state: 'in' },
    ]);

    world.setClock('2020-06-13T09:00:00+08:00');
    await keepDates();
    await keepDates();
    const kinds = (await factsOf(film)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'activity/held')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'activity/registration-closed')).toHaveLength(1);
    const next = await world.signIn(here.bureauId, 'office');
    const over = await next.call(activityRoutes.readActivity, { params });
    expect(over.body).toMatchObject({ state: 'held', may: { edit: { may: false }, cancel: { may: false } } });
    world.setClock('2020-06-01T09:00:00+08:00');
  });

  const keepDates = () =>
    activityJobs['activity/keep-dates']!({
      jobId: '',
      bureauId: here.bureauId,
      input: {},
      attempt: 1,
      act: (work) => world.act(here.bureauId, work),
      progress: async () => undefined,
      signal: new AbortController().signal,
    });
});

describe('the first page', () => {
  test('tells a leader what waits, a participant what comes, and nobody twice that something closes', async () => {
    world.setClock('2020-06-09T09:00:00+08:00');
    const there = await aGathering(world, 12);
    const picnic = await anOpenActivity(there, {
      name: '郊游',
      sessions: [aSession({ place: '南山公园' })],
    });
    const home = async (caller: Caller) => (await caller.call(homeRoutes.readHome)).body.todo;
    const one = await there.staff(4);
    expect(await home(one)).toEqual([
      {
        text: {
          zh: '“郊游”快要截止报名，自愿参加',
          en: 'Registration for “郊游” closes soon; joining is voluntary',
        },
        to: `/activities/${picnic.id}`,
        dueOn: '2020-06-10',
      },
    ]);
    await join(one, picnic);
    expect((await home(one)).map(({ text }) => text.zh)).toEqual(['您参加的“郊游”：15:00，南山公园']);
    await leave(one, picnic);
    expect(await home(one)).toEqual([]);

    const { body: copy } = await there.office.call(activityRoutes.copyActivity, {
      params: { activityId: picnic.id },
      body: { startsOn: '2020-06-19' },
    });
    await there.office.call(activityRoutes.submitActivity, { params: { activityId: copy.id } });
    expect((await home(there.leader)).map(({ text }) => text.zh)).toContain('活动“郊游”等您审批');
    await there.leader.call(activityRoutes.approveActivity, {
      params: { activityId: copy.id },
      body: { revision: copy.revision },
    });
    expect((await home(there.office)).map(({ text }) => text.zh)).toContain('活动“郊游”批准了，可以开放报名');
  });
});

test('what must never be is nowhere in the database', () =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [here.bureauId]);
    const file = readFileSync(new URL('activity.invariants.sql', import.meta.url), 'utf8');
    const questions = file.split(/;\s*$/m).filter((part) => part.includes('select'));
    expect(questions).toHaveLength(8);
    for (const question of questions) expect((await client.query(question)).rows, question).toEqual([]);
  }));
