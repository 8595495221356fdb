import { randomInt } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { findJob, type Job } from '#platform/jobs/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { listLegacyAgencies, listPeopleOn, listUnits, type PersonInPost } from '#modules/people/index.ts';
import { answerAliases, preferenceAliases } from './alias.work.ts';
import { fusionRefusals, minutesPerPerson } from './fusion.contract.ts';
import {
  deleteMembersAndRings,
  insertMembers,
  insertRings,
  listMembers,
  listPreferences,
  listRings,
  type Member,
} from './member.data.ts';
import { deleteSheets, listFinishedAliases, shuffleSheets } from './sheet.data.ts';
import { ringRoster, type Roster, type RingOfAliases } from './roster.rules.ts';
import { shownTurnout, wholePercent, type GroupCount } from './turnout.rules.ts';
import type { Design, Turnout, WavePlan, WaveSummary, WaveView } from './wave.contract.ts';
import {
  deleteWave,
  findWaveRow,
  insertWave,
  listReleases,
  listWaveRows,
  lockWaveRow,
  updateWave,
  type WaveRow,
} from './wave.data.ts';
import * as rules from './wave.rules.ts';

export const refuse = refuser(fusionRefusals);
export const measureJob = 'fusion/measure';

export function refuseIf(no: rules.No | null): void {
  if (no) throw refuse(no.code, no.facts);
}

const subjectOf = (waveId: string) => `wave/${waveId}`;

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

interface Listing {
  person: PersonInPost;
  alias: string;
  listed: boolean;
  asked: boolean;
}

/** The population with everybody's switches honoured. */
async function listingOf(act: Act, wave: Pick<WaveRow, 'as_of_on' | 'unit_ids'>): Promise<Listing[]> {
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

/** The rings of the newest wave before whose raw answers are still there; none for a first wave. */
async function ringsBefore(
  act: Act,
  wave: WaveRow,
): Promise<{ name: string; rings: RingOfAliases[] } | null> {
  const rows = await listWaveRows(act.db);
  const before = rows.find(
    (row) =>
      row.wave_id !== wave.wave_id &&
      row.as_of_on < wave.as_of_on &&
      row.raw_deleted_on === null &&
      row.design?.kind === 'rings' &&
      row.state !== 'open',
  );
  if (!before) return null;
  const rings = await listRings(act.db, before.wave_id);
  return rings.length === 0 ? null : { name: before.name, rings };
}

async function draftDesign(act: Act, wave: WaveRow, nListed: number): Promise<Design> {
  const before = await ringsBefore(act, wave);
  return rules.designOf(
    nListed,
    wave.names_per_person,
    before && { name: before.name, nRings: before.rings.length },
  );
}

const summaryOf = (row: WaveRow): WaveSummary => ({
  id: row.wave_id,
  name: row.name,
  state: row.state,
  source: row.source,
  asOfOn: row.as_of_on,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  deleteOn: row.delete_on,
  rawDeletedOn: row.raw_deleted_on,
  releasedOn: row.released_on,
});

export async function listWaves(act: Act) {
  const agencies = await listLegacyAgencies(act);
  const codes = agencies.map(({ code }) => code);
  return {
    waves: (await listWaveRows(act.db)).map(summaryOf),
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
    ...summaryOf(row),
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

async function refuseBadPlan(act: Act, plan: WavePlan): Promise<void> {
  const [units, agencies] = [await listUnits(act, plan.asOfOn), await listLegacyAgencies(act)];
  refuseIf(
    rules.whyNotPlan(plan, {
      unitIds: units.map(({ unitId }) => unitId),
      agencies: agencies.map(({ code }) => code),
    }),
  );
}

const columnsOf = (plan: WavePlan) => ({
  name: plan.name,
  purpose: plan.purpose,
  as_of_on: plan.asOfOn,
  unit_ids: plan.unitIds,
  opens_on: plan.opensOn,
  closes_on: plan.closesOn,
  delete_on: plan.deleteOn,
  names_per_person: plan.namesPerPerson,
  domains: plan.domains,
});

export interface Planning {
  /** Day the fact holds for; today unless history is told. */
  on?: string;
  /** Seed of everything random; drawn unless given. */
  seed?: number;
}

export async function planWave(
  act: Act,
  plan: WavePlan & { source: 'asked' | 'imported' },
  { on = act.today, seed = randomInt(2 ** 31) }: Planning = {},
): Promise<WaveView> {
  await refuseBadPlan(act, plan);
  const waveId = newId();
  await insertWave(act.db, {
    bureau_id: act.bureauId,
    wave_id: waveId,
    ...columnsOf(plan),
    state: 'draft',
    source: plan.source,
    seed,
    design: null,
    raw_deleted_on: null,
    released_on: null,
    job_id: null,
    import: null,
    created_at: act.now,
  });
  act.record({ kind: 'fusion/planned', subject: subjectOf(waveId), on, data: { name: plan.name } });
  return readWave(act, waveId);
}

export async function editWave(act: Act, waveId: string, plan: WavePlan): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotEdit(lifeOf(row, false)));
  await refuseBadPlan(act, plan);
  await updateWave(act.db, act.bureauId, waveId, columnsOf(plan));
  return readWave(act, waveId);
}

export async function removeWave(act: Act, waveId: string): Promise<void> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotEdit(lifeOf(row, (await busyWith(act, row)) !== null)));
  await deleteWave(act.db, act.bureauId, waveId);
}

