import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { noticeRoutes } from '#platform/notices/notice.contract.ts';
import { readWorkbook, writeWorkbook, isSheetRefusal } from '#platform/sheets/index.ts';
import { aBureau, type AnInvented } from '#modules/fusion/fusion.fixtures.ts';
import { indicatorRoutes } from '#modules/indicator/indicator.contract.ts';
import { anIndicator, aCount } from '#modules/indicator/indicator.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { measureRoutes, type MeasureContent } from './measure.contract.ts';
import { planRoutes } from './plan.contract.ts';
import { aMeasure, aPlanContent } from './plan.fixtures.ts';
import { remindAll } from './remind.work.ts';

let world: TestHouse;
let bureauId: string;
let people: AnInvented[];
let unitIds: string[];
let planId: string;
/** Counts the evidence noted about the asking measure within its span. */
let notes: string;
let outcome: string;
const callers: Record<string, Caller> = {};

/** Sessions end over days: each day everybody signs in anew. */
async function comes(day: string): Promise<void> {
  world.setClock(`${day}T09:00:00+08:00`);
  // People sit in 一科 and 二科 by turns.
  const [ofOne, ofTwo] = [people[dayOf++ * 2]!, people[dayOf * 2 - 1]!];
  for (const role of ['office', 'leader', 'staff'] as const)
    callers[role] = await world.signIn(bureauId, role);
  callers['head'] = await world.signIn(bureauId, 'unit-head', ofOne.personId);
  callers['other'] = await world.signIn(bureauId, 'unit-head', ofTwo.personId);
}
let dayOf = 0;

const measure = (more: Partial<MeasureContent> = {}): MeasureContent =>
  aMeasure({ leadUnitId: unitIds[1]!, evidence: [{ indicatorId: notes, target: 3 }], ...more });
const add = async (more: Partial<MeasureContent> = {}) => {
  const answer = await callers['office']!.call(measureRoutes.addMeasure, {
    params: { planId },
    body: { content: measure(more) },
  });
  return answer.body;
};
const read = async (measureId: string, who = 'office') =>
  (await callers[who]!.call(measureRoutes.readMeasure, { params: { measureId } })).body;
const note = (measureId: string, who: string, more: object = {}) =>
  callers[who]!.call(measureRoutes.noteEvidence, {
    params: { measureId },
    body: { what: '印发了交流会纪要', source: '岚市监办发〔2020〕31号', on: '2020-08-01', ...more },
  });

/** Notices in the page, newest first; jobs that listen to the facts write them. */
const wait = { timeout: 10_000 };
async function toldTo(who: string): Promise<string[]> {
  const { body } = await callers[who]!.call(noticeRoutes.listNotices);
  return body.groups.flatMap(({ notices }) => notices.map(({ text }) => text.zh));
}

beforeAll(async () => {
  world = await openTestHouse('plan');
  world.setClock('2020-07-13T09:00:00+08:00');
  ({ bureauId, people, unitIds } = await aBureau(world, { ICO: 12, QTS: 12 }));
  await comes('2020-07-13');
  const source = {
    kinds: ['plan/evidence-noted'],
    about: { kind: 'asker' as const },
    period: { kind: 'asker' as const },
  };
  const question = { ...aCount(source), unit: 'entry' as const };
  const own = anIndicator({ name: '本项任务的依据', question: question as never, target: 1 });
  notes = (await callers['office']!.call(indicatorRoutes.addIndicator, { body: own })).body.id;
  const reached = { ...aCount({ kinds: ['people/agencies-saved'], period: { kind: 'asker' } }) };
  const watched = anIndicator({ name: '名单修改次数', question: reached, direction: 'less', target: null });
  outcome = (await callers['office']!.call(indicatorRoutes.addIndicator, { body: watched })).body.id;
});
afterAll(() => world.close());

