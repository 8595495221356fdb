/** Measuring: gathers a wave's answers under aliases, computes in a thread, keeps the protected release. */
import type { Act } from '#platform/act/index.ts';
import type { Release as Shown } from '#engines/suppression/index.ts';
import { compute } from '#platform/jobs/compute.ts';
import { listLegacyAgencies } from '#modules/people/index.ts';
import { answerAliases } from './alias.work.ts';
import type { MeasureInput, MemberAnswers, WaveAnswers, WaveBefore } from './measure-input.rules.ts';
import type { Measured } from './measure.rules.ts';
import { listMembers, listRings } from './member.data.ts';
import { listSheets } from './sheet.data.ts';
import {
  findRelease,
  listRegistered,
  listWaveRows,
  saveRelease,
  updateWave,
  type WaveRow,
} from './wave.data.ts';
import { lifeOf, loadWave, lockWave, populationOf, refuseIf } from './wave-load.work.ts';
import { whyNotMeasure } from './wave.rules.ts';

/** What measuring needs around it: a job's run, or the sample bureau's. */
export interface MeasuringRun {
  act<T>(work: (act: Act) => Promise<T>): Promise<T>;
  progress(done: number, step?: { zh: string; en: string }): Promise<void>;
  signal?: AbortSignal;
}

const steps = {
  gathering: { zh: '整理回答（只用代号）', en: 'Gathering answers, by alias only' },
  computing: { zh: '计算各项指标和区间', en: 'Computing measures and intervals' },
  keeping: { zh: '隐去小群体，保存结果', en: 'Hiding small groups, keeping the result' },
};

/** Measures a closed wave. Run again, it gives the same release from the same answers. */
export async function measureWave(
  run: MeasuringRun,
  waveId: string,
  on?: string,
): Promise<{ waveId: string }> {
  await run.progress(0.05, steps.gathering);
  const input = await run.act((act) => gather(act, waveId, on ?? act.today));
  await run.progress(0.2, steps.computing);
  const measured = await compute<Measured>(
    new URL('./measure.rules.ts', import.meta.url),
    'measureWave',
    input,
    run.signal,
  );
  await run.progress(0.95, steps.keeping);
  await run.act((act) => keep(act, waveId, measured, input.measuredOn));
  return { waveId };
}

async function gather(act: Act, waveId: string, on: string): Promise<MeasureInput> {
  const row = await loadWave(act, waveId);
  refuseIf(whyNotMeasure(lifeOf(row, false)));
  const agencies = await listLegacyAgencies(act);
  const answers = await answersOf(act, row);
  const before = await waveBefore(act, row);
  return {
    wave: {
      id: waveId,
      name: row.name,
      purpose: row.purpose,
      asOfOn: row.as_of_on,
      opensOn: row.opens_on,
      closesOn: row.closes_on,
      deleteOn: row.delete_on,
      source: row.source,
      design: row.source === 'imported' ? 'imported' : row.design!.kind,
      namesPerPerson: row.source === 'imported' ? null : row.design!.namesPerPerson,
    },
    measuredOn: on,
    seed: row.seed,
    groups: namedGroups(agencies, answers),
    domains: row.domains,
    answers,
    before,
    released: (await releasedBeside(act, before)) as Shown[],
  };
}

/** What readers have, and of the wave before also what is measured but not released yet: both will stand side by side. */
async function releasedBeside(act: Act, before: WaveBefore | null): Promise<unknown[]> {
  const out = await listRegistered(act.db);
  if (!before || before.isReleased) return out;
  return [...out, ...((await findRelease(act.db, before.waveId))?.memory.tables ?? [])];
}

/** The bureau's legacy agencies, then whatever groups an imported file names besides. */
function namedGroups(agencies: readonly { code: string; name: string }[], { members }: WaveAnswers) {
  const known = new Set(agencies.map(({ code }) => code));
  const own = [...new Set(members.map(({ group }) => group))].filter((group) => !known.has(group)).sort();
  return [
    ...agencies.map(({ code, name }) => ({ code, name })),
    ...own.map((code) => ({ code, name: code })),
  ];
}

/**
 * Answers with the group and unit of each alias. Groups are not stored beside answers: the roster of the
 * wave's day is put through the key once more. Imported waves bring their own groups.
 */
async function answersOf(act: Act, row: WaveRow): Promise<WaveAnswers> {
  const aliasOf = await answerAliases(act);
  const people = new Map((await populationOf(act, row)).map((person) => [aliasOf(person.personId), person]));
  const sheets = new Map((await listSheets(act.db, row.wave_id)).map((sheet) => [sheet.alias, sheet]));
  const members = (await listMembers(act.db, row.wave_id)).flatMap((member): MemberAnswers[] => {
    const person = people.get(member.alias);
    const group = member.own_group ?? person?.legacy;
    if (group === undefined) return [];
    const sheet = sheets.get(member.alias);
    return [
      {
        alias: member.alias,
        group,
        unit: member.own_unit ?? person?.unitName ?? '',
        listed: member.listed,
        asked: member.asked,
        asks: member.asks,
        reports: sheet?.reports ?? null,
        knowledge: sheet?.knowledge ?? null,
      },
    ];
  });
  const rings = await listRings(act.db, row.wave_id);
  const present = new Set(members.flatMap(({ alias, listed }) => (listed ? [alias] : [])));
  return {
    design: row.source === 'imported' ? (row.import?.observed ?? 'all') : row.design!.kind,
    members,
    rings: rings.map(({ kept, aliases }) => ({
      kept,
      aliases: aliases.filter((alias) => present.has(alias)),
    })),
  };
}

/** The newest measured wave before this one, with its answers while they exist. */
async function waveBefore(act: Act, row: WaveRow): Promise<WaveBefore | null> {
  const before = (await listWaveRows(act.db)).find(
    (one) => one.as_of_on < row.as_of_on && (one.state === 'measured' || one.state === 'released'),
  );
  if (!before) return null;
  const kept = await findRelease(act.db, before.wave_id);
  return {
    waveId: before.wave_id,
    name: before.name,
    asOfOn: before.as_of_on,
    isReleased: before.state === 'released',
    release: kept?.release ?? null,
    sizes: kept?.memory.sizes ?? {},
    answers: before.raw_deleted_on ? null : await answersOf(act, before),
  };
}

async function keep(act: Act, waveId: string, { release, memory }: Measured, on: string): Promise<void> {
  // The answers may be deleted by now: what was computed from them while they were there may still be kept.
  const row = await lockWave(act, waveId);
  await saveRelease(act.db, { bureauId: act.bureauId, waveId, release, memory });
  if (row.state === 'closed') await updateWave(act.db, act.bureauId, waveId, { state: 'measured' });
  const data = { name: row.name, seed: row.seed };
  act.record({ kind: 'fusion/measured', subject: `wave/${waveId}`, actor: null, on, data });
}
