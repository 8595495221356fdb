import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedRoutes } from '#platform/calendar/feed.contract.ts';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { ledgerRoutes } from '#platform/ledger/ledger.contract.ts';
import { openArchive } from '#platform/sheets/archive.ts';
import { sheetLimits } from '#platform/sheets/limits.ts';
import { indicatorRoutes } from '#modules/indicator/indicator.contract.ts';
import { measureRoutes } from './measure-act.contract.ts';
import type { MeasureContent } from './measure.contract.ts';
import { paperRoutes } from './paper.contract.ts';
import { planRoutes } from './plan.contract.ts';
import { aPlanContent } from './plan.fixtures.ts';
import { aPlanningHouse, type PlanningHouse } from './planning.fixtures.ts';
import { remindAll } from './remind.work.ts';

type Role = keyof PlanningHouse['callers'];
let here: PlanningHouse;
let [first, second]: string[] = [];
const params = () => ({ planId: here.planId });

const setTarget = async (target: number) => {
  const { office } = here.callers;
  const one = { params: { indicatorId: here.notes } };
  const { content } = (await office.call(indicatorRoutes.readIndicator, one)).body;
  const body = { content: { ...content, target }, reason: '调整目标' };
  return office.call(indicatorRoutes.changeIndicator, { ...one, body });
};
const change = (measureId: string, more: Partial<MeasureContent>) => here.change(measureId, more);
const planFor = async (who: Role, query: { draft?: 'yes' } = {}) =>
  (await here.callers[who].call(planRoutes.readPlan, { params: params(), query })).body;
const promise = async () =>
  (await here.callers.staff.call(planRoutes.readPromise, { params: params() })).body;
const compare = (who: Role, from: number, to: number) =>
  here.callers[who].call(planRoutes.compareVersions, { params: params(), query: { from, to } });
const notice = async (query: object = {}): Promise<string> => {
  const { bytes } = await here.callers.office.call(paperRoutes.writeNotice, { params: params(), query });
  const document = openArchive(bytes, sheetLimits).read('word/document.xml');
  return new TextDecoder().decode(document).replace(/<[^>]+>/g, '');
};

/** 甲 goes by the indicator's own target of 10, 乙 by a target of 3; published on 13 July, looked at on 3 August. */
beforeAll(async () => {
  here = await aPlanningHouse('plan_in_force');
  await setTarget(10);
  first = (await here.add({ evidence: [{ indicatorId: here.notes, target: null }] })).id;
  second = (await here.add({ number: 2, title: '乙任务', endsOn: '2020-08-05' })).id;
  const content = aPlanContent();
  const paper = { ...content.paper, issuer: '测试局', abbreviation: '测市监发', serial: 7 };
  const body = { content: { ...content, paper }, revision: 0 };
  await here.callers.office.call(planRoutes.changePlan, { params: params(), body });
  await here.publish();
  await here.comes('2020-08-03');
  for (const id of [first, second]) await here.note(id, 'office');
});
afterAll(() => here.world.close());

describe('a plan that was only submitted', () => {
  test('is neither listed nor read by whom drafts are not shown', async () => {
    const { office, staff, leader } = here.callers;
    const { body: copy } = await office.call(planRoutes.copyPlan, {
      params: params(),
      body: { name: '下一年的方案', fromOn: '2021-07-13' },
    });
    const asked = { params: { planId: copy.id } };
    await office.call(planRoutes.submitPlan, { ...asked, body: { reason: '报批' } });
    expect((await staff.call(planRoutes.listPlans)).body.plans.map(({ id }) => id)).toEqual([here.planId]);
    expect((await leader.call(planRoutes.listPlans)).body.plans).toHaveLength(2);
    const measure = { params: { measureId: copy.measures[0]!.id } };
    for (const answer of [
      await staff.call(planRoutes.readPlan, asked),
      await staff.call(planRoutes.readPromise, asked),
      await staff.call(measureRoutes.readMeasure, measure),
    ])
      expect(answer.body).toMatchObject({ code: 'plan/not-published' });
  });
});