describe('a plan from draft to publication', () => {
  let first: string;

  test('the office drafts it; staff do not see a draft', async () => {
    const { body } = await callers['office']!.call(planRoutes.addPlan, { body: aPlanContent() });
    planId = body.id;
    expect(body).toMatchObject({ state: 'draft', measures: [], may: { submit: { may: false } } });
    expect((await callers['staff']!.call(planRoutes.listPlans)).body.plans).toEqual([]);
    const refused = await callers['staff']!.call(planRoutes.readPlan, { params: { planId }, query: {} });
    expect(refused.body).toMatchObject({ code: 'plan/not-published' });
  });

  test('a measure stands in several cells and has a rule; what does not exist is refused and changes nothing', async () => {
    const cells = [
      { integration: 'enforcement' as const, strand: 'service' },
      { integration: 'reform' as const, strand: 'frame' },
    ];
    const made = await add({
      cells,
      milestones: [{ name: '首场', dueOn: '2020-07-24' }],
      watches: [outcome],
      hours: [{ unitId: unitIds[1]!, hours: 60 }],
    });
    first = made.id;
    expect(made).toMatchObject({
      state: 'open',
      progress: { lamp: 'on-track', nMet: 0, nRules: 1, share: 0 },
    });
    const wrong = await callers['office']!.call(measureRoutes.addMeasure, {
      params: { planId },
      body: { content: measure({ number: 2, evidence: [{ indicatorId: planId, target: null }] }) },
    });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'plan/unknown-indicator' } });
    const { body } = await callers['office']!.call(planRoutes.readPlan, { params: { planId }, query: {} });
    expect(body.measures).toHaveLength(1);
  });

  test('dependencies in a circle are refused, and the circle is named', async () => {
    const second = await add({ number: 2, title: '乙任务', dependsOn: [first] });
    const body = { ...(await read(first)).content, dependsOn: [second.id] };
    const refused = await callers['office']!.call(measureRoutes.changeMeasure, {
      params: { measureId: first },
      body,
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'plan/circle' } });
    expect((refused.body as unknown as { detail: { zh: string } }).detail.zh).toContain(
      '甲任务 → 乙任务 → 甲任务',
    );
    expect((await read(first)).content.dependsOn).toEqual([]);
  });

  test('hours asked of each unit are seen before it is approved', async () => {
    const { body } = await callers['leader']!.call(planRoutes.readLoad, { params: { planId } });
    expect(body.months).toEqual(['2020-07', '2020-08', '2020-09', '2020-10', '2020-11', '2020-12']);
    expect(body.rows).toMatchObject([{ unitName: '一科', hours: [10, 10, 10, 10, 10, 10], total: 60 }]);
  });

  test('a finding becomes a measure with a link back; one that is not taken up carries the reason', async () => {
    const office = callers['office']!;
    const { body: made } = await office.call(measureRoutes.addMeasure, {
      params: { planId },
      body: {
        content: measure({ number: 3, title: '丙任务' }),
        source: { kind: 'survey/finding', id: 'f1', title: '不认识人' },
      },
    });
    expect(made.sources).toEqual([{ kind: 'survey/finding', id: 'f1', title: '不认识人' }]);
    const declined = {
      source: { kind: 'survey/finding', id: 'f2', title: '食堂太远' },
      reason: '不在本方案范围内',
    };
    const { body } = await office.call(planRoutes.declineFinding, { params: { planId }, body: declined });
    expect(body.notTaken).toEqual([
      { kind: 'survey/finding', id: 'f2', title: '食堂太远', reason: '不在本方案范围内' },
    ]);
  });

  test('is submitted, returned with a reason, submitted again, approved by another, published', async () => {
    const [office, leader] = [callers['office']!, callers['leader']!];
    const params = { planId };
    const submit = (reason: string) => office.call(planRoutes.submitPlan, { params, body: { reason } });
    expect((await submit('首次报批')).body).toMatchObject({
      state: 'proposed',
      may: { submit: { may: false } },
    });
    expect((await submit('再报')).body).toMatchObject({ code: 'plan/waits' });
    expect((await leader.call(homeRoutes.readHome)).body.todo[0]!.text.zh).toContain('等您批复');
    const bare = await leader.call(planRoutes.decidePlan, { params, body: { approve: false, note: '' } });
    expect(bare.body).toMatchObject({ code: 'plan/note-missing' });
    await leader.call(planRoutes.decidePlan, { params, body: { approve: false, note: '时限太紧' } });
    await submit('时限已核');
    const decided = await leader.call(planRoutes.decidePlan, { params, body: { approve: true, note: '' } });
    expect(decided.body.state).toBe('approved');
    const { body } = await office.call(planRoutes.publishPlan, { params });
    expect(body).toMatchObject({ state: 'published', changedSince: false, publishedOn: '2020-07-13' });
    expect(body.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'published'],
      [1, 'returned'],
    ]);
    await expect.poll(() => toldTo('leader'), wait).toContain('“机关文化建设工作方案”第 2 版等您批复');
    await expect.poll(() => toldTo('staff'), wait).toEqual(['“机关文化建设工作方案”第 2 版公布了']);
    const { body: staff } = await callers['staff']!.call(planRoutes.readPromise, { params });
    expect(staff.sentence.zh).toBe('3 项任务：办结 0 项，进行中 3 项，逾期 0 项，取消 0 项。');
    expect(staff.notTaken).toHaveLength(1);
  });

  test('nobody approves what he submitted himself', async () => {
    const both = await world.signIn(bureauId, ['office', 'leader']);
    await callers['office']!.call(measureRoutes.changeMeasure, {
      params: { measureId: first },
      body: { ...(await read(first)).content, text: '每月一次。' },
    });
    const params = { planId };
    await both.call(planRoutes.submitPlan, { params, body: { reason: '写明次数' } });
    const own = await both.call(planRoutes.decidePlan, { params, body: { approve: true, note: '' } });
    expect(own.body).toMatchObject({ code: 'plan/own-proposal' });
    await callers['leader']!.call(planRoutes.decidePlan, { params, body: { approve: true, note: '' } });
    await callers['office']!.call(planRoutes.publishPlan, { params });
  });

  test('a change after publication keeps both wordings, told apart clause by clause', async () => {
    const params = { planId };
    const { body } = await callers['staff']!.call(planRoutes.compareVersions, {
      params,
      query: { from: 2, to: 3 },
    });
    expect(body.differences).toEqual([
      {
        measureId: first,
        title: '甲任务',
        kind: 'changed',
        changes: [
          {
            field: 'text',
            words: { zh: '内容', en: 'text' },
            clauses: [{ kind: 'new', text: '每月一次。' }],
          },
        ],
      },
    ]);
    const { body: promise } = await callers['staff']!.call(planRoutes.readPromise, { params });
    expect(promise.changes).toEqual(body.differences);
    const gone = await callers['office']!.call(measureRoutes.removeMeasure, { params: { measureId: first } });
    expect(gone.body).toMatchObject({ code: 'plan/was-published' });
  });
});

