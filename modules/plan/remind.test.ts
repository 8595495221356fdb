import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedRoutes } from '#platform/calendar/feed.contract.ts';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { ledgerRoutes } from '#platform/ledger/ledger.contract.ts';
import { measureRoutes } from './measure-act.contract.ts';
import type { MeasureLine } from './measure.contract.ts';
import { aPlanningHouse, type PlanningHouse } from './planning.fixtures.ts';
import { remindAll } from './remind.work.ts';

const wait = { timeout: 10_000 };
let here: PlanningHouse;
beforeAll(async () => {
  here = await aPlanningHouse('plan_remind');
  for (const [at, title] of ['甲任务', '乙任务', '丙任务'].entries())
    await here.add({ number: at + 1, title });
  await here.publish();
});
afterAll(() => here.world.close());

describe('reminders', () => {
  const remind = () => here.world.act(here.bureauId, remindAll);
  /** How many were told by the end of a day, whether by this call or by the house's own daily job before it. */
  const toldBy = async (day: string, kind: string): Promise<number> => {
    await here.comes(day);
    await remind();
    return (await here.world.act(here.bureauId, (act) => listFacts(act.db, { kind, limit: 99 }))).length;
  };
  test('of what is slow go to the lead unit alone; leaders read of it when it has stayed so for a week', async () => {
    const slow = async (who: 'head' | 'other' | 'leader') => {
      const { todo, brief } = (await here.callers[who].call(homeRoutes.readHome)).body;
      const told = who === 'leader' ? brief!.exceptions : todo;
      return told.map(({ text }) => text.zh).filter((text) => text.includes('偏慢'));
    };
    // A quarter of the span has passed on 2020-08-24, and nothing was noted.
    await here.comes('2020-08-27');
    expect(await slow('head')).toContain('“乙任务”偏慢，请补上依据或说明原因');
    expect([await slow('other'), await slow('leader')]).toEqual([[], []]);
    await here.comes('2020-09-04');
    expect(await slow('leader')).toContainEqual(expect.stringMatching(/^“乙任务”偏慢：时间过了 31%/));
    expect(await slow('other')).toEqual([]);
  });

  test('go to the lead unit 7, 3 and 0 days before, once each; the office hears after three days of silence', async () => {
    expect(await toldBy('2020-12-24', 'plan/reminded')).toBe(3);
    expect(await remind()).toEqual({ nReminded: 0, nEscalated: 0 });
    const todo = async (who: 'head' | 'office' | 'leader' | 'staff') =>
      (await here.callers[who].call(homeRoutes.readHome)).body.todo.map(({ text }) => text.zh);
    expect(await todo('head')).toContain('“乙任务”快到期了');
    expect((await todo('office')).filter((text) => text.includes('乙任务'))).toEqual([]);
    expect(await toldBy('2021-01-02', 'plan/escalated')).toBe(0);
    expect(await toldBy('2021-01-03', 'plan/escalated')).toBe(3);
    expect(await todo('office')).toContain('“乙任务”逾期没有说明');
    expect(await todo('leader')).toEqual([]);
    await expect.poll(() => here.toldTo('office'), wait).toContain('“乙任务”逾期 3 天，没有说明');
  });

  test('a reason with its code ends the silence', async () => {
    const second = (await here.plan()).measures[1]!;
    expect(second.progress.lamp).toBe('overdue');
    const body = { reason: 'waiting' as const, text: '等市里的文件', expectedOn: '2021-02-01' };
    const { body: view } = await here.callers.head.call(measureRoutes.explainDelay, {
      params: { measureId: second.id },
      body,
    });
    expect(view.delay).toMatchObject({ reason: 'waiting', expectedOn: '2021-02-01' });
    const todo = (await here.callers.office.call(homeRoutes.readHome)).body.todo.map(({ text }) => text.zh);
    expect(todo.filter((text) => text.includes('乙任务'))).toEqual([]);
  });
});

