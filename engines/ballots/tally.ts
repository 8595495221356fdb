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
}

/**
 * Opens what the bulletin lists and the issuers signed, and nothing else.
 * @throws RangeError where ballots and bulletin are not the same set
 */
export async function openBallots({
  ballots,
  bulletin,
  manifest,
  secret,
  random,
}: TallyInput): Promise<Tally> {
  await refuseOtherSet(ballots, bulletin);
  const checker = ballotChecker(manifest);
  const tally: Tally = { opened: [], nForged: 0, nUnreadable: 0 };
  for (const ballot of shuffle([...ballots], random)) {
    if ((await checker.whyNot(ballot)) !== null) {
      tally.nForged++;
      continue;
    }
    const bound = {
      manifestHash: fromB64(manifest.hash),
      stratum: ballot.stratum,
      tokenId: fromB64(ballot.tokenId),
    };
    const payload = await unseal(fromB64(ballot.enc), secret, bound).catch(() => null);
    if (payload === null) tally.nUnreadable++;
    else tally.opened.push({ stratum: ballot.stratum, payload });
  }
  return tally;
}

async function refuseOtherSet(ballots: readonly Ballot[], { entries }: Bulletin): Promise<void> {
  const listed = new Set(entries.map(({ ballotId }) => ballotId));
  const found = new Set(await Promise.all(ballots.map(async (ballot) => toB64(await ballotIdOf(ballot)))));
  const same = found.size === listed.size && ballots.length === listed.size && listed.isSubsetOf(found);
  if (!same) throw new RangeError('the ballots are not those of the bulletin');
}
