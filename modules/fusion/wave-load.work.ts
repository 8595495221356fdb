/** What every act on waves begins with: the wave, its people with their switches honoured, the rings before it. */
import type { Act } from '#platform/act/index.ts';
import { findJob, type Job } from '#platform/jobs/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { listPeopleOn, listUnits, type PersonInPost } from '#modules/people/index.ts';
import { answerAliases, preferenceAliases } from './alias.work.ts';
import { fusionRefusals } from './fusion.contract.ts';
import { listPreferences, listRings } from './member.data.ts';
import type { RingOfAliases } from './roster.rules.ts';
import type { Design } from './wave.contract.ts';
import { findWaveRow, listWaveRows, lockWaveRow, type WaveRow } from './wave.data.ts';
import * as rules from './wave.rules.ts';

export interface Planning {
  /** Day the fact holds for; today unless history is told. */
  on?: string;
  /** Seed of everything random; drawn unless given. */
  seed?: number;
  /**
   * Draw rings over people in the order of their aliases (default), which nobody without the key can redo
   * from the published seed; or of their staff numbers, so that an invented history is the same at each telling.
   */
  ringsOver?: 'aliases' | 'staff-numbers';
}

export const refuse = refuser(fusionRefusals);

export function refuseIf(no: rules.No | null): void {
  if (no) throw refuse(no.code, no.facts);
}

export const subjectOf = (waveId: string) => `wave/${waveId}`;

export const lifeOf = (row: WaveRow, busy: boolean): rules.WaveLife => ({
  state: row.state,
  source: row.source,
  closesOn: row.closes_on,
  rawDeletedOn: row.raw_deleted_on,
  busy,
});

/** The job that is importing or measuring this wave at the moment, if any. */
export async function busyWith(act: Act, row: WaveRow): Promise<Job | null> {
  const job = row.job_id === null ? null : await findJob(act.db, row.job_id);
  return job && (job.state === 'waiting' || job.state === 'running') ? job : null;
}

export async function loadWave(act: Act, waveId: string): Promise<WaveRow> {
  const row = await findWaveRow(act.db, waveId);
  if (!row) throw refuse('fusion/no-wave');
  return row;
}

export async function lockWave(act: Act, waveId: string): Promise<WaveRow> {
  const row = await lockWaveRow(act.db, waveId);
  if (!row) throw refuse('fusion/no-wave');
  return row;
}

/** The people a wave is about: in post on its day, not on leave, in its units. */
export async function populationOf(
  act: Act,
  wave: Pick<WaveRow, 'as_of_on' | 'unit_ids'>,
): Promise<PersonInPost[]> {
  const people = (await listPeopleOn(act, wave.as_of_on)).filter((person) => !person.onLeave);
  if (wave.unit_ids === null) return people;
  const units = rules.unitsBelow(wave.unit_ids, await listUnits(act, wave.as_of_on));
  return people.filter((person) => units.has(person.unitId));
}

export interface Listing {
  person: PersonInPost;
  alias: string;
  listed: boolean;
  asked: boolean;
}

/** The population with everybody's switches honoured. */
export async function listingOf(act: Act, wave: Pick<WaveRow, 'as_of_on' | 'unit_ids'>): Promise<Listing[]> {
  const [people, aliasOf, switchOf] = [
    await populationOf(act, wave),
    await answerAliases(act),
    await preferenceAliases(act),
  ];
  const switches = new Map((await listPreferences(act.db)).map((row) => [row.alias, row]));
  return people.map((person) => {
    const own = switches.size === 0 ? undefined : switches.get(switchOf(person.personId));
    return { person, alias: aliasOf(person.personId), listed: !own?.unlisted, asked: !own?.unasked };
  });
}

/**
 * The rings of the newest wave before whose raw answers are still there (on `onDay`, where a later wave is
 * foreseen); none for a first wave.
 */
export async function ringsBefore(
  act: Act,
  wave: Pick<WaveRow, 'wave_id' | 'as_of_on'>,
  onDay: string = act.today,
): Promise<{ name: string; rings: RingOfAliases[] } | null> {
  const rows = await listWaveRows(act.db);
  const before = rows.find(
    (row) =>
      row.wave_id !== wave.wave_id &&
      row.as_of_on < wave.as_of_on &&
      row.raw_deleted_on === null &&
      (onDay === act.today || row.delete_on > onDay) &&
      row.design?.kind === 'rings' &&
      row.state !== 'open',
  );
  if (!before) return null;
  const rings = await listRings(act.db, before.wave_id);
  return rings.length === 0 ? null : { name: before.name, rings };
}

export async function draftDesign(act: Act, wave: WaveRow, nListed: number): Promise<Design> {
  const before = await ringsBefore(act, wave);
  return rules.designOf(
    nListed,
    wave.names_per_person,
    before && { name: before.name, nRings: before.rings.length },
  );
}
