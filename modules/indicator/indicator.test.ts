import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded, type Random } from '#engines/random/index.ts';
import { append, matchingFacts, type Fact, type NewFact } from '#platform/ledger/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { aBureau } from '#modules/fusion/fusion.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { answerIn, factsBehind, openAsking } from './asking.work.ts';
import { indicatorRoutes } from './indicator.contract.ts';
import { aCount, anIndicator, aRandomQuestion, aSource, type Pool } from './indicator.fixtures.ts';
import type { Question } from './question.contract.ts';
import { partsOf, spanOf } from './question.rules.ts';

let world: TestHouse;
let bureauId: string;
let unitIds: string[];
let office: Caller;
let staff: Caller;
beforeAll(async () => {
  world = await openTestHouse('indicator');
  world.setClock('2020-12-31T09:00:00+08:00');
  ({ bureauId, unitIds } = await aBureau(world, { ICO: 6, QTS: 6 }));
  office = await world.signIn(bureauId, 'office');
  staff = await world.signIn(bureauId, 'staff');
});
afterAll(() => world.close());

const note = (facts: readonly NewFact[]): Promise<Fact[]> =>
  world.act(bureauId, (act) =>
    append(act.db, { bureauId, actor: null, at: act.now, today: act.today }, facts),
  );

const pool = (): Pool => ({
  kinds: ['people/imported', 'people/exported', 'people/sample-filled'],
  unitIds,
  tags: ['质量月', '廉政'],
  campaigns: ['百日行动', '春雷'],
  subjects: ['session/1', 'session/2'],
  days: ['2019-12-31', '2020-01-01', '2020-07-13', '2020-12-31', '2021-03-31'],
});
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)]!;

function aFact(random: Random): NewFact {
  const maybe = <T>(p: number, value: T): T | undefined => (random.uniform() < p ? value : undefined);
  return {
    kind: pick(random, pool().kinds),
    subject: `session/${Math.floor(random.uniform() * 5)}`,
    actor: maybe(0.8, `account-${Math.floor(random.uniform() * 9)}`) ?? null,
    unit: maybe(0.8, pick(random, unitIds)) ?? null,
    on: pick(random, pool().days),
    quantity: maybe(0.7, Math.floor(random.uniform() * 20)) ?? null,
    data: {
      tags: pool().tags.filter(() => random.uniform() < 0.5),
      campaign: pick(random, ['百日行动', '春雷', '别的']),
      topic: pick(random, ['甲', '乙', '丙', '丁”戊']),
      level: random.uniform() < 0.1 ? '不详' : Math.floor(random.uniform() * 5),
    },
  };
}

/** The language in plain JavaScript over a list of facts: slow and obviously right. */
function naive(
  facts: readonly Fact[],
  question: Question,
  on: string,
): { value: number | null; nFacts: number }[] {
  const voided = new Set(facts.map((fact) => fact.voids));
  const [root, ...children] = unitIds as [string, ...string[]];
  return partsOf(question).map((part) => {
    const { source } = part;
    const { from, to } = spanOf(source, on, {});
    const below = new Set(source.unitIds.flatMap((id) => (id === root ? [root, ...children] : [id])));
    const found = facts.filter(
      (fact) =>
        !voided.has(fact.factId) &&
        source.kinds.includes(fact.kind) &&
        (below.size === 0 || (fact.unit !== null && below.has(fact.unit))) &&
        (source.about.kind !== 'subject' || fact.subject === source.about.subject) &&
        (from === null || fact.on >= from) &&
        fact.on <= to &&
        source.tags.every((tag) => (fact.data['tags'] as string[]).includes(tag)) &&
        (source.campaign === null || fact.data['campaign'] === source.campaign) &&
        source.fields.every((test) => {
          const held = fact.data[test.field];
          if (test.is === 'one-of') return test.values.map(String).includes(String(held));
          return (
            typeof held === 'number' && (test.is === 'at-least' ? held >= test.value : held <= test.value)
          );
        }),
    );
    const at = (fact: Fact, place: string | { field: string }): unknown =>
      typeof place === 'string' ? fact[place as 'quantity'] : fact.data[place.field];
    const numbers =
      'of' in part ? found.map((fact) => at(fact, part.of)).filter((v) => typeof v === 'number') : [];
    const total = numbers.reduce((sum, n) => sum + n, 0);
    const value = {
      count: () => found.length,
      sum: () => (found.length > 0 && numbers.length === 0 ? null : total),
      mean: () => (numbers.length === 0 ? null : total / numbers.length),
      distinct: () =>
        new Set(found.map((fact) => at(fact, (part as { of: 'actor' }).of)).filter((v) => v !== null)).size,
      latest: () =>
        found
          .filter((fact) => typeof at(fact, (part as { of: 'quantity' }).of) === 'number')
          .toSorted((a, b) => (a.on === b.on ? b.seq - a.seq : a.on < b.on ? 1 : -1))
          .map((fact) => at(fact, (part as { of: 'quantity' }).of) as number)[0] ?? null,
    }[part.aggregate]();
    return { value, nFacts: found.length };
  });
}

