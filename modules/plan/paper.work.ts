/** The plan as papers; and papers of others, looked at and not kept. */
import { lint, lintWords, writeDocx, type DocxParts } from '#engines/gongwen/index.ts';
import type { Act } from '#platform/act/index.ts';
import { fillBoth, xlsxType, type Download, type Upload } from '#platform/contract/index.ts';
import { unitsOfMeasure } from '#platform/contract/measure.ts';
import { isDocumentRefusal, readDocx } from '#platform/documents/index.ts';
import { openTypesetter, type Typesetter } from '#platform/documents/pdf.ts';
import { listBureaus } from '#platform/identity/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { writeBreakdownSheet } from './breakdown.sheets.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import type { CheckedDocument } from './paper.contract.ts';
import { planNotice, type PaperMeasure } from './paper.rules.ts';
import { Paper } from './plan.contract.ts';
import { listVersionRows, type PlanRow } from './plan.data.ts';
import {
  answersOf,
  dayAsked,
  linesOf,
  loadPlan,
  openGround,
  stateOn,
  type Ground,
} from './plan-load.work.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

// Opening it reads some 10 MB of faces: once a process, by the first PDF.
let typesetter: Typesetter | undefined;

export interface NoticeAsked {
  as: 'docx' | 'pdf';
  on?: string | undefined;
  pages?: string | undefined;
}

/** 通知, 工作方案 and 任务分解表 as they are worded now, with the numbers of a day. */
export async function writeNotice(
  act: Act,
  planId: string,
  { as, on, pages }: NoticeAsked,
): Promise<Download> {
  const plan = await loadPlan(act, planId);
  const ground = await openGround(act, dayAsked(act, on));
  const document = planNotice({
    content: plan.content,
    paper: paperOf(plan),
    bureau: await bureauName(act),
    on: await paperDay(act, planId, ground.on),
    measures: await measuresOf(act, ground, plan),
    pages: pages === undefined ? null : pages.replace(/[?#].*$/, '').replace(/\/*$/, '/'),
  });
  const bytes =
    as === 'docx' ? await writeDocx(document) : (typesetter ??= openTypesetter()).writePdf(document);
  const type = as === 'docx' ? docxType : 'application/pdf';
  return { name: `关于印发《${plan.content.name}》的通知（送审稿）.${as}`, type, bytes };
}

/** Plans written before papers were have none. */
const paperOf = (plan: PlanRow): Paper => Paper.parse((plan.content as { paper?: unknown }).paper ?? {});

const bureauName = async (act: Act): Promise<string> =>
  (await listBureaus(act.db)).find(({ bureau_id: id }) => id === act.bureauId)?.name ?? '';

/** The day it was first published, by the day looked at; before that the day itself. */
async function paperDay(act: Act, planId: string, on: string): Promise<string> {
  const versions = await listVersionRows(act.db, planId);
  const days = versions.flatMap(({ published_on: day }) => (day !== null && day <= on ? [day] : []));
  return days.at(-1) ?? on;
}

async function measuresOf(act: Act, ground: Ground, plan: PlanRow): Promise<PaperMeasure[]> {
  const rows = await listMeasureRows(act.db, plan.plan_id);
  const measures: PaperMeasure[] = [];
  for (const row of rows)
    if (stateOn(row, ground.on) !== 'cancelled') measures.push(await measureOf(ground, row));
  return measures;
}

async function measureOf(ground: Ground, { measure_id: id, content }: MeasureRow): Promise<PaperMeasure> {
  const answers = await answersOf(ground, id, content);
  return {
    id,
    number: content.number,
    title: content.title,
    text: content.text,
    strand: content.cells[0]!.strand,
    lead: ground.nameOf(content.leadUnitId),
    support: content.supportUnitIds.map(ground.nameOf),
    leader: content.leaderId === null ? '' : ground.nameOf(content.leaderId),
    endsOn: content.endsOn,
    rules: answers.map(({ target, answer }) => ({
      unit: answer.unit === null ? '' : unitsOfMeasure[answer.unit].zh,
      target,
      value: answer.value,
    })),
  };
}

/** The table to be printed, A4 across. */
export async function writeBreakdown(act: Act, planId: string, on?: string): Promise<Download> {
  const plan = await loadPlan(act, planId);
  const ground = await openGround(act, dayAsked(act, on));
  const { name, strands } = plan.content;
  const bytes = writeBreakdownSheet({
    name,
    issuer: paperOf(plan).issuer || (await bureauName(act)),
    on: ground.on,
    lines: await linesOf(act, ground, planId),
    nameOf: ground.nameOf,
    strandOf: (code) => strands.find((one) => one.code === code)?.name ?? code,
  });
  return { name: `${name}任务分解表.xlsx`, type: xlsxType, bytes };
}

function partsOf({ name, bytes }: Upload): DocxParts {
  const parts = readDocx(bytes);
  if (isDocumentRefusal(parts)) throw new Refusal(parts.code, { file: name });
  return parts;
}

/** What in an uploaded Word file departs from GB/T 9704. Nothing of the file is kept, nor that it was here. */
export function checkDocument(upload: Upload): CheckedDocument {
  const findings = lint(partsOf(upload)).map(({ code, paragraph, excerpt, facts }) => ({
    code,
    paragraph,
    excerpt,
    sentence: fillBoth(lintWords[code], facts),
  }));
  return { name: upload.name, findings };
}
