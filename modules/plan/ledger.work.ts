/** An existing 台账 comes in: first what it would change, then all of it or nothing. */
import type { Act } from '#platform/act/index.ts';
import type { Upload } from '#platform/contract/index.ts';
import { keepFile } from '#platform/files/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { columnLetters, isSheetRefusal, readWorkbook } from '#platform/sheets/index.ts';
import { readRow, type LedgerNames, type ReadRow } from './ledger-read.rules.ts';
import { findLedger, ledgerLabels, ledgerRows, type LedgerHeader } from './ledger.rules.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import { changeMeasure, writeMeasure } from './measure.work.ts';
import { updateLedger, type PlanRow } from './plan.data.ts';
import { loadPlan, openGround, planSubject, refuse, type Ground } from './plan-load.work.ts';

function readRows(
  header: LedgerHeader,
  { content: plan }: PlanRow,
  { asking, people }: Ground,
  rows: readonly MeasureRow[],
): ReadRow[] {
  const names: LedgerNames = {
    unitOf: (name) => asking.units.find((one) => one.name === name || one.shortName === name)?.unitId ?? null,
    personOf: (name) => people.find((one) => one.name === name)?.personId ?? null,
  };
  const known = rows.map(({ measure_id: id, content }) => ({ id, content }));
  let number = Math.max(0, ...rows.map((row) => row.number));
  return ledgerRows(header).map((row) => {
    const read = readRow(row, { plan, names, known, number: number + 1 });
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
      means: ledgerLabels[field],
    })),
  };
}

async function applyRows(
  act: Act,
  planId: string,
  { header, reads, upload }: { header: LedgerHeader; reads: readonly ReadRow[]; upload: Upload },
): Promise<void> {
  const states = new Map((await listMeasureRows(act.db, planId)).map((row) => [row.measure_id, row.state]));
  const rows: Record<string, number> = {};
  for (const { row, known, content } of reads) {
    const over = known !== undefined && ['done', 'cancelled'].includes(states.get(known.id)!);
    if (known && !over) await changeMeasure(act, known.id, content!);
    const id = known?.id ?? (await writeMeasure(act, planId, content!));
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
