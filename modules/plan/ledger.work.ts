/** An existing 台账 comes in: first what it would change, then all of it or nothing. */
import { saysClass } from '#engines/gongwen/index.ts';
import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Upload } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { keepFile } from '#platform/files/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { columnLetters, isSheetRefusal, readWorkbook, type Sheet } from '#platform/sheets/index.ts';
import { readRows, type LedgerNames, type ReadRow } from './ledger-read.rules.ts';
import { findLedger, ledgerLabels, ledgerRows, type LedgerHeader } from './ledger.rules.ts';
import type { MeasureContent } from './measure.contract.ts';
import { whyNotMeasures } from './measure.rules.ts';
import { aroundOf, writeJudged } from './measure.work.ts';
import { planRefusals } from './plan-refusals.contract.ts';
import { updateLedger, type PlanRow } from './plan.data.ts';
import { loadPlan, lockPlan, openGround, planSubject, refuse, type Ground } from './plan-load.work.ts';

/** As many tasks as one ledger may hold. */
const MOST_ROWS = 2000;

interface Judged extends ReadRow {
  id: string;
}

/** Every row as a measure, judged beside all the others as they will stand. */
function judgedRows(
  header: LedgerHeader,
  { content: plan, ledger }: PlanRow,
  { asking, people }: Ground,
  around: Awaited<ReturnType<typeof aroundOf>>,
): Judged[] {
  const names: LedgerNames = {
    unitOf: (name) => asking.units.find((one) => one.name === name || one.shortName === name)?.unitId ?? null,
    personOf: (name) => people.find((one) => one.name === name)?.personId ?? null,
  };
  const known = around.rows.map(({ measure_id: id, content }) => ({ id, content }));
  const lines = ledgerRows(header);
  if (lines.length > MOST_ROWS) throw refuse('plan/ledger-too-long', { n: lines.length, most: MOST_ROWS });
  const reads = readRows(lines, { plan, names, known, rowOf: (id) => ledger?.rows[id] }).map((read) => ({
    ...read,
    id: read.known?.id ?? newId(),
  }));
  const whole = reads.filter(hasContent);
  for (const [at, no] of whyNotMeasures(whole, around).entries()) {
    if (!no) continue;
    const { zh, en } = fillBoth(planRefusals[no.code], no.facts);
    const { row, problems } = whole[at]!;
    problems.push({ zh: `第 ${row} 行：${zh}`, en: `Row ${row}: ${en}` });
  }
  return reads;
}

const hasContent = (read: Judged): read is Judged & { content: MeasureContent } => read.content !== null;

function headerOf(upload: Upload): LedgerHeader {
  const workbook = readWorkbook(upload.bytes, upload.name);
  if (isSheetRefusal(workbook)) throw new Refusal(workbook.code, workbook.facts);
  if (workbook.sheets.some(isMarkedClassified))
    throw new Refusal('documents/classified', { file: upload.name });
  const header = findLedger(workbook);
  if ('columns' in header) return header;
  throw refuse('plan/unknown-layout', { found: header.found.join('、') || '—' });
}

/** A class stands above the table, as on a document's first page. */
const isMarkedClassified = ({ rows }: Sheet): boolean =>
  saysClass(rows.flatMap((row) => row.map(({ text }) => text)));

/** All or nothing: with one row that cannot be read, nothing is written. */
export async function importLedger(act: Act, planId: string, upload: Upload, apply: boolean) {
  const plan = await (apply ? lockPlan : loadPlan)(act, planId);
  const header = headerOf(upload);
  const ground = await openGround(act);
  const reads = judgedRows(header, plan, ground, await aroundOf(act, plan, ground));
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
      means: ledgerLabels[field],
    })),
  };
}

async function applyRows(
  act: Act,
  planId: string,
  { header, reads, upload }: { header: LedgerHeader; reads: readonly Judged[]; upload: Upload },
): Promise<void> {
  await writeJudged(act, planId, reads.filter(hasContent));
  const file = await keepFile(act, 'plan', upload, ['xlsx', 'csv']);
  const state = header.columns.get('state');
  await updateLedger(act.db, planId, {
    sha256: file.sha256,
    name: upload.name,
    sheet: header.sheet.name,
    stateColumn: state === undefined ? null : columnLetters(state),
    rows: Object.fromEntries(reads.map(({ id, row }) => [id, row])),
  });
  const nKnown = reads.filter(({ known }) => known).length;
  act.record({
    kind: 'plan/ledger-read',
    subject: planSubject(planId),
    data: { nNew: reads.length - nKnown, nKnown },
  });
}
