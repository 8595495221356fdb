/** The plan as papers; and papers of others, looked at and not kept. */
import { lint, lintWords, type DocxParts } from '#engines/gongwen/index.ts';
import type { Act } from '#platform/act/index.ts';
import { fillBoth, xlsxType, type Download, type Upload } from '#platform/contract/index.ts';
import { unitsOfMeasure } from '#platform/contract/measure.ts';
import { isDocumentRefusal, readDocx } from '#platform/documents/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { writeBreakdownSheet } from './breakdown.sheets.ts';
import { resourceText } from './compare.rules.ts';
import { bureauName, exported, pagesOf, paperOf } from './document.work.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import type { CheckedDocument } from './paper.contract.ts';
import { planNotice, type PaperMeasure } from './paper.rules.ts';
import type { PlanContent } from './plan.contract.ts';
import { listVersionRows, type VersionRow } from './plan.data.ts';
import {
  answersOf,
  dayAsked,
  linesOf,
  loadPlan,
  openGround,
  refuse,
  stateOn,
  type Ground,
} from './plan-load.work.ts';

export interface PaperAsked {
  on?: string | undefined;
  version?: number | undefined;
}
export interface NoticeAsked extends PaperAsked {
  as: 'docx' | 'pdf';
  pages?: string | undefined;
}

/** What goes on paper: the wording of now without what was cancelled, or a version as it was submitted. */
interface Worded {
  content: PlanContent;
  rows: MeasureRow[];
  /** Day of the paper. */
  on: string;
  /** `（第2版）` in the name of the file. */
  mark: string;
}

async function wordingAsked(act: Act, planId: string, ground: Ground, version?: number): Promise<Worded> {
  const plan = await loadPlan(act, planId);
  const versions = await listVersionRows(act.db, planId);
  const rows = await listMeasureRows(act.db, planId);
  if (version === undefined) {
    const live = rows.filter((row) => stateOn(row, ground.on) !== 'cancelled');
    return { content: plan.content, rows: live, on: paperDay(versions, ground.on), mark: '' };
  }
  const asked = versions.find((one) => one.version === version);
  if (!asked) throw refuse('plan/no-version', { version });
  const byId = new Map(rows.map((row) => [row.measure_id, row]));
  const { content, measures } = asked.snapshot;
  return {
    content,
    rows: measures.flatMap(({ id, content: said }) => {
      const row = byId.get(id);
      return row ? [{ ...row, content: said, number: said.number }] : [];
    }),
    on: asked.published_on ?? asked.decided_on ?? asked.proposed_on,
    mark: `（第${version}版）`,
  };
}

/** 通知, 工作方案 and 任务分解表, with the numbers of a day. */
export async function writeNotice(
  act: Act,
  planId: string,
  { as, on, version, pages }: NoticeAsked,
): Promise<Download> {
  const ground = await openGround(act, dayAsked(act, on));
  const worded = await wordingAsked(act, planId, ground, version);
  const document = planNotice({
    content: worded.content,
    paper: paperOf(worded.content),
    bureau: await bureauName(act),
    on: worded.on,
    measures: await measuresOf(ground, worded.rows),
    pages: pagesOf(pages),
  });
  const name = `关于印发《${worded.content.name}》的通知${worded.mark}`;
  return exported(act, planId, { document, as, kind: 'notice', name });
}

/** The day it was first published, by the day looked at; before that the day itself. */
function paperDay(versions: readonly VersionRow[], on: string): string {
  const days = versions.flatMap(({ published_on: day }) => (day !== null && day <= on ? [day] : []));
  return days.at(-1) ?? on;
}

async function measuresOf(ground: Ground, rows: readonly MeasureRow[]): Promise<PaperMeasure[]> {
  const measures: PaperMeasure[] = [];
  for (const row of rows) measures.push(await measureOf(ground, row));
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
    means: resourceText(content.resources),
    endsOn: content.endsOn,
    rules: answers.map(({ target, answer }) => ({
      unit: answer.unit === null ? '' : unitsOfMeasure[answer.unit].zh,
      target,
      value: answer.value,
    })),
  };
}

/** The table to be printed, A4 across. */
export async function writeBreakdown(
  act: Act,
  planId: string,
  { on, version }: PaperAsked = {},
): Promise<Download> {
  const ground = await openGround(act, dayAsked(act, on));
  const { content, rows, mark } = await wordingAsked(act, planId, ground, version);
  const bytes = writeBreakdownSheet({
    name: content.name,
    issuer: paperOf(content).issuer || (await bureauName(act)),
    on: ground.on,
    // What was cancelled stays in the table with its reason.
    lines: await linesOf(act, ground, planId, version === undefined ? undefined : rows),
    nameOf: ground.nameOf,
    strandOf: (code) => content.strands.find((one) => one.code === code)?.name ?? code,
  });
  return { name: `${content.name}任务分解表${mark}.xlsx`, type: xlsxType, bytes };
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
