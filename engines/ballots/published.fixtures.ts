/** A shut box with its receipts, for whoever checks bulletins: three ballots in it, and one that it lost. */
import { makeBulletin, type Bulletin } from './bulletin.ts';
import { aSmallPoll, openToken } from './poll.fixtures.ts';
import type { PollManifest, SignedManifest } from './manifest.ts';
import { makeReceipt, type Receipt } from './receipt.ts';

export interface PublishedPoll {
  manifest: SignedManifest;
  bulletin: Bulletin;
  receipts: Receipt[];
  /** Signed by the box, and not in its bulletin. */
  lost: Receipt;
}

export async function aPublishedPoll(change: Partial<PollManifest> = {}): Promise<PublishedPoll> {
  const poll = await aSmallPoll(change);
  const { pollId } = poll.signed.manifest;
  const all: Receipt[] = [];
  for (const text of ['one', 'two', 'three', 'lost']) {
    const { tokenId, version, ballotId } = await poll.ballot(
      text,
      await openToken(poll.signed, 'A', poll.issuers),
    );
    all.push(makeReceipt({ pollId, tokenId, version, ballotId }, poll.boxSecret));
  }
  const receipts = all.slice(0, 3);
  const counts = { issued: { A: 4 }, reissued: 0, cast: { A: 3 }, superseded: 0 };
  const said = { pollId, manifestHash: poll.signed.hash, ...counts, entries: receipts };
  const bulletin = await makeBulletin({ ...said }, poll.boxSecret);
  return { manifest: poll.signed, bulletin, receipts, lost: all[3]! };
}
