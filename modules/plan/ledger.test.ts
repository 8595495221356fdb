import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWorkbook, writeWorkbook, isSheetRefusal } from '#platform/sheets/index.ts';
import { encodeGb18030 } from '#platform/sheets/gb18030.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { paperRoutes } from './paper.contract.ts';
import { ledgerRoutes } from './ledger.contract.ts';
import { aPlanningHouse, type PlanningHouse } from './planning.fixtures.ts';

let here: PlanningHouse;
beforeAll(async () => {
  here = await aPlanningHouse('plan_ledger');
  await here.add({ title: '乙任务', endsOn: '2020-12-31' });
});
afterAll(() => here.world.close());

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
    here.callers.office.call(ledgerRoutes.importLedger, {
      params: { planId: here.planId },
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
    const body = await here.plan();
    expect(body.measures.find(({ content }) => content.title === '乙任务')!.content.endsOn).toBe(
      '2021-03-31',
    );
    expect(body.measures.find(({ content }) => content.title === '庚任务')!.content.leadUnitId).toBe(
      here.unitIds[2],
    );
  });

  test('comes back in the same layout, its state column written from the facts', async () => {
    const { bytes, headers } = await here.callers.office.call(ledgerRoutes.returnLedger, {
      params: { planId: here.planId },
    });
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

  test('goes back with what the plan knows better, and rows for later measures; it says which', async () => {
    const params = { planId: here.planId };
    const before = (await here.plan()).measures.find(({ content }) => content.title === '庚任务')!;
    const change = (content: typeof before.content) => here.change(before.id, content);
    await change({ ...before.content, endsOn: '2021-03-15', leadUnitId: here.unitIds[1]! });
    const late = await here.add({ number: 99, title: '后来的任务', endsOn: '2021-02-28' });
    const { body: told } = await here.callers.office.call(ledgerRoutes.readLedgerChanges, { params });
    expect(told).toMatchObject({
      changes: [
        { cell: 'C4', column: '牵头科室', before: '二科', after: '一科' },
        { cell: 'D4', column: '完成时限', before: '2021-03-01', after: '2021-03-15' },
      ],
      nStates: 2,
      added: [{ row: 5, title: '后来的任务' }],
      left: [],
    });
    const { bytes } = await here.callers.office.call(ledgerRoutes.returnLedger, { params });
    const book = readWorkbook(bytes, 'b.xlsx');
    if (isSheetRefusal(book)) throw new Error('not read');
    const rows = book.sheets[0]!.rows.map((row) => row.map(({ text }) => text));
    expect(rows[3]!.slice(0, 4)).toEqual(['2', '庚任务', '一科', '2021-03-15']);
    expect(rows[4]!.slice(0, 4)).toEqual(['3', '后来的任务', '一科', '2021-02-28']);
    expect(rows[5]).toContain('合计');
    const { body: again } = await send(bytes, 'no');
    expect(again.rows.every(({ found, problems }) => found === 'known' && problems.length === 0)).toBe(true);
    await change(before.content);
    await here.callers.office.call(measureRoutes.removeMeasure, { params: { measureId: late.id } });
  });

  test('as CSV in GBK, as Chinese Excel saves it, comes back as CSV in GBK with every other field as it was', async () => {
    const before =
      '序号,重点任务,牵头科室,完成时限,进展情况\r\n1,乙任务,一科,2021年3月底,\r\n2,"庚任务",二科,2021-03-01,上报\r\n';
    expect((await send(encodeGb18030(before), 'yes', '台账.csv')).body.applied).toBe(true);
    const { bytes, headers } = await here.callers.office.call(ledgerRoutes.returnLedger, {
      params: { planId: here.planId },
    });
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toContain('.csv');
    const after = new TextDecoder('gb18030', { fatal: true }).decode(bytes).split('\r\n');
    expect(after[0]).toBe(before.split('\r\n')[0]);
    expect(after[1]).toMatch(/^1,乙任务,一科,2021年3月底,(正常|偏慢|逾期|说不准)；/);
    expect(after[2]).toMatch(/^2,"庚任务",二科,2021-03-01,说不准；/);
    expect(after[3]).toBe('');
  });

  test('in an unknown layout, or with rows that cannot be read, is refused with a clear sentence and changes nothing', async () => {
    const before = (await here.plan()).measures;
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
    const { body: far } = await send(aLedger([['壬任务', '一科', '1850-03-01', '']]), 'no');
    expect(far.rows[0]!.problems[0]!.zh).toContain('第 3 行：');
    const marked = new TextEncoder().encode(
      '机密★5年\r\n重点任务,牵头科室,完成时限\r\n癸任务,一科,2021-03-01\r\n',
    );
    expect((await send(marked, 'yes', '台账.csv')).body).toMatchObject({ code: 'documents/classified' });
    const endless = Array.from({ length: 2001 }, (_, at) => [`第${at}项`, '一科', '2021-03-01', '']);
    expect((await send(aLedger(endless), 'no')).body).toMatchObject({ code: 'plan/ledger-too-long' });
    expect((await send(new Uint8Array([0x50, 0x4b, 3, 4, 1]), 'yes')).status).toBeGreaterThanOrEqual(400);
    const after = (await here.plan()).measures;
    expect(after).toEqual(before);
  });

  test('stands in the strands it names: one that the plan does not have is a problem, never the first strand', async () => {
    const columns = ['板块', ...heads];
    const row = (strand: string, title: string) => [strand, title, '一科', '2021-03-01', ''];
    const wrong = aLedger([row('廉政文化', '壬任务'), row('廉洁文化', '癸任务')], columns);
    const { body: preview } = await send(wrong, 'no');
    expect(preview.rows.map(({ problems }) => problems)).toEqual([
      [],
      [{ zh: '第 4 行：没有“廉洁文化”这个线条', en: 'Row 4: there is no strand “廉洁文化”' }],
    ]);
    expect((await send(wrong, 'yes')).body).toMatchObject({ code: 'plan/ledger-problems' });
    const right = aLedger([row('廉政文化', '壬任务'), row('', '癸任务')], columns);
    expect((await send(right, 'yes')).body.applied).toBe(true);
    const strands = (await here.plan()).measures.slice(-2).map(({ content }) => content.cells[0]!.strand);
    expect(strands).toEqual(['clean', 'service']);
  });

  test('with heads of two levels is read too: the task breakdown that was printed comes back and changes nothing', async () => {
    const before = (await here.plan()).measures;
    const params = { planId: here.planId };
    const { bytes } = await here.callers.office.call(paperRoutes.writeBreakdown, { params, query: {} });
    const { body } = await send(bytes, 'yes');
    expect(body.applied).toBe(true);
    expect(body.rows.map(({ title, found }) => [title, found])).toEqual(
      before.map(({ content }) => [content.title, 'known']),
    );
    expect(body.columns.map(({ means }) => means)).toContain('牵头科室');
    expect((await here.plan()).measures).toEqual(before);
    // Given back, it says the same in every cell, states and reasons too.
    const { body: told } = await here.callers.office.call(ledgerRoutes.readLedgerChanges, { params });
    expect(told).toEqual({ anew: false, nStates: 0, changes: [], added: [], left: [] });
  });
});
