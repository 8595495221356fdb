/** A wave collected elsewhere: files are read in a thread, put under aliases, and removed. */
import type { Act } from '#platform/act/index.ts';
import { xlsxType, type Download, type Upload } from '#platform/contract/index.ts';
import { keepFile, readKeptFile, removeKeptFile } from '#platform/files/index.ts';
import { compute } from '#platform/jobs/compute.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { writeWorkbook } from '#platform/sheets/index.ts';
import { listLegacyAgencies } from '#modules/people/index.ts';
import { answerAliases, strangerAliases } from './alias.work.ts';
import type { Said } from './fusion.contract.ts';
import { templatePlan, type ReadFiles } from './import.sheets.ts';
import type { ImportedWave } from './import.rules.ts';
import { measureWave, type MeasuringRun } from './measure.work.ts';
import { insertMembers } from './member.data.ts';
import { insertSheets } from './sheet.data.ts';
import type { ImportReport } from './wave.contract.ts';
import { updateWave, type WaveRow } from './wave.data.ts';
import { fewestListed, whyNotImport } from './wave.rules.ts';
import { busyWith, lifeOf, loadWave, lockWave, populationOf, refuse, refuseIf } from './wave-load.work.ts';

const importJob = 'fusion/import';

export const downloadTemplate = async (): Promise<Download> => ({
  name: '相识调查导入模板.xlsx',
  type: xlsxType,
  bytes: writeWorkbook(templatePlan()),
});

export interface FilePart {
  part: 'people' | 'ties' | 'both';
  groupColumn?: string | undefined;
  observed: 'all' | 'listed';
}

/** Keeps an uploaded file; once people and ties are both there, the import starts. */
export async function takeFile(
  act: Act,
  waveId: string,
  { part, groupColumn, observed }: FilePart,
  upload: Upload,
): Promise<{ waiting: 'people' | 'ties' | null; jobId: string | null }> {
  const row = await lockWave(act, waveId);
  refuseIf(whyNotImport(lifeOf(row, (await busyWith(act, row)) !== null)));
  const { sha256, name } = await keepFile(act, keeperOf(waveId), upload, ['xlsx', 'csv', 'ole']);
  const file = { sha256, name };
  const files = {
    ...row.import,
    observed,
    ...(groupColumn ? { groupColumn } : {}),
    ...(part === 'ties' ? {} : { people: file }),
    ...(part === 'people' ? {} : { ties: file }),
  };
  const waiting = !files.people ? 'people' : !files.ties ? 'ties' : null;
  const jobId = waiting ? null : await act.enqueue({ kind: importJob, input: { waveId } });
  await updateWave(act.db, act.bureauId, waveId, { import: files, ...(jobId ? { job_id: jobId } : {}) });
  return { waiting, jobId };
}

/**
 * Reads both files and, if nothing is wrong with them, keeps people and ties under aliases and measures
 * the wave. Files are removed in any case.
 */
export async function importWave(run: MeasuringRun, waveId: string): Promise<ImportReport> {
  const report = await readAndKeep(run, waveId).catch(async (error: unknown) => {
    if (error instanceof Refusal) await run.act((act) => forgetFiles(act, waveId));
    throw error;
  });
  await run.act((act) => forgetFiles(act, waveId));
  if (report.applied) {
    await measureWave({ ...run, progress: (done, step) => run.progress(0.5 + done / 2, step) }, waveId);
  }
  return report;
}

async function readAndKeep(run: MeasuringRun, waveId: string): Promise<ImportReport> {
  await run.progress(0.05, { zh: '读取文件', en: 'Reading the files' });
  const input = await run.act((act) => filesOf(act, waveId));
  const read = await compute<ImportedWave>(
    new URL('./import.sheets.ts', import.meta.url),
    'readWaveFiles',
    input,
    run.signal,
  );
  await run.progress(0.4, { zh: '换成代号保存', en: 'Keeping them under aliases' });
  return run.act((act) => apply(act, waveId, read));
}