describe('progress', () => {
  let id: string;

  test('moves by facts alone, with the records behind it; there is no percentage to send', async () => {
    await comes('2020-08-03');
    ({ id } = (
      await callers['office']!.call(planRoutes.readPlan, { params: { planId }, query: {} })
    ).body.measures[0]!);
    for (const route of Object.values(measureRoutes)) {
      const fields = Object.keys((route as { body?: { shape?: object } }).body?.shape ?? {});
      expect(fields.filter((field) => /progress|percent|share|lamp/i.test(field))).toEqual([]);
    }
    const { body } = await note(id, 'head', { milestone: '首场' });
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
    expect((await note(id, 'other')).body).toMatchObject({ code: 'plan/not-your-unit' });
    expect((await note(id, 'staff')).status).toBe(403);
    expect((await note(id, 'head', { on: '2020-08-04' })).body).toMatchObject({
      code: 'plan/future-evidence',
    });
  });

  test('forgets a note that was voided with a reason, while the ledger keeps both', async () => {
    const { body } = await note(id, 'head', { what: '误记的一条' });
    const params = { measureId: id, factId: body.notes[0]!.id };
    const { body: after } = await callers['head']!.call(measureRoutes.voidEvidence, {
      params,
      body: { reason: '重复登记了' },
    });
    expect(after.rules[0]!.answer.value).toBe(1);
    const again = await callers['head']!.call(measureRoutes.voidEvidence, {
      params,
      body: { reason: '再作废一次' },
    });
    expect(again.body).toMatchObject({ code: 'plan/no-such-note' });
  });

  test('an objection with its reason stands beside it, and changes nothing in it', async () => {
    const params = { measureId: id };
    const body = { text: '八月的会还没有录入' };
    const { body: view } = await callers['head']!.call(measureRoutes.objectToMeasure, { params, body });
    expect(view).toMatchObject({ nObjections: 1, progress: { share: 1 / 3 } });
    const objectionId = view.objections[0]!.id;
    const { body: after } = await callers['head']!.call(measureRoutes.withdrawObjection, {
      params: { ...params, objectionId },
    });
    expect(after).toMatchObject({ nObjections: 0, objections: [{ withdrawnOn: '2020-08-03' }] });
  });

  test('completion is claimed when every rule is met, and checked by another person on a drawn sample', async () => {
    const params = { measureId: id };
    const early = await callers['head']!.call(measureRoutes.claimMeasure, { params });
    expect(early.body).toMatchObject({ code: 'plan/rules-not-met' });
    for (const what of ['第二场交流会', '第三场交流会']) await note(id, 'head', { what });
    const { body: claimed } = await callers['head']!.call(measureRoutes.claimMeasure, { params });
    expect(claimed).toMatchObject({
      state: 'claimed',
      progress: { lamp: 'reached' },
      may: { check: { may: false } },
    });
    expect(claimed.checks[0]).toMatchObject({ nFacts: 3, verdict: null });
    expect(claimed.checks[0]!.sample).toHaveLength(3);
    const own = await callers['head']!.call(measureRoutes.checkMeasure, {
      params,
      body: { verdict: 'confirmed' },
    });
    expect(own.body).toMatchObject({ code: 'plan/own-claim' });
    const fault = { factId: claimed.checks[0]!.sample[0]!.id, note: '纪要没有签发' };
    const check = (body: object) => callers['office']!.call(measureRoutes.checkMeasure, { params, body });
    expect((await check({ verdict: 'confirmed', faults: [fault] })).body).toMatchObject({
      code: 'plan/faults-stand',
    });
    expect((await check({ verdict: 'refused', faults: [fault] })).body).toMatchObject({ state: 'open' });
    await callers['head']!.call(measureRoutes.claimMeasure, { params });
    const { body: done } = await check({ verdict: 'confirmed' });
    expect(done).toMatchObject({ state: 'done', doneOn: '2020-08-03', progress: { lamp: 'done' } });
    expect((await note(id, 'head')).body).toMatchObject({ code: 'plan/over' });
  });

  test('a measure that is done while what it is for got worse stands in the list of contradictions', async () => {
    await world.act(bureauId, async (act) =>
      act.record({ kind: 'people/agencies-saved', subject: 'x/1', on: '2020-07-20', data: { n: 1 } }),
    );
    const { body } = await callers['leader']!.call(planRoutes.listContradictions, { params: { planId } });
    expect(body.contradictions).toMatchObject([{ measureId: id, indicatorId: outcome }]);
    expect(body.contradictions[0]!.sentence.zh).toContain('从 0 变为 1');
  });

  test('what a measure depends on must be done before it', async () => {
    const blocked = await add({ number: 9, title: '戊任务', startsOn: '2020-07-13' });
    const waits = await add({ number: 10, title: '己任务', dependsOn: [blocked.id] });
    for (let i = 0; i < 3; i++) await note(waits.id, 'head', { what: `依据第 ${i} 条` });
    const refused = await callers['head']!.call(measureRoutes.claimMeasure, {
      params: { measureId: waits.id },
    });
    expect(refused.body).toMatchObject({ code: 'plan/depends' });
    const { body } = await callers['office']!.call(measureRoutes.cancelMeasure, {
      params: { measureId: blocked.id },
      body: { reason: '并入别的任务' },
    });
    expect(body).toMatchObject({ state: 'cancelled', cancelled: { reason: '并入别的任务' } });
  });
});

