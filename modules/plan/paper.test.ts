import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '#engines/gongwen/index.ts';
import { isDocumentRefusal, readDocx } from '#platform/documents/index.ts';
import { openArchive } from '#platform/sheets/archive.ts';
import { isSheetRefusal, readWorkbook } from '#platform/sheets/index.ts';
import { sheetLimits } from '#platform/sheets/limits.ts';
import { aBureau } from '#modules/fusion/fusion.fixtures.ts';
import { indicatorRoutes } from '#modules/indicator/indicator.contract.ts';
import { aCount, anIndicator } from '#modules/indicator/indicator.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { paperRoutes } from './paper.contract.ts';
import { planRoutes } from './plan.contract.ts';
import { aMeasure, aPlanContent } from './plan.fixtures.ts';

let world: TestHouse;
let office: Caller;
let staff: Caller;
let planId: string;
let measureId: string;

const paper = {
  issuer: '测试市市场监督管理局',
  addressee: '各科室',
  abbreviation: '测市监发',
  serial: 7,
  copiesTo: '市直机关工委',
  printedBy: '',
};

beforeAll(async () => {
  world = await openTestHouse('paper');
  world.setClock('2020-07-13T09:00:00+08:00');
  const { bureauId, unitIds } = await aBureau(world, { ICO: 6, QTS: 6 });
  [office, staff] = [await world.signIn(bureauId, 'office'), await world.signIn(bureauId, 'staff')];
  const source = {
    kinds: ['plan/evidence-noted'],
    about: { kind: 'asker' as const },
    period: { kind: 'asker' as const },
  };
  const question = { ...aCount(source), unit: 'entry' as const };
  const rule = anIndicator({ name: '本项任务的依据', question: question as never, target: 1 });
  const { body: indicator } = await office.call(indicatorRoutes.addIndicator, { body: rule });
  const chapters = {
    aims: '以文促融、以文促业。',
    goals: '',
    organisation: '成立领导组。\n办公室设在质量发展科。',
    steps: '动员部署：印发方案。\n总结提升',
    demands: '',
  };
  const { body: plan } = await office.call(planRoutes.addPlan, { body: aPlanContent({ chapters, paper }) });
  planId = plan.id;
  const content = aMeasure({
    title: '=cmd 交流会',
    text: '每月一次',
    leadUnitId: unitIds[1]!,
    supportUnitIds: [unitIds[2]!],
    resources: { words: '报告厅', budgetFen: 120_000 },
    evidence: [{ indicatorId: indicator.id, target: 3 }],
  });
  const { body } = await office.call(measureRoutes.addMeasure, { params: { planId }, body: { content } });
  measureId = body.id;
});
afterAll(() => world.close());

const notice = (query: object, who = office) =>
  who.call(paperRoutes.writeNotice, { params: { planId }, query });
const check = (bytes: Uint8Array, name = '通知.docx') =>
  staff.call(paperRoutes.checkDocument, { file: { name, bytes } });
const partOf = (bytes: Uint8Array, name: string): string =>
  new TextDecoder().decode(openArchive(bytes, sheetLimits).read(name));
const textOf = (bytes: Uint8Array): string => partOf(bytes, 'word/document.xml').replace(/<[^>]+>/g, '');

