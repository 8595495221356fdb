/** Opening the box: two of three trustees, once, after the complaint window. */
import type { Act } from '#platform/act/index.ts';
import {
  fromB64,
  joinShares,
  openBallots,
  shareHashOf,
  wrongShares,
  type Bulletin,
  type Bytes,
  type SignedManifest,
  type TallyInput,
} from '#engines/ballots/index.ts';
import { datesOf, loadPoll, lockedPoll, needTrustee, placeOf, subjectOf, type Telling } from './load.work.ts';
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
  const { personId, at } = needTrustee(act, row);
  needCountable(row, act.today);
  const bytes = bytesOf(share);
  const registered = row.share_hashes?.[at];
  if (bytes === null || (registered && (await shareHashOf(bytes)) !== registered))
    throw refuse('ballot/wrong-share');
  const { shares } = residentOf(act);
  const given = shares.get(pollId) ?? new Map<string, string>();
  if ([...given].some(([who, other]) => who !== personId && other === share))
    throw refuse('ballot/share-given');
  shares.set(pollId, given.set(personId, share));
  if ((await layAside(act, row, given)).has(personId)) throw refuse('ballot/wrong-share');
  return readPoll(act, pollId);
}

/** Takes out the shares that do not fit two others, as soon as that can be told: they must not keep the box shut. */
async function layAside(act: Act, row: PollRow, given: Map<string, string>): Promise<Set<string>> {
  const { manifest } = row.manifest as SignedManifest;
  const parts = [...given.values()].map((share) => bytesOf(share)!);
  const places = await wrongShares(parts, fromB64(manifest.tally.publicKey), threshold);
  const wrong = new Set([...given.keys()].filter((_, at) => places?.includes(at)));
  for (const personId of wrong) given.delete(personId);
  const before = residentOf(act).wrongShares.get(row.poll_id) ?? [];
  const aside = [...before, ...wrong].filter((personId) => !given.has(personId));
  residentOf(act).wrongShares.set(row.poll_id, new Set(aside));
  return wrong;
}

function needCountable(row: PollRow, on: string): void {
  const phase = phaseOf(datesOf(row), on);
  if (phase === 'closed') throw refuse('ballot/complaints-open', { until: row.complaints_until });
  if (phase !== 'countable') throw refuse('ballot/wrong-stage', { stage: phaseWords[phase] });
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
  act.onCommit(async () => {
    residentOf(act).shares.delete(pollId);
    residentOf(act).wrongShares.delete(pollId);
  });
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
  const good = parts.filter((part) => part !== null);
  const secret = await joinShares(good, fromB64(manifest.tally.publicKey), threshold);
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
