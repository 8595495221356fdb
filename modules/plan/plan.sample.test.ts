import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chapter } from '#platform/module/index.ts';
import { told } from '#platform/sample/told.ts';
import { activitySample } from '#modules/activity/activity.sample.ts';
import { planProgramme } from '#modules/activity/programme.work.ts';
import { indicatorRoutes } from '#modules/indicator/indicator.contract.ts';
import { peopleSample } from '#modules/people/people.sample.ts';
import { MOVED_ON } from '#demo/frame.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { planRoutes, type PlanView } from './plan.contract.ts';
import { planSample } from './plan.sample.ts';

let world: TestHouse;
let bureauId: string;
let plan: PlanView;
const query = { on: '2021-03-31' };
/** What the three surveys released of the burden, told here without drawing and casting them. */
const burdens = [
  ['2020-06-29', 3.1],
  ['2020-12-23', 3.42],
  ['2021-03-24', 3.18],
].map(([on, quantity]) => ({
  kind: 'survey/scale-measured',
  subject: 'survey/1',
  on: on as string,
  quantity: quantity as number,
  data: { title: '民意调查', scale: 'burden', version: 1, name: '工作负担', nameEn: 'Burden' },
}));
beforeAll(async () => {
  world = await openTestHouse('plan_sample');
  bureauId = await world.newBureau('岚川市市场监督管理局');
  const run = { bureauId, act: (work: never) => world.act(bureauId, work), progress: async () => undefined };
  // Of the activities only what the plan asks about: the exchange meetings, and their rooms.
  const asked = activitySample.filter(({ on }) => on === MOVED_ON || on === '2020-07-15');
  const programme = {
    name: '执法交流会（以会代培）',
    purpose: '每次一个主题，讲完当场答疑。',
    startsOn: '2020-07-24',
    endsOn: '2021-03-19',
  };
  const frame: Chapter = {
    on: '2020-07-14',
    tell: ({ act }) =>
      act((one) => planProgramme(told(one, { on: '2020-07-14' }), programme)).then(() => undefined),
  };
  const chapters = [...peopleSample, ...asked, frame, ...planSample].toSorted((a, b) =>
    (a.on ?? '9999') < (b.on ?? '9999') ? -1 : 1,
  );
  for (const { tell } of chapters) await tell(run as never);
  await world.act(bureauId, async (act) => burdens.forEach((burden) => act.record(burden)));
  // A load that was cut off is begun again, and tells nothing twice.
  for (const { tell } of planSample) await tell(run as never);
  const office = await world.signIn(bureauId, 'office');
  const { body } = await office.call(planRoutes.listPlans);
  plan = (await office.call(planRoutes.readPlan, { params: { planId: body.plans[0]!.id }, query })).body;
}, 60_000);
afterAll(() => world.close());

