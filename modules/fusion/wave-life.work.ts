/** The life of a wave: open, closed, measured, released, raw answers deleted. */
import type { Act } from '#platform/act/index.ts';
import { add, type Register, type Release as Shown } from '#engines/suppression/index.ts';
import { deleteMembersAndRings, insertMembers, insertRings, type Member } from './member.data.ts';
import { ringRoster, type Roster } from './roster.rules.ts';
import { deleteSheets, shuffleSheets } from './sheet.data.ts';
import type { Design, WaveView } from './wave.contract.ts';
import {
  findRelease,
  insertRegistered,
  listRegistered,
  listWaveRows,
  lockRegister,
  updateWave,
  type WaveRow,
} from './wave.data.ts';
import * as rules from './wave.rules.ts';
import {
  busyWith,
  draftDesign,
  lifeOf,
  type Listing,
  listingOf,
  loadWave,
  lockWave,
  type Planning,
  refuse,
  refuseIf,
  ringsBefore,
  subjectOf,
} from './wave-load.work.ts';
import { readWave } from './wave-view.work.ts';

export const measureJob = 'fusion/measure';

/** Opens a draft: switches are honoured, lists are drawn and locked, the purpose is locked. */
export async function openWave(
  act: Act,
  waveId: string,
  { on = act.today, ringsOver = 'aliases' }: Planning = {},
): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotOpen(lifeOf(row, false)));
  const listing = await listingOf(act, row);
  const nListed = listing.filter((one) => one.listed).length;
  if (nListed < rules.fewestListed) throw refuse('fusion/too-few', { n: nListed, least: rules.fewestListed });
  const design = await draftDesign(act, row, nListed);
  const roster = await rosterOf(act, row, design, ringOrder(listing, ringsOver));
  const place = { bureauId: act.bureauId, waveId };
  await insertMembers(act.db, place, membersOf(listing, design, roster));
  await insertRings(act.db, place, roster.rings);
  await updateWave(act.db, act.bureauId, waveId, { state: 'open', design });
  const nAsked = listing.filter((one) => one.asked).length;
  const data = { name: row.name, purpose: row.purpose, deleteOn: row.delete_on, nAsked };
  act.record({ kind: 'fusion/opened', subject: subjectOf(waveId), on, quantity: nAsked, data });
  const nUnlisted = listing.length - nListed;
  if (nUnlisted > 0) {
    const n = nUnlisted < 5 ? ('<5' as const) : nUnlisted;
    act.record({ kind: 'fusion/opted-out', subject: subjectOf(waveId), on, data: { name: row.name, n } });
  }
  return readWave(act, waveId);
}

async function rosterOf(act: Act, row: WaveRow, design: Design, listed: readonly string[]): Promise<Roster> {
  if (design.kind === 'census') return { rings: [], asks: new Map() };
  const before = await ringsBefore(act, row);
  return ringRoster(listed, design.nRings, before?.rings ?? [], row.seed);
}

function ringOrder(listing: readonly Listing[], over: NonNullable<Planning['ringsOver']>): string[] {
  const keyOf = ({ alias, person }: Listing) => (over === 'aliases' ? alias : person.staffNo);
  return listing
    .filter(({ listed }) => listed)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ alias }) => alias);
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
  await register(act, waveId);
  await updateWave(act.db, act.bureauId, waveId, { state: 'released', released_on: on });
  act.record({ kind: 'fusion/released', subject: subjectOf(waveId), on, data: { name: row.name } });
  return readWave(act, waveId);
}

/** Puts the tables of a wave beside all that is out; refuses if readers could then work out a small group. */
async function register(act: Act, waveId: string): Promise<void> {
  await lockRegister(act.db, act.bureauId);
  const kept = await findRelease(act.db, waveId);
  const tables = (kept?.memory.tables ?? []) as Shown[];
  let out: Register = { releases: (await listRegistered(act.db)) as Shown[] };
  for (const table of tables) {
    const { register: next, refused } = add(out, table);
    if (refused.length > 0) throw refuse('fusion/would-reveal');
    out = next;
  }
  await insertRegistered(act.db, { bureauId: act.bureauId, waveId, tables });
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
