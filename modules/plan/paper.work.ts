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
import { publishedOf, wordedAs, type InForce } from './in-force.rules.ts';
import { agreed, openPlan, type OpenPlan } from './in-force.work.ts';
import type { MeasureRow } from './measure.data.ts';
import type { CheckedDocument } from './paper.contract.ts';
import { planNotice, type PaperMeasure } from './paper.rules.ts';
import type { VersionRow } from './plan.data.ts';
import { isChanged } from './plan-view.work.ts';
import { answersOf, linesOf, refuse, type Ground } from './plan-load.work.ts';

export interface PaperAsked {
  on?: string | undefined;
  version?: number | undefined;
}
export interface NoticeAsked extends PaperAsked {
  as: 'docx' | 'pdf';
  pages?: string | undefined;
}

/** What goes on paper: what is published, a version as it was submitted, or (0) the working copy. */
interface Worded {
  counted: InForce;
  ground: Ground;
  /** Day of the paper. */
  on: string;
  /** Its number is that of another wording, or of nothing that was issued. */
  unnumbered: boolean;
  /** `（第2版）` in the name of the file. */
  mark: string;
}

async function wordingAsked(act: Act, planId: string, { on: asked, version }: PaperAsked): Promise<Worded> {
  const opened = await openPlan(act, planId, { on: asked, draft: version === 0 });
  const { versions, working, now } = opened;
  const published = publishedOf(versions);
  if (!version) {
    const { counted, ground } = opened;
    const isOut = counted.version !== null || (published.length > 0 && !isChanged(opened));
    if (isOut) return issued(opened, counted.version ?? published[0]!, '');
    return { counted, ground, on: ground.on, unnumbered: published.length > 0, mark: '' };
  }
  const found = versions.find((one) => one.version === version);
  if (!found) throw refuse('plan/no-version', { version });
  const mark = `（第${version}版）`;
  if (found.published_on !== null) return issued(opened, found, mark);
  const counted = wordedAs(planId, found, working);
  return { counted, ground: agreed(now, counted), on: now.on, unnumbered: published.length > 0, mark };
}

/** A version under its own day; the number belongs to the first version that was issued with it. */
function issued({ versions, working, now, plan }: OpenPlan, version: VersionRow, mark: string): Worded {
  const counted = wordedAs(plan.plan_id, version, working);
  const numberOf = ({ snapshot }: VersionRow): string => {
    const { abbreviation, serial } = paperOf(snapshot.content);
    return `${abbreviation}${serial}`;
  };
  const first = publishedOf(versions).findLast((one) => numberOf(one) === numberOf(version));
  return {
    counted,
    ground: agreed(now, counted),
    on: version.published_on!,
    unnumbered: first !== version,
    mark,
  };
}

/** 通知, 工作方案 and 任务分解表, with the numbers of a day. */
export async function writeNotice(
  act: Act,
  planId: string,
  { as, pages, ...asked }: NoticeAsked,
): Promise<Download> {
  const { counted, ground, on, unnumbered, mark } = await wordingAsked(act, planId, asked);
  const { content, rows } = counted;
  const paper = paperOf(content);
  const document = planNotice({
    content,
    paper: unnumbered ? { ...paper, serial: null } : paper,
    bureau: await bureauName(act),
    on,
    measures: await measuresOf(ground, rows),
    pages: pagesOf(pages),
  });
  const name = `关于印发《${content.name}》的通知${mark}`;
  return exported(act, planId, { document, as, kind: 'notice', name });
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
export async function writeBreakdown(act: Act, planId: string, asked: PaperAsked = {}): Promise<Download> {
  const { counted, ground, mark } = await wordingAsked(act, planId, asked);
  const { content } = counted;
  const bytes = writeBreakdownSheet({
    name: content.name,
    issuer: paperOf(content).issuer || (await bureauName(act)),
    on: ground.on,
    // What was cancelled stays in the table with its reason.
    lines: await linesOf(act, ground, counted),
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
