/** An existing 台账 comes in, and goes back out as the same file, its state column written from the ledger of facts. */
import type { Act } from '#platform/act/index.ts';
import { xlsxType, type Download, type Saying, type Upload } from '#platform/contract/index.ts';
import { keepFile } from '#platform/files/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import {
  columnLetters,
  isSheetRefusal,
  patchCsv,
  patchWorkbook,
  readWorkbook,
} from '#platform/sheets/index.ts';
import { stateText } from './breakdown.sheets.ts';
import {
  dayIn,
  findLedger,
  ledgerFields,
  ledgerRows,
  namesIn,
  type LedgerHeader,
  type LedgerRow,
} from './ledger.rules.ts';
import type { MeasureContent } from './measure.contract.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import { changeMeasure, writeMeasure } from './measure.work.ts';
import { writeBreakdown } from './paper.work.ts';
import { updateLedger, type PlanRow } from './plan.data.ts';
import { linesOf, loadPlan, openGround, planSubject, refuse, type Ground } from './plan-load.work.ts';

interface Read {
  row: number;
  content: MeasureContent | null;
  title: string;
  known: MeasureRow | undefined;
  problems: Saying[];
}

const problem = (zh: string, en: string): Saying => ({ zh, en });

/** The strand that a row names; the first where it names none, since a measure stands in one at least. */
const strandOf = (text: string, { content: { strands } }: PlanRow) => {
  const bare = (name: string) => name.replace(/\s/g, '');
  return bare(text) === '' ? strands[0]! : strands.find(({ name }) => bare(name) === bare(text));
};

function readRow(
  { row, texts }: LedgerRow,
  plan: PlanRow,
  ground: Ground,
  around: { known: readonly MeasureRow[]; number: number },
): Read {
  const problems: Saying[] = [];
  const title = texts.title!.slice(0, 80);
  const known = around.known.find(({ content }) => content.title === title);
  const unitOf = (name: string): string | null => {
    const unit = ground.asking.units.find((one) => one.name === name || one.shortName === name);
    if (!unit)
      problems.push(problem(`第 ${row} 行：没有“${name}”这个单位`, `Row ${row}: there is no unit “${name}”`));
    return unit?.unitId ?? null;
  };
  const [lead = null, ...alsoLead] = namesIn(texts.lead ?? '').map(unitOf);
  if (!texts.lead) problems.push(problem(`第 ${row} 行：没有写牵头单位`, `Row ${row}: no lead unit`));
  const support = namesIn(texts.support ?? '')
    .map(unitOf)
    .filter((id) => id !== null);
  const endsOn = dayIn(texts.due ?? '', Number(plan.content.toOn.slice(0, 4)));
  if (!endsOn)
    problems.push(
      problem(
        `第 ${row} 行：看不懂时限“${texts.due ?? ''}”`,
        `Row ${row}: the time limit “${texts.due ?? ''}” cannot be read`,
      ),
    );
  const leader = texts.leader
    ? ground.people.find(({ name }) => name === texts.leader!.replace(/\s/g, ''))
    : undefined;
  if (texts.leader && !leader)
    problems.push(
      problem(
        `第 ${row} 行：花名册上没有“${texts.leader}”`,
        `Row ${row}: “${texts.leader}” is not on the roster`,
      ),
    );
  const strand = strandOf(texts.strand ?? '', plan);
  if (!strand)
    problems.push(
      problem(
        `第 ${row} 行：没有“${texts.strand}”这个线条`,
        `Row ${row}: there is no strand “${texts.strand}”`,
      ),
    );
  if (problems.length > 0 || lead === null || !endsOn || !strand)
    return { row, title, known, problems, content: null };
  const startsOn = known?.content.startsOn ?? (plan.content.fromOn < endsOn ? plan.content.fromOn : endsOn);
  const fresh = {
    number: around.number,
    cells: [{ integration: 'politics' as const, strand: strand.code }],
    milestones: [],
    dependsOn: [],
    hours: [],
    risk: { level: 'low' as const, text: '' },
    evidence: [],
    watches: [],
  };
  const read = {
    title,
    text: texts.text ?? known?.content.text ?? '',
    leadUnitId: lead,
    supportUnitIds: [...support, ...alsoLead.filter((id) => id !== null)],
    leaderId: leader?.personId ?? known?.content.leaderId ?? null,
    startsOn: startsOn < endsOn ? startsOn : endsOn,
    endsOn,
  };
  return { row, title, known, problems, content: { ...fresh, ...known?.content, ...read } };
}

