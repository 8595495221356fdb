import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Download, type Upload, xlsxType } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { keepFile, readKeptFile } from '#platform/files/index.ts';
import { listAccounts, listBureaus } from '#platform/identity/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listLegacyAgencies } from './door.work.ts';
import type { ImportDifference, ImportLine, ImportProblem, ImportView } from './import.contract.ts';
import {
  findImport,
  findPreview,
  insertImport,
  listImportRows,
  listPendingBefore,
  lockImport,
  updateImport,
  type ImportRow,
} from './import.data.ts';
import { writeImport } from './import-apply.work.ts';
import { forgetFile } from './import-read.work.ts';
import { isPending, stepFits, whyNotApply, type ImportStep } from './import.rules.ts';
import { undoWholeImport } from './import-undo.work.ts';
import { peopleRefusals } from './people.contract.ts';
import { countPersons } from './person.data.ts';
import { refusePeople } from './refuse.work.ts';
import { rosterErrorWorkbook, rosterExport, rosterTemplate } from './roster.sheets.ts';
import { readStanding } from './standing.work.ts';

export const readJob = 'people/read-import';
const pendingDays = 14;

const nameFinder = async (act: Act) => {
  const names = new Map((await listAccounts(act.db)).map((row) => [row.account_id, row.name]));
  return (accountId: string | null) => (accountId === null ? null : (names.get(accountId) ?? null));
};

const lineOf = (row: ImportRow, nameOf: (accountId: string | null) => string | null): ImportLine => ({
  id: row.import_id,
  state: row.state,
  fileName: row.file_name,
  effectiveOn: row.effective_on,
  counts: row.counts,
  markLeft: row.mark_left,
  createdBy: nameOf(row.created_by),
  createdAt: row.created_at,
  proposedBy: nameOf(row.proposed_by),
  decidedBy: nameOf(row.decided_by),
  appliedAt: row.applied_at,
  undoneAt: row.undone_at,
});

export async function showImports(act: Act): Promise<ImportLine[]> {
  const nameOf = await nameFinder(act);
  return (await listImportRows(act.db)).map((row) => lineOf(row, nameOf));
}

export async function readImport(act: Act, importId: string): Promise<ImportView> {
  const row = await findImport(act.db, importId);
  if (!row) throw refusePeople('people/no-such-import');
  return {
    ...lineOf(row, await nameFinder(act)),
    jobId: row.job_id,
    failure: row.failure,
    needsApproval: isPending(row.state) && (await countPersons(act.db)) > 0,
    hasFile: row.file_sha256 !== null,
    may: maysOf(act, row),
  };
}

const permitOf = (step: ImportStep) =>
  step === 'approve' || step === 'decline' ? 'people/approve-import' : 'people/import';

/** A button that does not fit the state is simply not there; one that fits but is barred says why. */
function maysOf(act: Act, row: ImportRow): ImportView['may'] {
  const may = (step: ImportStep) => ({
    may: permitted(permitOf(step), act.who.roles) && stepFits(step, row.state),
  });
  const own = row.proposed_by !== null && row.proposed_by === act.who.accountId;
  return {
    apply: may('apply'),
    approve: own ? { may: false, whyNot: fillBoth(peopleRefusals['people/import-own']) } : may('approve'),
    decline: may('decline'),
    drop: may('drop'),
    reread: row.file_sha256 === null ? { may: false } : may('reread'),
    undo: may('undo'),
  };
}

export async function showPreview(
  act: Act,
  importId: string,
): Promise<{ problems: ImportProblem[]; difference: ImportDifference }> {
  const preview = await findPreview(act.db, importId);
  if (!preview) throw refusePeople('people/no-such-import');
  return preview;
}

/** Keeps the upload and starts to read it. Whatever kind of file it is, reading says in a sentence what is wrong. */
export async function uploadRoster(
  act: Act,
  upload: Upload,
  effectiveOn: string | undefined,
): Promise<ImportView> {
  const file = await keepFile(act, 'people', upload, ['xlsx', 'csv', 'ole', 'pdf', 'png', 'jpeg', 'other']);
  const importId = newId();
  const jobId = await act.enqueue({ kind: readJob, input: { importId } });
  await insertImport(act.db, {
    bureau_id: act.bureauId,
    import_id: importId,
    state: 'reading',
    file_name: file.name,
    file_sha256: file.sha256,
    job_id: jobId,
    effective_on: effectiveOn ?? act.today,
    created_by: act.who.accountId,
    created_at: act.now,
  });
  return readImport(act, importId);
}

/** The import, held until the transaction ends; refuses a step that does not fit its state. */
async function hold(act: Act, importId: string, step: ImportStep): Promise<ImportRow> {
  const row = await lockImport(act.db, importId);
  if (!row) throw refusePeople('people/no-such-import');
  if (!stepFits(step, row.state)) throw refusePeople(`people/import-is-${row.state}`);
  return row;
}