describe('answers from the ledger', () => {
  test('equal those of a plain evaluator, for 200 random questions over 500 random facts', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    const random = seeded(seed);
    const facts = await note(Array.from({ length: 500 }, () => aFact(random)));
    const voids = facts.filter(() => random.uniform() < 0.1);
    facts.push(...(await note(voids.map((fact) => ({ ...aFact(random), voids: fact.factId })))));
    await world.act(bureauId, async (act) => {
      const real = await openAsking(act);
      // The fields that the random facts carry, for kinds whose schemas know nothing of them.
      const fields = new Map([
        ['topic', { type: 'text' as const, choices: [] }],
        ['level', { type: 'number' as const, choices: [] }],
      ]);
      const known = {
        ...real.known,
        kinds: new Map(pool().kinds.map((kind) => [kind, { unit: null, fields }])),
      };
      const asking = { ...real, known };
      for (let i = 0; i < 200; i++) {
        const question = aRandomQuestion(random, pool());
        // Actors are people: few of them are hidden, which is tested below.
        if (JSON.stringify(question).includes('"of":"actor"')) continue;
        const parts = naive(facts, question, act.today);
        const answer = await answerIn(asking, { question, direction: 'more', target: null });
        const said = `seed ${seed}: ${JSON.stringify(question)}`;
        expect(answer.nFacts, said).toBe(parts.reduce((sum, { nFacts }) => sum + nFacts, 0));
        const { value } = parts[0]!;
        const expected =
          question.aggregate === 'share'
            ? shareOf(parts)
            : value === null
              ? null
              : Math.round(value * 100) / 100;
        expect(answer.value, said).toBe(expected);
        if (i % 20 === 0) {
          const behind = await factsBehind(asking, question, { limit: 1000 });
          expect(behind.facts.length, said).toBe(parts[0]!.nFacts);
        }
      }
    });
  });

  const shareOf = ([top, bottom]: { value: number | null }[]): number | null =>
    top!.value === null || !bottom!.value ? null : Math.round((top!.value / bottom!.value) * 1000) / 10;

  test('leave out a fact that was voided, and count the one that corrects it', async () => {
    const [wrong] = await note([
      { kind: 'people/agencies-saved', subject: 'x/1', quantity: 31, data: { n: 1 } },
    ]);
    await note([
      { kind: 'people/agencies-saved', subject: 'x/1', quantity: 13, data: { n: 1 }, voids: wrong!.factId },
    ]);
    const question: Question = {
      aggregate: 'sum',
      source: aSource({ kinds: ['people/agencies-saved'] }),
      of: 'quantity',
      unit: 'entry',
    };
    const answer = await world.act(bureauId, async (act) =>
      answerIn(await openAsking(act), { question, direction: 'more', target: 10 }),
    );
    expect(answer).toMatchObject({ value: 13, nFacts: 1, met: true, reached: 1 });
  });

  test('take units with everything below them', async () => {
    const count = (id: string) =>
      world.act(bureauId, async (act) =>
        answerIn(await openAsking(act), {
          question: aCount({ kinds: ['people/unit-opened'], unitIds: [id] }),
          direction: 'more',
          target: null,
        }),
      );
    const data = { on: '2020-01-01' };
    await note(unitIds.map((unit) => ({ kind: 'people/unit-opened', subject: `unit/${unit}`, unit, data })));
    expect((await count(unitIds[0]!)).value).toBe(3);
    expect((await count(unitIds[1]!)).value).toBe(1);
  });
});

