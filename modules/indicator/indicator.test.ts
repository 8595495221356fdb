import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { append, matchingFacts, type Fact, type NewFact } from '#platform/ledger/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { aBureau } from '#modules/fusion/fusion.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { answerIn, factsBehind, openAsking } from './asking.work.ts';
import { indicatorRoutes } from './indicator.contract.ts';
import { aCount, anIndicator, aSource } from './indicator.fixtures.ts';
import type { Question } from './question.contract.ts';

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
  // A slip and what corrects it: one record that counts.
  const saved = { kind: 'people/agencies-saved', subject: 'x/1', data: { n: 1 } };
  const [slip] = await note([{ ...saved, quantity: 31 }]);
  await note([{ ...saved, quantity: 13, voids: slip!.factId }]);
});
afterAll(() => world.close());

const note = (facts: readonly NewFact[]): Promise<Fact[]> =>
  world.act(bureauId, (act) =>
    append(act.db, { bureauId, actor: null, at: act.now, today: act.today }, facts),
  );

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
    // A measure that begins later has not been judged by it.
    const laterOn = await world.act(bureauId, async (act) => {
      const asking = await openAsking(act);
      return answerIn(
        asking,
        body.content,
        { from: '2021-01-01', to: '2021-12-31' },
        `indicator/${added.id}`,
      );
    });
    expect(laterOn).toMatchObject({ judged: null, met: null });
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
