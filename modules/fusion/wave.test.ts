import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { answerRoutes } from './answer.contract.ts';
import { aBureau, aPlan, fillSheet, type AnInvented } from './fusion.fixtures.ts';
import { keepDates } from './fusion.jobs.ts';
import { resultRoutes } from './result.contract.ts';
import { waveRoutes } from './wave.contract.ts';
import { insertRegistered } from './wave.data.ts';

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('fusion');
  world.setClock('2020-06-08T09:00:00+08:00');
});
afterAll(() => world.close());

/** SQL as the runtime role inside a bureau: what a copy of the database shows. */
const rowsOf = (bureauId: string, statement: string) =>
  world.database.owner(async (client) => {
    await client.query(
      "select set_config('app.bureau', $1, false), set_config('app.fusion_purpose', 'measure', false)",
      [bureauId],
    );
    return (await client.query(statement)).rows as Record<string, unknown>[];
  });

describe('a census of a bureau of 24', () => {
  let bureauId: string;
  let people: AnInvented[];
  let office: Caller;
  let waveId: string;
  const staff = new Map<string, Caller>();
  const as = async (person: AnInvented) => {
    const known = staff.get(person.personId);
    if (known) return known;
    const caller = await world.signIn(bureauId, 'staff', person.personId);
    staff.set(person.personId, caller);
    return caller;
  };

  beforeAll(async () => {
    ({ bureauId, people } = await aBureau(world, { ICO: 12, QTS: 12 }));
    office = await world.signIn(bureauId, 'office');
  });

  test('the office starts from a suggestion and plans a wave', async () => {
    const { body: list } = await office.call(waveRoutes.listWaves);
    expect(list.suggestion.domains).toHaveLength(10);
    const { status, body } = await office.call(waveRoutes.planWave, { body: aPlan() });
    expect(status).toBe(200);
    waveId = body.id;
    expect(body).toMatchObject({
      state: 'draft',
      nPopulation: 24,
      nListed: 24,
      hours: 1.2,
      may: { open: { may: true } },
    });
    expect(body.design).toMatchObject({ kind: 'census', namesPerPerson: 23 });
  });

  test('what the wave will be able to tell is printed before it opens', async () => {
    const { body } = await office.call(waveRoutes.readWave, { params: { waveId } });
    expect(body.detectable!.nPairsAcross).toBe(144);
    expect(body.detectable!.change).toBeGreaterThan(0);
    expect(body.detectable!.sentence.zh).toContain('八成把握');
  });

  test('dates out of order, unknown units and raw answers kept longer than six months are refused', async () => {
    const plans = [
      [aPlan({ opensOn: '2020-06-20' }), 'fusion/dates'],
      [aPlan({ deleteOn: '2020-12-20' }), 'fusion/dates'],
      [aPlan({ unitIds: [bureauId] }), 'fusion/units'],
      [aPlan({ domains: [{ code: 'x', name: '某', home: 'NOT' }] }), 'fusion/domains'],
    ] as const;
    for (const [body, code] of plans) {
      const answer = await office.call(waveRoutes.editWave, { params: { waveId }, body });
      expect(answer.body).toMatchObject({ code });
    }
  });

  test('who does not want to be listed is not, and moving the switch leaves no record', async () => {
    const shy = await as(people[0]!);
    await shy.call(answerRoutes.setPreference, { body: { unlisted: true, unasked: false } });
    const { body } = await office.call(waveRoutes.readWave, { params: { waveId } });
    expect(body).toMatchObject({ nPopulation: 24, nListed: null });
    expect((await world.facts(bureauId, 'fusion/%')).map(({ kind }) => kind)).toEqual(['fusion/planned']);
  });

  test('an open wave has its purpose and lists locked', async () => {
    const { body } = await office.call(waveRoutes.openWave, { params: { waveId } });
    expect(body).toMatchObject({ state: 'open', may: { edit: { may: false }, close: { may: true } } });
    const fact = (await world.facts(bureauId, 'fusion/%')).find(({ kind }) => kind === 'fusion/opted-out')!;
    expect(fact).toMatchObject({ subject: `wave/${waveId}`, data: { name: '第一轮', n: '<5' } });
    const edited = await office.call(waveRoutes.editWave, {
      params: { waveId },
      body: aPlan({ purpose: '用来给大家打分排名次看看' }),
    });
    expect(edited.body).toMatchObject({ code: 'fusion/plan-locked' });
    await expect(
      rowsOf(bureauId, `update fusion.wave set purpose = 'another' where wave_id = '${waveId}'`),
    ).rejects.toThrow('locked');
    await expect(
      rowsOf(bureauId, `update fusion.wave set delete_on = delete_on + 1 where wave_id = '${waveId}'`),
    ).rejects.toThrow();
  });

  test('nobody answers before agreeing, and a list holds the listed colleagues alone', async () => {
    const one = await as(people[1]!);
    const early = await one.call(answerRoutes.readSheet, { params: { waveId } });
    expect(early.body).toMatchObject({ code: 'fusion/consent-first' });
    const { body } = await one.call(answerRoutes.giveConsent, { params: { waveId } });
    expect(body.people).toHaveLength(22);
    expect(body.people.map(({ personId }) => personId)).not.toContain(people[0]!.personId);
    expect(body.people.map(({ personId }) => personId)).not.toContain(people[1]!.personId);
    expect(body.people[0]).toMatchObject({
      unit: expect.stringMatching(/[一二]科/),
      legacy: expect.any(String),
      said: null,
    });
    const again = await one.call(answerRoutes.readSheet, { params: { waveId } });
    expect(again.body.people).toEqual(body.people);
  });

  test('answers are saved in small batches, and the same batch sent twice counts once', async () => {
    const one = await as(people[1]!);
    const { body: sheet } = await one.call(answerRoutes.readSheet, { params: { waveId } });
    const batch = {
      people: sheet.people
        .slice(0, 3)
        .map(({ personId }, at) => ({ personId, said: ([2, 0, 'skip'] as const)[at] })),
      domains: [{ code: 'market', said: 2 as const }],
    };
    const first = await one.call(answerRoutes.saveAnswers, { params: { waveId }, body: batch });
    const second = await one.call(answerRoutes.saveAnswers, { params: { waveId }, body: batch });
    expect(first.body).toEqual({ nAsked: 24, nAnswered: 4, finished: false });
    expect(second.body).toEqual(first.body);
    const { body: later } = await one.call(answerRoutes.readSheet, { params: { waveId } });
    expect(later.people.slice(0, 4).map(({ said }) => said)).toEqual([2, 0, 'skip', null]);
    expect(later.domains[0]!.said).toBe(2);
  });

  test('names that are not on one’s list are refused, with the whole batch', async () => {
    const one = await as(people[1]!);
    const body = {
      people: [
        { personId: people[0]!.personId, said: 1 as const },
        { personId: people[5]!.personId, said: 1 as const },
      ],
    };
    const answer = await one.call(answerRoutes.saveAnswers, { params: { waveId }, body });
    expect(answer.body).toMatchObject({ code: 'fusion/not-on-my-list' });
  });

  test('somebody who does not want to be asked is not, and who is not in the bureau cannot answer', async () => {
    const tired = await as(people[2]!);
    await tired.call(answerRoutes.setPreference, { body: { unlisted: false, unasked: true } });
    expect((await tired.call(answerRoutes.readMine)).body.waves).toEqual([]);
    expect((await tired.call(answerRoutes.giveConsent, { params: { waveId } })).body).toMatchObject({
      code: 'fusion/not-asked',
    });
    await tired.call(answerRoutes.setPreference, { body: { unlisted: false, unasked: false } });
    const stranger = await world.signIn(bureauId, 'staff', bureauId);
    expect((await stranger.call(answerRoutes.giveConsent, { params: { waveId } })).body).toMatchObject({
      code: 'fusion/not-listed',
    });
  });

  test('an account without a person sees an empty page of its own and is told why nothing can be set', async () => {
    expect(await office.call(answerRoutes.readMine)).toMatchObject({
      status: 200,
      body: {
        waves: [],
        cards: [],
        preference: { unlisted: false, unasked: false },
        may: { prefer: { may: false, whyNot: { zh: expect.stringContaining('没有对应花名册上的人') } } },
      },
    });
    const own = await (await as(people[1]!)).call(answerRoutes.readMine);
    expect(own.body.may.prefer).toEqual({ may: true });
    const refused = { status: 409, body: { code: 'fusion/no-person' } };
    const body = { unlisted: true, unasked: false };
    expect(await office.call(answerRoutes.setPreference, { body })).toMatchObject(refused);
    expect(await office.call(answerRoutes.giveConsent, { params: { waveId } })).toMatchObject(refused);
  });

  test('withdrawing deletes one’s answers at once', async () => {
    const one = await as(people[1]!);
    await one.call(answerRoutes.withdrawSheet, { params: { waveId } });
    expect(await rowsOf(bureauId, 'select * from fusion.sheet')).toEqual([]);
    expect((await one.call(answerRoutes.readMine)).body.waves[0]).toMatchObject({
      consented: false,
      nAnswered: 0,
    });
  });

  test('everybody answers; turnout is shown by agency and unit of ten people and more', async () => {
    for (const person of people) {
      const own = person.legacy === 'ICO' ? '工商' : '质监';
      await fillSheet(await as(person), waveId, (other) =>
        other.legacy === own ? 2 : (Number(other.name.length % 2) as 0 | 1),
      );
    }
    const { body } = await office.call(waveRoutes.readTurnout, { params: { waveId } });
    expect(body).toMatchObject({ nEligible: 24, finished: 1 });
    expect(body.byLegacy.map(({ name, finished }) => [name, finished])).toEqual([
      ['原工商', 1],
      ['原质监', 1],
    ]);
  });

  test('a copy of the database holds no name or person beside an answer, and without the key no way to one', async () => {
    const sheets = await rowsOf(bureauId, 'select * from fusion.sheet');
    const dump = JSON.stringify([
      sheets,
      await rowsOf(bureauId, 'select * from fusion.member'),
      await rowsOf(bureauId, 'select * from fusion.preference'),
    ]);
    for (const { personId, staffNo, name } of people) {
      for (const trace of [personId, staffNo, name]) expect(dump).not.toContain(trace);
    }
    const { createHash, createHmac } = await import('node:crypto');
    const aliases = new Set(sheets.map(({ alias }) => alias));
    const guesses = people.flatMap(({ personId }) =>
      ['', 'fusion', bureauId, waveId].flatMap((key) => [
        createHash('sha256')
          .update(key + personId)
          .digest('base64url')
          .slice(0, 22),
        createHmac('sha256', key).update(`answer:${personId}`).digest('base64url').slice(0, 22),
      ]),
    );
    expect(guesses.filter((guess) => aliases.has(guess))).toEqual([]);
    expect(Object.keys(sheets[0]!).filter((column) => /_(at|on)$/.test(column))).toEqual([]);
    const key = await world.act(bureauId, (act) => act.keys.key(bureauId, 'fusion'));
    const right = createHmac('sha256', key)
      .update('answer:')
      .update(people[3]!.personId)
      .digest('base64url')
      .slice(0, 22);
    expect(aliases.has(right)).toBe(true);
  });

  test('raw answers are out of reach for a transaction that has not said what for', async () => {
    const seen = await world.database.owner(async (client) => {
      await client.query(
        "select set_config('app.bureau', $1, false), set_config('app.fusion_purpose', '', false)",
        [bureauId],
      );
      return (await client.query('select count(*) as n from fusion.sheet')).rows[0] as { n: number };
    });
    expect(Number(seen.n)).toBe(0);
  });

  test('closing starts the measuring, and late answers are refused', async () => {
    const { body } = await office.call(waveRoutes.closeWave, { params: { waveId } });
    expect(body.state).toBe('closed');
    const late = await (
      await as(people[1]!)
    ).call(answerRoutes.saveAnswers, { params: { waveId }, body: { people: [] } });
    expect(late).toMatchObject({ status: 410, body: { code: 'fusion/closed' } });
    await world.settled(bureauId);
    expect((await office.call(waveRoutes.readWave, { params: { waveId } })).body.state).toBe('measured');
  });

  test('a release is refused where it would tell more beside what is out; else what it shows is registered', async () => {
    const kept = await rowsOf(bureauId, `select memory from fusion.release where wave_id = '${waveId}'`);
    const { tables } = kept[0]!.memory as { tables: { table: { cells: { people: number }[] } }[] };
    const other = structuredClone(tables.slice(0, 1));
    other[0]!.table.cells[0]!.people += 1;
    const draft = await office.call(waveRoutes.planWave, { body: aPlan({ name: '另一轮' }) });
    const out = { bureauId, waveId: draft.body.id, tables: other };
    await world.act(bureauId, (act) => insertRegistered(act.db, out));
    const refused = await office.call(waveRoutes.releaseWave, { params: { waveId } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'fusion/would-reveal' } });
    expect((await office.call(waveRoutes.readWave, { params: { waveId } })).body.state).toBe('measured');
    await office.call(waveRoutes.removeWave, { params: { waveId: draft.body.id } });
    expect(await rowsOf(bureauId, 'select * from fusion.register')).toEqual([]);
  });

  test('staff see the result once it is released, and the first sentence says what it means', async () => {
    const one = await as(people[1]!);
    expect((await one.call(resultRoutes.readResult, { params: { waveId } })).body).toMatchObject({
      code: 'fusion/not-released',
    });
    await office.call(waveRoutes.releaseWave, { params: { waveId } });
    expect((await office.call(waveRoutes.measureWave, { params: { waveId } })).body).toMatchObject({
      code: 'fusion/released-stands',
    });
    const { body } = await one.call(resultRoutes.readResult, { params: { waveId } });
    const { nets, findings, response, positions } = body.release;
    expect(nets.confirmed1.within.value).toBe(1);
    expect(response).toMatchObject({ nAsked: 24, nAnswered: 24, permits: 'everything', forbids: [] });
    expect(findings[0]!.sentence.zh).toMatch(
      /^不同原单位的同事，每 100 对里 .* 对相识（.*）；若相识与原单位无关，应为 .* 对。$/,
    );
    expect(findings.find(({ kind }) => kind === 'change')).toMatchObject({
      cannotTell: true,
      sentence: { zh: '这是第一轮，还没有可比的。' },
    });
    expect(positions).toMatchObject({ isolates: 0 });
    expect(body.may).toMatchObject({ export: { may: false }, release: { may: false } });
  });

  test('each person sees a card of their own answers, and nobody else’s', async () => {
    const { body } = await (await as(people[3]!)).call(answerRoutes.readCard, { params: { waveId } });
    expect(body).toMatchObject({ asked: 22, change: null, domains: [{ name: '市场', said: 1 }, {}] });
    expect(body.byLegacy.find(({ mine }) => mine)).toMatchObject({ name: '原工商', asked: 10, familiar: 10 });
    expect((await (await as(people[3]!)).call(answerRoutes.readMine)).body.cards).toEqual([
      { waveId, name: '第一轮' },
    ]);
  });

  test('the result is exported as a workbook that holds what the page shows', async () => {
    const answer = await office.call(resultRoutes.exportResult, { params: { waveId } });
    expect(answer.status).toBe(200);
    expect(answer.bytes.length).toBeGreaterThan(5000);
    expect((await world.facts(bureauId, 'fusion/%')).at(-1)!.kind).toBe('fusion/exported');
  });

  test('raw answers are deleted on the promised day, the ledger says how many, the result stays', async () => {
    world.setClock('2020-12-19T09:00:00+08:00');
    await world.act(bureauId, (act) => act.enqueue({ kind: keepDates, input: {}, key: 'today' }));
    office = await world.signIn(bureauId, 'office');
    staff.clear();
    await expect
      .poll(async () => (await office.call(waveRoutes.readWave, { params: { waveId } })).body.rawDeletedOn, {
        timeout: 10_000,
      })
      .toBe('2020-12-19');
    for (const table of ['sheet', 'member', 'ring'])
      expect(await rowsOf(bureauId, `select * from fusion.${table}`)).toEqual([]);
    const fact = (await world.facts(bureauId, 'fusion/%')).find(({ kind }) => kind === 'fusion/raw-deleted')!;
    expect(fact.data).toMatchObject({ nSheets: 24, nMembers: 24 });
    expect((await office.call(waveRoutes.measureWave, { params: { waveId } })).body).toMatchObject({
      code: 'fusion/raw-gone',
    });
    expect((await office.call(resultRoutes.readResult, { params: { waveId } })).status).toBe(200);
    world.setClock('2020-06-08T09:00:00+08:00');
  });
});
