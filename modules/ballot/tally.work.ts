/** Opening the box: two of three trustees, once, after the complaint window. */
import type { Act } from '#platform/act/index.ts';
import {
  fromB64,
  joinShares,
  openBallots,
  type Bulletin,
  type Bytes,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import { datesOf, loadPoll, lockedPoll, placeOf, subjectOf, type Telling } from './load.work.ts';
import type { PollView } from './poll.contract.ts';
import { type PollRow, updatePoll } from './poll.data.ts';
import { phaseOf, phaseWords, threshold, type TallyOutcome } from './poll.rules.ts';
import { destructionOn } from './poll.work.ts';
import { residentOf } from './resident.work.ts';
import { random, refuse } from './slot.work.ts';
import { readPoll } from './view.work.ts';

/** A trustee hands in a share; it stays in memory until the tally or the server's end. By the trustee. */
export async function giveShare(act: Act, pollId: string, share: string): Promise<PollView> {
  const row = await loadPoll(act, pollId);
  const { personId } = act.who;
  if (personId === null || !row.trustee_ids.includes(personId)) throw refuse('ballot/not-trustee');
  needCountable(row, act.today);
  if (bytesOf(share) === null) throw refuse('ballot/bad-shares');
  const { shares } = residentOf(act);
  shares.set(pollId, (shares.get(pollId) ?? new Map<string, string>()).set(personId, share));
  return readPoll(act, pollId);
}

function needCountable(row: PollRow, on: string): void {
  const phase = phaseOf(datesOf(row), on);
  if (phase === 'closed') throw refuse('ballot/complaints-open', { until: row.complaints_until });
  if (phase !== 'countable')
    throw refuse('ballot/wrong-stage', { stage: `${phaseWords[phase].zh} ${phaseWords[phase].en}` });
}

/** Opens the box with two shares. Once; phase `tallied`. What is not stored by the caller now is sealed again. */
export async function tallyPoll(
  act: Act,
  pollId: string,
  shares: readonly string[],
  { on = act.today }: Telling = {},
): Promise<TallyOutcome> {
  const row = await lockedPoll(act, pollId);
  needCountable(row, on);
  const manifest = row.manifest as SignedManifest;
  const bulletin = row.bulletin as Bulletin;
  const secret = await secretOf(shares, manifest);
  const ballots = await residentOf(act).boxAt(row.level).sealed(placeOf(row));
  const outcome = await openBallots({ ballots, bulletin, manifest, secret, random });
  secret.fill(0);
  await updatePoll(act.db, act.bureauId, pollId, {
    stage: 'tallied',
    tallied_on: on,
    destroy_on: destructionOn(on),
  });
  const { opened, nForged, nUnreadable } = outcome;
  act.record({
    kind: 'ballot/tallied',
    subject: subjectOf(pollId),
    on,
    quantity: opened.length,
    data: { nOpened: opened.length, nForged, nUnreadable, merkleRoot: bulletin.merkleRoot },
  });
  act.onCommit(async () => void residentOf(act).shares.delete(pollId));
  return outcome;
}

/** The same with the shares that trustees have handed in. */
export async function tallyGiven(act: Act, pollId: string, telling: Telling = {}): Promise<TallyOutcome> {
  const given = [...(residentOf(act).shares.get(pollId)?.values() ?? [])];
  if (given.length < threshold) throw refuse('ballot/few-shares', { n: given.length, least: threshold });
  return tallyPoll(act, pollId, given, telling);
}

async function secretOf(shares: readonly string[], { manifest }: SignedManifest): Promise<Bytes> {
  const parts = shares.map(bytesOf);
  const whole = parts.every((part) => part !== null) && parts.length >= threshold;
  const secret = whole ? await joinShares(parts, fromB64(manifest.tally.publicKey)) : null;
  if (secret === null) throw refuse('ballot/bad-shares');
  return secret;
}

function bytesOf(share: string): Bytes | null {
  try {
    const bytes = fromB64(share);
    return bytes.length === 33 ? bytes : null;
  } catch {
    return null;
  }
}