/** Opens a draft: switches are honoured, lists are drawn and locked, the purpose is locked. */
export async function openWave(
  act: Act,
  waveId: string,
  { on = act.today }: Planning = {},
): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotOpen(lifeOf(row, false)));
  const listing = await listingOf(act, row);
  const nListed = listing.filter((one) => one.listed).length;
  if (nListed < rules.fewestListed) throw refuse('fusion/too-few', { n: nListed, least: rules.fewestListed });
  const design = await draftDesign(act, row, nListed);
  const roster = await rosterOf(act, row, design, listing);
  const place = { bureauId: act.bureauId, waveId };
  await insertMembers(act.db, place, membersOf(listing, design, roster));
  await insertRings(act.db, place, roster.rings);
  await updateWave(act.db, act.bureauId, waveId, { state: 'open', design });
  const nAsked = listing.filter((one) => one.asked).length;
  const data = { name: row.name, purpose: row.purpose, deleteOn: row.delete_on, nAsked, nListed };
  act.record({ kind: 'fusion/opened', subject: subjectOf(waveId), on, quantity: nAsked, data });
  return readWave(act, waveId);
}

async function rosterOf(
  act: Act,
  row: WaveRow,
  design: Design,
  listing: readonly Listing[],
): Promise<Roster> {
  if (design.kind === 'census') return { rings: [], asks: new Map() };
  const listed = listing.flatMap(({ alias, listed: isListed }) => (isListed ? [alias] : [])).sort();
  const before = await ringsBefore(act, row);
  return ringRoster(listed, design.nRings, before?.rings ?? [], row.seed);
}

/** In rings, who is on nobody's list has none either: they are asked about the domains of business alone. */
const membersOf = (listing: readonly Listing[], design: Design, roster: Roster): Member[] =>
  listing.map(({ alias, listed, asked }) => ({
    alias,
    listed,
    asked,
    asks: design.kind === 'census' && listed ? null : (roster.asks.get(alias) ?? []),
    own_group: null,
    own_unit: null,
  }));

export interface Closing extends Planning {
  /** Start measuring at once; true unless whoever closes does it himself. */
  measure?: boolean;
}

/** Closes a wave. Sheets are written anew in the order of aliases, and measuring starts. */
export async function closeWave(
  act: Act,
  waveId: string,
  { on = act.today, measure = true }: Closing = {},
): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotClose(lifeOf(row, false)));
  const nAnswered = await shuffleSheets(act.db, { bureauId: act.bureauId, waveId });
  await updateWave(act.db, act.bureauId, waveId, { state: 'closed' });
  act.record({
    kind: 'fusion/closed',
    subject: subjectOf(waveId),
    on,
    quantity: nAnswered,
    data: { name: row.name, nAnswered },
  });
  if (measure) await startMeasuring(act, waveId);
  return readWave(act, waveId);
}

export async function startMeasuring(act: Act, waveId: string): Promise<string> {
  const jobId = await act.enqueue({ kind: measureJob, input: { waveId } });
  await updateWave(act.db, act.bureauId, waveId, { job_id: jobId });
  return jobId;
}

