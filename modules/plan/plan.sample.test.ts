import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people } from '#modules/people/module.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { planRoutes, type PlanView } from './plan.contract.ts';
import { planSample } from './plan.sample.ts';

let world: TestHouse;
let bureauId: string;
let plan: PlanView;
const query = { on: '2021-03-31' };
beforeAll(async () => {
  world = await openTestHouse('plan_sample');
  bureauId = await world.newBureau('岚川市市场监督管理局');
  const run = { bureauId, act: (work: never) => world.act(bureauId, work), progress: async () => undefined };
  const chapters = [...(people.sample as typeof planSample), ...planSample];
  for (const { tell } of chapters) await tell(run as never);
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

  test('shows the burden that rose beside the festival that was done, without saying why', async () => {
    const leader = await world.signIn(bureauId, 'leader');
    const { body } = await leader.call(planRoutes.listContradictions, { params: { planId: plan.id } });
    expect(body.contradictions.map(({ title, indicator }) => [title, indicator])).toEqual([
      ['首届机关文化艺术节', '工作负担（民意调查，越高越重）'],
    ]);
  });
});
