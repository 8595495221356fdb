/**
 * What other modules may ask of the waves, about pairs of given people: to form teams of strangers, and to
 * reckon what an activity changed. Everything here stays on the server: whoever asks may show figures over
 * all pairs of ten and more people, never a pair, a team's or a swap's share of it.
 */
import type { Act } from '#platform/act/index.ts';
import { answerAliases } from './alias.work.ts';
import { consentsToActivities } from './answer.rules.ts';
import { mostNames } from './fusion.contract.ts';
import { listMembers } from './member.data.ts';
import { askedAmong, fewestAmong, reportsAmong, stateOf, type Asked, type Reports } from './pair.rules.ts';
import { ringRoster } from './roster.rules.ts';
import { listSheets, type Purpose } from './sheet.data.ts';
import { findWaveRow, listWaveRows, type WaveRow } from './wave.data.ts';
import { designOf } from './wave.rules.ts';
import { listingOf, ringsBefore } from './wave-load.work.ts';

/** Acquaintance among people as the last closed wave has it; `i` and `j` are places in the list asked with. */
export interface Acquaintance {
  waveId: string;
  /** Last day on which that wave took answers. */
  closedOn: string;
  state(i: number, j: number): 0 | 1 | 2 | null;
}

/**
 * For the machine that draws teams, and for nothing else. Null before the first wave, after its raw answers
 * are deleted, or where fewer than ten of these people answered. A state both confirmed is the lower of the
 * two reports; null for a pair that was not asked or did not answer.
 */
export async function acquaintanceAmong(
  act: Act,
  personIds: readonly string[],
): Promise<Acquaintance | null> {
  const row = (await listWaveRows(act.db)).find(hasReports);
  const reports = row ? await reportsFor(act, 'draw', row, personIds) : null;
  if (!row || !reports) return null;
  return { waveId: row.wave_id, closedOn: row.closes_on, state: (i, j) => stateOf(reports, i, j) };
}

/** A wave as whoever reckons effects needs it. */
export interface PairWave {
  waveId: string;
  name: string;
  state: WaveRow['state'];
  asOfOn: string;
  opensOn: string;
  closesOn: string;
  /** It is closed and its raw answers are still there. */
  hasReports: boolean;
  /** Its raw answers are deleted on this day; whoever compares with it does so before. */
  deleteOn: string;
  design: 'census' | 'rings' | 'imported' | null;
}

/** Waves, oldest first, drafts among them. */
export async function listPairWaves(act: Act): Promise<PairWave[]> {
  return (await listWaveRows(act.db)).toReversed().map((row) => ({
    waveId: row.wave_id,
    name: row.name,
    state: row.state,
    asOfOn: row.as_of_on,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    hasReports: hasReports(row),
    deleteOn: row.delete_on,
    design: row.source === 'imported' ? 'imported' : (row.design?.kind ?? null),
  }));
}

/**
 * Reports of these people about each other in one wave, for reckoning the effect of an activity. Null where
 * the wave is not closed, its raw answers are gone, or fewer than ten of the people answered.
 */
export async function pairReports(
  act: Act,
  waveId: string,
  personIds: readonly string[],
): Promise<Reports | null> {
  const row = await findWaveRow(act.db, waveId);
  return row && hasReports(row) ? reportsFor(act, 'effect', row, personIds) : null;
}

export interface PlannedPairs {
  /** Null: no wave is planned; reckoned as if one were opened on `notBefore` with the usual lists. */
  wave: Pick<PairWave, 'waveId' | 'name' | 'opensOn' | 'closesOn'> | null;
  design: 'census' | 'rings';
  /** Lists are locked; before opening, opt-outs, comers and goers can still change them. */
  locked: boolean;
  /** 1 at i·n + j where i will be asked about j. */
  asked: Uint8Array;
}

/** Which pairs of these people the next wave asks, if it were opened as planned; the newest that is not closed. */
export async function plannedPairs(
  act: Act,
  personIds: readonly string[],
  notBefore: string = act.today,
): Promise<PlannedPairs> {
  const aliasOf = await answerAliases(act);
  const aliases = personIds.map(aliasOf);
  const next = (await listWaveRows(act.db))
    .toReversed()
    .find((row) => ['draft', 'open'].includes(row.state) && row.closes_on >= notBefore);
  const wave = next
    ? { waveId: next.wave_id, name: next.name, opensOn: next.opens_on, closesOn: next.closes_on }
    : null;
  if (next?.state === 'open') {
    const asked = askedAmong(aliases, await listMembers(act.db, next.wave_id));
    return { wave, design: next.design?.kind ?? 'census', locked: true, asked };
  }
  const { members, design } = await rosterAsPlanned(act, next ?? null, notBefore);
  return { wave, design, locked: false, asked: askedAmong(aliases, members) };
}

/**
 * The lists as opening would draw them: people of today, the seed as planned, and three quarters of the rings of
 * the wave before, if its answers will still be there on that day. Where no wave is planned, as one opened on
 * `notBefore` would.
 */
async function rosterAsPlanned(
  act: Act,
  next: WaveRow | null,
  notBefore: string,
): Promise<{ members: Asked[]; design: 'census' | 'rings' }> {
  const listing = await listingOf(act, {
    as_of_on: next?.as_of_on ?? act.today,
    unit_ids: next?.unit_ids ?? null,
  });
  const listed = listing.flatMap((one) => (one.listed ? [one.alias] : [])).sort();
  const opensOn = next?.opens_on ?? notBefore;
  const like = next ?? { wave_id: '', as_of_on: opensOn };
  const before = await ringsBefore(act, like, opensOn > act.today ? opensOn : act.today);
  const names = next?.names_per_person ?? mostNames;
  const design = designOf(listed.length, names, before && { name: before.name, nRings: before.rings.length });
  const asks =
    design.kind === 'rings'
      ? ringRoster(listed, design.nRings, before?.rings ?? [], next?.seed ?? 1).asks
      : null;
  const members = listing.map((one) => ({
    alias: one.alias,
    listed: one.listed,
    asks: !one.asked || !one.listed ? [] : asks ? (asks.get(one.alias) ?? []) : null,
  }));
  return { members, design: design.kind };
}

const hasReports = (row: WaveRow): boolean =>
  row.raw_deleted_on === null && ['closed', 'measured', 'released'].includes(row.state);

async function reportsFor(
  act: Act,
  purpose: Extract<Purpose, 'draw' | 'effect'>,
  row: WaveRow,
  personIds: readonly string[],
): Promise<Reports | null> {
  const aliasOf = await answerAliases(act);
  const aliases = personIds.map(aliasOf);
  const sheets = (await listSheets(act.db, row.wave_id, purpose)).filter(({ consent }) =>
    consentsToActivities.includes(consent),
  );
  const design = row.source === 'imported' ? (row.import?.observed ?? 'all') : row.design!.kind;
  const reports = reportsAmong(aliases, await listMembers(act.db, row.wave_id), sheets, design);
  const nAnswered = reports.answered.reduce((sum, one) => sum + one, 0);
  return nAnswered < fewestAmong ? null : reports;
}