export async function measureAgain(act: Act, waveId: string): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotMeasure(lifeOf(row, (await busyWith(act, row)) !== null)));
  await startMeasuring(act, waveId);
  return readWave(act, waveId);
}

export async function releaseWave(
  act: Act,
  waveId: string,
  { on = act.today }: Planning = {},
): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotRelease(lifeOf(row, false)));
  await updateWave(act.db, act.bureauId, waveId, { state: 'released', released_on: on });
  act.record({ kind: 'fusion/released', subject: subjectOf(waveId), on, data: { name: row.name } });
  return readWave(act, waveId);
}

/** Deletes sheets, lists and rings of a wave for good; the ledger keeps how many there were. */
export async function deleteRaw(act: Act, waveId: string, { on = act.today }: Planning = {}): Promise<void> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotDeleteRaw(lifeOf(row, false)));
  const place = { bureauId: act.bureauId, waveId };
  const sheets = await deleteSheets(act.db, place);
  const lists = await deleteMembersAndRings(act.db, place);
  await updateWave(act.db, act.bureauId, waveId, { raw_deleted_on: on });
  act.record({
    kind: 'fusion/raw-deleted',
    subject: subjectOf(waveId),
    on,
    quantity: sheets.nReports,
    data: { name: row.name, ...sheets, ...lists },
  });
}

export async function deleteRawByHand(act: Act, waveId: string, word: string): Promise<WaveView> {
  const row = await loadWave(act, waveId);
  refuseIf(rules.whyNotDeleteRaw(lifeOf(row, (await busyWith(act, row)) !== null)));
  if (word.trim() !== row.name) throw refuse('fusion/wrong-word');
  await deleteRaw(act, waveId);
  return readWave(act, waveId);
}

/** What is due today: waves whose last day has passed are closed, raw answers whose day has come are deleted. */
export async function listDue(act: Act): Promise<{ close: string[]; deleteRaw: string[] }> {
  const rows = await listWaveRows(act.db);
  return {
    close: rows.filter((row) => row.state === 'open' && row.closes_on < act.today).map((row) => row.wave_id),
    deleteRaw: rows
      .filter((row) => row.raw_deleted_on === null && row.delete_on <= act.today)
      .filter((row) => row.state !== 'draft' && row.state !== 'open')
      .map((row) => row.wave_id),
  };
}

export async function readTurnout(act: Act, waveId: string): Promise<Turnout> {
  const row = await loadWave(act, waveId);
  if (row.source === 'imported' || row.state === 'draft') throw refuse('fusion/not-open');
  if (row.raw_deleted_on) throw refuse('fusion/raw-gone');
  const asked = new Set((await listMembers(act.db, waveId)).flatMap((one) => (one.asked ? [one.alias] : [])));
  const finished = new Set(await listFinishedAliases(act.db, waveId));
  const aliasOf = await answerAliases(act);
  const people = (await populationOf(act, row))
    .map((person) => ({ person, alias: aliasOf(person.personId) }))
    .filter(({ alias }) => asked.has(alias))
    .map(({ person, alias }) => ({ ...person, finished: finished.has(alias) }));
  const agencies = new Map((await listLegacyAgencies(act)).map(({ code, name }) => [code, name]));
  const counted = (
    codeOf: (one: (typeof people)[number]) => string,
    nameOf: (code: string) => string,
  ): GroupCount[] =>
    [...Map.groupBy(people, codeOf)].map(([code, group]) => ({
      code,
      name: nameOf(code),
      nEligible: group.length,
      nFinished: group.filter((one) => one.finished).length,
    }));
  const units = new Map(people.map((one) => [one.topUnitId, one.topUnitName]));
  const all = counted(
    () => 'all',
    () => '',
  )[0];
  return {
    nEligible: people.length,
    finished: all && people.length >= 10 ? wholePercent(all.nFinished / all.nEligible) : null,
    byLegacy: shownTurnout(
      counted(
        (one) => one.legacy,
        (code) => agencies.get(code) ?? code,
      ),
    ),
    byDepartment: shownTurnout(
      counted(
        (one) => one.topUnitId,
        (code) => units.get(code) ?? code,
      ),
    ),
    fewest: 10,
  };
}