function readRows(header: LedgerHeader, plan: PlanRow, ground: Ground, known: readonly MeasureRow[]): Read[] {
  let number = Math.max(0, ...known.map((row) => row.number));
  return ledgerRows(header).map((row) => {
    const read = readRow(row, plan, ground, { known, number: number + 1 });
    if (!read.known) number++;
    return read;
  });
}

function headerOf(upload: Upload): LedgerHeader {
  const workbook = readWorkbook(upload.bytes, upload.name);
  if (isSheetRefusal(workbook)) throw new Refusal(workbook.code, workbook.facts);
  const header = findLedger(workbook);
  if ('columns' in header) return header;
  throw refuse('plan/unknown-layout', { found: header.found.join('、') || '—' });
}

/** All or nothing: with one row that cannot be read, nothing is written. */
export async function importLedger(act: Act, planId: string, upload: Upload, apply: boolean) {
  const plan = await loadPlan(act, planId);
  const header = headerOf(upload);
  const reads = readRows(header, plan, await openGround(act), await listMeasureRows(act.db, planId));
  const nProblems = reads.reduce((n, { problems }) => n + problems.length, 0);
  if (apply && nProblems > 0) throw refuse('plan/ledger-problems', { n: nProblems });
  if (apply) await applyRows(act, planId, { header, reads, upload });
  return {
    applied: apply,
    rows: reads.map(({ row, title, known, problems }) => ({
      row,
      title,
      found: known ? ('known' as const) : ('new' as const),
      problems,
    })),
    columns: [...header.columns].map(([field, column]) => ({
      column: columnLetters(column),
      means: ledgerFields[field][0],
    })),
  };
}

async function applyRows(
  act: Act,
  planId: string,
  { header, reads, upload }: { header: LedgerHeader; reads: readonly Read[]; upload: Upload },
): Promise<void> {
  const rows: Record<string, number> = {};
  for (const { row, known, content } of reads) {
    const over = known?.state === 'done' || known?.state === 'cancelled';
    if (known && !over) await changeMeasure(act, known.measure_id, content!);
    const id = known?.measure_id ?? (await writeMeasure(act, planId, content!));
    rows[id] = row;
  }
  const file = await keepFile(act, 'plan', upload, ['xlsx', 'csv']);
  const state = header.columns.get('state');
  await updateLedger(act.db, planId, {
    sha256: file.sha256,
    name: upload.name,
    sheet: header.sheet.name,
    stateColumn: state === undefined ? null : columnLetters(state),
    rows,
  });
  const nKnown = reads.filter(({ known }) => known).length;
  act.record({
    kind: 'plan/ledger-read',
    subject: planSubject(planId),
    data: { nNew: reads.length - nKnown, nKnown },
  });
}

/** The file as it came in, with the state of each task as it is today; a file that cannot be followed is written anew. */
export async function returnLedger(act: Act, planId: string): Promise<Download> {
  const plan = await loadPlan(act, planId);
  if (!plan.ledger) throw refuse('plan/no-ledger');
  const { sha256, name, sheet, stateColumn, rows } = plan.ledger;
  const ground = await openGround(act);
  const lines = await linesOf(act, ground, planId);
  const cells = Object.fromEntries(
    lines.flatMap((line) =>
      rows[line.id] && stateColumn ? [[`${stateColumn}${rows[line.id]}`, stateText(line)]] : [],
    ),
  );
  const bytes = await act.files.read(act.bureauId, sha256);
  const isCsv = !isZip(bytes);
  const patched =
    stateColumn === null ? null : isCsv ? patchCsv(bytes, cells) : patchWorkbook(bytes, sheet, cells);
  if (!patched)
    return {
      name: name.replace(/\.\w+$/, '.xlsx'),
      type: xlsxType,
      bytes: (await writeBreakdown(act, planId)).bytes,
    };
  return isCsv
    ? { name, type: 'text/csv', bytes: patched }
    : { name: name.replace(/\.\w+$/, '.xlsx'), type: xlsxType, bytes: patched };
}

/** Workbooks are archives: `PK`. What a file is called says nothing. */
const isZip = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;
