import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indicatorRoutes } from '#modules/indicator/indicator.contract.ts';
import { aCount, anIndicator, aSource } from '#modules/indicator/indicator.fixtures.ts';
import { sampleSize } from './check.rules.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { planRoutes } from './plan.contract.ts';
import { aPlanningHouse, type PlanningHouse } from './planning.fixtures.ts';

let here: PlanningHouse;
beforeAll(async () => {
  here = await aPlanningHouse('plan_deliver');
  await here.add({ milestones: [{ name: '首场', dueOn: '2020-07-24' }], watches: [here.outcome] });
  await here.publish();
});
afterAll(() => here.world.close());

describe('progress', () => {
  let id: string;

  test('moves by facts alone, with the records behind it; there is no percentage to send', async () => {
    await here.comes('2020-08-03');
    ({ id } = (await here.plan()).measures[0]!);
    for (const route of Object.values(measureRoutes)) {
      const fields = Object.keys((route as { body?: { shape?: object } }).body?.shape ?? {});
      expect(fields.filter((field) => /progress|percent|share|lamp/i.test(field))).toEqual([]);
    }
    const { body } = await here.note(id, 'head', { milestone: '首场' });
    expect(body).toMatchObject({
      progress: { nMet: 0, share: 1 / 3 },
      milestones: [{ name: '首场', doneOn: '2020-08-01' }],
    });
    expect(body.rules[0]!.answer).toMatchObject({ value: 1, nFacts: 1 });
    expect(body.notes[0]!.sentence.zh).toBe(
      '记下“甲任务”的依据：印发了交流会纪要（来源：岚市监办发〔2020〕31号）',
    );
  });

  test('is reported by the lead and supporting units and the office, by nobody else, never for a future day', async () => {
    expect((await here.note(id, 'other')).body).toMatchObject({ code: 'plan/not-your-unit' });
    expect((await here.note(id, 'staff')).status).toBe(403);
    expect((await here.note(id, 'head', { on: '2020-08-04' })).body).toMatchObject({
      code: 'plan/future-evidence',
    });
  });

  test('forgets a note that was voided with a reason, while the ledger keeps both', async () => {
    const { body } = await here.note(id, 'head', { what: '误记的一条' });
    const params = { measureId: id, factId: body.notes[0]!.id };
    const { body: after } = await here.callers.head.call(measureRoutes.voidEvidence, {
      params,
      body: { reason: '重复登记了' },
    });
    expect(after.rules[0]!.answer.value).toBe(1);
    const again = await here.callers.head.call(measureRoutes.voidEvidence, {
      params,
      body: { reason: '再作废一次' },
    });
    expect(again.body).toMatchObject({ code: 'plan/no-such-note' });
  });

  test('an objection with its reason stands beside it, and changes nothing in it', async () => {
    const params = { measureId: id };
    const body = { text: '八月的会还没有录入' };
    const { body: view } = await here.callers.head.call(measureRoutes.objectToMeasure, { params, body });
    expect(view).toMatchObject({ nObjections: 1, progress: { share: 1 / 3 } });
    const objectionId = view.objections[0]!.id;
    const byOther = await here.callers.office.call(measureRoutes.withdrawObjection, {
      params: { ...params, objectionId },
    });
    expect(byOther.body).toMatchObject({ code: 'plan/not-your-objection' });
    const { body: after } = await here.callers.head.call(measureRoutes.withdrawObjection, {
      params: { ...params, objectionId },
    });
    expect(after).toMatchObject({ nObjections: 0, objections: [{ withdrawnOn: '2020-08-03' }] });
  });

  test('completion is claimed when every rule is met, and checked by another person on a drawn sample', async () => {
    const params = { measureId: id };
    const early = await here.callers.head.call(measureRoutes.claimMeasure, { params });
    expect(early.body).toMatchObject({ code: 'plan/rules-not-met' });
    for (const what of ['第二场交流会', '第三场交流会']) await here.note(id, 'head', { what });
    const { body: claimed } = await here.callers.head.call(measureRoutes.claimMeasure, { params });
    expect(claimed).toMatchObject({
      state: 'claimed',
      progress: { lamp: 'reached' },
      may: { check: { may: false } },
    });
    expect(claimed.checks[0]).toMatchObject({ nFacts: 3, verdict: null });
    expect(claimed.checks[0]!.sample).toHaveLength(3);
    const own = await here.callers.head.call(measureRoutes.checkMeasure, {
      params,
      body: { verdict: 'confirmed' },
    });
    expect(own.body).toMatchObject({ code: 'plan/own-claim' });
    const drop = { params: { ...params, factId: claimed.notes[0]!.id }, body: { reason: '这一份不算数' } };
    expect((await here.callers.head.call(measureRoutes.voidEvidence, drop)).body).toMatchObject({
      code: 'plan/under-check',
    });
    const fault = { factId: claimed.checks[0]!.sample[0]!.id, note: '纪要没有签发' };
    const check = (body: object) => here.callers.office.call(measureRoutes.checkMeasure, { params, body });
    expect((await check({ verdict: 'confirmed', faults: [fault] })).body).toMatchObject({
      code: 'plan/faults-stand',
    });
    expect((await check({ verdict: 'refused', faults: [fault] })).body).toMatchObject({ state: 'open' });
    // What was found faulty and still counts is looked at again, whatever else is drawn from the many that came since.
    for (let more = 0; more < 40; more++) await here.note(id, 'head', { what: `第 ${more} 份材料` });
    const { body: again } = await here.callers.head.call(measureRoutes.claimMeasure, { params });
    expect(again.checks[0]!.nFacts).toBe(43);
    expect(again.checks[0]!.sample.map((one) => one.id)).toContain(fault.factId);
    const { body: done } = await check({ verdict: 'confirmed' });
    expect(done).toMatchObject({ state: 'done', doneOn: '2020-08-03', progress: { lamp: 'done' } });
    expect((await here.note(id, 'head')).body).toMatchObject({ code: 'plan/over' });
  });

  test('a measure that is done while what it is for got worse stands in the list of contradictions', async () => {
    await here.world.act(here.bureauId, async (act) =>
      act.record({ kind: 'people/agencies-saved', subject: 'x/1', on: '2020-07-20', data: { n: 1 } }),
    );
    const { body } = await here.callers.leader.call(planRoutes.listContradictions, {
      params: { planId: here.planId },
    });
    expect(body.contradictions).toMatchObject([{ measureId: id, indicatorId: here.outcome }]);
    expect(body.contradictions[0]!.sentence.zh).toContain('从 0 变为 1');
  });

  test('a scale of three waves is told by its last value before the start, however long ago that was', async () => {
    const waves = [
      ['2019-06-28', 3.3],
      ['2020-01-10', 3.1],
      ['2020-07-30', 3.42],
    ] as const;
    const data = { title: '民意调查', scale: 'burden', version: 1, name: '工作负担', nameEn: 'Burden' };
    await here.world.act(here.bureauId, async (act) => {
      for (const [on, quantity] of waves)
        act.record({ kind: 'survey/scale-measured', subject: 'survey/1', on, quantity, data });
    });
    const source = {
      kinds: ['survey/scale-measured'],
      period: { kind: 'asker' as const },
      fields: [{ field: 'scale', is: 'one-of' as const, values: ['burden'] }],
    };
    const burden = await here.callers.office.call(indicatorRoutes.addIndicator, {
      body: anIndicator({
        name: '工作负担',
        question: { aggregate: 'latest', source: aSource(source), of: 'quantity', unit: 'point' },
        direction: 'less',
        target: null,
      }),
    });
    // Fifteen days have passed since it began; the wave before lies half a year back.
    const festival = await here.add({
      number: 11,
      title: '艺术节',
      startsOn: '2020-07-20',
      watches: [burden.body.id],
    });
    await here.publish('补一项任务');
    const list = async () =>
      (await here.callers.leader.call(planRoutes.listContradictions, { params: { planId: here.planId } }))
        .body.contradictions;
    expect((await list()).map(({ title }) => title)).not.toContain('艺术节');
    for (let i = 0; i < 3; i++) await here.note(festival.id, 'head', { what: `依据第 ${i} 条` });
    expect((await list()).find(({ title }) => title === '艺术节')).toMatchObject({
      lamp: 'reached',
      sentence: { zh: expect.stringContaining('从 3.1 变为 3.42') },
    });
  });

  test('evidence is found again by its campaign and tags, which are offered to whoever notes or asks next', async () => {
    const quality = await here.add({ number: 12, title: '质量论坛', startsOn: '2020-07-13' });
    const marks = { campaign: '质量月', tags: ['营商环境', '营商环境', '质量'] };
    await here.note(quality.id, 'head', marks);
    const { body: again } = await here.note(quality.id, 'head', { what: '论坛纪要', tags: ['质量'] });
    expect(again.marks).toEqual({ campaigns: ['质量月'], tags: ['质量', '营商环境'] });
    expect((await here.read(quality.id, 'other')).marks).toEqual({ campaigns: [], tags: [] });
    const { office } = here.callers;
    const kinds = 'plan/evidence-noted,people/agencies-saved';
    const { body: inUse } = await office.call(indicatorRoutes.listMarks, { query: { kinds } });
    expect(inUse).toEqual({ campaigns: ['质量月'], tags: ['质量', '营商环境'] });
    const found = async (more: Parameters<typeof aSource>[0]) => {
      const question = aCount({ kinds: ['plan/evidence-noted'], ...more });
      const body = { question, direction: 'more' as const, target: null };
      const { body: preview } = await office.call(indicatorRoutes.previewQuestion, { body });
      return [preview.answer.value, preview.facts.map(({ sentence }) => sentence.zh)];
    };
    const first = '记下“质量论坛”的依据：印发了交流会纪要（来源：岚市监办发〔2020〕31号）';
    expect(await found({ campaign: '质量月' })).toEqual([1, [first]]);
    expect(await found({ tags: ['营商环境', '质量'] })).toEqual([1, [first]]);
    expect((await found({ tags: ['质量'] }))[0]).toBe(2);
    expect(await found({ campaign: '质量月', tags: ['廉政'] })).toEqual([0, []]);
  });

  test('knows a milestone reached before however many notes that tell of none', async () => {
    const data = {
      what: '日常记录',
      source: '工作台账',
      measure: 'entry',
      milestone: null,
      title: '别的任务',
    };
    await here.world.act(here.bureauId, async (act) => {
      for (let i = 0; i <= 5000; i++)
        act.record({ kind: 'plan/evidence-noted', subject: 'measure/other', on: '2020-08-02', data });
    });
    expect((await here.read(id)).milestones).toMatchObject([{ name: '首场', doneOn: '2020-08-01' }]);
    expect((await here.plan()).measures[0]!.progress.nOverdueMilestones).toBe(0);
  });

  test('the sample of a check is drawn from all records, not from the newest', async () => {
    const many = await here.add({ number: 13, title: '走访', startsOn: '2020-07-13' });
    const data = { what: '走访', source: '台账', measure: 'entry', milestone: null, title: '走访' };
    await here.world.act(here.bureauId, async (act) => {
      for (let i = 0; i < 1100; i++)
        act.record({ kind: 'plan/evidence-noted', subject: `measure/${many.id}`, on: '2020-08-02', data });
    });
    const params = { measureId: many.id };
    const early = await here.callers.head.call(measureRoutes.claimMeasure, { params });
    expect(early.body).toMatchObject({ code: 'plan/not-published' });
    await here.publish('补充一项任务');
    const { body } = await here.callers.head.call(measureRoutes.claimMeasure, { params });
    expect(body.checks[0]).toMatchObject({ nFacts: 1100 });
    expect(body.checks[0]!.sample).toHaveLength(sampleSize(1100));
  });

  test('what a measure depends on must be done before it', async () => {
    const blocked = await here.add({ number: 9, title: '戊任务', startsOn: '2020-07-13' });
    const waits = await here.add({ number: 10, title: '己任务', dependsOn: [blocked.id] });
    await here.publish('补充两项任务');
    for (let i = 0; i < 3; i++) await here.note(waits.id, 'head', { what: `依据第 ${i} 条` });
    const refused = await here.callers.head.call(measureRoutes.claimMeasure, {
      params: { measureId: waits.id },
    });
    expect(refused.body).toMatchObject({ code: 'plan/depends' });
    const { body } = await here.callers.office.call(measureRoutes.cancelMeasure, {
      params: { measureId: blocked.id },
      body: { reason: '并入别的任务' },
    });
    expect(body).toMatchObject({ state: 'cancelled', cancelled: { reason: '并入别的任务' } });
  });
});