describe('what is published is what counts', () => {
  test('an indicator that is changed afterwards moves nothing that was promised, and shows as a change', async () => {
    const { progress } = await here.read(first!);
    expect(progress).toMatchObject({ lamp: 'on-track', share: 1 / 10 });
    expect((await planFor('office')).changedSince).toBe(false);
    await setTarget(1);
    expect((await here.read(first!)).progress).toEqual(progress);
    expect((await here.read(first!)).rules[0]).toMatchObject({ target: 10 });
    expect((await planFor('office')).measures[0]!.progress).toEqual(progress);
    expect((await planFor('office')).changedSince).toBe(true);
    const { differences } = (await compare('office', 1, 0)).body;
    expect(differences).toMatchObject([{ title: '甲任务', changes: [{ field: 'evidence' }] }]);
    const [gone, said] = differences[0]!.changes[0]!.clauses.filter(({ kind }) => kind !== 'same');
    expect([gone!.text, said!.text]).toEqual([
      expect.stringContaining('10 条'),
      expect.stringContaining('目标不少于 1 条'),
    ]);
    await here.publish('目标改为一条');
    expect((await here.read(first!)).progress.lamp).toBe('reached');
    expect((await planFor('office')).changedSince).toBe(false);
  });

  test('the working copy moves no lamp, deadline or sentence; the office sees both, staff the published one', async () => {
    const before = (await here.read(second!)).progress;
    expect(before.lamp).toBe('behind');
    await change(second!, {
      title: '未批的写法',
      endsOn: '2020-08-10',
      evidence: [{ indicatorId: here.notes, target: 1 }],
    });
    expect(await here.read(second!)).toMatchObject({
      progress: before,
      content: { title: '乙任务', endsOn: '2020-08-05' },
      draft: { title: '未批的写法' },
      counts: true,
    });
    expect(await here.read(second!, 'staff')).toMatchObject({ content: { title: '乙任务' }, draft: null });
    expect((await planFor('leader', { draft: 'yes' })).measures[1]!.content.title).toBe('未批的写法');
    const staff = await planFor('staff', { draft: 'yes' });
    expect(staff).toMatchObject({ wording: 'published', seesWorking: false, changedSince: false });
    expect(JSON.stringify([staff, await promise()])).not.toContain('未批的写法');
    expect((await compare('staff', 1, 0)).body).toMatchObject({ code: 'plan/not-published' });
    const claim = await here.callers.head.call(measureRoutes.claimMeasure, {
      params: { measureId: second! },
    });
    expect(claim.body).toMatchObject({ code: 'plan/rules-not-met' });
  });

  test('a measure drafted afterwards is told by no first page, reminder, calendar, load or sentence', async () => {
    const draft = await here.add({
      number: 3,
      title: '丙草稿',
      startsOn: '2020-07-13',
      endsOn: '2020-07-20',
      hours: [{ unitId: here.unitIds[1]!, hours: 5 }],
    });
    expect(draft).toMatchObject({ counts: false, draft: null });
    await here.world.act(here.bureauId, remindAll);
    const { leader, office, head, staff } = here.callers;
    const homes = [];
    for (const caller of [leader, office, head]) homes.push((await caller.call(homeRoutes.readHome)).body);
    expect(JSON.stringify(homes)).not.toContain('丙草稿');
    expect(homes[0]!.brief!.sentences[0]!.text.zh).toContain('2 项任务：');
    const { path } = (await head.call(feedRoutes.renewFeed)).body;
    const feed = await here.world.nobody.call(feedRoutes.downloadFeed, {
      params: { token: path.split('/')[4]! },
    });
    expect(Buffer.from(feed.bytes).toString('utf8')).toMatch(/乙任务/);
    expect(Buffer.from(feed.bytes).toString('utf8')).not.toMatch(/丙草稿|未批的写法/);
    const load = async (query: object) =>
      (await office.call(planRoutes.readLoad, { params: params(), query })).body.rows.length;
    expect([await load({}), await load({ draft: 'yes' })]).toEqual([0, 1]);
    const read = await staff.call(measureRoutes.readMeasure, { params: { measureId: draft.id } });
    expect(read.body).toMatchObject({ code: 'plan/not-published' });
  });

  test('the records of the leaders’ sentence are those of this plan and its measures', async () => {
    const { leader } = here.callers;
    await here.world.act(here.bureauId, async (act) =>
      act.record({ kind: 'plan/drafted', subject: 'plan/other', data: { name: '别的方案' } }),
    );
    const { brief } = (await leader.call(homeRoutes.readHome)).body;
    const query = Object.fromEntries(new URLSearchParams(brief!.sentences[0]!.records!.split('?')[1]));
    const { facts } = (await leader.call(ledgerRoutes.listFacts, { query })).body;
    const subjects = new Set(facts.map(({ subject }) => subject));
    expect(subjects).toEqual(new Set([`plan/${here.planId}`, `measure/${first}`, `measure/${second}`]));
  });
});

describe('the paper', () => {
  test('is the published wording under its number and day; another wording has neither', async () => {
    const published = await notice({ version: 1 });
    expect(published).toContain('测市监发〔2020〕7号');
    expect(published).toContain('2020年7月13日');
    // The second version came out later, under no number of its own.
    const now = await notice();
    expect(now).toContain('乙任务');
    expect(now).not.toMatch(/未批的写法|丙草稿|〔2020〕7号/);
    const working = await notice({ version: 0 });
    expect(working).toContain('未批的写法');
    expect(working).toContain('2020年8月3日');
    expect(working).not.toMatch(/〔2020〕7号|2020年7月13日/);
  });
});

describe('a cancellation', () => {
  test('rewords nothing; it is told with its reason among what changed, and stays counted', async () => {
    await here.publish('照现在的写法');
    await here.callers.office.call(measureRoutes.cancelMeasure, {
      params: { measureId: second! },
      body: { reason: '并入别的任务' },
    });
    const office = await planFor('office');
    expect(office).toMatchObject({ changedSince: false, nMeasures: 3 });
    expect((await compare('office', 3, 0)).body.differences).toEqual([]);
    const told = await promise();
    expect(told.cancelled).toEqual([
      { id: second, title: '未批的写法', on: '2020-08-03', reason: '并入别的任务' },
    ]);
    expect(told.sentence.zh).toContain('取消 1 项');
    expect(told.changes.map(({ measureId }) => measureId)).not.toContain(second);
    await change(first!, { text: '每月一次。' });
    await here.publish('写明次数');
    expect((await promise()).sentence.zh).toContain('取消 1 项');
    expect((await promise()).cancelled).toHaveLength(1);
  });
});