describe('the register of indicators', () => {
  let id: string;

  test('the office sees sentence, answer and matching records before it saves', async () => {
    const { body } = await office.call(indicatorRoutes.previewQuestion, {
      body: { question: aCount({ kinds: ['people/agencies-saved'] }), direction: 'more', target: 2 },
    });
    expect(body.sentence.zh).toBe(
      '有记录以来，“修改了原单位名单（… 个）”的记录有多少条，以次计；越多越好，目标不少于 2 次。',
    );
    expect(body).toMatchObject({ answer: { value: 1, met: false, reached: 0.5 }, whyNot: null });
    expect(body.facts).toHaveLength(1);
  });

  test('a rule that matches nothing is said so, clearly, before and after saving', async () => {
    const question = aCount({ kinds: ['people/import-undone'] });
    const { body } = await office.call(indicatorRoutes.previewQuestion, {
      body: { question, direction: 'more', target: 1 },
    });
    expect(body.answer.warnings[0]!.zh).toContain('从来没有过这种记录');
    const known = aCount({ kinds: ['people/agencies-saved'], tags: ['没有的标签'] });
    const second = await office.call(indicatorRoutes.previewQuestion, {
      body: { question: known, direction: 'more', target: 1 },
    });
    expect(second.body.answer.warnings[0]!.zh).toContain('没有一条符合');
  });

  test('an indicator is registered, read by all staff, and its records are two taps away', async () => {
    const content = anIndicator({ question: aCount({ kinds: ['people/agencies-saved'] }) });
    const added = await office.call(indicatorRoutes.addIndicator, { body: content });
    expect(added.status).toBe(200);
    ({ id } = added.body);
    const { body } = await staff.call(indicatorRoutes.readIndicator, { params: { indicatorId: id } });
    expect(body).toMatchObject({
      name: '导入次数',
      version: 1,
      answer: { value: 1 },
      may: { change: { may: false } },
    });
    const { body: behind } = await staff.call(indicatorRoutes.listIndicatorFacts, {
      params: { indicatorId: id },
    });
    expect(behind.facts[0]).toMatchObject({ kind: 'people/agencies-saved', actor: null, quantity: 13 });
    const twice = await office.call(indicatorRoutes.addIndicator, { body: content });
    expect(twice).toMatchObject({ status: 409, body: { code: 'indicator/name-taken' } });
  });

  test('a change makes a version with its reason; the sentence before stays readable', async () => {
    const content = anIndicator({ question: aCount({ kinds: ['people/agencies-saved'] }), target: 5 });
    const change = { content, reason: '全年目标提高' };
    const { body } = await office.call(indicatorRoutes.changeIndicator, {
      params: { indicatorId: id },
      body: change,
    });
    expect(body.versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, '全年目标提高'],
      [1, ''],
    ]);
    expect(body.versions[1]!.sentence.zh).toContain('不少于 2 次');
    const same = await office.call(indicatorRoutes.changeIndicator, {
      params: { indicatorId: id },
      body: change,
    });
    expect(same.body).toMatchObject({ code: 'indicator/unchanged' });
  });

  test('a retired indicator stands still until it is taken up again', async () => {
    const params = { indicatorId: id };
    await office.call(indicatorRoutes.retireIndicator, { params, body: { retired: true } });
    const body = { content: anIndicator({ target: 9 }), reason: '再改' };
    expect((await office.call(indicatorRoutes.changeIndicator, { params, body })).body).toMatchObject({
      code: 'indicator/retired',
    });
    const { body: back } = await office.call(indicatorRoutes.retireIndicator, {
      params,
      body: { retired: false },
    });
    expect(back.retiredOn).toBeNull();
  });

  test('what nothing can compute is judged: who, when and on what evidence stand beside it', async () => {
    const question: Question = { aggregate: 'judged', asks: '交流会制度是否形成文件' };
    const { body: added } = await office.call(indicatorRoutes.addIndicator, {
      body: anIndicator({ name: '制度形成', question, target: null }),
    });
    const params = { indicatorId: added.id };
    expect(added.answer).toMatchObject({ met: null, cannotTell: { zh: '还没有人判断。' } });
    const leader = await world.signIn(bureauId, 'leader');
    const judging = { verdict: 'met' as const, evidence: '岚市监办发〔2020〕31号已印发' };
    const { body } = await leader.call(indicatorRoutes.judgeIndicator, { params, body: judging });
    expect(body.answer).toMatchObject({ met: true, judged: { verdict: 'met', on: '2020-12-31' } });
    const { body: read } = await leader.call(indicatorRoutes.readIndicator, { params });
    expect(read.answer).toEqual(body.answer);
    expect((await staff.call(indicatorRoutes.readIndicator, { params })).body.answer.judged).toMatchObject({
      by: null,
    });
    const computed = await leader.call(indicatorRoutes.judgeIndicator, {
      params: { indicatorId: id },
      body: judging,
    });
    expect(computed.body).toMatchObject({ code: 'indicator/not-judged' });
    const other = await staff.call(indicatorRoutes.judgeIndicator, { params, body: judging });
    expect(other.status).toBe(403);
  });
});

