/** Opening the box: two of three trustees, once, after the complaint window. */
import type { Act } from '#platform/act/index.ts';
import {
  fromB64,
  joinShares,
  openBallots,
  type Bulletin,
  type Bytes,
  type SignedManifest,
  type TallyInput,
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

/** All that the opening needs, so that it can go on outside a transaction. The secret is whole here: wipe it after use. */
export type SealedBox = Pick<TallyInput, 'ballots' | 'bulletin' | 'manifest' | 'secret' | 'random'>;

/** The shut box and its key, from the given shares or from those that trustees handed in. Nothing is written. */
export async function sealedBox(
  act: Act,
  pollId: string,
  { on = act.today, shares = given(act, pollId) }: Telling & { shares?: readonly string[] } = {},
): Promise<SealedBox> {
  const row = await loadPoll(act, pollId);
  needCountable(row, on);
  const manifest = row.manifest as SignedManifest;
  const secret = await secretOf(shares, manifest);
  const ballots = await residentOf(act).boxAt(row.level).sealed(placeOf(row));
  return { ballots, bulletin: row.bulletin as Bulletin, manifest, secret, random };
}

function given(act: Act, pollId: string): string[] {
  const shares = [...(residentOf(act).shares.get(pollId)?.values() ?? [])];
  if (shares.length < threshold) throw refuse('ballot/few-shares', { n: shares.length, least: threshold });
  return shares;
}

/** Takes down that a box was opened. Once; phase `tallied`. What the caller does not store now is sealed again. */
export async function recordTally(
  act: Act,
  pollId: string,
  { opened, nForged, nUnreadable }: TallyOutcome,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedPoll(act, pollId);
  needCountable(row, on);
  await updatePoll(act.db, act.bureauId, pollId, {
    stage: 'tallied',
    tallied_on: on,
    destroy_on: destructionOn(on),
  });
  const { merkleRoot } = row.bulletin as Bulletin;
  act.record({
    kind: 'ballot/tallied',
    subject: subjectOf(pollId),
    on,
    quantity: opened.length,
    data: { nOpened: opened.length, nForged, nUnreadable, merkleRoot },
  });
  act.onCommit(async () => void residentOf(act).shares.delete(pollId));
}

/** Both in one act, for a small box or an invented history. */
export async function tallyPoll(
  act: Act,
  pollId: string,
  shares: readonly string[],
  telling: Telling = {},
): Promise<TallyOutcome> {
  const sealed = await sealedBox(act, pollId, { ...telling, shares });
  const outcome = await openBallots(sealed);
  sealed.secret.fill(0);
  await recordTally(act, pollId, outcome, telling);
  return outcome;
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
