/** Opening the box: what comes out are payloads by stratum, in random order, without a token's name. */
import { ballotChecker, ballotIdOf, type Ballot } from './ballot.ts';
import { fromB64, shuffle, toB64, type Bytes, type RandomBytes } from './bytes.ts';
import type { Bulletin } from './bulletin.ts';
import type { SignedManifest } from './manifest.ts';
import { unseal } from './seal.ts';

export interface OpenedBallot {
  stratum: string;
  payload: Bytes;
}

export interface Tally {
  opened: OpenedBallot[];
  /** Ballots whose token or signature does not hold: put into the store past the box. Not opened. */
  nForged: number;
  /** Ballots with a good token whose seal does not open, or not with this key. */
  nUnreadable: number;
}

export interface TallyInput {
  ballots: readonly Ballot[];
  bulletin: Bulletin;
  manifest: SignedManifest;
  /** Raw X25519 private key, from two shares. */
  secret: Bytes;
  random: RandomBytes;
  /** Told after each ballot, how many of all; waited for. */
  progress?: (done: number) => Promise<void>;
}

/**
 * Opens what the bulletin lists and the issuers signed, and nothing else.
 * @throws RangeError where ballots and bulletin are not the same set
 */
export async function openBallots(input: TallyInput): Promise<Tally> {
  const { ballots, bulletin, manifest, secret, random, progress } = input;
  await refuseOtherSet(ballots, bulletin);
  const checker = ballotChecker(manifest);
  const tally: Tally = { opened: [], nForged: 0, nUnreadable: 0 };
  for (const [at, ballot] of shuffle([...ballots], random).entries()) {
    const { stratum } = ballot;
    const isGood = (await checker.whyNot(ballot)) === null;
    const payload = isGood ? await openOne(ballot, manifest, secret) : null;
    if (!isGood) tally.nForged++;
    else if (payload === null) tally.nUnreadable++;
    else tally.opened.push({ stratum, payload });
    await progress?.(at + 1);
  }
  return tally;
}

function openOne(ballot: Ballot, { hash }: SignedManifest, secret: Bytes): Promise<Bytes | null> {
  const { stratum, tokenId, enc } = ballot;
  const bound = { manifestHash: fromB64(hash), stratum, tokenId: fromB64(tokenId) };
  return unseal(fromB64(enc), secret, bound).catch(() => null);
}

async function refuseOtherSet(ballots: readonly Ballot[], { entries }: Bulletin): Promise<void> {
  const listed = new Set(entries.map(({ ballotId }) => ballotId));
  const found = new Set(await Promise.all(ballots.map(async (ballot) => toB64(await ballotIdOf(ballot)))));
  const same = found.size === listed.size && ballots.length === listed.size && listed.isSubsetOf(found);
  if (!same) throw new RangeError('the ballots are not those of the bulletin');
}