describe('reminders', () => {
  const days = async (day: string) => {
    await comes(day);
    return world.act(bureauId, remindAll);
  };
  test('go to the lead unit 7, 3 and 0 days before, once each; the office hears after three days of silence', async () => {
    const { nReminded } = await days('2020-12-24');
    expect(nReminded).toBe(3);
    expect(await world.act(bureauId, remindAll)).toEqual({ nReminded: 0, nEscalated: 0 });
    const todo = async (who: string) =>
      (await callers[who]!.call(homeRoutes.readHome)).body.todo.map(({ text }) => text.zh);
    expect(await todo('head')).toContain('“乙任务”快到期了');
    expect((await todo('office')).filter((text) => text.includes('乙任务'))).toEqual([]);
    expect((await days('2021-01-02')).nEscalated).toBe(0);
    expect((await days('2021-01-03')).nEscalated).toBe(3);
    expect(await todo('office')).toContain('“乙任务”逾期没有说明');
    await expect.poll(() => toldTo('office'), wait).toContain('“乙任务”逾期 3 天，没有说明');
  });

  test('a reason with its code ends the silence', async () => {
    const second = (await callers['office']!.call(planRoutes.readPlan, { params: { planId }, query: {} }))
      .body.measures[1]!;
    expect(second.progress.lamp).toBe('overdue');
    const body = { reason: 'waiting' as const, text: '等市里的文件', expectedOn: '2021-02-01' };
    const { body: view } = await callers['head']!.call(measureRoutes.explainDelay, {
      params: { measureId: second.id },
      body,
    });
    expect(view.delay).toMatchObject({ reason: 'waiting', expectedOn: '2021-02-01' });
    const todo = (await callers['office']!.call(homeRoutes.readHome)).body.todo.map(({ text }) => text.zh);
    expect(todo.filter((text) => text.includes('乙任务'))).toEqual([]);
  });
});

