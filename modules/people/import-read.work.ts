import { createHash } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import { readKeptFile, removeKeptFile } from '#platform/files/index.ts';
import type { JobRun } from '#platform/jobs/index.ts';
import { seal, unseal } from '#platform/keys/seal.ts';
import { Refusal } from '#platform/refuse/index.ts';
import { sheetRefusals } from '#platform/sheets/index.ts';
import { listLegacyAgencies } from './door.work.ts';
import type { ImportDifference } from './import.contract.ts';
import {
  countImportsOfFile,
  findImport,
  findReading,
  saveFailure,
  savePreview,
  updateImport,
  type ImportRow,
} from './import.data.ts';
import { countsOf, draftUnits, maskedPhone, withPaths, type UnitDraft } from './import.rules.ts';
import { keyOf } from './person-view.work.ts';
import { refusePeople } from './refuse.work.ts';
import { compareRoster, isRosterRefusal } from './roster.rules.ts';
import type {
  FieldChange,
  RosterComparison,
  RosterReading,
  RosterUnit,
  StatedPerson,
} from './roster.rules.ts';
import { readRosterFile } from './roster.sheets.ts';
import { rosterColumnsEn, rosterColumnsZh, rosterRefusals, sayProblem } from './roster.words.ts';
import { readStanding, type Standing } from './standing.work.ts';

export interface ReadInput {
  importId: string;
}

const fileRefusals = { ...sheetRefusals, ...rosterRefusals };

/** What a file says, kept encrypted until the import is decided. */
export interface Kept {
  persons: StatedPerson[];
  units: RosterUnit[];
  /** Hash of the comparison that people saw. */
  seen: string;
}

export interface Plan {
  comparison: RosterComparison;
  drafts: UnitDraft[];
  standing: Standing;
  hash: string;
}

/** What an import would do to the roster as it stands now. */
export async function planImport(
  act: Act,
  row: ImportRow,
  kept: Pick<Kept, 'persons' | 'units'>,
): Promise<Plan> {
  const standing = await readStanding(act, row.effective_on);
  const known = standing.units.map(({ path }) => path);
  const { pathOf, drafts } = draftUnits(kept.units, known, standing.root, standing.nextPosition);
  const comparison = compareRoster(standing.persons, withPaths(kept.persons, pathOf), row.effective_on);
  const hash = createHash('sha256')
    .update(JSON.stringify([comparison, drafts]))
    .digest('hex');
  return { comparison, drafts, standing, hash };
}

export async function findKept(act: Act, importId: string): Promise<Kept> {
  const sealed = await findReading(act.db, importId);
  const text = sealed && unseal(await keyOf(act), sealed);
  if (!text) throw refusePeople('people/import-stale');
  return JSON.parse(text) as Kept;
}

const steps: readonly Saying[] = [
  { zh: '正在读取文件', en: 'Reading the file' },
  { zh: '正在与花名册比对', en: 'Comparing with the roster' },
];

/** The job: reads the file, compares it with the roster, keeps the preview. A bad file ends it with its sentence. */
export async function readImportFile(run: JobRun): Promise<object> {
  const { importId } = run.input as ReadInput;
  await run.progress(0.05, steps[0]);
  const reading = await run.act((act) => readOrFail(act, importId));
  if (reading === null) return {};
  if (reading instanceof Refusal) throw reading;
  await run.progress(0.6, steps[1]);
  await run.act((act) => preview(act, importId, reading));
  return { importId };
}

/** Null where the import was dropped meanwhile; a refusal is noted on the import, so that it outlives the job. */
async function readOrFail(act: Act, importId: string): Promise<RosterReading | Refusal | null> {
  const row = await findImport(act.db, importId);
  if (!row || row.state !== 'reading' || row.file_sha256 === null) return null;
  const file = await readKeptFile(act, row.file_sha256);
  if (!file) throw new Error(`the file of import ${importId} is gone`);
  const units = await readStanding(act, row.effective_on);
  const answer = readRosterFile(file.bytes, row.file_name, {
    agencies: await listLegacyAgencies(act),
    knownUnits: units.units.map(({ path }) => path),
    on: row.effective_on,
  });
  if (!('code' in answer) && !isRosterRefusal(answer)) return answer;
  const { code, facts } = answer;
  const refusal = new Refusal(code, { file: row.file_name, ...facts });
  await saveFailure(act.db, importId, { code, detail: fillBoth(fileRefusals[code], refusal.facts) });
  await forgetFile(act, row.file_sha256);
  return refusal;
}

/** Takes the upload away, unless another pending import brought the same bytes. */
export async function forgetFile(act: Act, sha256: string | null): Promise<void> {
  if (sha256 === null) return;
  await removeKeptFile(act, 'people', sha256, async () => (await countImportsOfFile(act.db, sha256)) > 0);
}

async function preview(act: Act, importId: string, reading: RosterReading): Promise<void> {
  const row = await findImport(act.db, importId);
  if (row?.state !== 'reading') return;
  const { persons, units } = reading;
  const plan = await planImport(act, row, { persons: [...persons], units: [...units] });
  const counts = countsOf(reading, plan.comparison, plan.drafts.length);
  const kept: Kept = { persons: [...persons], units: [...units], seen: plan.hash };
  await savePreview(act.db, importId, {
    reading: seal(await keyOf(act), JSON.stringify(kept)),
    problems: reading.problems.map((problem) => ({ ...problem, words: sayProblem(problem) })),
    difference: differenceOf(plan),
    counts,
  });
  await updateImport(act.db, importId, { proposed_by: null, proposed_at: null });
  act.record({
    kind: 'people/import-read',
    subject: `import/${importId}`,
    quantity: counts.nRows,
    data: { n: counts.nRows },
  });
}

const unitOf = (person: { assignments: readonly { unit: string }[] } | undefined): string =>
  person?.assignments.at(-1)?.unit ?? '';

/** The comparison as people are shown it: phones masked. */
function differenceOf({ comparison, drafts, standing }: Plan): ImportDifference {
  const known = new Map(standing.persons.map((person) => [person.staffNo, person]));
  return {
    added: comparison.added.map((person) => ({
      staffNo: person.staffNo,
      name: person.name,
      unit: unitOf(person),
      legacy: person.legacy,
      post: person.assignments.at(-1)?.post ?? '',
      joinedOn: person.joinedOn,
    })),
    changed: comparison.changed.map(({ staffNo, name, fields }) => ({
      staffNo,
      name,
      fields: fields.map(shown),
    })),
    left: comparison.left.map(({ staffNo, name }) => ({ staffNo, name, unit: unitOf(known.get(staffNo)) })),
    conflicting: [...comparison.conflicting],
    units: drafts.map(({ path }) => path),
  };
}

const historyWords: Saying = { zh: '任职经历', en: 'History' };

function shown({ field, from, to }: FieldChange): ImportDifference['changed'][number]['fields'][number] {
  const hide = (value: FieldChange['from']) =>
    field === 'phone' && value !== null ? maskedPhone(String(value)) : value;
  return {
    field,
    words: field === 'history' ? historyWords : { zh: rosterColumnsZh[field], en: rosterColumnsEn[field] },
    from: hide(from),
    to: hide(to),
  };
}
