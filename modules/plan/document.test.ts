import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '#engines/gongwen/index.ts';
import { isDocumentRefusal, readDocx } from '#platform/documents/index.ts';
import { openArchive } from '#platform/sheets/archive.ts';
import { sheetLimits } from '#platform/sheets/limits.ts';
import { documentRoutes, DrawnKind, type PaperSheet } from './document.contract.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { aPlanningHouse, type PlanningHouse } from './planning.fixtures.ts';

let here: PlanningHouse;
let doneId: string;

/** 甲 is done with three notes, 乙 overdue with its reason, 丙 comes; published on 13 July, looked at on 20 January. */
beforeAll(async () => {
  here = await aPlanningHouse('plan_document');
  const { add, note, callers } = here;
  doneId = (await add({ number: 1, title: '甲任务', watches: [here.outcome] })).id;
  const late = await add({ number: 2, title: '乙任务', endsOn: '2020-12-31', leadUnitId: here.unitIds[2]! });
  await add({ number: 3, title: '丙任务', endsOn: '2021-06-30' });
  await here.publish();
  await here.comes('2021-01-20');
  for (const on of ['2020-08-01', '2020-09-01', '2020-10-01']) await note(doneId, 'office', { on });
  await note(late.id, 'office', { on: '2020-12-01' });
  const params = { measureId: doneId };
  await here.callers.office.call(measureRoutes.claimMeasure, { params });
  const checked = { verdict: 'confirmed' as const, faults: [], note: '' };
  await callers.head.call(measureRoutes.checkMeasure, { params, body: checked });
  const body = { reason: 'people' as const, text: '年底集中办案', expectedOn: '2021-03-31' };
  await here.callers.office.call(measureRoutes.explainDelay, { params: { measureId: late.id }, body });
});
afterAll(() => here.world.close());

const read = (kind: DrawnKind, query: object = {}) =>
  here.callers.office.call(documentRoutes.readDocument, { params: { planId: here.planId, kind }, query });
const write = (kind: DrawnKind, query: object = {}, who: 'office' | 'staff' = 'office') =>
  here.callers[who].call(documentRoutes.writeDocument, { params: { planId: here.planId, kind }, query });
const said = ({ body, attachments }: PaperSheet): string[] =>
  [...body, ...attachments.flatMap((one) => one.body)].flatMap((block) =>
    block.kind === 'text' ? [block.runs.map(({ text }) => text).join('')] : [],
  );
const linksIn = ({ body }: PaperSheet): string[] =>
  body.flatMap((block) => (block.kind === 'text' ? block.runs.flatMap(({ link }) => link || []) : []));
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder().decode(openArchive(bytes, sheetLimits).read('word/document.xml')).replace(/<[^>]+>/g, '');

describe('papers drafted from the ledger', () => {
  test('a summary tells what was promised, where it stands, what is wrong and what comes next', async () => {
    const { body } = await read('summary');
    const words = said(body.sheet).join('\n');
    for (const part of [
      '一、工作开展情况',
      '共列3个方面3项任务，由2个单位牵头。截至2021年1月20日，办结1项，偏慢1项，逾期1项。',
      '“甲任务”现有3条，目标3条（办结）',
      '1项任务由申请人以外的人抽样核对记录后办结。',
      '“乙任务”应于2020年12月31日前完成，现有1条，目标3条，原因：人手不够，年底集中办案，预计2021年3月31日做到。',
      '2021年6月30日前完成“丙任务”。',
    ])
      expect(words).toContain(part);
  });

  test('its numbers lead to their records, and a printed table says which indicator each comes from', async () => {
    const { sheet } = (await read('report')).body;
    const links = linksIn(sheet);
    expect(links).toContain(`/measures/${doneId}`);
    expect(links).toContain(`/plans/${here.planId}/board?on=2021-01-20`);
    const [table] = sheet.attachments[0]!.body;
    const rows = table!.kind === 'table' ? table!.rows : [];
    expect(rows[0]!.map((runs) => runs.map(({ text }) => text).join(''))).toEqual(
      '1 甲任务 一科 2020年12月31日 3条 3条 办结 本项任务的依据'.split(' '),
    );
  });

  test('a report upward has its signer and addressee, and compares with the day before its time', async () => {
    const { body } = await read('report', { signer: '郭玉蘅', addressee: '市政府', from: '2020-10-01' });
    expect(body.sheet).toMatchObject({ signer: '郭玉蘅', addressee: '市政府：' });
    const words = said(body.sheet).join('');
    expect(words).toContain('与2020年10月1日前相比，办结增加1项，逾期增加1项。');
    expect(words).toContain('特此报告。');
  });

  test('a circular names units for what they did, in the order of the roster, and ranks nobody', async () => {
    const { sheet } = (await read('circular')).body;
    const words = said(sheet);
    expect(sheet.title.join('')).toBe('测试局关于机关文化建设工作进展情况的通报');
    expect(words).toContain('下列单位按花名册顺序列出，不分先后。');
    expect(words).toContain('（一）一科。“甲任务”现有3条，目标3条。');
    expect(words.join('')).not.toMatch(/第[一二三]名|排名|得分|倒数|最[好差慢快]/);
  });

  test('a bulletin tells the month, and its issues are counted from those that went out', async () => {
    const first = await read('bulletin', { on: '2020-12-15' });
    expect(first.body).toMatchObject({ issue: 1, from: '2020-12-01', on: '2020-12-15' });
    expect(said(first.body.sheet).join('')).toContain('2020年12月1日，记下“乙任务”的依据');
    await write('bulletin', { issue: 4, on: '2020-12-15' });
    // The same as PDF has the same number, the next month the next.
    expect((await read('bulletin', { on: '2020-12-15' })).body.issue).toBe(4);
    expect((await read('bulletin')).body.issue).toBe(5);
  });

  test.each(['summary', 'report', 'circular', 'bulletin'] as const)(
    '%s leaves as Word in which the linter finds nothing, and as PDF; the ledger says so',
    async (kind) => {
      const { bytes, headers } = await write(kind, { pages: 'http://wenrong.example/' });
      expect(headers['content-disposition']).toContain(encodeURIComponent('送审稿'));
      const parts = readDocx(bytes);
      expect(isDocumentRefusal(parts) ? parts : lint(parts)).toEqual([]);
      const pdf = (await write(kind, { as: 'pdf' })).bytes;
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      const [fact] = (await here.world.facts(here.bureauId, 'plan/document-exported')).toReversed();
      expect(fact!.data).toMatchObject({ type: kind, as: 'pdf' });
      expect((await write(kind, {}, 'staff')).status).toBe(403);
    },
  );
});