describe('what an indicator never shows', () => {
  test('who signed in when, and ballots, cannot be asked for at all', async () => {
    const { body: words } = await office.call(indicatorRoutes.listQuestionWords);
    const kinds = words.kinds.map(({ kind }) => kind);
    expect(kinds).toContain('people/imported');
    expect(kinds.filter((kind) => /^(identity|sample|ballot)\//.test(kind))).toEqual([]);
    const question = aCount({ kinds: ['identity/signed-in'] });
    const added = await office.call(indicatorRoutes.addIndicator, {
      body: anIndicator({ name: '登录', question }),
    });
    expect(added).toMatchObject({ status: 422, body: { code: 'indicator/unknown-kind' } });
    const preview = await office.call(indicatorRoutes.previewQuestion, {
      body: { question, direction: 'more', target: null },
    });
    expect(preview.body).toMatchObject({ facts: [], answer: { value: null } });
  });

  test('fewer than five people, in a unit or in the rest of the bureau, nor the records behind them', async () => {
    const persons = Array.from({ length: 7 }, () => newId());
    const data = { on: '2020-05-01' };
    const inUnit = (unit: string, from: number, to: number) =>
      persons.slice(from, to).map((id) => ({ kind: 'people/seconded', subject: `person/${id}`, unit, data }));
    await note([...inUnit(unitIds[1]!, 0, 4), ...inUnit(unitIds[2]!, 4, 7)]);
    const ask = (id?: string) =>
      world.act(bureauId, async (act) => {
        const asking = await openAsking(act);
        const question: Question = {
          aggregate: 'distinct',
          source: aSource({ kinds: ['people/seconded'], unitIds: id ? [id] : [] }),
          of: 'subject',
          unit: 'person',
        };
        const answer = await answerIn(asking, { question, direction: 'neither', target: null });
        return { ...answer, ...(await factsBehind(asking, question)) };
      });
    expect(await ask()).toMatchObject({ value: 7, withheld: null });
    for (const unit of [unitIds[1]!, unitIds[2]!])
      expect(await ask(unit)).toMatchObject({
        value: null,
        nFacts: null,
        facts: [],
        withheld: { zh: expect.any(String) },
      });
  });

  test('another bureau’s facts', async () => {
    const other = await world.newBureau('别的局');
    const facts = await world.act(other, (act) =>
      matchingFacts(
        act.db,
        {
          kinds: ['people/imported'],
          units: null,
          subject: null,
          tags: [],
          campaign: null,
          from: null,
          to: null,
          fields: [],
        },
        { limit: 10 },
      ),
    );
    expect(facts).toEqual([]);
  });
});