export async function applyImport(
  act: Act,
  importId: string,
  wish: { markLeft: boolean; skipBadRows: boolean },
): Promise<ImportView> {
  const row = await hold(act, importId, 'apply');
  const why = whyNotApply(row.counts!, wish);
  if (why) throw refusePeople(why.code, { ...why.facts });
  const decided = { ...row, mark_left: wish.markLeft };
  if ((await countPersons(act.db)) > 0) {
    const proposed = { proposed_by: act.who.accountId, proposed_at: act.now };
    await updateImport(act.db, importId, { state: 'proposed', mark_left: wish.markLeft, ...proposed });
    act.record({ kind: 'people/import-proposed', subject: `import/${importId}` });
  } else await write(act, decided);
  return readImport(act, importId);
}

/** Writes the import and closes it: the file and what was read from it are no longer needed. */
async function write(act: Act, row: ImportRow): Promise<void> {
  const applied = await writeImport(act, row);
  await close(act, row, { state: 'applied', mark_left: row.mark_left, applied_at: act.now });
  act.record({
    kind: 'people/imported',
    subject: `import/${row.import_id}`,
    on: row.effective_on,
    quantity: applied.nNew + applied.nChanged + applied.nLeft,
    data: { ...applied },
  });
}

async function close(act: Act, row: ImportRow, change: Parameters<typeof updateImport>[2]): Promise<void> {
  await updateImport(act.db, row.import_id, { ...change, reading: null, file_sha256: null });
  await forgetFile(act, row.file_sha256);
}

export async function approveImport(act: Act, importId: string): Promise<ImportView> {
  const row = await hold(act, importId, 'approve');
  if (row.proposed_by === act.who.accountId) throw refusePeople('people/import-own');
  await write(act, row);
  await updateImport(act.db, importId, { decided_by: act.who.accountId, decided_at: act.now });
  return readImport(act, importId);
}

export async function declineImport(act: Act, importId: string): Promise<ImportView> {
  const row = await hold(act, importId, 'decline');
  await close(act, row, { state: 'declined', decided_by: act.who.accountId, decided_at: act.now });
  act.record({ kind: 'people/import-declined', subject: `import/${importId}` });
  return readImport(act, importId);
}

export async function rereadImport(act: Act, importId: string): Promise<ImportView> {
  await hold(act, importId, 'reread');
  const jobId = await act.enqueue({ kind: readJob, input: { importId } });
  await updateImport(act.db, importId, { state: 'reading', job_id: jobId });
  return readImport(act, importId);
}

export async function dropImport(act: Act, importId: string): Promise<ImportView> {
  const row = await hold(act, importId, 'drop');
  await close(act, row, { state: 'dropped' });
  act.record({ kind: 'people/import-dropped', subject: `import/${importId}` });
  return readImport(act, importId);
}

export async function undoImport(act: Act, importId: string): Promise<ImportView> {
  await hold(act, importId, 'undo');
  await undoWholeImport(act, importId);
  await updateImport(act.db, importId, { state: 'undone', undone_at: act.now });
  return readImport(act, importId);
}

/** Uploads hold names and phones: those nobody decided on are dropped after two weeks. */
export async function dropOldImports(act: Act): Promise<void> {
  const before = new Date(Date.parse(act.now) - pendingDays * 86_400_000).toISOString();
  for (const importId of await listPendingBefore(act.db, before)) await dropImport(act, importId);
}

const bureauName = async (act: Act): Promise<string> =>
  (await listBureaus(act.db)).find((row) => row.bureau_id === act.bureauId)?.name ?? '';

const sheet = (name: string, bytes: Uint8Array): Download => ({ name, type: xlsxType, bytes });

export async function downloadErrors(act: Act, importId: string, language: 'zh' | 'en'): Promise<Download> {
  const row = await findImport(act.db, importId);
  const file = row?.file_sha256 ? await readKeptFile(act, row.file_sha256) : null;
  const agencies = await listLegacyAgencies(act);
  const standing = row && (await readStanding(act, row.effective_on));
  const knownUnits = standing?.units.map(({ path }) => path) ?? [];
  const options = { agencies, knownUnits, on: row?.effective_on ?? act.today };
  const bytes = file && rosterErrorWorkbook(file.bytes, row!.file_name, options, language);
  if (!bytes) throw refusePeople('people/no-such-import');
  const suffix = language === 'zh' ? '问题' : 'problems';
  return sheet(`${row!.file_name.replace(/\.\w+$/, '')}-${suffix}.xlsx`, bytes);
}

export async function downloadTemplate(act: Act): Promise<Download> {
  const heading = { bureau: await bureauName(act), agencies: await listLegacyAgencies(act) };
  return sheet('花名册模板.xlsx', rosterTemplate(heading));
}

/** The roster of a day as a workbook that an import reads back without a difference. */
export async function exportRoster(act: Act, asked: string | undefined): Promise<Download> {
  const on = asked ?? act.today;
  const { persons, units } = await readStanding(act, on);
  const heading = { bureau: await bureauName(act), agencies: await listLegacyAgencies(act) };
  const bytes = rosterExport(persons, units, on, heading);
  act.record({
    kind: 'people/exported',
    subject: `bureau/${act.bureauId}`,
    quantity: persons.length,
    data: { n: persons.length },
  });
  return sheet(`花名册-${on}.xlsx`, bytes);
}