describe('minutes', () => {
  const minutes = (body: object = {}) => ({
    params: { planId: here.planId },
    body: {
      meeting: '局长办公会',
      on: '2021-01-18',
      place: '三楼会议室',
      chair: '郭玉蘅',
      decisions: [{ text: '补齐记录。', owner: '二科', dueOn: '2021-02-28' }],
      ...body,
    },
  });
  const preview = (body: object = {}) =>
    here.callers.office.call(documentRoutes.previewMinutes, minutes(body));

  test('tell who decided what, by whom until when; where the plan stood comes from the ledger', async () => {
    const { body } = await preview({ standing: true, present: '靳文澄', matters: '会议讨论了经费' });
    expect(body.sheet.name).toBe('局长办公会议纪要');
    expect(said(body.sheet)).toEqual([
      '2021年1月18日，郭玉蘅在三楼会议室主持召开局长办公会议。',
      expect.stringContaining('截至2021年1月18日，3项任务中，'),
      '会议讨论了经费。',
      '现将议定事项纪要如下：',
      '一、补齐记录。（二科，2021年2月28日前完成）',
      '出席：靳文澄',
    ]);
  });

  test('leave as a draft that keeps every rule; the ledger keeps the name of the meeting alone', async () => {
    const { bytes } = await here.callers.office.call(documentRoutes.writeMinutes, {
      ...minutes(),
      query: {},
    });
    expect(textOf(bytes)).toContain('补齐记录。');
    const parts = readDocx(bytes);
    expect(isDocumentRefusal(parts) ? parts : lint(parts)).toEqual([]);
    const [fact] = (await here.world.facts(here.bureauId, 'plan/document-exported')).toReversed();
    expect(fact!.data).toEqual({
      title: '局长办公会议纪要',
      type: 'minutes',
      as: 'docx',
      issue: null,
      toldOn: null,
    });
  });

  test('take the number of those who came from a closed sign-in list, and refuse one that is none', async () => {
    expect(await preview({ attendance: '019a0000-0000-7000-8000-000000000000' })).toMatchObject({
      status: 404,
      body: { code: 'plan/no-attendance' },
    });
    const held = { name: '执法交流会', sessionId: 's1', n: 17, reason: 'training' };
    await here.world.act(here.bureauId, async (act) => {
      act.record({
        kind: 'activity/attended',
        subject: 'activity/1',
        on: '2021-01-18',
        quantity: 17,
        data: held,
      });
    });
    const { body } = await here.callers.office.call(documentRoutes.listMeetings, {
      params: { planId: here.planId },
    });
    const [meeting] = body.meetings;
    const { sheet } = (await preview({ attendance: meeting!.factId })).body;
    expect(said(sheet)[1]).toBe('据“执法交流会”签到名单，到会17人。');
  });
});