describe('the first page', () => {
  const home = async (who: 'head' | 'other' | 'office' | 'leader') =>
    (await here.callers[who].call(homeRoutes.readHome)).body;

  test('tells leaders where the plan stands, and what departs from it, each with its records', async () => {
    const { brief } = await home('leader');
    expect(brief!.sentences[0]!.text.zh).toBe(
      '“机关文化建设工作方案”3 项任务：办结 0 项，进行中 0 项，逾期 3 项，取消 0 项。',
    );
    expect(brief!.exceptions.map(({ text }) => text.zh)).toEqual([
      '“甲任务”已过期 3 天，1 条规则达到 0 条，没有说明原因',
      '“丙任务”已过期 3 天，1 条规则达到 0 条，没有说明原因',
      '“乙任务”已过期 3 天，1 条规则达到 0 条；原因：等上级或别的单位，等市里的文件',
    ]);
    const { records, to } = brief!.exceptions[2]!;
    const query = Object.fromEntries(new URLSearchParams(records!.split('?')[1]));
    const { body } = await here.callers.leader.call(ledgerRoutes.listFacts, { query });
    expect(body.facts.map(({ kind }) => kind)).toContain('plan/delay-explained');
    expect(new Set(body.facts.map(({ subject }) => subject))).toEqual(
      new Set([to.slice(1).replace('measures', 'measure')]),
    );
  });

  test('tells what changed in the measures one carries, to nobody else', async () => {
    const { id } = (await here.plan()).measures[0]!;
    await here.note(id, 'office', { on: '2021-01-03' });
    const noted = '记下“甲任务”的依据：印发了交流会纪要（来源：岚市监办发〔2020〕31号）';
    const changes = async (who: 'head' | 'other') => (await home(who)).changes.map(({ text }) => text.zh);
    expect(await changes('head')).toContain(noted);
    expect(await changes('other')).not.toContain(noted);
    const subject = `measure/${id}`;
    await here.callers.head.call(homeRoutes.follow, { body: { subject, follow: false } });
    expect(await changes('head')).not.toContain(noted);
  });

  test('and the calendar on the phone hold the days of the measures one carries, once', async () => {
    const feedOf = async (who: 'head' | 'other') => {
      const { path } = (await here.callers[who].call(feedRoutes.renewFeed)).body;
      const { bytes } = await here.world.nobody.call(feedRoutes.downloadFeed, {
        params: { token: path.split('/')[4]! },
      });
      return Buffer.from(bytes).toString('utf8');
    };
    const feed = await feedOf('head');
    expect(feed.match(/甲任务/g)).toHaveLength(1);
    expect(feed).toMatch(/DTSTART;VALUE=DATE:20201231[\s\S]*SUMMARY:任务到期：甲任务/);
    expect(await feedOf('other')).not.toContain('任务');
    const [{ id }] = (await here.plan()).measures as [MeasureLine];
    await here.change(id, { endsOn: '2021-01-20' });
    const dayIn = (text: string) =>
      new RegExp(`UID:${id}-end@wenrong[^]*?DTSTART;VALUE=DATE:(\\d+)`).exec(text)?.[1];
    const changed = await feedOf('head');
    expect(dayIn(changed)).toBe('20201231');
    await here.publish('延到一月');
    const published = await feedOf('head');
    expect(dayIn(published)).toBe('20210120');
    // The same entry on its new day, as a newer one than any told before.
    const sequenceOf = (text: string) =>
      Number(new RegExp(`UID:${id}-end@wenrong\r\nSEQUENCE:(\\d+)`).exec(text)?.[1]);
    expect(sequenceOf(published)).toBeGreaterThan(sequenceOf(changed));
  });
});

describe('a reason that ran out', () => {
  const facts = async (kind: string) =>
    (await here.world.act(here.bureauId, (act) => listFacts(act.db, { kind, limit: 99 }))).map(
      ({ data }) => (data as { title: string }).title,
    );
  const remindOn = async (day: string) => {
    await here.comes(day);
    await here.world.act(here.bureauId, remindAll);
  };

  test('is owed anew: the unit is reminded first, the office hears three days later', async () => {
    const nEscalated = async () =>
      (await facts('plan/escalated')).filter((title) => title === '乙任务').length;
    expect(await nEscalated()).toBe(1);
    await remindOn('2021-02-03');
    expect(await facts('plan/reminded-late')).not.toContain('乙任务');
    await remindOn('2021-02-04');
    expect(await facts('plan/reminded-late')).toContain('乙任务');
    await remindOn('2021-02-06');
    expect(await nEscalated()).toBe(1);
    await remindOn('2021-02-07');
    expect(await nEscalated()).toBe(2);
    const { brief } = (await here.callers.leader.call(homeRoutes.readHome)).body;
    expect(brief!.exceptions.map(({ text }) => text.zh)).toContainEqual(
      expect.stringMatching(/^“乙任务”.*说过到 2021-02-01 完成，也过了/),
    );
    const second = (await here.plan()).measures.find(({ content }) => content.title === '乙任务')!;
    const again = await here.callers.head.call(measureRoutes.explainDelay, {
      params: { measureId: second.id },
      body: { reason: 'waiting', text: '还在等市里的文件', expectedOn: '2021-02-01' },
    });
    expect(again.body).toMatchObject({ code: 'plan/expected-past' });
  });
});
