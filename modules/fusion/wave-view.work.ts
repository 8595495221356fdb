/** Waves as the programme office sees them. */
import type { Act } from '#platform/act/index.ts';
import { listLegacyAgencies, listUnits } from '#modules/people/index.ts';
import { minutesPerPerson } from './fusion.contract.ts';
import { listMembers } from './member.data.ts';
import type { Design, WaveSummary, WaveView } from './wave.contract.ts';
import { listReleases, listWaveRows, type WaveRow } from './wave.data.ts';
import * as rules from './wave.rules.ts';
import { busyWith, draftDesign, lifeOf, listingOf, loadWave } from './wave-load.work.ts';

const summaryOf = (act: Act, row: WaveRow): WaveSummary => ({
  id: row.wave_id,
  name: row.name,
  state: row.state,
  source: row.source,
  asOfOn: row.as_of_on,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  takesAnswers: rules.takesAnswers(lifeOf(row, false), { opensOn: row.opens_on, today: act.today }),
  deleteOn: row.delete_on,
  rawDeletedOn: row.raw_deleted_on,
  releasedOn: row.released_on,
});

export async function listWaves(act: Act) {
  const agencies = await listLegacyAgencies(act);
  const codes = agencies.map(({ code }) => code);
  return {
    waves: (await listWaveRows(act.db)).map((row) => summaryOf(act, row)),
    may: { plan: { may: true } },
    suggestion: rules.suggestionOf(act.today, codes),
    units: (await listUnits(act, act.today)).map(({ unitId, name, parentId }) => ({
      id: unitId,
      name,
      parentId,
    })),
    legacyAgencies: agencies.map(({ code, name }) => ({ code, name })),
  };
}

export const readWave = async (act: Act, waveId: string): Promise<WaveView> =>
  viewOf(act, await loadWave(act, waveId));

async function viewOf(act: Act, row: WaveRow): Promise<WaveView> {
  const job = await busyWith(act, row);
  const counts = await countsOf(act, row);
  const names = new Map((await listUnits(act, row.as_of_on)).map(({ unitId, name }) => [unitId, name]));
  return {
    ...summaryOf(act, row),
    purpose: row.purpose,
    unitIds: row.unit_ids,
    unitNames: (row.unit_ids ?? []).map((id) => names.get(id) ?? '—'),
    namesPerPerson: row.names_per_person,
    domains: row.domains,
    design: counts.design,
    nPopulation: counts.nPopulation,
    nListed: shownListed(counts),
    minutesPerPerson,
    hours: rules.hoursOf(counts.nPopulation),
    detectable: counts.sizes && rules.detectableOf(counts.sizes, counts.design, await lastDensity(act, row)),
    // A person can follow the jobs they started, and no other.
    jobId: job && job.createdBy === act.who.accountId ? job.jobId : null,
    may: rules.maysOf(lifeOf(row, job !== null)),
  };
}

interface Counts {
  design: Design;
  nPopulation: number;
  nListed: number;
  /** Listed people by legacy agency; null where no forecast is due. */
  sizes: number[] | null;
}

async function countsOf(act: Act, row: WaveRow): Promise<Counts> {
  if (row.source === 'imported' || (row.design && row.state !== 'open')) {
    const nMembers = row.raw_deleted_on ? 0 : (await listMembers(act.db, row.wave_id)).length;
    const design = row.design ?? rules.designOf(0, row.names_per_person, null);
    return { design, nPopulation: nMembers, nListed: nMembers, sizes: null };
  }
  const listing = await listingOf(act, row);
  const listed = listing.filter((one) => one.listed);
  const design = row.design ?? (await draftDesign(act, row, listed.length));
  const byLegacy = Map.groupBy(listed, ({ person }) => person.legacy);
  return {
    design,
    nPopulation: listing.length,
    nListed: listed.length,
    sizes: [...byLegacy.values()].map((group) => group.length),
  };
}

/** A difference of one to four people would point at them. */
const shownListed = ({ nPopulation, nListed }: Counts): number | null => {
  const nUnlisted = nPopulation - nListed;
  return nUnlisted > 0 && nUnlisted < 5 ? null : nListed;
};

async function lastDensity(act: Act, row: WaveRow): Promise<number | null> {
  const before = (await listReleases(act.db)).find((one) => one.as_of_on < row.as_of_on);
  return before?.release.nets.confirmed1.across.value ?? null;
}