async function filesOf(act: Act, waveId: string): Promise<ReadFiles> {
  const row = await loadWave(act, waveId);
  refuseIf(whyNotImport(lifeOf(row, false)));
  const { people, ties, groupColumn } = row.import ?? {};
  const [one, two] = [
    people && (await readKeptFile(act, people.sha256)),
    ties && (await readKeptFile(act, ties.sha256)),
  ];
  if (!one || !two) throw refuse('fusion/import-problems', { n: 1 });
  const agencies = await listLegacyAgencies(act);
  const roster = (await populationOf(act, row)).map(({ staffNo, legacy, unitName }) => ({
    id: staffNo,
    group: legacy,
    unit: unitName,
  }));
  return {
    people: { name: one.name, bytes: one.bytes },
    ties: { name: two.name, bytes: two.bytes },
    groupColumn: groupColumn ?? null,
    roster,
    agencies: agencies.map(({ code, name, shortName, synonyms }) => ({
      code,
      names: [code, name, shortName, ...synonyms],
    })),
  };
}

async function apply(act: Act, waveId: string, read: ImportedWave): Promise<ImportReport> {
  const { people, ties, notes, problems, nProblems } = read;
  const counts = {
    nPeople: people.length,
    nMatched: people.filter(({ onRoster }) => onRoster).length,
    nTies: ties.from.length,
  };
  if (nProblems > 0) return { applied: false, ...counts, notes, nProblems, problems };
  const row = await lockWave(act, waveId);
  refuseIf(whyNotImport(lifeOf(row, false)));
  if (people.length < fewestListed) throw refuse('fusion/too-few', { n: people.length, least: fewestListed });
  await keepAnswers(act, row, read);
  await updateWave(act.db, act.bureauId, waveId, {
    state: 'closed',
    design: {
      kind: row.import!.observed === 'all' ? 'census' : 'rings',
      namesPerPerson: 0,
      nRings: 0,
      nKept: 0,
      keptFrom: null,
    },
  });
  const data = { name: row.name, nPeople: counts.nPeople, nTies: counts.nTies };
  act.record({ kind: 'fusion/imported', subject: `wave/${waveId}`, quantity: counts.nTies, data });
  return { applied: true, ...counts, notes, nProblems: 0, problems: [] };
}

async function keepAnswers(act: Act, row: WaveRow, { people, ties }: ImportedWave): Promise<void> {
  const [known, stranger] = [await answerAliases(act), await strangerAliases(act, row.wave_id)];
  const persons = new Map((await populationOf(act, row)).map((person) => [person.staffNo, person.personId]));
  const aliases = people.map(({ id, onRoster }) => (onRoster ? known(persons.get(id)!) : stranger(id)));
  const place = { bureauId: act.bureauId, waveId: row.wave_id };
  await insertMembers(
    act.db,
    place,
    people.map(({ group, unit }, at) => ({
      alias: aliases[at]!,
      listed: true,
      asked: true,
      asks: null,
      own_group: group,
      own_unit: unit,
    })),
  );
  const reports = people.map((): Record<string, Said> => ({}));
  ties.from.forEach((from, at) => {
    const state = ties.state[at]!;
    reports[from]![aliases[ties.to[at]!]!] = state === 255 ? 'skip' : (Math.min(2, state) as Said);
  });
  const silent = new Set(
    row.import!.observed === 'listed'
      ? reports.flatMap((said, at) => (Object.keys(said).length ? [] : [at]))
      : [],
  );
  const sheets = aliases.flatMap((alias, at) =>
    silent.has(at) ? [] : [{ alias, reports: reports[at]!, knowledge: {} }],
  );
  await insertSheets(act.db, place, sheets, 'imported');
}

/** Two waves may bring the same file. */
const keeperOf = (waveId: string): string => `fusion/${waveId}`;

async function forgetFiles(act: Act, waveId: string): Promise<void> {
  const row = await lockWave(act, waveId);
  for (const file of [row.import?.people, row.import?.ties])
    if (file) await removeKeptFile(act, keeperOf(waveId), file.sha256);
  await updateWave(act.db, act.bureauId, waveId, { import: { observed: row.import?.observed ?? 'all' } });
}
