import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { channelRoutes } from '#platform/notices/notice.contract.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { openArchive } from '#platform/sheets/archive.ts';
import { sheetLimits } from '#platform/sheets/limits.ts';
import { paperRoutes } from './paper.contract.ts';
import { planRoutes } from './plan.contract.ts';
import { aPlanningHouse, type PlanningHouse } from './planning.fixtures.ts';

const wait = { timeout: 10_000 };
let here: PlanningHouse;
beforeAll(async () => {
  here = await aPlanningHouse('plan');
});
afterAll(() => here.world.close());

/** A group that rests all day, and so can be looked at while the message waits. What is late is never told to groups. */
async function groupThatHears({ world, bureauId }: PlanningHouse) {
  const admin = await world.signIn(bureauId, 'system-admin');
  const address = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K';
  const channel = { name: '全局群', quietFrom: 0, quietTo: 23, reach: { kind: 'wecom' as const, address } };
  const add = (topic: string) =>
    admin.call(channelRoutes.addChannel, { body: { ...channel, topics: [topic] } });
  expect((await add('plan/overdue')).body).toMatchObject({ code: 'channel/topic' });
  expect((await add('plan/published')).status).toBe(200);
  return async () => (await admin.call(channelRoutes.listChannels)).body.channels;
}