describe('the plan as 通知, 工作方案 and 任务分解表', () => {
  test('is a draft in which the linter finds nothing, with number, copies-to and every chapter that has text', async () => {
    const { bytes, headers } = await notice({ as: 'docx' });
    expect(headers['content-type']).toContain('wordprocessingml');
    const parts = readDocx(bytes);
    if (isDocumentRefusal(parts)) throw new Error(parts.code);
    expect(lint(parts)).toEqual([]);
    const text = textOf(bytes);
    for (const words of [
      '测市监发〔2020〕7号',
      '各科室：',
      '一、指导思想',
      '二、组织领导',
      '三、重点任务',
      '（一）机关服务文化',
      '每月一次。牵头单位：',
      '；保障：报告厅，经费 1200 元；',
      '2020年12月31日前完成；目标：3条。',
      '（一）动员部署。印发方案。',
      '抄送：市直机关工委。',
      '任务分解表',
      '0条',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('工作目标');
  });

  test('carries links from its numbers to the records, where the reader’s address is told', async () => {
    const pages = 'http://wenrong.example:7030/';
    const { bytes } = await notice({ as: 'docx', pages });
    expect(partOf(bytes, 'word/_rels/document.xml.rels')).toContain(`${pages}measures/${measureId}`);
    expect(partOf((await notice({ as: 'docx' })).bytes, 'word/_rels/document.xml.rels')).not.toContain(
      'measures/',
    );
    expect((await notice({ as: 'docx', pages: 'javascript:alert(1)' })).status).toBe(422);
  });

  test('is a PDF too; leaders and office export it, staff do not', async () => {
    const { bytes } = await notice({ as: 'pdf' });
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect((await notice({}, staff)).status).toBe(403);
  });

  test('the table prints with its title, 填报单位 and heads of two levels; a formula stays text', async () => {
    const { bytes } = await office.call(paperRoutes.writeBreakdown, { params: { planId }, query: {} });
    const book = readWorkbook(bytes, 'a.xlsx');
    if (isSheetRefusal(book)) throw new Error(book.code);
    const [sheet] = book.sheets;
    const texts = sheet!.rows.map((row) => row.map(({ text }) => text));
    expect(texts[0]![0]).toBe('机关文化建设工作方案任务分解表');
    expect(texts[1]![0]).toContain('填报单位：测试市市场监督管理局');
    expect(texts[2]).toEqual(expect.arrayContaining(['序号', '任务', '责任', '完成时限']));
    expect(texts[3]).toEqual(expect.arrayContaining(['牵头单位', '配合单位', '责任领导']));
    expect(texts[4]!.slice(0, 3)).toEqual(['1', '机关服务文化', '=cmd 交流会']);
    expect(partOf(bytes, 'xl/sharedStrings.xml')).toContain("'=cmd");
    expect(partOf(bytes, 'xl/workbook.xml')).toContain('_xlnm.Print_Titles');
    expect(sheet!.merges.length).toBeGreaterThan(5);
  });
});

describe('a Word file that somebody uploads', () => {
  test('is told finding by finding, with its paragraph and a sentence, to all staff', async () => {
    const { bytes } = await notice({ as: 'docx' });
    expect((await check(bytes)).body).toEqual({ name: '通知.docx', findings: [] });
    const { body: plan } = await office.call(planRoutes.readPlan, { params: { planId }, query: {} });
    const chapters = { ...plan.content.chapters, aims: '依据岚市监发[2020]第003号，2020年07月06日。' };
    const changed = { content: { ...plan.content, chapters }, revision: plan.revision };
    await office.call(planRoutes.changePlan, { params: { planId }, body: changed });
    const { body } = await check((await notice({ as: 'docx' })).bytes);
    expect(body.findings.map(({ code }) => code)).toEqual(['number/brackets', 'date/padded']);
    expect(body.findings[0]!.paragraph).toBeGreaterThan(5);
    expect(body.findings[1]!.sentence.zh).toContain('应写作“2020年7月6日”');
    for (const { sentence } of body.findings) expect(sentence.zh + sentence.en).not.toContain('{');
  });

  test.each([
    ['damaged', 'documents/damaged', 422, (good: Uint8Array) => good.subarray(0, good.length / 2)],
    ['not a Word file', 'documents/not-docx', 415, () => new TextEncoder().encode('你好')],
  ])('that is %s gets a clear sentence, and nothing is kept', async (_, code, status, spoil) => {
    const { bytes } = await notice({ as: 'docx' });
    const answer = await check(spoil(bytes), '坏.docx');
    expect(answer).toMatchObject({ status, body: { code } });
    expect((answer.body as unknown as { detail: { zh: string } }).detail.zh).toContain('坏.docx');
  });
});

describe('days that no calendar holds', () => {
  test('are refused when a plan is copied, and nothing is written', async () => {
    for (const fromOn of ['9999-12-31', '0000-01-01', '2199-12-01']) {
      const copy = { params: { planId }, body: { name: '远方的方案', fromOn } };
      expect(await office.call(planRoutes.copyPlan, copy)).toMatchObject({
        status: 422,
        body: { code: 'plan/far-day' },
      });
    }
    expect((await office.call(planRoutes.listPlans)).body.plans).toHaveLength(1);
  });

  test('are refused of measures, plans and notes; a plan looked at in the year 0 has no records', async () => {
    const { body: plan } = await office.call(planRoutes.readPlan, { params: { planId }, query: {} });
    const { content, revision } = plan.measures[0]!;
    const body0 = { content: { ...content, startsOn: '0000-01-01' }, revision };
    const far = { params: { measureId }, body: body0 };
    expect((await office.call(measureRoutes.changeMeasure, far)).status).toBe(422);
    const body = { what: '某件事情', source: '某文', on: '0000-03-01' };
    expect((await office.call(measureRoutes.noteEvidence, { params: { measureId }, body })).status).toBe(422);
    for (const on of ['0000-01-01', '9999-12-31'])
      for (const route of [planRoutes.readPlan, planRoutes.readLoad, planRoutes.listContradictions])
        expect(
          (await office.call(route as typeof planRoutes.readPlan, { params: { planId }, query: { on } }))
            .status,
        ).toBe(200);
  });
});