describe('the plan of the sample bureau', () => {
  test('has five strands and 24 tasks, and empty cells that can be seen', () => {
    expect(plan.content.strands).toHaveLength(5);
    expect(plan.measures).toHaveLength(24);
    const cells = new Set(
      plan.measures.flatMap(({ content }) => content.cells.map((cell) => JSON.stringify(cell))),
    );
    expect(cells.size).toBeLessThan(20);
  });

  test('stands on 2021-03-31 at 19 done, 2 on track, 2 overdue, 1 cancelled: computed from facts', () => {
    const n = (lamp: string) => plan.measures.filter(({ progress }) => progress.lamp === lamp).length;
    expect({
      done: n('done'),
      onTrack: n('on-track'),
      overdue: n('overdue'),
      cancelled: n('cancelled'),
    }).toEqual({
      done: 19,
      onTrack: 2,
      overdue: 2,
      cancelled: 1,
    });
  });

  test('adds up to the numbers of the story, each with its records behind it', async () => {
    const share = (title: string) => plan.measures.find(({ content }) => content.title === title)!.progress;
    expect(share('执法交流会')).toMatchObject({ nMet: 1, share: 1 });
    expect(share('入企走访')).toMatchObject({ nMet: 1, share: 1 });
    expect(share('廉政文化上墙并更新').share).toBe(5 / 8);
    expect(share('“岚川质量”品牌手册').share).toBe(0);
    const facts = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      const { rows } = await client.query<{ measure: string; sum: string }>(
        "select data ->> 'measure' as measure, sum(quantity) as sum from platform.fact where kind = 'plan/evidence-noted' group by 1",
      );
      return Object.fromEntries(rows.map(({ measure, sum }) => [measure, Number(sum)]));
    });
    expect(facts).toMatchObject({ visit: 312, matter: 31, work: 124 });
  });

  test('counts the sessions of the exchange meeting by their sign-in lists, not by a paper', async () => {
    const staff = await world.signIn(bureauId, 'staff');
    const { id: measureId } = plan.measures.find(({ content }) => content.title === '执法交流会')!;
    const { body } = await staff.call(measureRoutes.readMeasure, { params: { measureId } });
    expect(body.notes).toEqual([]);
    expect(body.rules[0]).toMatchObject({ target: 10, answer: { value: 10, met: true } });
    expect(body.rules[0]!.facts.map(({ sentence }) => sentence.zh)).toContain(
      '“执法交流会 · 第1次”签到 62 人',
    );
  });

  test('shows days between, what waits for what, risks and means, as the story tells them', async () => {
    const of = (title: string) => plan.measures.find(({ content }) => content.title === title)!;
    const festival = of('首届机关文化艺术节');
    expect(festival.content).toMatchObject({
      milestones: [{ name: '开幕' }, { name: '文艺晚会' }, { name: '闭幕颁奖' }],
      dependsOn: [of('印发工作方案').id],
      risk: { level: 'high' },
      resources: { budgetFen: 4_180_000 },
    });
    expect(of('入企走访').content.dependsOn).toHaveLength(2);
    const nLinks = plan.measures.reduce((n, { content }) => n + content.dependsOn.length, 0);
    expect(nLinks).toBe(7);
    const late = plan.measures.filter(({ progress }) => progress.nOverdueMilestones > 0);
    expect(late.map(({ content }) => content.title)).toEqual(['廉政文化上墙并更新']);
    const { body } = await (
      await world.signIn(bureauId, 'staff')
    ).call(measureRoutes.readMeasure, { params: { measureId: festival.id } });
    expect(body.milestones.map(({ doneOn }) => doneOn)).toEqual(['2020-09-01', '2020-09-24', '2020-09-28']);
  });

  test('finds the Quality Month by its campaign, and papers by their tags', async () => {
    const office = await world.signIn(bureauId, 'office');
    const { body } = await office.call(indicatorRoutes.listIndicators);
    const month = body.indicators.find(({ name }) => name.startsWith('质量月'))!;
    expect(month.sentence.zh).toContain('专项为“2020年质量月暨首届机关文化艺术节”');
    // Opening, evening, closing, exhibition (twice) and forum; this world tells of no sign-in lists of the festival.
    expect(month.answer.value).toBe(6);
    const query = { kinds: 'plan/evidence-noted,activity/attended' };
    const { body: inUse } = await office.call(indicatorRoutes.listMarks, { query });
    expect(inUse.tags).toEqual(['营商环境', '廉政', '质量']);
    expect(inUse.campaigns).toEqual(['执法交流会（以会代培）', '2020年质量月暨首届机关文化艺术节']);
  });

  test('shows the burden that rose beside the festival that was done, without saying why', async () => {
    const leader = await world.signIn(bureauId, 'leader');
    const { body } = await leader.call(planRoutes.listContradictions, { params: { planId: plan.id } });
    expect(body.contradictions.map(({ title, indicator }) => [title, indicator])).toEqual([
      ['首届机关文化艺术节', '工作负担（民意调查，越高越重）'],
    ]);
    expect(body.contradictions[0]!.sentence.zh).toContain('从 3.1 变为 3.18');
    const december = await leader.call(planRoutes.listContradictions, {
      params: { planId: plan.id },
      query: { on: '2020-12-31' },
    });
    expect(december.body.contradictions[0]!.sentence.zh).toContain('从 3.1 变为 3.42');
  });
});