describe('a plan from draft to publication', () => {
  let first: string;

  test('the office drafts it; staff do not see a draft', async () => {
    expect(await here.plan()).toMatchObject({
      state: 'draft',
      measures: [],
      may: { submit: { may: false } },
    });
    expect((await here.callers.staff.call(planRoutes.listPlans)).body.plans).toEqual([]);
    const params = { planId: here.planId };
    for (const answer of [
      await here.callers.staff.call(planRoutes.readPlan, { params }),
      await here.callers.staff.call(planRoutes.readLoad, { params }),
      await here.callers.staff.call(planRoutes.compareVersions, { params, query: { from: 0, to: 0 } }),
    ])
      expect(answer.body).toMatchObject({ code: 'plan/not-published' });
  });

  test('a measure stands in several cells and has a rule; what does not exist is refused and changes nothing', async () => {
    const cells = [
      { integration: 'enforcement' as const, strand: 'service' },
      { integration: 'reform' as const, strand: 'frame' },
    ];
    const made = await here.add({
      cells,
      milestones: [{ name: '首场', dueOn: '2020-07-24' }],
      watches: [here.outcome],
      hours: [{ unitId: here.unitIds[1]!, hours: 60 }],
    });
    first = made.id;
    expect(made).toMatchObject({
      state: 'open',
      progress: { lamp: 'on-track', nMet: 0, nRules: 1, share: 0 },
    });
    const wrong = await here.callers.office.call(measureRoutes.addMeasure, {
      params: { planId: here.planId },
      body: { content: here.measure({ number: 2, evidence: [{ indicatorId: here.planId, target: null }] }) },
    });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'plan/unknown-indicator' } });
    const { body } = await here.callers.office.call(planRoutes.readPlan, {
      params: { planId: here.planId },
      query: {},
    });
    expect(body.measures).toHaveLength(1);
  });

  test('dependencies in a circle are refused, and the circle is named', async () => {
    const second = await here.add({ number: 2, title: '乙任务', dependsOn: [first] });
    const refused = await here.change(first, { dependsOn: [second.id] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'plan/circle' } });
    expect((refused.body as unknown as { detail: { zh: string } }).detail.zh).toContain(
      '甲任务 → 乙任务 → 甲任务',
    );
    expect(await here.read(first)).toMatchObject({
      content: { dependsOn: [] },
      after: [{ title: '乙任务' }],
      places: [{ strand: '机关服务文化' }, { strand: '整体框架' }],
      hours: [{ unit: '一科', hours: 60 }],
    });
  });

  test('hours asked of each unit are seen before it is approved', async () => {
    const { body } = await here.callers.leader.call(planRoutes.readLoad, { params: { planId: here.planId } });
    expect(body.months).toEqual(['2020-07', '2020-08', '2020-09', '2020-10', '2020-11', '2020-12']);
    expect(body.rows).toMatchObject([{ unitName: '一科', hours: [10, 10, 10, 10, 10, 10], total: 60 }]);
  });

  test('a finding becomes a measure with a link back; one that is not taken up carries the reason', async () => {
    const office = here.callers.office;
    const { body: made } = await office.call(measureRoutes.addMeasure, {
      params: { planId: here.planId },
      body: {
        content: here.measure({ number: 3, title: '丙任务' }),
        source: { kind: 'survey/finding', id: 'f1', title: '不认识人' },
      },
    });
    expect(made.sources).toEqual([{ kind: 'survey/finding', id: 'f1', title: '不认识人' }]);
    const declined = {
      source: { kind: 'survey/finding', id: 'f2', title: '食堂太远' },
      reason: '不在本方案范围内',
    };
    const { body } = await office.call(planRoutes.declineFinding, {
      params: { planId: here.planId },
      body: declined,
    });
    expect(body.notTaken).toEqual([
      { kind: 'survey/finding', id: 'f2', title: '食堂太远', reason: '不在本方案范围内' },
    ]);
  });

  test('is submitted, returned with a reason, submitted again, approved by another, published', async () => {
    const [office, leader] = [here.callers.office, here.callers.leader];
    const params = { planId: here.planId };
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
    const channels = await groupThatHears(here);
    const { body } = await office.call(planRoutes.publishPlan, { params });
    expect(body).toMatchObject({ state: 'published', changedSince: false, publishedOn: '2020-07-13' });
    expect(body.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'published'],
      [1, 'returned'],
    ]);
    await expect.poll(() => here.toldTo('leader'), wait).toContain('“机关文化建设工作方案”第 2 版等您批复');
    await expect.poll(() => here.toldTo('staff'), wait).toEqual(['“机关文化建设工作方案”第 2 版公布了']);
    await expect.poll(async () => (await channels())[0]!.nWaiting, wait).toBe(1);
    const { body: staff } = await here.callers.staff.call(planRoutes.readPromise, { params });
    expect(staff.sentence.zh).toBe('3 项任务：办结 0 项，进行中 3 项，逾期 0 项，取消 0 项。');
    expect(staff.notTaken).toHaveLength(1);
  });

  test('what somebody else changed meanwhile is not overwritten unseen', async () => {
    const { content, revision } = await here.read(first);
    const params = { measureId: first };
    const put = (text: string) =>
      here.callers.office.call(measureRoutes.changeMeasure, {
        params,
        body: { content: { ...content, text }, revision },
      });
    expect((await put('先改的。')).status).toBe(200);
    expect((await put('后改的。')).body).toMatchObject({ code: 'plan/changed-meanwhile' });
    const ofPlan = { planId: here.planId };
    const plan = await here.plan();
    const rename = (name: string) =>
      here.callers.office.call(planRoutes.changePlan, {
        params: ofPlan,
        body: { content: { ...plan.content, name }, revision: plan.revision },
      });
    const both = await Promise.all([rename('甲方案'), rename('乙方案')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { revision: now } = await here.plan();
    await here.callers.office.call(planRoutes.changePlan, {
      params: ofPlan,
      body: { content: plan.content, revision: now },
    });
    await here.change(first, { text: content.text });
  });

  test('nobody approves what he submitted himself', async () => {
    const both = await here.world.signIn(here.bureauId, ['office', 'leader']);
    await here.change(first, { text: '每月一次。' });
    const params = { planId: here.planId };
    await both.call(planRoutes.submitPlan, { params, body: { reason: '写明次数' } });
    const own = await both.call(planRoutes.decidePlan, { params, body: { approve: true, note: '' } });
    expect(own.body).toMatchObject({ code: 'plan/own-proposal' });
    await here.callers.leader.call(planRoutes.decidePlan, { params, body: { approve: true, note: '' } });
    await here.callers.office.call(planRoutes.publishPlan, { params });
  });

  test('a change after publication keeps both wordings, told apart clause by clause', async () => {
    const params = { planId: here.planId };
    const { body } = await here.callers.staff.call(planRoutes.compareVersions, {
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
    const { body: promise } = await here.callers.staff.call(planRoutes.readPromise, { params });
    expect(promise.changes).toEqual(body.differences);
    const paper = async (version: number) => {
      const asked = { params, query: { version } };
      const { bytes } = await here.callers.office.call(paperRoutes.writeNotice, asked);
      const document = openArchive(bytes, sheetLimits).read('word/document.xml');
      return new TextDecoder().decode(document).replace(/<[^>]+>/g, '');
    };
    expect((await paper(2)).includes('每月一次')).toBe(false);
    expect((await paper(3)).includes('每月一次')).toBe(true);
    const none = await here.callers.office.call(paperRoutes.writeBreakdown, {
      params,
      query: { version: 9 },
    });
    expect(none.body).toMatchObject({ code: 'plan/no-version' });
    const gone = await here.callers.office.call(measureRoutes.removeMeasure, {
      params: { measureId: first },
    });
    expect(gone.body).toMatchObject({ code: 'plan/was-published' });
  });
});

describe('last year’s plan', () => {
  test('is copied into a new span: days move along, dependencies follow, nothing is done yet', async () => {
    const body = { name: '2021年工作方案', fromOn: '2021-04-01' };
    const { body: copy } = await here.callers.office.call(planRoutes.copyPlan, {
      params: { planId: here.planId },
      body,
    });
    expect(copy).toMatchObject({ state: 'draft', content: { fromOn: '2021-04-01', toOn: '2021-12-18' } });
    expect(copy.measures.every(({ state, progress }) => state === 'open' && progress.nMet === 0)).toBe(true);
    const [one, two] = copy.measures;
    expect(two!.content.dependsOn).toEqual([one!.id]);
    expect(one!.content.startsOn).toBe('2021-04-01');
  });
});