describe('an Excel 台账', () => {
  const heads = ['重点任务', '牵头科室', '完成时限', '进展情况'];
  const aLedger = (rows: string[][], columns = heads) =>
    writeWorkbook({
      sheets: [
        {
          name: '台账',
          title: '机关文化建设任务台账',
          columns: columns.map((head) => ({ head })),
          numbered: true,
          rows,
          totals: ['合计'],
          notes: ['填报人：'],
        },
      ],
    });
  const send = (bytes: Uint8Array, apply: 'yes' | 'no', name = '台账.xlsx') =>
    callers['office']!.call(planRoutes.importLedger, {
      params: { planId },
      body: { apply },
      file: { name, bytes },
    });
  const good = [
    ['乙任务', '一科', '2021年3月底', ''],
    ['庚任务', '二科', '2021-03-01', ''],
  ];

  test('shows what it would do, then does it', async () => {
    const { body: preview } = await send(aLedger(good), 'no');
    expect(preview).toMatchObject({
      applied: false,
      rows: [
        { title: '乙任务', found: 'known' },
        { title: '庚任务', found: 'new' },
      ],
    });
    expect((await send(aLedger(good), 'yes')).body.applied).toBe(true);
    const { body } = await callers['office']!.call(planRoutes.readPlan, { params: { planId }, query: {} });
    expect(body.measures.find(({ content }) => content.title === '乙任务')!.content.endsOn).toBe(
      '2021-03-31',
    );
    expect(body.measures.find(({ content }) => content.title === '庚任务')!.content.leadUnitId).toBe(
      unitIds[2],
    );
  });

  test('comes back in the same layout, its state column written from the facts', async () => {
    const { bytes, headers } = await callers['office']!.call(planRoutes.returnLedger, { params: { planId } });
    expect(headers['content-type']).toContain('spreadsheetml');
    const [before, after] = [readWorkbook(aLedger(good), 'a.xlsx'), readWorkbook(bytes, 'b.xlsx')];
    if (isSheetRefusal(before) || isSheetRefusal(after)) throw new Error('not read');
    const texts = (book: typeof before) => book.sheets[0]!.rows.map((row) => row.map(({ text }) => text));
    const [old, now] = [texts(before), texts(after)];
    const state = old[1]!.indexOf('进展情况');
    expect(now.map((row) => row.slice(0, state))).toEqual(old.map((row) => row.slice(0, state)));
    expect(after.sheets[0]!.merges).toEqual(before.sheets[0]!.merges);
    expect(now[2]![state]).toMatch(/^(正常|偏慢|逾期|说不准)；/);
  });

  test('in an unknown layout, or with rows that cannot be read, is refused with a clear sentence and changes nothing', async () => {
    const before = (await callers['office']!.call(planRoutes.readPlan, { params: { planId }, query: {} }))
      .body.measures;
    const unknown = await send(aLedger([['甲', '乙']], ['姓名', '重点任务']), 'yes');
    expect(unknown).toMatchObject({ status: 422, body: { code: 'plan/unknown-layout' } });
    expect((unknown.body as unknown as { detail: { zh: string } }).detail.zh).toContain('重点任务');
    const bad = aLedger([['辛任务', '没有的科', '尽快', '']]);
    const { body: preview } = await send(bad, 'no');
    expect(preview.rows[0]!.problems.map(({ zh }) => zh)).toEqual([
      '第 3 行：没有“没有的科”这个单位',
      '第 3 行：看不懂时限“尽快”',
    ]);
    expect((await send(bad, 'yes')).body).toMatchObject({ code: 'plan/ledger-problems' });
    expect((await send(new Uint8Array([0x50, 0x4b, 3, 4, 1]), 'yes')).status).toBeGreaterThanOrEqual(400);
    const after = (await callers['office']!.call(planRoutes.readPlan, { params: { planId }, query: {} })).body
      .measures;
    expect(after).toEqual(before);
  });
});

describe('last year’s plan', () => {
  test('is copied into a new span: days move along, dependencies follow, nothing is done yet', async () => {
    const body = { name: '2021年工作方案', fromOn: '2021-04-01' };
    const { body: copy } = await callers['office']!.call(planRoutes.copyPlan, { params: { planId }, body });
    expect(copy).toMatchObject({ state: 'draft', content: { fromOn: '2021-04-01', toOn: '2021-12-18' } });
    expect(copy.measures.every(({ state, progress }) => state === 'open' && progress.nMet === 0)).toBe(true);
    const [one, two] = copy.measures;
    expect(two!.content.dependsOn).toEqual([one!.id]);
    expect(one!.content.startsOn).toBe('2021-04-01');
  });
});
